"""Where in a TOML file a value stands: its parser says so of wrong syntax only. Pure."""

import re
from collections.abc import Iterator, Sequence

_TABLE = re.compile(r"\s*\[\[?\s*(?P<path>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*(?P<path>[\w.\s"'-]+?)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^."'\s]+))\s*(?:\.|$)""")


def line_of(text: str, path: Sequence[str]) -> int:
    r"""Return the line, from 1, of the value at a path: the nearest that is written out.

    Examples
    --------
    >>> text = '[mail]\nhost = "a"\n[receivers.lead]\nmail = "b"\nreader = {owner = "t1"}'
    >>> line_of(text, ["receivers", "lead", "reader", "owner"]), line_of(text, ["mail", "port"]), line_of(text, ["x"])
    (5, 1, 1)
    """
    found, length = 1, 0
    for line, written in _written(text):
        if length < len(written) <= len(path) and list(path[: len(written)]) == written:
            found, length = line, len(written)
    return found


def _written(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that begin a table or a value, each with the path of that."""
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if head := _TABLE.fullmatch(line):
            table = _parts(head["path"])
            yield number, table
        elif key := _KEY.match(line):
            yield number, [*table, *_parts(key["path"])]


def _parts(path: str) -> list[str]:
    return ["".join(filter(None, found.groups())) for found in _PART.finditer(path)]
