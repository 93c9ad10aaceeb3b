"""The answer of ``analysis/simulate``: every number before some changes, after them, and the difference."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from analytics.answers.chains.chain import chain_provenance
from analytics.answers.provenance import provenance
from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.health.health import grade
from analytics.limits import check_votes_simulated
from analytics.ranking import DIGITS
from analytics.scores.paths import Level, ScorePath
from analytics.scores.reasons import reason
from analytics.scores.score import Reading, Value
from analytics.scores.scores import SCORES, scores_of_reading
from schemas.analysis.answer import Result
from schemas.analysis.simulations import differences, scores
from schemas.analysis.simulations.scores import numbers_of
from schemas.analysis.simulations.simulation import SimulationAnalysis, SimulationDifference, SimulationState
from schemas.rows.account_graph import AccountGraph
from schemas.rows.stages import StageModelRow

Row = TypeVar("Row", bound=Result)

COMPARED: Mapping[Level, type[Result]] = {
    "account": scores.AccountScores,
    "chain": scores.ChainScores,
    "steps": scores.StepScores,
    "voters": scores.VoterScores,
    "people": scores.PersonScores,
}
"""What is compared: the scores that these have as their fields."""

WANTED = [score for score in SCORES if score.metric in COMPARED[score.of].model_fields]


class Sides(NamedTuple):
    """The account as it is, and with the same chain or none in scope."""

    account: Context
    chain: Context | None


def simulation_analysis(
    before: Sides, after: AccountGraph, changes: int, models: Sequence[StageModelRow] = ()
) -> SimulationAnalysis:
    """Return all numbers of an account, and of a chain where one is asked about, before and after some changes.

    What the changes leave alone is computed once. Sampling has the same seed on both sides, so that a difference is
    never one of the draws.

    Parameters
    ----------
    before : Sides
        Contexts of the account, and of the chain that is asked about, as they are.
    after : AccountGraph
        The account as it would be.
    changes : int
        How many changes lie between them.
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids.

    Raises
    ------
    TooLarge
        When the chain has too many voters, before or after, to be computed in seconds.
    """
    sides = before, _simulated(before, after)
    one, other = (_Side(side, models) for side in sides)
    moved = _moved(one, other)
    return SimulationAnalysis(
        **provenance(before.account),
        changes=changes,
        chain=None if before.chain is None else chain_provenance(before.chain)["chain"],
        before=one.state(moved),
        after=other.state(moved),
        difference=_difference(one, other, moved),
    )


def _simulated(before: Sides, after: AccountGraph) -> Sides:
    chain = None if before.chain is None else ContextBeside(before.chain, after)
    return Sides(ContextBeside(before.account, after), chain)


class _Side:
    """One side of the comparison: its scores by path, and what they are called."""

    def __init__(self, sides: Sides, models: Sequence[StageModelRow]) -> None:
        self._account = Reading(sides.account, models)
        self._chain = None if sides.chain is None else Reading(sides.chain, models)
        if sides.chain is not None:
            decided = sides.chain.decision
            check_votes_simulated(sides.chain.chain or "", len(decided.voters), decided.votes)

    @cached_property
    def values(self) -> Mapping[ScorePath, Value]:
        """The scores that are compared; people's are those of the whole account."""
        found = scores_of_reading(self._account, WANTED)
        if self._chain is not None:
            found |= scores_of_reading(self._chain, [score for score in WANTED if score.of != "people"])
        return found

    @cached_property
    def ids(self) -> Mapping[Level, Sequence[str]]:
        """The steps, voters and people that have scores, in order of id."""
        found: dict[Level, set[str]] = {}
        for path in self.values:
            if path.id is not None:
                found.setdefault(path.of, set()).add(path.id)
        return {of: sorted(ids) for of, ids in found.items()}

    def has_chain(self) -> bool:
        return self._chain is not None

    def name_of(self, of: Level, key: str) -> str | None:
        """Return the name of a person or a step, as recorded on this side."""
        account = self._account.context
        if of == "steps":
            return next((step.name for step in account.account.steps if step.id == key), None)
        return account.names.get(key)

    def why(self, path: ScorePath) -> Any:
        """Return why a score is None on this side."""
        of_account = path.of in {"account", "people"} or self._chain is None
        return reason(self._account if of_account else self._chain or self._account, path)

    def words(self, of: Level) -> dict[str, Any]:
        """Return what is said of the account or the chain in words."""
        if of == "account":
            found, settings = self._account.health.value, self._account.context.settings
            return {"grade": None if found is None else grade(found, settings)}
        return {"standing": self._chain.context.decision.state} if of == "chain" and self._chain else {}

    def state(self, moved: Iterable[str]) -> SimulationState:
        """Return all numbers of this side; of people those who are moved."""
        people = [key for key in moved if key in self.ids.get("people", ())]
        return SimulationState(
            account=self._row(scores.AccountScores, "account"),
            chain=self._row(scores.ChainScores, "chain") if self._chain else None,
            steps=tuple(self._row(scores.StepScores, "steps", key) for key in self.ids.get("steps", ())),
            voters=tuple(self._row(scores.VoterScores, "voters", key) for key in self.ids.get("voters", ())),
            people=tuple(self._row(scores.PersonScores, "people", key) for key in people),
        )

    def _row(self, schema: type[Row], of: Level, key: str | None = None) -> Row:
        paths = {metric: ScorePath(of, key, metric) for metric in numbers_of(schema)}
        values = {metric: self.values[path] for metric, path in paths.items()}
        reasons = {metric: self.why(path) for metric, path in paths.items() if values[metric] is None}
        words = self.words(of)
        if words.get("grade", "") is None:
            reasons["grade"] = reasons["health"]
        return schema.model_validate({**values, **words, **_named(self, of, key), "reasons": reasons})


