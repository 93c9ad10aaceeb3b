"""Forecasts: how likely a chain is to pass, under several assumptions about the votes."""

from typing import NamedTuple

from analytics.votes.chances import Estimate
from schemas.vocabularies import NullReason


class Odds(NamedTuple):
    """The probability that a chain passes, under several assumptions about the votes, and about steps.

    Attributes
    ----------
    implied : Estimate
        Every voter as believed; an unknown voter is as likely to say yes as no.
    low, high : Estimate
        All unknown voters say no; all of them say yes, and no step is needed of which nobody knows whether it is.
    baseline : Estimate
        Every vote is 1/2: how hard the chain is by its rules alone.
    spared : Estimate
        As ``implied``, without the steps of which nobody knows whether they are needed; the same where there are none.
    """

    implied: Estimate
    low: Estimate
    high: Estimate
    baseline: Estimate
    spared: Estimate


class Forecast(NamedTuple):
    """How likely a chain is to pass, as the recorded beliefs imply.

    Attributes
    ----------
    chance : Estimate or None
        Probability that the chain passes; None with a reason.
    reason : str or None
        ``no_decider``: there is no chain or no step, or an open step without voters; ``mostly_unknown``;
        ``amount_unknown``: nobody knows whether a step is needed.
    odds : Odds or None
        Given however much is unknown; None with ``no_decider``.
    steps : dict
        Open step -> probability that it passes, taken alone; None for a step without voters.
    """

    chance: Estimate | None
    reason: NullReason | None
    odds: Odds | None
    steps: dict[str, float | None]
