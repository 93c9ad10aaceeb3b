"""Ballots: the open steps of a chain, who votes on each, and what each needs in order to pass."""

from collections import Counter
from typing import Literal, NamedTuple

State = Literal["failed", "no_decider", "decided", "open"]


class Ballot(NamedTuple):
    """One person's vote on one step: how much a yes counts, and whether their no alone fails the step."""

    person: str
    counts: int
    veto: bool


class OpenStep(NamedTuple):
    """A step to be decided: it passes when all yes votes together count ``needed`` and no veto holder says no.

    ``ballots`` are in order of person, one for each.
    """

    id: str
    ballots: tuple[Ballot, ...]
    needed: int


class Decision(NamedTuple):
    """How a chain stands.

    ``state`` is the first of these that holds: a step has ``failed``; ``no_decider``: there is no step, or an open one
    without voters; every step is ``decided``; the chain is ``open``. ``steps`` are the open steps in their order.
    ``voters`` are the people who vote on an open step, in order of id; if no step is open, those whose stake votes.
    ``uncertain`` are ids of those ``steps`` of which nobody knows whether the amount asks for them.
    """

    state: State
    steps: tuple[OpenStep, ...]
    voters: tuple[str, ...]
    uncertain: tuple[str, ...] = ()

    @property
    def hangs_on_amount(self) -> bool:
        """Whether how it ends may hang on an amount that is not known."""
        return self.state == "open" and bool(self.uncertain)

    @property
    def certain(self) -> "Decision":
        """The same without the steps of which nobody knows whether they are needed."""
        if not self.uncertain:
            return self
        return self._replace(steps=tuple(step for step in self.steps if step.id not in self.uncertain), uncertain=())

    @property
    def votes(self) -> int:
        """How many votes there are on open steps; whoever votes on two has two."""
        return sum(len(step.ballots) for step in self.steps)

    @property
    def shared(self) -> tuple[str, ...]:
        """People who vote on several open steps; their one yes or no counts on all of them."""
        times = Counter(ballot.person for step in self.steps for ballot in step.ballots)
        return tuple(sorted(person for person, steps in times.items() if steps > 1))


def possible(step: OpenStep) -> bool:
    """Return whether a step passes if everybody who votes on it says yes.

    Examples
    --------
    >>> possible(OpenStep("s1", (Ballot("ada", 1, False),), 2))
    False
    """
    return sum(ballot.counts for ballot in step.ballots) >= step.needed
