"""The sheet: what a picture is made of, placed in points from the top left, before anything is drawn."""

from collections.abc import Sequence

from app.pictures.inks import INK
from app.pictures.marks import BODY, Anchor, Face, Mark, Point, Shape, Stroke, Words
from app.pictures.matplotlib_folder import give_matplotlib_a_folder
from app.pictures.text_width import drawable, shortened


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

        return drawn((self.width, self.height), self.title, self.marks)
