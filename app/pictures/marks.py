"""The marks of a picture: texts, polygons and lines, placed in points from the top left."""

from typing import Literal, NamedTuple

from app.pictures.inks import FAINT_INK, INK
from app.pictures.text_width import text_width

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

ASCENT, DESCENT = 0.95, 0.3
"""Ems that letters may reach above and below their line."""


class Face(NamedTuple):
    """How a text looks."""

    size: float
    bold: bool = False
    ink: str = INK


TITLE, BODY, SMALL = Face(12, bold=True), Face(8.5), Face(7.5, ink=FAINT_INK)


class Words(NamedTuple):
    """A text with its baseline at a point; ``full`` is what was shortened, ``upright`` reads from below."""

    at: Point
    text: str
    face: Face
    anchor: Anchor
    upright: bool
    full: str | None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, in whatever font."""
        width = text_width(self.text, self.face.size, bold=self.face.bold)
        before = {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        above, below = self.face.size * ASCENT, self.face.size * DESCENT
        x, y = self.at
        if self.upright:
            return x - above, y + before - width, x + below, y + before
        return x - before, y - above, x - before + width, y + below


class Shape(NamedTuple):
    """A polygon; hatched in the colour of its edge."""

    points: tuple[Point, ...]
    fill: str | None
    edge: str | None
    hatched: bool
    dashed: bool


class Stroke(NamedTuple):
    """A line through points."""

    points: tuple[Point, ...]
    ink: str
    width: float
    dashed: bool


Mark = Words | Shape | Stroke
