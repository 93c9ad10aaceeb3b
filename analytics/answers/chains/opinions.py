"""The answer of ``chains/{chain}/analysis/opinions``."""

from collections.abc import Iterator

from analytics.answers.chains.chain import chain_provenance, support_of
from analytics.context import Context
from analytics.ranking import DIGITS
from schemas.analysis.answer import Reasons
from schemas.analysis.chains.opinions import OpinionLever, OpinionPerson, OpinionsAnalysis


def opinions_analysis(context: Context) -> OpinionsAnalysis:
    """Return where the opinions of everybody with a stake on the chain in scope drift, and who moves whom."""
    found, support = context.opinions, support_of(context)
    levers = sorted(_levers(context), key=lambda each: (-abs(round(each.lever, DIGITS)), each.voter, each.person))
    return OpinionsAnalysis(
        **chain_provenance(context),
        assumed_lines=len(context.assumed_lines.lines),
        people=tuple(
            OpinionPerson(
                person=person, name=context.names.get(person), support=support.get(person), drifted=_bounded(value)
            )
            for person, value in found.drifted.items()
        ),
        levers=tuple(levers),
        forecast=found.chance and found.chance.value,
        reasons=_reasons(context),
    )


def _levers(context: Context) -> Iterator[OpinionLever]:
    found = context.opinions
    voters = frozenset(context.decision.voters)
    for voter, row in zip(found.drifted, found.levers.tolist(), strict=True):
        for person, lever in zip(found.drifted, row, strict=True):
            if voter in voters and found.drifted[voter] is not None and round(lever, DIGITS):
                yield OpinionLever(
                    person=person,
                    person_name=context.names.get(person),
                    voter=voter,
                    voter_name=context.names.get(voter),
                    lever=max(-1.0, min(1.0, lever)),
                )


def _bounded(support: float | None) -> float | None:
    """Return a support within its scale, which rounding may exceed slightly."""
    return None if support is None else max(-2.0, min(2.0, support))


def _reasons(context: Context) -> Reasons:
    if context.opinions.chance is None:
        return {"forecast": "amount_unknown" if context.decision.hangs_on_amount else "no_decider"}
    return {}
