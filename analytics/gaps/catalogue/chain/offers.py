"""Whether what we offer has reached those who decide, and whether we know how the deal will be awarded."""

from collections.abc import Iterator, Mapping
from typing import get_args

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.ranking import ranked
from schemas.messages.message import Message
from schemas.rows.deals import OpportunityNode, ValueStatementNode
from schemas.vocabularies import ControlPointKey

LEVERS: tuple[ControlPointKey, ...] = get_args(ControlPointKey)


def value_not_landed(context: GapContext) -> Iterator[Finding]:
    """Find chains with people who decide and with whom no value statement has landed; one finding for all of them.

    None is aimed at them, or what is was never said to them, or never landed. What landed without being aimed at them
    has landed. Vacant seats do not count.
    """
    if context.chain is None:
        return

    def swing(person: str) -> float:
        return found.value if (found := context.numbers.swing.get(person)) else 0.0

    statements = [each for each in context.account.value_statements if each.opportunity == context.chain.opportunity]
    lacking = {person: _lacking(statements, person) for person in context.deciders - context.seats}
    missed = {person: word for person, word in lacking.items() if word}
    if not missed:
        return
    order = sorted(ranked({person: context.numbers.influence[person] for person in missed}), key=swing, reverse=True)
    yield Finding(
        (Subject("chain", context.chain.id),),
        Message(
            "gaps_chain.value_not_landed",
            chain=context.chain_name,
            lacking=list(_said_of_lacking(context, order, missed)),
        ),
        numbers={"deciders": len(lacking), "without": len(missed)},
        records={"person": sorted(missed), "value_statement": sorted(each.id for each in statements)},
        remedy=Remedy("meet", order[0]),
    )


def _lacking(statements: list[ValueStatementNode], person: str) -> str | None:
    """Return what a person lacks: a statement that is ``aimed`` at them, ``said`` to them, or ``landed``; or None."""
    reactions = [
        delivery.get("reaction")
        for each in statements
        for delivery in each.deliveries or ()
        if delivery.get("person") == person
    ]
    if "landed" in reactions:
        return None
    if not any(person in (each.aimed_at or ()) for each in statements):
        return "aimed"
    return "landed" if reactions else "said"


def _said_of_lacking(context: GapContext, order: list[str], missed: Mapping[str, str]) -> Iterator[Message]:
    for word, wording in (
        ("aimed", Message("gaps_chain.nothing_aimed", people=_names(context, order, missed, "aimed"))),
        ("said", Message("gaps_chain.nothing_said", people=_names(context, order, missed, "said"))),
        ("landed", Message("gaps_chain.nothing_landed", people=_names(context, order, missed, "landed"))),
    ):
        if word in missed.values():
            yield wording


def _names(context: GapContext, order: list[str], missed: Mapping[str, str], word: str) -> list[str]:
    return [context.name.bare(person) for person in order if missed[person] == word]


def process_blind(context: GapContext) -> Iterator[Finding]:
    """Find open deals past the first stage of their model of which some of the six control points are not known.

    High where none of the six is ours. A deal of which the stage is not known says nothing.
    """
    for deal in context.open_deals:
        stage = context.stage(deal)
        held = {each.key: each.status for each in context.account.control_points if each.opportunity == deal.id}
        unknown = [key for key in LEVERS if held.get(key) in {None, "unknown"}]
        if stage is not None and stage.place > 1 and unknown:
            yield _blind(context, deal, unknown, sum(status == "ours" for status in held.values()))


def _blind(context: GapContext, deal: OpportunityNode, unknown: list[ControlPointKey], ours: int) -> Finding:
    points = [each.id for each in context.account.control_points if each.opportunity == deal.id]
    name = context.name.deal(deal.id)
    return Finding(
        (Subject("opportunity", deal.id),),
        Message("gaps_chain.process_blind", deal=name, levers=unknown)
        if ours
        else Message("gaps_chain.process_theirs", deal=name, levers=unknown),
        numbers={"unknown": len(unknown), "ours": ours, "of": len(LEVERS)},
        records={"control_point": sorted(points)},
        severity=None if ours else "high",
        remedy=Remedy("ask_process", opportunity=deal.id),
    )
