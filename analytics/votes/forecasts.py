"""Forecasts: how likely a chain passes, on several assumptions about the votes."""

from typing import NamedTuple

from analytics.votes.chances import Estimate
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
