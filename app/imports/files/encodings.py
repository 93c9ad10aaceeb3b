"""Which encoding a file of a table is in: known by its first bytes, else by all of them, else refused."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message

_BLOCK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_STRICT = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"})
_NOT_OF_FILES = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
"""Encodings of names and of source text, which nobody's tables are in."""

_HIGH = re.compile(rb"[\x80-\xff]+")

_MOSTLY = 0.9
"""The share of its signs that must speak for an encoding."""

_RUNS_A_BLOCK = 1_000
"""How many signs of a block are looked at, so that a large file costs no memory."""


def encoding_of(path: Path, stated: str | None) -> str:
    """Return the encoding of a file: the one that a mapping states, else the one that its bytes show.

    UTF-8 and UTF-16 are certain. What is neither is GB18030 where nearly all bytes beyond ASCII come in the pairs of
    Chinese characters, and Windows-1252 where they nearly all stand alone, as accents do; the report names what was
    taken.

    Raises
    ------
    InvalidInput
        When its bytes do not show it, or the stated one is unknown.
    """
    if stated is not None:
        return _known(path, stated)
    with path.open("rb") as file:
        start = file.read(4096)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    return marked or _unmarked_utf_16(start) or _by_all_bytes(path)


def _known(path: Path, stated: str) -> str:
    try:
        name = codecs.lookup(stated).name
        _try_decoding(name)
    except (LookupError, ValueError, TypeError):
        raise InvalidInput.at(path.name, Message("imports.unknown_encoding", encoding=stated)) from None
    return "utf-8-sig" if name == "utf-8" else name


def _try_decoding(name: str) -> None:
    """Raise for a codec of Python that does not encode text, such as rot13, hex or zip."""
    written = "a,b\n".encode(name)
    decoder = codecs.getincrementaldecoder(name)("surrogateescape" if name not in _STRICT else "strict")
    if name in _NOT_OF_FILES or decoder.decode(written, final=True) != "a,b\n":
        raise LookupError(name)


def _unmarked_utf_16(start: bytes) -> str | None:
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half and max(even, odd) > half * 0.3:
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _by_all_bytes(path: Path) -> str:
    """Return the encoding that fits the whole file."""
    if _share_of_utf_8(path) >= _MOSTLY:
        return "utf-8-sig"
    paired, alone = _beyond_ascii(path)
    if paired >= _MOSTLY * (paired + alone):
        return "gb18030"
    if alone >= _MOSTLY * (paired + alone):
        return "windows-1252"
    unclear = Message("imports.unclear_encoding")
    raise InvalidInput(Message("places.at", place=path.name, fault=unclear), [Problem(path.name, unclear)])


def _share_of_utf_8(path: Path) -> float:
    """Return how much of what is beyond ASCII is UTF-8; a few broken bytes are those of rows, not of the file."""
    broken = whole = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for block in _blocks(path):
        text = decoder.decode(block)
        if not text.isascii():
            broken += text.count("\ufffd")
            whole += len(text) - len(text.encode("ascii", "ignore"))
    return 1 - broken / whole if whole else 1.0


def _beyond_ascii(path: Path) -> tuple[int, int]:
    """Return how many pairs of bytes beyond ASCII there are, and how many that stand alone."""
    runs = [len(run) for block in _blocks(path) for run in _HIGH.findall(block)[:_RUNS_A_BLOCK]]
    return sum(run // 2 for run in runs), sum(run % 2 for run in runs)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
