"""The document as text: what is short stands on one line, so that people can read it and a difference is small."""

import json
from collections.abc import Iterator
from typing import Any

COLUMNS = 120
"""As wide as our code."""

_STEP = " "


def printed(value: Any) -> str:
    """Return a JSON value as text of lines up to `COLUMNS` wide, longer only where one text is.

    Examples
    --------
    >>> print(printed({"short": {"one": 1, "two": [1, 2]}}))
    {"short": {"one": 1, "two": [1, 2]}}
    """
    return _printed(value, "", 0)


def _printed(value: Any, indent: str, taken: int) -> str:
    """Return a value that begins ``taken`` columns behind the indent of its line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + taken + len(line) < COLUMNS:
        return line
    inner = indent + _STEP
    if isinstance(value, dict):
        return _lines("{}", indent, (_member(name, part, inner) for name, part in value.items()))
    if any(isinstance(part, dict | list) for part in value):
        return _lines("[]", indent, (_printed(part, inner, 0) for part in value))
    return _lines("[]", indent, _filled([json.dumps(part, ensure_ascii=False) for part in value], len(inner)))


def _member(name: str, value: Any, indent: str) -> str:
    key = f"{json.dumps(name, ensure_ascii=False)}: "
    return key + _printed(value, indent, len(key))


def _lines(brackets: str, indent: str, parts: Iterator[str]) -> str:
    first, last = tuple(brackets)
    return first + ",".join(f"\n{indent}{_STEP}{part}" for part in parts) + f"\n{indent}{last}"


def _filled(words: list[str], indent: int) -> Iterator[str]:
    """Yield words as lines that are as long as they may be."""
    line = ""
    for word in words:
        if line and indent + len(line) + len(word) + len(", ,") > COLUMNS:
            yield line
            line = ""
        line = f"{line}, {word}" if line else word
    yield line
