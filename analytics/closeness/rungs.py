"""Rungs: where each pair stands on the ladder from unknown to interdependent."""

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

    Any closeness above 0 is at least ``acquainted``; from 25 on it is ``known``. ``trusted`` needs a closeness of 50,
    and also a depth of 0.4 (``trusted_depth``) or an asserted closeness of 50. ``interdependent`` needs all that, a
    closeness of 75, a depth of 0.6 (``interdependent_depth``), and a contact that they initiated within the last 90
    days (``interdependent_days``).

    Parameters
    ----------
    closeness, depth, asserted : array of float
        One value for each pair; ``asserted`` is NaN where nobody asserts anything.

    References
    ----------
    This project's definition.
    """
    lately = contacts.counted((contacts.initiator == THEIRS) & (contacts.age <= settings.interdependent_days)) > 0
    deep = (depth >= settings.trusted_depth) | (asserted >= settings.threshold_trusted)
    known = closeness >= settings.threshold_known
    trusted = known & (closeness >= settings.threshold_trusted) & deep
    interdependent = (
        trusted & (closeness >= settings.threshold_interdependent) & (depth >= settings.interdependent_depth) & lately
    )
    place = (closeness > 0).astype(np.int64) + known + trusted + interdependent
    return [RUNGS[each] for each in place.tolist()]
