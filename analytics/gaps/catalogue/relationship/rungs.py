"""Whether we are as close as we want to be, and closer than others."""

from collections.abc import Iterator, Mapping, Sequence

from analytics.gaps.actions.degrees import DEGREES, degrees_of
from analytics.gaps.actions.dues import local_day
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Number, Subject, people
from analytics.gaps.remedy import Remedy
from analytics.inputs.rungs import RUNGS
from analytics.members import standing_coverages
from analytics.ranking import DIGITS
from schemas.analysis.gap_words import Degree
from schemas.messages.message import Message
from schemas.rows.contacts import CompetitorTieEdge, CoverageEdge
from schemas.vocabularies import Rung

SAID: Mapping[str, Message] = {
    "unknown": Message("gaps_relationship.rung_unknown"),
    "acquainted": Message("gaps_relationship.rung_acquainted"),
    "known": Message("gaps_relationship.rung_known"),
    "trusted": Message("gaps_relationship.rung_trusted"),
    "interdependent": Message("gaps_relationship.rung_interdependent"),
}

WEAKEST: Mapping[Degree, Message] = {
    "frequency": Message("gaps_relationship.degree_frequency"),
    "expertise": Message("gaps_relationship.degree_expertise"),
    "depth": Message("gaps_relationship.degree_depth"),
    "length": Message("gaps_relationship.degree_length"),
}


def below_target_rung(context: GapContext) -> Iterator[Finding]:
    """Find duties for a person whose date has passed and whose rung has not been reached by whoever has the duty."""
    as_of = context.account.as_of
    for duty in standing_coverages(context.account):
        if duty.target_kind != "person" or duty.target_id not in context.present:
            continue
        if duty.desired_rung is None or duty.target_date is None or duty.target_date >= as_of:
            continue
        rung = context.numbers.pair_rungs.get((duty.member, duty.target_id), "unknown")
        if RUNGS.index(rung) < _place(duty.desired_rung):
            yield _missed(context, duty, duty.desired_rung, duty.target_date, rung)


def weakest_degree(context: GapContext) -> Iterator[Finding]:
    """Find key players below target, and which of the four degrees of trust is the lowest; nobody without a contact."""
    numbers = context.numbers
    for person in sorted(context.key_players & numbers.people_closeness.keys()):
        close = numbers.people_closeness[person]
        degrees = next(filter(None, (degrees_of(numbers, member, person) for member in close.members)), None)
        if degrees is None or round(close.closeness, DIGITS) >= round(numbers.targets[person], DIGITS):
            continue
        lowest = min(DEGREES, key=degrees.__getitem__)
        grounds: dict[str, Number] = {"closeness": close.closeness, "target": numbers.targets[person], "degree": lowest}
        grounds |= {str(degree): value for degree, value in degrees.items()}
        yield Finding(
            people(person),
            Message(
                "gaps_relationship.weakest_degree",
                person=context.name.person(person),
                wanted=SAID[numbers.aims[person].rung],
                degree=WEAKEST[lowest],
            ),
            numbers=grounds,
            remedy=Remedy("deepen", person),
            chain=context.chain_decided_by(person),
        )


def competitor_closer(context: GapContext) -> Iterator[Finding]:
    """Find key players to whom a competitor is closer than any of us, by rung."""
    ties: dict[str, list[CompetitorTieEdge]] = {}
    for tie in sorted(context.account.competitor_ties, key=lambda each: each.id):
        if tie.person in context.key_players and _place(tie.rung) > _place(_ours(context, tie.person)):
            ties.setdefault(tie.person, []).append(tie)
    for person, found in sorted(ties.items()):
        yield _closer(context, person, found)


def _place(rung: str | None) -> int:
    return RUNGS.index(rung) if rung in RUNGS else 0


def _ours(context: GapContext, person: str) -> Rung:
    found = context.numbers.people_closeness.get(person)
    return found.rung if found else "unknown"


def _missed(context: GapContext, duty: CoverageEdge, wanted: str, until: str, rung: Rung) -> Finding:
    person = duty.target_id
    return Finding(
        (Subject("person", person), Subject("member", duty.member)),
        Message(
            "gaps_relationship.below_target_rung",
            member=context.name.member(duty.member),
            person=context.name.person(person),
            wanted=SAID[wanted],
            rung=SAID[rung],
            day=local_day(until, context.account.timezone),
        ),
        numbers={
            "closeness": context.numbers.closeness.get((duty.member, person)),
            "rung": rung,
            "desired_rung": wanted,
        },
        records={"coverage": [duty.id]},
        remedy=Remedy("deepen", person, member=duty.member),
        chain=context.chain_decided_by(person),
    )


def _closer(context: GapContext, person: str, ties: Sequence[CompetitorTieEdge]) -> Finding:
    closest = max(ties, key=lambda tie: _place(tie.rung))
    ours = _ours(context, person)
    return Finding(
        people(person),
        Message(
            "gaps_relationship.competitor_closer",
            competitor=context.name.competitor(closest.competitor),
            person=context.name.person(person),
            theirs=SAID[closest.rung or "unknown"],
            ours=SAID[ours],
        ),
        numbers={"rung": ours, "rung_of_competitor": closest.rung},
        records={"competitor_tie": [tie.id for tie in ties]},
        remedy=Remedy("deepen" if person in context.covered else "meet", person),
        chain=context.chain_decided_by(person),
    )
