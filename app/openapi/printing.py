"""The document as text: what is short stands on one line, so that people can read it and a difference is small."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

COLUMNS = 120
"""As wide as our code."""

_STEP = " "
_LEVELS_AT_MARGIN = {"paths": 2, "components": 2}
"""How many levels within these members of a document begin at the margin too: what has a name is easy to find there."""


def printed_document(document: Mapping[str, Any]) -> str:
    """Return an OpenAPI document as text whose paths and components begin at the margin.

    Examples
    --------
    >>> print(printed_document({"openapi": "3.1.0", "paths": {"/healthz": {"get": {"tags": ["health"]}}}}))
    {
    "openapi":"3.1.0",
    "paths":{
    "/healthz":{
    "get":{"tags":["health"]}
    }
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
    {"short":{"one":1,"two":[1,2]}}
    """
    return _printed(value, "", 0)


def _printed(value: Any, indent: str, taken: int) -> str:
    """Return a value that begins ``taken`` columns behind the indent of its line."""
    line = _in_line(value)
    if not isinstance(value, dict | list) or len(indent) + taken + len(line) < COLUMNS:
        return line
    inner = indent + _STEP
    if isinstance(value, dict):
        return _lines("{}", indent, _parts([(f"{_in_line(name)}:", part) for name, part in value.items()], inner))
    return _lines("[]", indent, _parts([("", part) for part in value], inner))


def _parts(parts: list[tuple[str, Any]], indent: str) -> Iterator[str]:
    """Yield the lines of a list or an object: what is short shares one, the rest has its own.

    Parameters
    ----------
    parts : list of tuple
        What stands before each value, and the value.
    """
    for short, some in groupby(parts, lambda part: _is_short(part[1])):
        if short:
            yield from _filled([key + _in_line(value) for key, value in some], len(indent))
        else:
            yield from (key + _printed(value, indent, len(key)) for key, value in some)


def _is_short(value: Any) -> bool:
    """Whether it shares a line: a single value, or a reference."""
    return not isinstance(value, dict | list) or _is_reference(value)


def _in_line(value: Any) -> str:
    """Return a value as one line, without the spaces behind colons and commas: they were a thirtieth of the whole."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_reference(part: Any) -> bool:
    return isinstance(part, dict) and part.keys() == {"$ref"}


def _member(name: str, value: Any, indent: str) -> str:
    key = f"{_in_line(name)}:"
    return key + _printed(value, indent, len(key))


def _at_margin(name: str, value: Any, levels: int) -> str:
    if not levels or not isinstance(value, dict):
        return _member(name, value, "")
    members = (_at_margin(key, part, levels - 1) for key, part in value.items())
    return f"{json.dumps(name)}:" + _lines("{}", "", members, step="")


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
