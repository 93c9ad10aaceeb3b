"""Aims: which rung we want to reach with a person, and who says so."""

from typing import Literal, NamedTuple

from schemas.vocabularies import Rung

AimedBy = Literal["person", "coverages", "political_status"]


class Aim(NamedTuple):
    """The rung we want with a person, what it follows from, and the coverages that ask for it, if they decide it."""

    rung: Rung
    by: AimedBy
    coverages: tuple[str, ...] = ()
