"""How close we are to one person, as one metric finds it and others take it."""

from typing import NamedTuple

from schemas.vocabularies import Rung


class PersonCloseness(NamedTuple):
    """How close we are to one person.

    ``closeness`` and ``rung`` are those of the closest pair: three acquaintances are not one trust. ``combined``, for
    display, is the chance that at least one of the closest is heard, in percent. ``members``: the closest first.
    """

    closeness: float
    rung: Rung
    combined: float
    members: tuple[str, ...]
