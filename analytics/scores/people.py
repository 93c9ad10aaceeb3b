"""Scores of people: how much each moves others, where each stands, and how close we are to each."""

from collections.abc import Callable, Iterator, Mapping

from analytics.context import Context
from analytics.scores.score import Reading, Score, Unit, Value


def people_scores() -> Iterator[Score]:
    """Yield the scores of each person in scope; a value that a person does not have is None.

    ``reports`` is how many people report to them, directly or through others.
    """
    yield _people("influence", "share", 1.0, lambda context: context.influence)
    yield _people("influence_percentile", "percent", 100.0, lambda context: context.influence_percentile)
    yield _people("decision_influence", "share", 1.0, lambda context: context.decision_influence)
    yield _people("closeness", "closeness", 100.0, lambda context: _closeness(context, "closeness"))
    yield _people("combined", "closeness", 100.0, lambda context: _closeness(context, "combined"))
    yield _people("target", "closeness", 100.0, lambda context: context.targets)
    yield _people("attainment", "share", 1.0, lambda context: context.attainment)
    yield _people("brokerage", "share", 1.0, lambda context: context.brokerage)
    yield _people("constraint", "index", None, lambda context: context.constraint)
    yield _people("effective_size", "people", None, lambda context: context.effective_size)
    yield _people("expected_reach", "people", None, _reach)
    yield _people("reports", "people", None, _reports)
    yield _people("informal_gap", "ranks", None, lambda context: context.informal_gap)._replace(low=None)


def _people(metric: str, unit: Unit, high: float | None, read: Callable[[Context], Mapping[str, Value]]) -> Score:
    def of_each(reading: Reading) -> Mapping[str | None, Value]:
        found = read(reading.context)
        return {person: found.get(person) for person in sorted(reading.scope)}

    return Score("people", metric, unit, 0.0, high, of_each)


def _closeness(context: Context, field: str) -> Mapping[str, Value]:
    return {person: getattr(found, field) for person, found in context.people_closeness.items()}


def _reach(context: Context) -> Mapping[str, Value]:
    return {person: spread.others for person, spread in context.expected_reach.items()}


def _reports(context: Context) -> Mapping[str, Value]:
    return {person: standing.total for person, standing in context.authority.items()}
