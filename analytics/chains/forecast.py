"""Forecast: how likely a decision passes, by what is believed of those who decide; never a win rate."""

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
    """Return what the recorded beliefs imply of a chain.

    In this order: after a failed step all is 0; with no step, or an open one without voters, all is None; where
    nothing is open, all is 1. Else the chance is told where enough is known.

    Examples
    --------
    >>> told = forecast(Decision("decided", (), ()), {}, 1.0, AnalysisSettings(), seed=1)
    >>> told.chance, told.reason
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
    """Yield the probability of each vote: as believed, unknown ones no, unknown ones yes, all even."""
    yield {voter: vote.probability for voter, vote in yes.items()}
    for certain in (0.0, 1.0):
        yield {voter: vote.probability if vote.known else certain for voter, vote in yes.items()}
    yield dict.fromkeys(yes, EVEN)
