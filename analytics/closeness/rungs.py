"""Rungs: the steps of the ladder from unknown to interdependent."""

from typing import get_args

import numpy as np

from analytics.closeness.contacts import THEIRS, Contacts
from analytics.graphs.people_graph import FloatArray
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung

RUNGS: tuple[Rung, ...] = get_args(Rung)
"""From the lowest to the highest."""


def rung_threshold(rung: str, settings: AnalysisSettings) -> float:
    """Return the closeness that a rung begins at; 0 for unknown.

    Examples
    --------
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> rung_threshold("trusted", AnalysisSettings())
    50.0
    """
    return 0.0 if rung == "unknown" else float(getattr(settings, f"threshold_{rung}"))


def rungs(
    contacts: Contacts, closeness: FloatArray, depth: FloatArray, asserted: FloatArray, settings: AnalysisSettings
) -> list[Rung]:
    """Return the rung of each pair.

    Acquainted is any closeness above 0. Trusted needs depth beside closeness, or somebody who asserts it;
    interdependent needs depth, and that they began a contact themselves lately.

    Parameters
    ----------
    closeness, depth, asserted : array of float
        Of each pair; ``asserted`` is NaN where nobody says anything.
    """
    lately = contacts.counted((contacts.began == THEIRS) & (contacts.age <= settings.interdependent_days)) > 0
    deep = (depth >= settings.trusted_depth) | (asserted >= settings.threshold_trusted)
    known = closeness >= settings.threshold_known
    trusted = known & (closeness >= settings.threshold_trusted) & deep
    interdependent = (
        trusted & (closeness >= settings.threshold_interdependent) & (depth >= settings.interdependent_depth) & lately
    )
    place = (closeness > 0).astype(np.int64) + known + trusted + interdependent
    return [RUNGS[each] for each in place.tolist()]
