"""The sheet: what a picture is made of, placed in points from the top left, before anything is drawn."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from app.pictures.inks import FAINT_INK, INK
from app.pictures.matplotlib_folder import give_matplotlib_a_folder
from app.pictures.text_width import drawable, shortened, text_width

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


class Sheet:
    """A picture that is being laid out.

    Parameters
    ----------
    width, height : float
        In points, 72 an inch.
    title : str
        What is shown, for those who hear it read.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width = width
        self.height = height
        self.title = drawable(title)
        self.marks: list[Mark] = []

    def words(
        self,
        at: Point,
        text: str,
        face: Face = BODY,
        anchor: Anchor = "start",
        *,
        room: float | None = None,
        upright: bool = False,
    ) -> None:
        """Place a text; what does not fit into its room is shortened."""
        whole = drawable(text)
        shown = whole if room is None else shortened(whole, room, face.size, bold=face.bold)
        self.marks.append(Words(at, shown, face, anchor, upright, None if shown == whole else whole))

    def box(
        self,
        at: Point,
        width: float,
        height: float,
        fill: str | None = None,
        edge: str | None = None,
        *,
        hatched: bool = False,
        dashed: bool = False,
    ) -> None:
        """Place a rectangle by its top left corner."""
        x, y = at
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.marks.append(Shape(corners, fill, edge, hatched, dashed))

    def area(
        self, points: Sequence[Point], fill: str | None = None, edge: str | None = None, *, hatched: bool = False
    ) -> None:
        """Place a polygon."""
        self.marks.append(Shape(tuple(points), fill, edge, hatched, False))

    def stroke(self, points: Sequence[Point], ink: str = INK, width: float = 0.8, *, dashed: bool = False) -> None:
        """Place a line."""
        self.marks.append(Stroke(tuple(points), ink, width, dashed))

    def svg(self) -> bytes:
        """Return the picture as SVG; the same sheet gives the same bytes."""
        give_matplotlib_a_folder()
        from app.pictures.drawing import drawn  # a second, which only a picture has to wait for

        return drawn(self)
