"""A score: one number that is followed from state to state, with its unit, its range, and how it is read."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from analytics.closeness.account import AccountCloseness, account_closeness
from analytics.closeness.threads import Threads, threads
from analytics.context import Context
from analytics.coverage.coverage import coverage
from analytics.scopes import people_in_scope
from analytics.scores.health import HealthScores, health_scores
from analytics.scores.paths import Level
from schemas.rows.stages import StageModelRow

Unit = Literal["share", "probability", "percent", "closeness", "people", "index", "ranks", "paths"]

Value = float | None
"""None: not known, or without a meaning here."""


class Reading:
    """A context that scores are read from; what several of them take is computed once.

    With a chain in the context, ``scope`` are the present people with a stake on it, else all of them.
    """

    def __init__(self, context: Context, models: Sequence[StageModelRow] = ()) -> None:
        self.context = context
        self._models = models

    @cached_property
    def health(self) -> HealthScores:
        """Health of the account and its parts."""
        return health_scores(self.context, self._models)

    @cached_property
    def scope(self) -> frozenset[str]:
        """The people whom sums run over."""
        return people_in_scope(self.context.account, self.context.present, self.context.chain)

    @cached_property
    def closeness(self) -> AccountCloseness:
        """Closeness of the people in scope, and which of them is unknown."""
        return account_closeness(self.scope, self.context.influence, self.context.people_closeness)

    @cached_property
    def coverage(self) -> float | None:
        """Coverage of the people in scope."""
        return coverage(self.scope, self.context.influence, self.context.attainment)

    @cached_property
    def threads(self) -> Threads | None:
        """Effective numbers of relationships with the people in scope."""
        return threads({pair: value for pair, value in self.context.closeness.items() if pair[1] in self.scope})


class Score(NamedTuple):
    """One score of the account or the chain, or one of each step, voter or person.

    Attributes
    ----------
    of : Level
        What it is of.
    metric : str
        Its name, that of the field of the answer which explains it.
    unit : Unit
    low, high : float or None
        The ends of its range, which it may reach; None: no end.
    read : callable
        Returns its value, by id of the step or person; by None where there is only one.
    """

    of: Level
    metric: str
    unit: Unit
    low: float | None
    high: float | None
    read: Callable[[Reading], Mapping[str | None, Value]]


def single(read: Callable[[Reading], Value]) -> Callable[[Reading], Mapping[str | None, Value]]:
    """Return how the one value of an account or a chain is read."""
    return lambda reading: {None: read(reading)}
