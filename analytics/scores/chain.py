"""Scores of the chain in scope: how it stands, what each step and vote counts, and how voters are reached."""

from collections.abc import Callable, Iterator, Mapping

from analytics.context import Context
from analytics.scores.score import Reading, Score, Unit, Value, single

ODDS = ("low", "high", "baseline")
"""Probabilities that the answer gives beside the forecast."""


def chain_scores() -> Iterator[Score]:
    """Yield the scores of the chain in scope, of its open steps and of its voters.

    ``drifted`` is the forecast on drifted supports, which is experimental. ``low`` and ``high`` are the bounds.
    ``coverage`` and ``closeness`` are of the people with a stake on the chain.
    """
    yield _chain("voters", "people", None, lambda reading: len(reading.context.decision.voters))
    yield _chain("forecast", "probability", 1.0, lambda reading: _chance(reading.context))
    for name in ODDS:
        yield _chain(name, "probability", 1.0, _odds(name))
    yield _chain("known_share", "share", 1.0, lambda reading: reading.context.known_share)
    yield _chain("drifted", "probability", 1.0, lambda reading: _drifted(reading.context))
    yield _chain("coverage", "percent", 100.0, lambda reading: reading.coverage)
    yield _chain("closeness", "closeness", 100.0, lambda reading: reading.closeness.closeness)
    yield Score("steps", "probability", "probability", 0.0, 1.0, _steps)
    yield _voters("p", "probability", 1.0, _probabilities)
    yield _voters("swing", "probability", 1.0, lambda context: _values(context, "swing"))
    yield _voters("value_of_knowing", "probability", 0.5, lambda context: _values(context, "value_of_knowing"))
    yield _voters("banzhaf", "share", 1.0, lambda context: context.power.banzhaf if context.power else {})
    yield _voters("shapley_shubik", "share", 1.0, lambda context: context.power.shapley_shubik if context.power else {})
    yield _voters("access", "probability", 1.0, _access)
    yield _voters("disjoint_paths", "paths", None, _ways)


def _chain(metric: str, unit: Unit, high: float | None, read: Callable[[Reading], Value]) -> Score:
    return Score("chain", metric, unit, 0.0, high, single(read))


def _voters(metric: str, unit: Unit, high: float | None, read: Callable[[Context], Mapping[str, Value]]) -> Score:
    def of_each(reading: Reading) -> Mapping[str | None, Value]:
        found = read(reading.context)
        return {voter: found.get(voter) for voter in reading.context.decision.voters}

    return Score("voters", metric, unit, 0.0, high, of_each)


def _steps(reading: Reading) -> Mapping[str | None, Value]:
    found: Mapping[str, Value] = reading.context.forecast.steps
    return {step: found[step] for step in found}


def _chance(context: Context) -> Value:
    return context.forecast.chance and context.forecast.chance.value


def _odds(name: str) -> Callable[[Reading], Value]:
    def read(reading: Reading) -> Value:
        odds = reading.context.forecast.odds
        return None if odds is None else float(getattr(odds, name).value)

    return read


def _drifted(context: Context) -> Value:
    return context.opinions.chance and context.opinions.chance.value


def _probabilities(context: Context) -> Mapping[str, Value]:
    return {voter: vote.probability for voter, vote in context.yes.items()}


def _values(context: Context, metric: str) -> Mapping[str, Value]:
    return {voter: estimate.value for voter, estimate in getattr(context, metric).items()}


def _access(context: Context) -> Mapping[str, Value]:
    return {voter: found.best and found.best.strength for voter, found in context.access.items()}


def _ways(context: Context) -> Mapping[str, Value]:
    return {voter: found.disjoint_paths for voter, found in context.access.items()}
