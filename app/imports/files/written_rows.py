"""Writes rows of cells: the only place where the service writes CSV, so that no cell of it is run as a formula."""

import csv
from collections.abc import Iterable
from typing import IO

from app.imports.files.formulas import as_text


class RowWriter:
    """Writes rows to a file as CSV, with commas.

    What begins like a formula is made text by an apostrophe (`formulas`), which reading takes away again; bytes that
    are not text become question marks.

    Parameters
    ----------
    target : IO of str
        Opened in UTF-8 with ``newline=""``.
    """

    def __init__(self, target: IO[str]) -> None:
        self._writer = csv.writer(target)

    def write(self, cells: Iterable[str | int | float | None]) -> None:
        """Write one row; numbers stay numbers, and None is an empty cell."""
        self._writer.writerow([as_text(_whole(cell)) if isinstance(cell, str) else cell for cell in cells])


def _whole(text: str) -> str:
    """Return a text without half characters, which no encoding writes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
