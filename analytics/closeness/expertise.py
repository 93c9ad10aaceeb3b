"""Expertise: the degree of trust that comes from having been of use."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings


def expertise(contacts: Contacts, settings: AnalysisSettings) -> FloatArray:
    """Return ``1 - prod(1 - 0.25 expertise share decay(180))`` of each pair.

    Returns
    -------
    array of float
        In [0, 1], of each pair; 0 without contacts.
    """
    fresh = np.exp2(-contacts.age / settings.expertise_half_life)
    with np.errstate(divide="ignore"):  # a gain of 1 leaves nothing missing: ln 0
        missing = contacts.summed(np.log1p(-settings.expertise_gain * contacts.expertise * contacts.share * fresh))
    return 0.0 - np.expm1(missing)
