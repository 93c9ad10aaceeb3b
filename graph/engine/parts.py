"""Parts of long messages: as many rows as one statement may be sent, and no more characters."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.engine.client import ROWS_A_STATEMENT

LARGEST_PART = 1_000_000
"""Characters sent with one statement, at most; larger messages hang the embedded engine."""


def safe_parts(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield rows, maps or lists of texts, in as many parts as are safe to send.

    Examples
    --------
    >>> long = {"text": "x" * 600_000}
    >>> [len(part) for part in safe_parts([long, long, *[["a1", "p1"]] * 1_000])]
    [1, 1000, 1]
    """
    part: list[Any] = []
    size = 0
    for row in rows:
        length = sum(map(len, map(str, row.values()))) if isinstance(row, dict) else len(row)
        if part and (len(part) == ROWS_A_STATEMENT or size + length > LARGEST_PART):
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    if part:
        yield part
