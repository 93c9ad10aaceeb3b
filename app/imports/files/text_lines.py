"""The lines of text of a file, read within limits."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.imports.files.file_faults import line_refused
from schemas.messages.message import Message

LARGEST_LINE = 2_000_000
"""Characters of a line that are read at most."""

ALONE = "surrogateescape"
"""How bytes that are not text are read: as half characters, by which their row is refused."""

MARK = "\ufeff"
"""The byte order mark, which some tools write twice, or in encodings that need none."""


@contextmanager
def text_lines(path: Path, encoding: str) -> Iterator[Iterator[str]]:
    """Open a file, and give its lines with their ends.

    Raises
    ------
    InvalidInput
        Where a line is too long, or not in the encoding.
    """
    errors = "strict" if encoding.startswith(("utf-16", "utf-32")) else ALONE
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors=errors, newline="") as text:
        yield _limited(path, text)


def _limited(path: Path, text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    try:
        while line := text.readline(LARGEST_LINE):
            number += 1
            if len(line) == LARGEST_LINE:
                raise line_refused(path, number, Message("imports.line_too_long", most=LARGEST_LINE))
            yield line if number > 1 else line.lstrip(MARK)
    except UnicodeError:
        raise line_refused(path, number + 1, Message("imports.line_encoding")) from None
