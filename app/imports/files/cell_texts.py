"""The text of a cell: as it was meant, without what is not seen, and without blanks around it."""

import re

from app.imports.files.formulas import MARK, as_meant
from schemas.names.visible import visible

_HALF = re.compile("[\ud800-\udfff]")


def shown_text(cell: str) -> str:
    r"""Return the same for sentences and names of columns: with a sign in the place of bytes that are not text.

    Examples
    --------
    >>> ascii(shown_text("N\udce4me "))
    "'N\\ufffdme'"
    """
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", cell_text(cell))


def cell_text(cell: str) -> str:
    r"""Return the text of a cell or header.

    No-break and ideographic spaces count as blanks.

    Examples
    --------
    >>> cell_text("\ufeff Ada\u00a0Byron\u3000"), cell_text("'=1+1"), cell_text(" ")
    ('Ada\xa0Byron', '=1+1', '')
    """
    if MARK in cell[:1]:
        cell = as_meant(cell)
    return visible(cell).strip()
