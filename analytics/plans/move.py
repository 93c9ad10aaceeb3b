"""Moves: actions that a plan chooses from, each with what it would change and what effort it takes."""

from dataclasses import dataclass
from typing import NamedTuple

from analytics.access.access import AccessPath
from schemas.analysis.plans import MoveKind
from schemas.analysis.simulations.change import SetCloseness, SetSupport


@dataclass(frozen=True)
class Move:
    """An action.

    Attributes
    ----------
    way : AccessPath or None
        The way to the person, where one is needed.
    change : SetCloseness, SetSupport or None
        What a simulation would be asked with the same effect.
    gaps : tuple of str
        Gaps that it acts on.
    """

    kind: MoveKind
    member: str | None
    person: str | None
    cost: float
    way: AccessPath | None = None
    change: SetCloseness | SetSupport | None = None
    gaps: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Its place among equally good ones."""
        return self.person or "", self.member or "", self.kind


class Chosen(NamedTuple):
    """A move of a plan, and what it adds to those before it."""

    move: Move
    effect: float
