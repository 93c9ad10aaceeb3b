"""Rungs: where each pair stands on the ladder from unknown to interdependent."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.rungs import RUNGS
from analytics.ranking import DIGITS
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung


def rungs(closeness: FloatArray, settings: AnalysisSettings) -> list[Rung]:
    """Return the rung of each closeness, which follows from the number alone.

    A closeness of 0 is ``unknown`` and any above it ``acquainted``. From 25 on it is ``known``, from 50 ``trusted``,
    from 75 ``interdependent`` (``threshold_*``). What a rung asks for beyond that
    is in the ceiling of the number.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> rungs(np.array([0.0, 24.9, 25.0, 50.0, 80.0]), AnalysisSettings())
    ['unknown', 'acquainted', 'known', 'trusted', 'interdependent']
    """
    begins = (settings.threshold_known, settings.threshold_trusted, settings.threshold_interdependent)
    rounded = np.round(closeness, DIGITS)
    place = sum((rounded >= each for each in begins), (rounded > 0).astype(np.int64))
    return [RUNGS[each] for each in place.tolist()]
