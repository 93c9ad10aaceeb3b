"""Whether we see who came late to a decision, and who could call its people back."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message


def line_manager_recall(context: GapContext) -> Iterator[Finding]:
    """Find managers on a solid line of people in the project team who are neither on the chain nor known to any of us.

    Whoever has a project line of the chain, to or from somebody, is in its team and so on the chain. Vacant seats do
    not count.
    """
    if context.chain is None:
        return
    lines = context.account.reporting_lines
    team = {end for x in lines if x.line == "project" and x.chain == context.chain.id for end in (x.person, x.manager)}
    team &= context.present
    near = team | set(context.stakeholders) | context.covered | context.seats
    above: dict[str, set[str]] = {}
    for line in lines:
        if line.line == "solid" and line.person in team and line.manager in context.present - near:
            above.setdefault(line.manager, set()).add(line.person)
    for manager, members in sorted(above.items()):
        yield Finding(
            people(manager),
            Message(
                "gaps_chain.line_manager_recall",
                person=context.name.person(manager),
                members=[context.name.bare(member) for member in sorted(members)],
                chain=context.chain_name,
                count=len(members),
            ),
            numbers={"members": len(members)},
            records={"person": sorted(members)},
            remedy=Remedy("meet", manager),
        )


def late_entrant(context: GapContext) -> Iterator[Finding]:
    """Find voters whom none of us knows and who came when half of all steps, rounded up, had been decided.

    Somebody came when their first stake on the chain began; a stake without a date is as old as the chain. A step had
    been decided by its ``decided_at``. Critical where none of us has ever met them.
    """
    decided = sorted(step.decided_at for step in context.steps.values() if step.decided_at is not None)
    half = (len(context.steps) + 1) // 2
    if context.chain is None or not 0 < half <= len(decided):
        return
    for person in sorted(set(context.numbers.voters) - context.covered - context.seats):
        stakes = [stake for stake in context.stakes if stake.person == person]
        began = min(stake.valid_from or "" for stake in stakes)
        if began > decided[half - 1]:
            yield Finding(
                people(person),
                Message(
                    "gaps_chain.late_entrant",
                    person=context.name.person(person),
                    chain=context.chain_name,
                ),
                numbers={
                    "steps": len(context.steps),
                    "decided": sum(instant < began for instant in decided),
                    "since": began,
                },
                records={"stake": [stake.id for stake in stakes]},
                severity=None if person in context.met else "critical",
                remedy=Remedy("meet", person),
            )
