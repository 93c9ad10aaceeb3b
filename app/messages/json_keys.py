"""Keys that stand twice in one object of JSON: which of the two values counts, every reader decides otherwise."""

import json
from collections.abc import Iterator, Sequence
from typing import Any


class _Repeated(Exception):
    """An object has a key twice."""


class _Pairs(list[tuple[str, Any]]):
    """The keys and values of one object, as they stand."""


def repeated_key(text: bytes) -> str | None:
    r"""Return the JSON pointer of the first key that stands twice in one object; None where none does.

    Parameters
    ----------
    text : bytes
        Valid JSON.

    Examples
    --------
    >>> repeated_key(rb'{"a": [{"b": 1, "c/d": 2, "c\u002fd": 3}]}')
    '/a/0/c~1d'
    >>> repeated_key(b'{"a": {"b": 1}, "b": 1}')
    """
    try:
        _read(text, _refuse_repeated)
    except _Repeated:
        return next(_repeated("", _read(text, _Pairs)))
    return None


def _read(text: bytes, of_object: Any) -> Any:
    # Numbers are nobody's business here, and a very long one would be refused.
    return json.loads(text, object_pairs_hook=of_object, parse_int=_passed, parse_float=_passed)


def _passed(number: str) -> None:
    """Make nothing of a number."""


def _refuse_repeated(pairs: Sequence[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _Repeated


def _repeated(place: str, value: Any) -> Iterator[str]:
    if isinstance(value, _Pairs):
        seen: set[str] = set()
        for key, inner in value:
            pointer = f"{place}/{key.replace('~', '~0').replace('/', '~1')}"
            if key in seen:
                yield pointer
            seen.add(key)
            yield from _repeated(pointer, inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _repeated(f"{place}/{number}", inner)
