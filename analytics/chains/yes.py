"""Yes: how likely each voter is to agree, given what observers together believe about their support."""

from collections.abc import Mapping

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject
from analytics.votes.ballots import Decision
from analytics.votes.chances import EVEN, Yes, yes_of_support
from schemas.settings.analysis_settings import AnalysisSettings


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
