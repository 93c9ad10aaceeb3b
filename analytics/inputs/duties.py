"""Duties: what changes of their people when one of us leaves and what they had to do is nobody's any more."""

from collections.abc import Mapping
from typing import NamedTuple

from analytics.inputs.contacts import Pair


class LeftDuties(NamedTuple):
    """Changes once one of us has left who alone set how often to meet people, or how close to be to them.

    ``closeness`` is that of the others of us to people whose cadence it was, ``targets`` those of people whose aim it
    was.
    """

    closeness: Mapping[Pair, float]
    targets: Mapping[str, float]

    def closest(self) -> dict[str, float]:
        """Return how close the closest of the others is to each person whose cadence the leaver set.

        Examples
        --------
        >>> LeftDuties({("kim", "ada"): 3.0, ("lea", "ada"): 5.0}, {}).closest()
        {'ada': 5.0}
        """
        found: dict[str, float] = {}
        for (_, person), value in self.closeness.items():
            found[person] = max(value, found.get(person, 0.0))
        return found


NOTHING_LEFT = LeftDuties({}, {})
"""Of a member whose leaving changes no cadence and no aim."""
