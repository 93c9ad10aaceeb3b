"""Corroboration: the people about whom two functions agree."""

from collections.abc import Mapping

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject
from analytics.shares import influence_share

ASKED = ("support", "political_status")
"""Attributes of everybody on which two functions should agree."""


def corroborated(beliefs: Mapping[Subject, Belief]) -> dict[str, frozenset[str]]:
    """Return the people whose support, and those whose political status, two known functions agree on.

    Examples
    --------
    >>> corroborated({})
    {'support': frozenset(), 'political_status': frozenset()}
    """
    return {
        asked: frozenset(
            person for (person, attribute, _), belief in beliefs.items() if attribute == asked and belief.corroborated
        )
        for asked in ASKED
    }


def corroboration(corroborated: Mapping[str, frozenset[str]], influence: Mapping[str, float]) -> float | None:
    """Return the share of influence that is corroborated, in percent; None without people.

    It is the mean of two shares: of the people with corroborated support, and of those with corroborated political
    status.

    Examples
    --------
    >>> corroboration({"support": frozenset({"ada"}), "political_status": frozenset()}, {"ada": 0.75, "bo": 0.25})
    37.5
    """
    if not influence:
        return None
    shares = [influence_share(corroborated[asked], influence) or 0.0 for asked in ASKED]
    return sum(shares) / len(shares)
