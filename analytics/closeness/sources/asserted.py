"""Asserted closeness: relationships that were never logged but that somebody vouches for."""

from collections.abc import Collection, Mapping

from analytics.inputs.beliefs import Belief
from analytics.inputs.contacts import Pair
from analytics.inputs.rungs import RUNGS, rung_threshold
from analytics.inputs.words import Subject
from analytics.ranking import DIGITS
from schemas.settings.analysis_settings import AnalysisSettings


def asserted(
    beliefs: Mapping[Subject, Belief], settings: AnalysisSettings, members: Collection[str]
) -> dict[Pair, float]:
    """Return the closeness that observers assert for a pair: the threshold of the rung that they believe in.

    The rung is the belief on attribute ``rung`` about this member and person. If its confidence is below 0.5
    (``asserted_confidence``) the threshold of the rung below it counts. Asserted closeness never exceeds the threshold
    of trusted (``asserted_most``).

    Returns
    -------
    dict
        (member, person) -> closeness, from 0 to that threshold; pairs that nobody assessed are absent.
    """
    most = rung_threshold(settings.asserted_most, settings)
    return {
        (member, person): min(_threshold(belief, settings), most)
        for (person, attribute, member), belief in beliefs.items()
        if attribute == "rung" and member in members and member is not None
    }


def _threshold(belief: Belief, settings: AnalysisSettings) -> float:
    place = RUNGS.index(str(belief.value))
    is_sure = round(belief.confidence, DIGITS) >= settings.asserted_confidence
    return rung_threshold(RUNGS[place if is_sure else place - 1], settings)
