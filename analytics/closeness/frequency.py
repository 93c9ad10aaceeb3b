"""Frequency: the degree of trust that comes from meeting often enough."""

import math

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings


def frequency(contacts: Contacts, cadence: FloatArray, settings: AnalysisSettings) -> FloatArray:
    """Return ``1 - exp(-1.5 c / K)`` of each pair, ``c`` its contacts and ``K`` those that the cadence asks for.

    A contact counts the weight of its channel, less when nobody answered or in a crowd, and half after
    ``h = max(45, 1.5 cadence)`` days. Contacts of weight 1 every ``cadence`` days add up to about ``K = h / (cadence
    ln 2)``: on cadence gives about 0.78.

    Parameters
    ----------
    cadence : array of float
        Days, of each pair.

    Returns
    -------
    array of float
        In [0, 1), of each pair; 0 without contacts.
    """
    half_life = np.maximum(settings.frequency_half_life, settings.frequency_half_life_cadences * cadence)
    value = contacts.value * np.where(contacts.two_way, 1.0, settings.one_sided) * contacts.share
    counted = contacts.summed(value * np.exp2(-contacts.age / half_life[contacts.pair]))
    return 0.0 - np.expm1(-settings.frequency_steepness * counted * cadence * math.log(2) / half_life)
