"""Aims: which rung is wanted with a person, and who wants it."""

from typing import Literal, NamedTuple

from schemas.vocabularies import Rung

AimedBy = Literal["person", "coverages", "political_status"]


class Aim(NamedTuple):
    """The rung wanted with somebody, by what, and the ids of the coverages that want it, where it is they."""

    rung: Rung
    by: AimedBy
    coverages: tuple[str, ...] = ()
