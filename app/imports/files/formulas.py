"""Cells that a spreadsheet would take for formulas: written as texts, and read again as they were meant.

An apostrophe before such a cell makes it a text, as OWASP advises against "CSV injection". A cell that has
apostrophes before a formula gets one more, so that taking one away gives back every cell as it was.
"""

import re

from schemas.names.visible import visible

MARK = "'"

_FORMULA = re.compile(r"\s*[\t\r\n=+\-@\uff1d\uff0b\uff0d\uff20\u2212]")
_NEGATIVE_NUMBER = re.compile(r"[-\u2212]\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?%?")


def as_text(cell: str) -> str:
    """Return a cell as it is written: what begins like a formula as text; numbers below zero stay numbers.

    Examples
    --------
    >>> as_text("=1+1"), as_text(" @SUM(A1)"), as_text("-12.5"), as_text("-1-1"), as_text("'=1"), as_text("O'Hara")
    ("'=1+1", "' @SUM(A1)", '-12.5', "'-1-1", "''=1", "O'Hara")
    """
    if not _is_formula(cell) or _NEGATIVE_NUMBER.fullmatch(cell):
        return cell
    return MARK + cell


def as_meant(cell: str) -> str:
    """Return a cell without the apostrophe that made it a text.

    Examples
    --------
    >>> as_meant("'=1+1"), as_meant("''=1"), as_meant("'t Hart"), as_meant("-12.5")
    ('=1+1', "'=1", "'t Hart", '-12.5')
    """
    return cell[1:] if cell.startswith(MARK) and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Return whether a cell begins like a formula, behind any apostrophes and what is not seen."""
    rest = cell.lstrip(MARK)
    return _FORMULA.match(rest) is not None or _FORMULA.match(visible(rest)) is not None
