"""Scores of an account: its size, its chart, how close and how well covered it is, and its health."""

from collections.abc import Callable, Iterator

from analytics.closeness.threads import Threads
from analytics.scores.score import Reading, Score, Unit, Value, single

CHART = ("connectedness", "hierarchy", "efficiency", "least_upper_boundedness", "departments_agreement")
"""Measures of the chart and of the circles, as metrics of the context bear their names."""

THREADS = {"threads": "pairs", "threads_theirs": "theirs", "threads_ours": "ours"}
"""Effective numbers of relationships, by their names in the answer."""

HEALTH = ("completeness", "coverage", "closeness", "freshness", "corroboration", "resilience")
"""Parts of health; coverage and closeness are those of the account."""


def account_scores() -> Iterator[Score]:
    """Yield the scores of an account; a chain in scope does not narrow them.

    ``articulation`` and ``communities`` are how many there are.
    """
    yield _score("people", "people", None, lambda reading: len(reading.context.present))
    yield _score("members", "people", None, lambda reading: len(reading.context.members))
    for metric in CHART:
        yield Score("account", metric, "share", *_chart_range(metric), single(_of_context(metric)))
    for metric in ("articulation", "communities"):
        yield _score(metric, "index", None, _number_of(metric))
    for metric, name in THREADS.items():
        yield Score("account", metric, "index", 1.0, None, single(_thread(name)))
    yield _score("unknown_people", "people", None, lambda reading: reading.health.closeness.unknown_people)
    yield _score("unknown_influence", "share", 1.0, lambda reading: reading.health.closeness.unknown_influence)
    for metric in HEALTH:
        yield _score(metric, "closeness" if metric == "closeness" else "percent", 100.0, _part(metric))
    yield _score("health", "percent", 100.0, lambda reading: reading.health.value)


def _score(metric: str, unit: Unit, high: float | None, read: Callable[[Reading], Value]) -> Score:
    return Score("account", metric, unit, 0.0, high, single(read))


def _chart_range(metric: str) -> tuple[float, float]:
    """Return the range of a measure: agreement beyond chance may be below 0."""
    return (-1.0 if metric == "departments_agreement" else 0.0), 1.0


def _of_context(metric: str) -> Callable[[Reading], Value]:
    def read(reading: Reading) -> Value:
        found: Value = getattr(reading.context, metric)
        return found

    return read


def _number_of(metric: str) -> Callable[[Reading], Value]:
    return lambda reading: len(getattr(reading.context, metric))


def _thread(name: str) -> Callable[[Reading], Value]:
    def read(reading: Reading) -> Value:
        found: Threads | None = reading.threads
        return None if found is None else float(getattr(found, name))

    return read


def _part(metric: str) -> Callable[[Reading], Value]:
    return lambda reading: reading.health.components[metric]
