"""Ballots: the open steps of a chain, who votes on each, and what each asks for."""

from collections import Counter
from typing import Literal, NamedTuple

State = Literal["failed", "no_decider", "decided", "open"]


class Ballot(NamedTuple):
    """A vote on one step: what a yes adds to its count, and whether a no alone fails it."""

    person: str
    counts: int
    veto: bool


class OpenStep(NamedTuple):
    """A step to be decided: it passes when the yeses count ``needed`` together and no veto holder says no.

    ``ballots`` are in order of person, one each.
    """

    id: str
    ballots: tuple[Ballot, ...]
    needed: int


class Decision(NamedTuple):
    """How a chain stands, in this order: a step has ``failed``; nobody decides something; all is decided; it is open.

    ``no_decider``: there is no step, or an open one without voters. ``steps`` are the open ones by their place.
    ``voters`` are in order of id: who votes on an open step; where none is open, whoever has a stake that votes.
    """

    state: State
    steps: tuple[OpenStep, ...]
    voters: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """Who votes on several open steps, with one yes or no for all of them."""
        times = Counter(ballot.person for step in self.steps for ballot in step.ballots)
        return tuple(sorted(person for person, steps in times.items() if steps > 1))
