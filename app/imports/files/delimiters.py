"""The sign between the cells of a file: as its first line states it, as the mapping does, or as its header shows."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.imports.files.file_faults import row_refused
from app.imports.files.text_lines import LARGEST_LINE, text_lines
from schemas.messages.message import Message
from schemas.names.visible import visible

SIGNS = (",", ";", "\t", "|")
"""Signs that are looked for where nothing states one."""

_STATED = re.compile(r'[ "]*sep ?= ?(?P<sign>\\t|\t|[^\w\s"\'])"? *[,;\t|"]*[\r\n]*', re.IGNORECASE)
"""The line that names the sign for Excel; after saving again, other signs may follow it."""

_OF_EMPTY_ROWS = frozenset('",;|')

_QUOTED = re.compile(r'"[^"]*"?')


class Cut(NamedTuple):
    """How the rows of a file are cut into cells.

    Attributes
    ----------
    lines_before : int
        Lines that state the sign and are not rows: 0 or 1.
    columns : int
        Cells of the first row that holds anything; 0 where there is none.
    """

    delimiter: str
    lines_before: int
    columns: int


def cut_of(path: Path, encoding: str, stated: str | None) -> Cut:
    """Return how a file is cut.

    Parameters
    ----------
    stated : str or None
        The sign that the mapping states.

    Raises
    ------
    InvalidInput
        When the first line of the file states another sign than the mapping.
    """
    with text_lines(path, encoding) as lines:
        first = next(lines, "")
        by_file = sign_of(first)
        if by_file is None:
            record = _first_record(first, lines)
        elif stated not in {None, by_file}:
            fault = Message("imports.two_delimiters", delimiter=_shown(by_file), stated=_shown(str(stated)))
            raise row_refused(path, 1, fault)
        else:
            record = _first_record("", lines)
    outside = _QUOTED.sub("", record)
    sign = by_file or stated or max(SIGNS, key=outside.count)
    return Cut(sign, 0 if by_file is None else 1, outside.count(sign) + 1 if record else 0)


def sign_of(line: str) -> str | None:
    r"""Return the sign that a line states; None for a line that is a row.

    Examples
    --------
    >>> sign_of("sep=;"), sign_of('"SEP=|"'), sign_of("sep=\\t"), sign_of("Id;Name"), sign_of("sep=x")
    (';', '|', '\t', None, None)
    """
    if "sep" not in line[:20].lower():
        return None
    found = _STATED.fullmatch(visible(line[:80]))
    if found is None:
        return None
    return "\t" if found["sign"] == "\\t" else found["sign"]


def _first_record(text: str, lines: Iterator[str]) -> str:
    """Return the text of the first row that holds anything, which may run over lines."""
    while (is_open := text.count('"') % 2 == 1) or _holds_nothing(text):
        line = next(lines, None)
        if line is None or len(text) > LARGEST_LINE:
            break
        text = text + line if is_open else line
    return "" if _holds_nothing(text) else text


def _holds_nothing(text: str) -> bool:
    return all(one.isspace() or one in _OF_EMPTY_ROWS for one in visible(text))


def _shown(sign: str) -> str:
    return "\\t" if sign == "\t" else sign
