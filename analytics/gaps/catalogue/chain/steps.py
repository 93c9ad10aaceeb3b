"""Whether each step of a decision has somebody who takes it, and whom we know."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message


def step_unowned(context: GapContext) -> Iterator[Finding]:
    """Find open steps without a voter, or of whose voters we know none."""
    for step in context.open_steps:
        voters = [ballot.person for ballot in step.ballots]
        if not voters:
            yield _unowned(context, step.id)
        elif context.covered.isdisjoint(voters):
            yield _unknown(context, step.id, voters)


def _unowned(context: GapContext, step: str) -> Finding:
    said = Message("gaps_chain.step_without_voter", step=context.name.step(step), chain=context.chain_name)
    return Finding((Subject("step", step),), said, numbers={"voters": 0}, remedy=Remedy("name_voter", step=step))


def _unknown(context: GapContext, step: str, voters: list[str]) -> Finding:
    names = [context.name.person(voter) for voter in voters]
    said = Message(
        "gaps_chain.step_with_strangers", step=context.name.step(step), chain=context.chain_name, voters=names
    )
    reached = {voter: context.numbers.people_closeness.get(voter) for voter in voters}
    closest = max(sorted(voters), key=lambda voter: found.closeness if (found := reached[voter]) else 0.0)
    return Finding(
        (Subject("step", step),),
        said,
        numbers={"voters": len(voters), "covered": 0},
        records={"person": voters},
        remedy=Remedy("meet", closest, step=step),
    )
