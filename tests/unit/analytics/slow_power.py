"""Power by its definitions: every coalition and every order is tried, one after the other."""

import math
from collections.abc import Iterator, Set
from fractions import Fraction
from itertools import combinations

from analytics.votes.ballots import Decision


def wins(decision: Decision, yes: Set[str]) -> bool:
    """Whether all open steps pass when just these say yes."""
    for step in decision.steps:
        if sum(ballot.counts for ballot in step.ballots if ballot.person in yes) < step.needed:
            return False
        if any(ballot.veto and ballot.person not in yes for ballot in step.ballots):
            return False
    return True


def coalitions_of(people: Set[str]) -> Iterator[frozenset[str]]:
    for size in range(len(people) + 1):
        yield from map(frozenset, combinations(sorted(people), size))


def decided_by(decision: Decision, voter: str) -> list[int]:
    """Return the sizes of the coalitions of others in which a vote alone decides."""
    others = set(decision.voters) - {voter}
    return [len(rest) for rest in coalitions_of(others) if wins(decision, rest | {voter}) and not wins(decision, rest)]


def banzhaf(decision: Decision) -> dict[str, Fraction]:
    swings = {voter: len(decided_by(decision, voter)) for voter in decision.voters}
    total = sum(swings.values())
    return {voter: Fraction(count, total) if total else Fraction(0) for voter, count in swings.items()}


def shapley_shubik(decision: Decision) -> dict[str, Fraction]:
    n = len(decision.voters)
    return {
        voter: sum(
            (
                Fraction(math.factorial(s) * math.factorial(n - s - 1), math.factorial(n))
                for s in decided_by(decision, voter)
            ),
            Fraction(0),
        )
        for voter in decision.voters
    }
