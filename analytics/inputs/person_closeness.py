"""Closeness to one person, as one metric computes it for others."""

from typing import NamedTuple

from schemas.vocabularies import Rung


class PersonCloseness(NamedTuple):
    """How close we are to one person.

    ``closeness`` and ``rung`` are those of the closest pair: three acquaintances do not add up to trust. ``combined``
    is for display: the chance, in percent, that at least one of the closest members is heard. ``members`` are in order
    of closeness, the closest first.
    """

    closeness: float
    rung: Rung
    combined: float
    members: tuple[str, ...]
