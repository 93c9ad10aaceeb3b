"""Forecast: how likely a decision is to pass, given the beliefs about the people who decide; never a win rate."""

from collections.abc import Mapping

from analytics.ranking import DIGITS
from analytics.votes.ballots import Decision
from analytics.votes.chances import EVEN, Estimate, Yes
from analytics.votes.forecasts import Forecast, Odds
from analytics.votes.passing import passing, step_chance
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import NullReason


def forecast(
    decision: Decision, yes: Mapping[str, Yes], known_share: float | None, settings: AnalysisSettings, seed: int
) -> Forecast:
    """Return how likely a chain is to pass, as the recorded beliefs imply.

    A chain passes when every open step passes. These rules apply in this order. After a failed step all probabilities
    are 0. Without any step, or with an open step without voters, all are None (``no_decider``). With nothing left to
    decide all are 1. If `known_share` is below 0.5 (``forecast_known_share``), ``chance`` is None (``mostly_unknown``).
    So it is if nobody knows whether the amount of the deal asks for some open step (``amount_unknown``): ``implied`` is
    then with all of these, ``spared`` without any, and the bounds hold both.

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
    odds = _odds(decision, yes, settings, seed)
    reason = _reason(decision, known_share, settings)
    return Forecast(odds.implied if reason is None else None, reason, odds, steps)


def _reason(decision: Decision, known_share: float, settings: AnalysisSettings) -> NullReason | None:
    if round(known_share, DIGITS) < settings.forecast_known_share:
        return "mostly_unknown"
    return "amount_unknown" if decision.hangs_on_amount else None


def _odds(decision: Decision, yes: Mapping[str, Yes], settings: AnalysisSettings, seed: int) -> Odds:
    def passes(of: Decision, chances: Mapping[str, float]) -> Estimate:
        return passing(of, chances, settings, seed)

    believed = {voter: vote.probability for voter, vote in yes.items()}
    nobody, everybody = (
        {voter: vote.probability if vote.known else certain for voter, vote in yes.items()} for certain in (0.0, 1.0)
    )
    implied = passes(decision, believed)
    return Odds(
        implied=implied,
        low=passes(decision, nobody),
        high=passes(decision.certain, everybody),
        baseline=passes(decision, dict.fromkeys(yes, EVEN)),
        spared=passes(decision.certain, believed) if decision.uncertain else implied,
    )
