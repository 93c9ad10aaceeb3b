"""Reads an SVG back: its texts with the room each may need, and what each stands on."""

import re
from typing import NamedTuple
from xml.etree import ElementTree

from app.pictures.marks import Face, Words

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+\.?\d*")
FILL = re.compile(r"fill: (#[0-9a-f]{6})")

DRAWN = {"svg", "title", "defs", "style", "g", "path", "text", "clipPath", "rect", "pattern"}
ABOUT = {"metadata", "RDF", "Work"}

CLOSE = 2.5
"""Points between a name and its title, which a row keeps from the next name."""

Box = tuple[float, float, float, float]


class Text(NamedTuple):
    """A text of a picture: what it says, its colour, its room, and the colour that it stands on."""

    said: str
    ink: str
    box: Box
    paper: str


class Picture:
    """An SVG that was drawn.

    Attributes
    ----------
    texts : list of Text
    width, height : float
    titles : list of str
        What is shown when pointed at, or read aloud; the first is of the picture.
    """

    def __init__(self, svg: bytes) -> None:
        self.root = ElementTree.fromstring(svg)  # noqa: S314 - our own
        self.width, self.height = (float(number) for number in self.root.attrib["viewBox"].split()[2:])
        self.titles = [title.text or "" for title in self.root.iter(f"{SVG}title")]
        self.texts: list[Text] = []
        self._shapes: list[tuple[Box, str]] = []
        for element in self.root.iter():
            if element.tag == f"{SVG}path":
                self._note_shape(element)
            if element.tag == f"{SVG}text":
                self._note_text(element)

    @property
    def said(self) -> str:
        """All that is written, a text a line."""
        return "\n".join(text.said for text in self.texts)

    def overlapping(self) -> list[tuple[str, str]]:
        """Return texts of which one may lie on another."""
        return overlapping([(text.said, text.box) for text in self.texts])

    def below(self, said: str) -> str | None:
        """Return the text that stands right below the first that says something, as its title does; None of none."""
        left, _, right, low = next(text.box for text in self.texts if text.said == said)
        near = (
            text
            for text in self.texts
            if 0 <= text.box[1] - low <= CLOSE and (text.box[0] == left or text.box[0] + text.box[2] == left + right)
        )
        return next((text.said for text in near), None)

    def outside(self) -> list[str]:
        """Return texts that may leave the picture."""
        return [
            text.said
            for text in self.texts
            if min(text.box) < 0 or text.box[2] > self.width or text.box[3] > self.height
        ]

    def _note_shape(self, element: ElementTree.Element) -> None:
        numbers = [float(number) for number in NUMBER.findall(element.attrib["d"])]
        if fill := FILL.search(element.attrib.get("style", "")):
            across, down = numbers[::2], numbers[1::2]
            self._shapes.append(((min(across), min(down), max(across), max(down)), fill[1]))

    def _note_text(self, element: ElementTree.Element) -> None:
        at = float(element.attrib["x"]), float(element.attrib["y"])
        face = Face(float(element.attrib["font-size"]), "font-weight" in element.attrib)
        anchor = element.attrib["text-anchor"]
        said = element.text or ""
        box = Words(at, said, face, anchor, "transform" in element.attrib, None).box  # type: ignore[arg-type]
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        papers = [fill for shape, fill in self._shapes if _holds(shape, middle)]
        self.texts.append(Text(said, element.attrib["fill"], box, papers[-1]))


def overlapping(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Return pairs of boxes that share more than an edge."""
    slack = 0.01
    return [
        (one, other)
        for number, (one, first) in enumerate(boxes)
        for other, second in boxes[number + 1 :]
        if first[0] < second[2] - slack
        and second[0] < first[2] - slack
        and first[1] < second[3] - slack
        and second[1] < first[3] - slack
    ]


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def assert_only_drawn(svg: bytes) -> None:
    """See that a picture holds what is drawn and what it is about, and nothing that runs or leads elsewhere."""
    elements = list(Picture(svg).root.iter())
    assert {element.tag.rpartition("}")[2] for element in elements} <= DRAWN | ABOUT
    attributes = {name for element in elements for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name.endswith("href")]
