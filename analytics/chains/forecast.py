"""Forecast: how likely a decision is to pass, given the beliefs about the people who decide; never a win rate."""

from collections.abc import Iterator, Mapping

from analytics.ranking import DIGITS
from analytics.votes.ballots import Decision
from analytics.votes.chances import EVEN, Yes
from analytics.votes.forecasts import Forecast, Odds
from analytics.votes.passing import passing, step_chance
from schemas.settings.analysis_settings import AnalysisSettings


def forecast(
    decision: Decision, yes: Mapping[str, Yes], known_share: float | None, settings: AnalysisSettings, seed: int
) -> Forecast:
    """Return how likely a chain is to pass, as the recorded beliefs imply.

    A chain passes when every open step passes. These rules apply in this order. After a failed step all probabilities
    are 0. Without any step, or with an open step without voters, all are None (``no_decider``). With nothing left to
    decide all are 1. Otherwise ``chance`` is given if `known_share` is at least 0.5 (``forecast_known_share``), else it
    is None (``mostly_unknown``).

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> decided = forecast(Decision("decided", (), ()), {}, 1.0, AnalysisSettings(), seed=1)
    >>> decided.chance, decided.reason
    (Estimate(value=1.0, error=0.0), None)
    """
    chances = {voter: vote.probability for voter, vote in yes.items()}
    steps = {step.id: step_chance(step, chances) if step.ballots else None for step in decision.steps}
    if known_share is None:
        return Forecast(None, "no_decider", None, steps)
    odds = Odds(*(passing(decision, assumed, settings, seed) for assumed in _assumptions(yes)))
    enough = round(known_share, DIGITS) >= settings.forecast_known_share
    return Forecast(odds.implied if enough else None, None if enough else "mostly_unknown", odds, steps)


def _assumptions(yes: Mapping[str, Yes]) -> Iterator[dict[str, float]]:
    """Yield the probability of each yes: as believed, with unknown voters at 0, with them at 1, with all at 1/2."""
    yield {voter: vote.probability for voter, vote in yes.items()}
    for certain in (0.0, 1.0):
        yield {voter: vote.probability if vote.known else certain for voter, vote in yes.items()}
    yield dict.fromkeys(yes, EVEN)
