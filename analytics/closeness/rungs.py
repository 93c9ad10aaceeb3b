"""Rungs: the steps of the ladder from unknown to interdependent."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import THEIRS, Contacts
from analytics.inputs.rungs import RUNGS
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung


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
