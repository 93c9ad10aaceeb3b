"""Corroboration: of whom two functions of ours say the same."""

from collections.abc import Mapping

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject
from analytics.shares import influence_share

ASKED = ("support", "political_status")
"""What two functions should agree on, of everybody."""


def corroborated(beliefs: Mapping[Subject, Belief]) -> dict[str, frozenset[str]]:
    """Return for support and for political status the people of whom two known functions agree on it.

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
    """Return the influence of the people of whom two functions agree, mean of what is asked, in percent.

    None where there is nobody.

    Examples
    --------
    >>> corroboration({"support": frozenset({"ada"}), "political_status": frozenset()}, {"ada": 0.75, "bo": 0.25})
    37.5
    """
    if not influence:
        return None
    shares = [influence_share(corroborated[asked], influence) or 0.0 for asked in ASKED]
    return sum(shares) / len(shares)