def _named(side: _Side, of: Level, key: str | None) -> dict[str, Any]:
    return {} if key is None else {"id": key, "name": side.name_of(of, key)}


def _moved(before: _Side, after: _Side) -> list[str]:
    """Return the people of whom any number differs, in order of id; who has left is among them."""
    found = set[str]()
    for path in {**before.values, **after.values}:
        if path.of == "people" and path.id is not None and _rounded(before, path) != _rounded(after, path):
            found.add(path.id)
    return sorted(found)


def _rounded(side: _Side, path: ScorePath) -> tuple[bool, Value]:
    """Return whether a score is there, and its value as it is compared."""
    value = side.values.get(path)
    return path in side.values, value if value is None else round(value, DIGITS)


def _difference(before: _Side, after: _Side, moved: Sequence[str]) -> SimulationDifference:
    def row(schema: type[Row], of: Level, key: str | None = None) -> Row:
        paths = {metric: ScorePath(of, key, metric) for metric in numbers_of(schema)}
        values = {metric: _less(after, before, path) for metric, path in paths.items()}
        reasons = {metric: _why(before, after, paths[metric]) for metric in paths if values[metric] is None}
        named = _named(after if key in after.ids.get(of, ()) else before, of, key)
        return schema.model_validate({**values, **named, "reasons": reasons})

    def both(of: Level) -> list[str]:
        return sorted({*before.ids.get(of, ()), *after.ids.get(of, ())})

    return SimulationDifference(
        account=row(differences.AccountDifference, "account"),
        chain=row(differences.ChainDifference, "chain") if before.has_chain() else None,
        steps=tuple(row(differences.StepDifference, "steps", key) for key in both("steps")),
        voters=tuple(row(differences.VoterDifference, "voters", key) for key in both("voters")),
        people=tuple(row(differences.PersonDifference, "people", key) for key in moved),
    )


def _less(after: _Side, before: _Side, path: ScorePath) -> Value:
    late, early = after.values.get(path), before.values.get(path)
    return None if late is None or early is None else late - early


def _why(before: _Side, after: _Side, path: ScorePath) -> Any:
    """Return why there is no difference: why the score is not known before, else after."""
    return next(side.why(path) for side in (before, after) if side.values.get(path) is None)
