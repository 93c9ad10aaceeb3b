"""Depth: the degree of trust that shows in what people talk about."""

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings


def depth(contacts: Contacts, cadence: FloatArray, settings: AnalysisSettings) -> FloatArray:
    """Return the mean of the three largest ``depth / 5 * share * decay(max(120, 2 cadence))`` over two-way contacts.

    One that is missing counts 0. How many count is the setting ``depth_contacts``.

    Parameters
    ----------
    cadence : array of float
        Days, of each pair.

    Returns
    -------
    array of float
        In [0, 1], of each pair; 0 without two-way contacts.
    """
    half_life = np.maximum(settings.depth_half_life, settings.depth_half_life_cadences * cadence)
    chosen = contacts.two_way
    pair = contacts.pair[chosen]
    values = (contacts.depth * contacts.share * np.exp2(-contacts.age / half_life[contacts.pair]))[chosen]
    deepest_first = np.lexsort((-values, pair))
    pair, values = pair[deepest_first], values[deepest_first]
    place = np.arange(len(pair)) - np.searchsorted(pair, pair)
    largest = place < settings.depth_contacts
    return np.bincount(pair[largest], weights=values[largest], minlength=len(contacts)) / settings.depth_contacts
