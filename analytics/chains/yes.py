"""Yes: how likely each voter is to agree, given what observers together believe about their support."""

from collections.abc import Mapping

import numpy as np

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject
from analytics.votes.ballots import Decision
from analytics.votes.chances import EVEN, Yes
from schemas.settings.analysis_settings import AnalysisSettings

SUPPORTS = (-2.0, -1.0, 0.0, 1.0, 2.0)
"""The scale of support, from enemy to mentor."""


def yes(decision: Decision, beliefs: Mapping[Subject, Belief], settings: AnalysisSettings) -> dict[str, Yes]:
    """Return the probability that each voter says yes: ``0.5 + c (m(support) - 0.5)``.

    c is the confidence of the belief about the voter's support. m is linear between the five supports: -2 is 0.05, -1
    is 0.25, 0 is 0.5, 1 is 0.75 and 2 is 0.95 (``yes_*``). Without a belief the probability is 0.5, and the voter
    counts as not known.

    Parameters
    ----------
    beliefs : mapping
        Beliefs with the same chain in scope.

    References
    ----------
    This project's definition.

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
    """Return m(support): the probability of a yes when a support from -2 to 2 is beyond doubt.

    Examples
    --------
    >>> yes_of_support(1.5, AnalysisSettings())
    0.85
    """
    probabilities = (
        *(settings.yes_enemy, settings.yes_non_supporter, settings.yes_neutral),
        *(settings.yes_supporter, settings.yes_mentor),
    )
    return float(np.interp(support, SUPPORTS, probabilities))
