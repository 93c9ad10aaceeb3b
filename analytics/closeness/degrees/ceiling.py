"""Ceiling: the most that the contacts of a pair can carry, whatever the four degrees add up to."""

from collections.abc import Sequence

import numpy as np

from analytics.graphs.people_graph import BoolArray, FloatArray, IntArray
from analytics.inputs.ceilings import Ceiling
from analytics.inputs.contacts import THEIRS, Contacts
from analytics.ranking import DIGITS
from schemas.analysis.closeness import Limit
from schemas.settings.analysis_settings import AnalysisSettings

LIMITS: Sequence[Limit | None] = ("two_way_contacts", "depth", "depth", "their_initiative", None)
"""What each ceiling waits for, from the lowest ceiling up; the last one limits nothing."""

BELOW = 0.1
"""How far below the next rung a ceiling lies: a unit of what people read, not a setting."""


def ceiling(contacts: Contacts, depth: FloatArray, settings: AnalysisSettings) -> Ceiling:
    """Return the most that the contacts of each pair can carry, so that the rung follows from the number alone.

    It is 24.9 until there were two-way contacts on 2 different days (``known_days``) of the account's time zone within
    the last 365 days (``known_within``). Then it is 49.9 while depth is below 0.4 (``trusted_depth``), and 74.9 while
    depth is below 0.6 (``interdependent_depth``) or they initiated nothing but complaints in the last 90 days
    (``interdependent_days``). Else it is 100. The first three lie 0.1 below the rungs known, trusted and interdependent
    (``threshold_*``). A complaint counts among the days: it is contact.

    Parameters
    ----------
    depth : array of float
        Depth of each pair.

    References
    ----------
    This project's definition.
    """
    deep = np.round(depth, DIGITS)
    lacking = (
        _days(contacts, settings.known_within) < settings.known_days,
        deep < settings.trusted_depth,
        deep < settings.interdependent_depth,
        ~_initiative(contacts, settings.interdependent_days),
    )
    thresholds = (
        settings.threshold_known,
        settings.threshold_trusted,
        settings.threshold_interdependent,
        settings.threshold_interdependent,
    )
    place = np.select(lacking, range(len(lacking)), len(lacking))
    most = np.array([*(threshold - BELOW for threshold in thresholds), 100.0])[place]
    return Ceiling(np.where(contacts.contacted, most, np.nan), place)


def limited_by(value: FloatArray, ceiling: Ceiling) -> list[Limit | None]:
    """Return what each pair lacks to be closer: why its ceiling is where it is, if its value reaches that ceiling.

    ``two_way_contacts``: too few days with a two-way contact of late. ``depth``: they do not talk about enough that
    matters. ``their_initiative``: they began nothing of late. None for a pair whose value lies below its ceiling, or
    whose ceiling limits nothing, or that had no contact.

    Parameters
    ----------
    value : array of float
        What the four degrees of each pair add up to; NaN without contacts.
    """
    reached = np.round(value, DIGITS) >= ceiling.most
    return [LIMITS[each] for each in np.where(reached, ceiling.waits_for, len(LIMITS) - 1).tolist()]


def _days(contacts: Contacts, within: float) -> IntArray:
    """Return on how many different days each pair had a two-way contact, not more than that many days ago."""
    chosen = contacts.two_way & (contacts.age <= within)
    pair, day = contacts.pair[chosen], contacts.day[chosen]
    is_new = (np.diff(pair, prepend=-1) != 0) | (np.diff(day, prepend=-1) != 0)
    return np.bincount(pair[is_new], minlength=len(contacts))


def _initiative(contacts: Contacts, within: float) -> BoolArray:
    """Return whether they initiated any contact of each pair in that many days, but a complaint."""
    begun = (contacts.initiator == THEIRS) & ~contacts.complaint & (contacts.age <= within)
    return contacts.counted(begun) > 0
