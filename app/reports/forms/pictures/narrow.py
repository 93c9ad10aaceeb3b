"""The width of pictures of a report: narrow, so that they are read on a telephone as they are."""

import re

from markupsafe import Markup, escape

from app.pictures.marks import Face
from app.pictures.sheet import Sheet

WIDTH = 340.0
MARGIN = 4.0
ROW = 25.0

_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_ID = re.compile(r'(\sid=")([^"]+")')
_REFERENCE = re.compile(r"(url\(#)([^)]+\))")
_LINK = re.compile(r'(href="#)([^"]+")')

HEADING, NAME, NOTE = Face(10, bold=True), Face(9.5), Face(8)


def inline(sheet: Sheet, prefix: str) -> Markup:
    """Return a picture to stand within a page: what it is called is read aloud, its ids are its own.

    Parameters
    ----------
    prefix : str
        Goes before each of its ids, so that two pictures of a page share none.
    """
    svg = sheet.svg().decode()
    head, _, rest = svg.partition(">")
    body = _METADATA.sub("", rest)
    for pattern in (_ID, _REFERENCE, _LINK):
        body = pattern.sub(rf"\g<1>{prefix}-\g<2>", body)
    return Markup(f'{head} role="img" aria-label="{escape(sheet.title)}">{body}')  # noqa: S704 - drawn by us, texts escaped
