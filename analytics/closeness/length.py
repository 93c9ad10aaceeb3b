"""Length: the degree of trust that comes from having known each other for long, without a break."""

import math

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings

DAYS_A_MONTH = 30.4375
"""A unit: those of a year of 365.25 days."""


def length(contacts: Contacts, cadence: FloatArray, settings: AnalysisSettings) -> FloatArray:
    """Return the largest length of any run of two-way contacts of each pair, faded by the silence since it.

    A run goes from its first to its last contact; a silence of more than ``L = max(180, 2.5 cadence)`` days begins
    another. It is worth ``ln(1 + months) / ln(1 + 36)``, at most 1. Once it is more than ``L / 2`` days ago that
    fades, half every ``L / 2``; past ``2 L`` it is 0 (settings ``fading_*``). A new run begins at 0, and until it is
    worth more the one before counts on: no contact ever makes two people strangers.

    Parameters
    ----------
    cadence : array of float
        Days, of each pair.

    Returns
    -------
    array of float
        In [0, 1], of each pair; 0 without two-way contacts, and for a single one.
    """
    silence = np.maximum(settings.silence, settings.silence_cadences * cadence)
    pair, age = contacts.pair[contacts.two_way], contacts.age[contacts.two_way]
    found = np.zeros(len(contacts))
    if not len(pair):
        return found
    begins = (np.diff(pair, prepend=-1) != 0) | (-np.diff(age, prepend=age[0]) > silence[pair])
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(pair)) - 1
    limit = silence[pair[last]]
    months = (age[first] - age[last]) / DAYS_A_MONTH
    known = np.minimum(1.0, np.log1p(months) / math.log(1 + settings.length_full))
    beyond = np.maximum(0.0, age[last] - settings.fading_begins * limit)
    fading = np.exp2(-beyond / (settings.fading_half_life * limit))
    np.maximum.at(found, pair[last], np.where(age[last] > settings.fading_ends * limit, 0.0, known * fading))
    return found
