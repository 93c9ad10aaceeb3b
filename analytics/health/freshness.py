"""Freshness: whom we met lately enough."""

from collections.abc import Mapping

from analytics.closeness.contacts import Contacts


def last_met(contacts: Contacts) -> dict[str, float]:
    """Return the days since the last two-way contact of each person with any of us; who had none is absent."""
    found: dict[str, float] = {}
    places, days = contacts.pair[contacts.two_way].tolist(), contacts.age[contacts.two_way].tolist()
    for place, age in zip(places, days, strict=True):
        person = contacts.pairs[place][1]
        found[person] = min(age, found.get(person, age))
    return dict(sorted(found.items()))


def fresh(last_met: Mapping[str, float], cadence: Mapping[str, float]) -> frozenset[str]:
    """Return the people whose last two-way contact is no longer ago than their cadence; never met is not fresh.

    Examples
    --------
    >>> sorted(fresh({"ada": 30.0, "bo": 31.0}, {"ada": 30.0, "bo": 30.0, "cy": 30.0}))
    ['ada']
    """
    return frozenset(person for person, days in last_met.items() if days <= cadence[person])
