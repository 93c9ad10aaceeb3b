"""The document as text: what is short stands on one line, so that people can read it and a difference is small."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

COLUMNS = 120
"""As wide as our code."""

_STEP = " "
_LEVELS_AT_MARGIN = {"paths": 1, "components": 2}
"""How many levels within these members of a document begin at the margin too: what has a name is easy to find there."""


def printed_document(document: Mapping[str, Any]) -> str:
    """Return an OpenAPI document as text whose paths and components begin at the margin.

    Examples
    --------
    >>> print(printed_document({"openapi": "3.1.0", "paths": {"/healthz": {"get": {"tags": ["health"]}}}}))
    {
    "openapi": "3.1.0",
    "paths": {
    "/healthz": {"get": {"tags": ["health"]}}
    }
    }
    """
    members = (_at_margin(name, part, _LEVELS_AT_MARGIN.get(name, 0)) for name, part in document.items())
    return _lines("{}", "", members, step="")


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


def _at_margin(name: str, value: Any, levels: int) -> str:
    if not levels:
        return _member(name, value, "")
    members = (_at_margin(key, part, levels - 1) for key, part in value.items())
    return f"{json.dumps(name)}: " + _lines("{}", "", members, step="")


def _lines(brackets: str, indent: str, parts: Iterator[str], step: str = _STEP) -> str:
    first, last = tuple(brackets)
    return first + ",".join(f"\n{indent}{step}{part}" for part in parts) + f"\n{indent}{last}"


def _filled(words: list[str], indent: int) -> Iterator[str]:
    """Yield words as lines that are as long as they may be."""
    line = ""
    for word in words:
        if line and indent + len(line) + len(word) + len(", ,") > COLUMNS:
            yield line
            line = ""
        line = f"{line}, {word}" if line else word
    yield line
