"""Forecast: how likely a decision passes, by what is believed of those who decide; never a win rate."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analytics.chains.decision import Decision
from analytics.chains.yes import EVEN, Yes
from analytics.ranking import DIGITS
from analytics.votes.passing import Estimate, passing, step_chance
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import NullReason


class Odds(NamedTuple):
    """With what probability a chain passes, on what is assumed of the votes.

    Attributes
    ----------
    implied : Estimate
        As believed; a vote of which nothing is known is as likely yes as no.
    low, high : Estimate
        If all unknown voters say no, and if all say yes.
    baseline : Estimate
        With every vote at 1/2: how hard the chain is by its rules alone.
    """

    implied: Estimate
    low: Estimate
    high: Estimate
    baseline: Estimate


class Forecast(NamedTuple):
    """What the recorded beliefs imply of a chain.

    Attributes
    ----------
    chance : Estimate or None
        With what probability the chain passes; None where `reason` says why.
    reason : str or None
        ``no_decider``: there is no chain or no step, or an open step without voters; ``mostly_unknown``.
    odds : Odds or None
        However much is unknown; None with ``no_decider``.
    steps : dict
        Open step -> with what probability it passes, taken alone; None for a step without voters.
    """

    chance: Estimate | None
    reason: NullReason | None
    odds: Odds | None
    steps: dict[str, float | None]


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
