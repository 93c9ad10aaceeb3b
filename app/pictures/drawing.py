"""Draws a sheet with matplotlib: the only module that imports it, so that nothing else waits for it."""

import threading
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import matplotlib
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from app.pictures.inks import LINE, PAPER
from app.pictures.marks import Mark, Shape, Stroke, Words

FONTS = (
    "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, "
    "Source Han Sans SC, WenQuanYi Zen Hei, sans-serif"
)
"""Latin first, then Chinese: whoever looks takes the first that they have of a character."""

_POINTS_AN_INCH = 72.0
_DASHES = (0, (3, 2))
_DRAWING = threading.Lock()

# Of the library's own: neither a file in the working folder nor chance has a say.
matplotlib.rcdefaults()
matplotlib.rcParams.update({"svg.hashsalt": "stakegraph", "hatch.linewidth": 0.6})


def drawn(size: tuple[float, float], title: str, marks: Sequence[Mark]) -> bytes:
    """Return a sheet of a width and height in points as SVG with real text."""
    width, height = size
    with _DRAWING:  # the library is not made for threads
        figure = Figure(figsize=(width / _POINTS_AN_INCH, height / _POINTS_AN_INCH), dpi=_POINTS_AN_INCH)
        figure.patch.set_facecolor(PAPER)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        for order, mark in enumerate(marks):
            artist = _artist(mark)
            artist.set_zorder(order)
            axes.add_artist(artist)
        found = BytesIO()
        nothing: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(found, format="svg", metadata={"Title": title} | nothing)
    return _embeddable(found.getvalue())


def _embeddable(svg: bytes) -> bytes:
    """Return an SVG without its document type, which no page may hold and some readers would fetch."""
    return svg[svg.index(b"<svg") :]


def _artist(mark: Mark) -> Artist:
    match mark:
        case Words():
            return _RealText(mark)
        case Shape():
            return Polygon(
                mark.points,
                facecolor=mark.fill or "none",
                edgecolor=mark.edge or "none",
                linewidth=0.7 if mark.edge else 0,
                linestyle=_DASHES if mark.dashed else "solid",
                hatch="////" if mark.hatched else None,
                hatchcolor=mark.edge or LINE,
            )
        case Stroke():
            across, down = zip(*mark.points, strict=True)
            return Line2D(across, down, color=mark.ink, linewidth=mark.width, linestyle=_DASHES if mark.dashed else "-")


class _RealText(Artist):
    """A text as an element of the SVG; the library's own would be measured in a font that has no Chinese."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def draw(self, renderer: RendererBase) -> None:
        words = self._words
        writer: Any = renderer.writer  # type: ignore[attr-defined]  # the SVG renderer has one, its type does not say so
        x, y = (f"{place:.2f}" for place in words.at)
        face = words.face
        look = {"fill": face.ink, "font-size": f"{face.size:g}", "font-family": FONTS, "text-anchor": words.anchor}
        bold = {"font-weight": "bold"} if face.bold else {}
        turn = {"transform": f"rotate(-90 {x} {y})"} if words.upright else {}
        writer.start("g")
        if words.full is not None:
            writer.element("title", words.full)
        writer.element("text", words.text, attrib={"x": x, "y": y, **look, **bold, **turn})
        writer.end("g")
