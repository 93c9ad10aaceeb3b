"""Whether an open step can pass by its rule, and whether those against us can stop it."""

from collections.abc import Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject, people
from analytics.gaps.remedy import Remedy
from analytics.votes.ballots import OpenStep, possible
from schemas.messages.message import Message


def rule_impossible(context: GapContext) -> Iterator[Finding]:
    """Find open steps that fail even if everybody who votes on them says yes; a step without voters is another gap."""
    for step in context.open_steps:
        if step.ballots and not possible(step):
            yield Finding(
                (Subject("step", step.id),),
                Message(
                    "gaps_chain.rule_impossible",
                    step=context.name.step(step.id),
                    chain=context.chain_name,
                    needed=step.needed,
                    count=len(step.ballots),
                ),
                numbers={"needed": step.needed, "at_most": sum(ballot.counts for ballot in step.ballots)},
                records={"person": [ballot.person for ballot in step.ballots]},
                remedy=Remedy("name_voter", step=step.id),
            )


def blocking_coalition(context: GapContext) -> Iterator[Finding]:
    """Find open steps that fail when all who are against us say no, whatever everybody else says.

    One finding for all steps that the same people can stop. Whoever's support is not known is not against us; a step
    that nobody can pass needs nobody to stop it.
    """
    stopped: dict[tuple[str, ...], list[OpenStep]] = {}
    for step in context.open_steps:
        against = opponents(context, step)
        if against and possible(step) and fails_without(step, against):
            stopped.setdefault(against, []).append(step)
    for against, steps in sorted(stopped.items()):
        yield _blocked(context, against, steps)


def opponents(context: GapContext, step: OpenStep) -> tuple[str, ...]:
    """Return the voters of a step whose believed support is below 0, in order of id."""
    return tuple(ballot.person for ballot in step.ballots if context.support.get(ballot.person, 0.0) < 0)


def fails_without(step: OpenStep, against: tuple[str, ...]) -> bool:
    """Return whether a step fails when some of its voters say no and all others yes.

    Examples
    --------
    >>> from analytics.votes.ballots import Ballot
    >>> step = OpenStep("s1", (Ballot("ada", 1, False), Ballot("bo", 1, False)), 1)
    >>> fails_without(step, ("ada",)), fails_without(step, ("ada", "bo"))
    (False, True)
    """
    vetoed = any(ballot.veto for ballot in step.ballots if ballot.person in against)
    return vetoed or sum(ballot.counts for ballot in step.ballots if ballot.person not in against) < step.needed


def _blocked(context: GapContext, against: tuple[str, ...], steps: list[OpenStep]) -> Finding:
    ballots = [ballot for step in steps for ballot in step.ballots if ballot.person in against]
    first = max(ballots, key=lambda ballot: (ballot.veto, ballot.counts, context.support[ballot.person])).person
    return Finding(
        people(*against),
        _said_of_blocking(context, against, [context.name.step(step.id) for step in steps]),
        numbers={
            "against": sum(ballot.counts for ballot in steps[0].ballots if ballot.person in against),
            "others": sum(ballot.counts for ballot in steps[0].ballots if ballot.person not in against),
            "needed": steps[0].needed,
            "lowest_support": min(context.support[person] for person in against),
        },
        records={"step": [step.id for step in steps]},
        remedy=Remedy("meet", first),
    )


def _said_of_blocking(context: GapContext, against: tuple[str, ...], steps: list[str]) -> Message:
    names, what = [context.name.bare(person) for person in against], context.chain_name
    if len(steps) == 1:
        return Message("gaps_chain.blocking_coalition", people=names, steps=steps, chain=what, count=len(names))
    return Message("gaps_chain.blocking_coalition_of_steps", people=names, steps=steps, chain=what, count=len(names))
