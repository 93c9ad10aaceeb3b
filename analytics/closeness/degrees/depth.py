"""Depth: how far the two talk about what matters."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings


def depth(contacts: Contacts, cadence: FloatArray, settings: AnalysisSettings) -> FloatArray:
    """Return the mean of the three largest ``depth / 5 * share * decay(max(120, 2 cadence))`` over two-way contacts.

    Three contacts count (``depth_contacts``); a missing one counts 0, and a complaint has no depth.
    ``decay(h) = 2 ** (-age / h)``, where h is at least 120 days (``depth_half_life``) and at least two cadences
    (``depth_half_life_cadences``).

    Parameters
    ----------
    cadence : array of float
        Days from one contact to the next that each pair should keep; the longer, the slower a contact fades.

    Returns
    -------
    array of float
        One value for each pair, in [0, 1]; 0 without two-way contacts.
    """
    half_life = np.maximum(settings.depth_half_life, settings.depth_half_life_cadences * cadence)
    chosen = contacts.two_way
    pair = contacts.pair[chosen]
    values = (contacts.depth * contacts.share * np.exp2(-contacts.age / half_life[contacts.pair]))[chosen]
    deepest_first = np.lexsort((-values, pair))
    pair, values = pair[deepest_first], values[deepest_first]
    many = np.bincount(pair, minlength=len(contacts))
    place = np.arange(len(pair)) - (np.cumsum(many) - many)[pair]
    largest = place < settings.depth_contacts
    return np.bincount(pair[largest], weights=values[largest], minlength=len(contacts)) / settings.depth_contacts
