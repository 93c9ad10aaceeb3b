"""Expertise: how far our expertise was of use to them."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings


def expertise(contacts: Contacts, settings: AnalysisSettings) -> FloatArray:
    """Return ``1 - prod(1 - 0.25 * expertise * share * decay(180))`` over the contacts of each pair.

    0.25 is ``expertise_gain``; ``decay(h) = 2 ** (-age / h)``, with h of 180 days (``expertise_half_life``). A
    complaint shows no expertise.

    Returns
    -------
    array of float
        One value for each pair, in [0, 1]; 0 without contacts.
    """
    fresh = np.exp2(-contacts.age / settings.expertise_half_life)
    with np.errstate(divide="ignore"):  # after a gain of 1 nothing is missing: ln 0
        missing = contacts.summed(np.log1p(-settings.expertise_gain * contacts.expertise * contacts.share * fresh))
    return 0.0 - np.expm1(missing)
