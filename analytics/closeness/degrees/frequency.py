"""Frequency: whether the two are in contact often enough."""

import math

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings


def frequency(contacts: Contacts, cadence: FloatArray, settings: AnalysisSettings) -> FloatArray:
    """Return ``1 - exp(-1.5 c / K)`` for each pair: ``c`` is what its contacts count, ``K`` what the cadence asks for.

    ``c = sum(channel_weight * answered * share * decay(h))``, where ``answered`` is 1 for a two-way contact and 0.4
    (``one_sided``) for any other and for a complaint. ``h = max(45, 1.5 cadence)`` days (``frequency_half_life`` and
    ``frequency_half_life_cadences``). ``K = h / (cadence * ln 2)`` is about what contacts of weight 1 add up to when
    there is one each ``cadence`` days. So a pair that keeps its cadence gets about 0.78; 1.5 is
    ``frequency_steepness``.

    Parameters
    ----------
    cadence : array of float
        Cadence of each pair, in days.

    Returns
    -------
    array of float
        One value for each pair, in [0, 1); 0 without contacts.
    """
    half_life = np.maximum(settings.frequency_half_life, settings.frequency_half_life_cadences * cadence)
    value = contacts.value * np.where(contacts.two_way & ~contacts.complaint, 1.0, settings.one_sided) * contacts.share
    counted = contacts.summed(value * np.exp2(-contacts.age / half_life[contacts.pair]))
    return 0.0 - np.expm1(-settings.frequency_steepness * counted * cadence * math.log(2) / half_life)
