"""Yes: with what probability each voter agrees, by what observers together believe of their support."""

from collections.abc import Mapping

import numpy as np

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject
from analytics.votes.ballots import Decision
from analytics.votes.chances import EVEN, Yes
from schemas.settings.analysis_settings import AnalysisSettings

SUPPORTS = (-2.0, -1.0, 0.0, 1.0, 2.0)
"""The scale, from enemy to mentor."""


def yes(decision: Decision, beliefs: Mapping[Subject, Belief], settings: AnalysisSettings) -> dict[str, Yes]:
    """Return with what probability each voter says yes.

    ``0.5 + c (m(support) - 0.5)`` for a support believed with confidence c, where m is linear between the five
    supports. Of whom nothing is believed it is 0.5.

    Parameters
    ----------
    beliefs : mapping
        With the same chain in scope.

    Examples
    --------
    >>> yes(Decision("open", (), ("ada",)), {}, AnalysisSettings())
    {'ada': Yes(probability=0.5, known=False, inherited=False)}
    """
    return {voter: _yes(beliefs.get((voter, "support", None)), settings) for voter in decision.voters}


def _yes(belief: Belief | None, settings: AnalysisSettings) -> Yes:
    if belief is None:
        return Yes(EVEN, known=False, inherited=False)
    certain = yes_of_support(float(belief.value), settings)
    return Yes(EVEN + belief.confidence * (certain - EVEN), known=True, inherited=belief.inherited)


def yes_of_support(support: float, settings: AnalysisSettings) -> float:
    """Return m(support): the probability of yes where a support from -2 to 2 is beyond doubt.

    Examples
    --------
    >>> yes_of_support(1.5, AnalysisSettings())
    0.85
    """
    told = (
        *(settings.yes_enemy, settings.yes_non_supporter, settings.yes_neutral),
        *(settings.yes_supporter, settings.yes_mentor),
    )
    return float(np.interp(support, SUPPORTS, told))
