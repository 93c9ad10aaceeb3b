"""Length: how long the two have known each other without a break."""

import math

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.contacts import Contacts
from schemas.settings.analysis_settings import AnalysisSettings

DAYS_A_MONTH = 30.4375
"""A twelfth of a year of 365.25 days; a unit, not a setting."""


def length(contacts: Contacts, cadence: FloatArray, settings: AnalysisSettings) -> FloatArray:
    """Return for each pair the value of its best run of two-way contacts, faded by the silence since the run ended.

    A run lasts from its first contact to its last; a silence of more than ``L = max(180, 2.5 cadence)`` days
    (``silence``, ``silence_cadences``) ends it. A run is worth ``ln(1 + months) / ln(1 + 36)``, at most 1
    (``length_full``), a month being 30.4375 days. When it ended more than ``L / 2`` days ago, its value fades by half
    every ``L / 2`` days beyond that; after ``2 L`` days it is 0 (``fading_*``). A new run begins at 0, and the earlier
    one keeps counting until the new one is worth more: so a contact never lowers length.

    Parameters
    ----------
    cadence : array of float
        Days from one contact to the next that each pair should keep; several without any end a run.

    Returns
    -------
    array of float
        One value for each pair, in [0, 1]; 0 without two-way contacts, and for a single one.
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
