"""Key players: people of the inner circle or the political structure, as observers together believe."""

from collections.abc import Mapping

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject

POWERFUL = frozenset({"inner_circle", "political_structure"})


def key_players(beliefs: Mapping[Subject, Belief]) -> frozenset[str]:
    """Return the people whose political status is believed to be one of power."""
    return frozenset(
        person
        for (person, attribute, _), belief in beliefs.items()
        if attribute == "political_status" and belief.value in POWERFUL
    )
