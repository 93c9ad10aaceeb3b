"""Telephone numbers and ids that a spreadsheet took for numbers: their digits are lost, so they are refused."""

import re

from app.imports.cells.dates import Unreadable
from app.imports.cells.values import line_of
from schemas.messages.message import Message

_SHORTENED = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?[eE]\+?\d{1,3}(?![\w.,])")
"""A number as it is shown in too narrow a cell: ``4.4E+11``, or ``4,4E+11`` where the comma is the decimal sign."""

_SHORTENED_ID = re.compile(r"(?<![\d.,])\d(?:[.,]\d+)?[eE]\+\d{2,3}(?!\d)")
"""The same with the plus and the two digits that a spreadsheet writes, alone or within an id that is composed of cells:
``4E11`` may well be an id."""

_FLOAT = re.compile(r"\+?\d{5,}[.,]0{1,2}")
"""A number with the decimals of a program that took it for a quantity: ``440123456789.0``."""


def telephone_of(text: str) -> str | None:
    """Return a telephone number as one line, with its leading zeros; None where nothing is left.

    Raises
    ------
    Unreadable
        When it is in scientific notation or has decimals.

    Examples
    --------
    >>> telephone_of("0049 711 4711"), telephone_of("+44 (0)20 7946 0018 ext. 5")
    ('0049 711 4711', '+44 (0)20 7946 0018 ext. 5')
    """
    if _SHORTENED.search(text):
        raise Unreadable(Message("imports.shortened_number", text=text[:40]))
    if _FLOAT.fullmatch(text.strip()):
        raise Unreadable(Message("imports.telephone_as_number", text=text[:40]))
    return line_of(text)


def external_id_of(text: str) -> str | None:
    """Return an id of another system as one line; None where nothing is left.

    Raises
    ------
    Unreadable
        When it is in scientific notation.
    """
    return line_of(whole_id(text))


def whole_id(text: str) -> str:
    """Return an id as it is.

    Raises
    ------
    Unreadable
        When it, or a part of it, is in scientific notation, as a spreadsheet writes it.

    Examples
    --------
    >>> whole_id("4E11"), whole_id("00047")
    ('4E11', '00047')
    """
    if "+" in text and _SHORTENED_ID.search(text):
        raise Unreadable(Message("imports.shortened_number", text=text[:40]))
    return text
