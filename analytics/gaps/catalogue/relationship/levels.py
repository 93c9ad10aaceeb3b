"""Whether we meet their leaders at eye level."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject, people
from analytics.gaps.remedy import Remedy
from analytics.members import standing_coverages
from analytics.ranking import DIGITS
from schemas.messages.message import Message

LEADERS = frozenset({"c_level", "vp"})

JUNIORS = frozenset({"specialist", "individual"})


def level_mismatch(context: GapContext) -> Iterator[Finding]:
    """Find their leaders whom only our specialists or individuals know, and an A account without a sponsor of ours.

    Where the seniority of one of us who knows a leader is not recorded, nothing is said.
    """
    seniority = {member.id: member.seniority for member in context.account.members}
    for person in sorted(context.covered):
        if context.numbers.people[person].seniority in LEADERS:
            ours = _knowing(context, person)
            if all(seniority.get(member) in JUNIORS for member in ours):
                yield _only_juniors(context, person, ours)
    duties = {each.duty for each in standing_coverages(context.account)}
    if context.account.tier == "A" and "executive_sponsor" not in duties:
        yield Finding(
            (Subject("account", context.account.account_id),),
            Message("gaps_relationship.no_sponsor"),
            numbers={"tier": "A"},
            remedy=Remedy("name_sponsor"),
        )


def _knowing(context: GapContext, person: str) -> list[str]:
    """Return which of us know a person, in order of id."""
    known = context.numbers.settings.threshold_known
    closeness, found = context.numbers.closeness, context.numbers.people_closeness.get(person)
    ours = found.members if found else ()
    return sorted(member for member in ours if round(closeness[member, person], DIGITS) >= known)


def _only_juniors(context: GapContext, person: str, ours: list[str]) -> Finding:
    return Finding(
        people(person),
        Message(
            "gaps_relationship.level_mismatch",
            count=len(ours),
            members=[context.name.member(member) for member in ours],
            person=context.name.person(person),
        ),
        numbers={"seniority": context.numbers.people[person].seniority, "members": len(ours)},
        records={"team_member": ours},
        remedy=Remedy("bring_senior", person),
        chain=context.chain_decided_by(person),
    )
