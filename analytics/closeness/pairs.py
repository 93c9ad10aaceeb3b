"""Closeness of a pair: from the contacts that were logged, and from what observers assert."""

from collections.abc import Mapping, Sequence

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.inputs.ceilings import Ceiling
from analytics.inputs.contacts import Contacts, Pair
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung


def pair_cadence(contacts: Contacts, cadence: Mapping[str, float]) -> FloatArray:
    """Return the cadence of each pair, in days: that of the person."""
    return np.array([cadence[person] for _, person in contacts.pairs], dtype=np.float64)


def pair_asserted(contacts: Contacts, asserted: Mapping[Pair, float]) -> FloatArray:
    """Return the asserted closeness of each pair; NaN where nobody asserts anything."""
    return np.array([asserted.get(pair, np.nan) for pair in contacts.pairs], dtype=np.float64)


def value(
    contacts: Contacts,
    frequency: FloatArray,
    expertise: FloatArray,
    depth: FloatArray,
    length: FloatArray,
    settings: AnalysisSettings,
) -> FloatArray:
    """Return what the degrees of trust add up to: ``100 (0.35 frequency + 0.20 expertise + 0.25 depth + 0.20 length)``.

    The four weights are settings (``weight_*``).

    Returns
    -------
    array of float
        One value for each pair, from 0 to 100; NaN without contacts.

    References
    ----------
    This project's definition.
    """
    weighted = (
        settings.weight_frequency * frequency
        + settings.weight_expertise * expertise
        + settings.weight_depth * depth
        + settings.weight_length * length
    )
    return np.where(contacts.contacted, np.minimum(100.0, 100.0 * weighted), np.nan)


def logged(value: FloatArray, ceiling: Ceiling) -> FloatArray:
    """Return the logged closeness of each pair: what its degrees add up to, but no more than its contacts can carry.

    Returns
    -------
    array of float
        ``min(value, ceiling)``, from 0 to 100; NaN without contacts.

    Examples
    --------
    >>> logged(np.array([29.4, 12.0]), Ceiling(np.array([24.9, 24.9]), np.array([0, 0]))).tolist()
    [24.9, 12.0]
    """
    return np.minimum(value, ceiling.most)


def pair_closeness(
    contacts: Contacts, logged: FloatArray, asserted: FloatArray, assumed: Mapping[Pair, float]
) -> FloatArray:
    """Return the closeness of each pair, from 0 to 100: the larger of logged and asserted closeness.

    What a simulation assumes of a pair takes the place of both.
    """
    closest = np.fmax(logged, asserted)
    if not assumed:
        return closest
    given = [assumed.get(pair, value) for pair, value in zip(contacts.pairs, closest.tolist(), strict=True)]
    return np.array(given, dtype=np.float64)


def by_pair(contacts: Contacts, closeness: FloatArray) -> dict[Pair, float]:
    """Return the closeness of each pair, by member and person."""
    return dict(zip(contacts.pairs, closeness.tolist(), strict=True))


def rungs_by_pair(contacts: Contacts, rungs: Sequence[Rung]) -> dict[Pair, Rung]:
    """Return the rung of each pair, by member and person."""
    return dict(zip(contacts.pairs, rungs, strict=True))
