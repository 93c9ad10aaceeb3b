"""Key players: people whom observers together believe to be in the inner circle or the political structure."""

from collections.abc import Mapping

from analytics.inputs.beliefs import Belief
from analytics.inputs.words import Subject

POWERFUL = frozenset({"inner_circle", "political_structure"})


def key_players(beliefs: Mapping[Subject, Belief]) -> frozenset[str]:
    """Return the people whose believed political status is ``inner_circle`` or ``political_structure``."""
    return frozenset(
        person
        for (person, attribute, _), belief in beliefs.items()
        if attribute == "political_status" and belief.value in POWERFUL
    )
