"""How much of an answer is asked for: the whole answer with less in it, and an ETag of its own."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import Request
from pydantic_core import from_json, to_json

ROW_HEAD = frozenset({"id", "account_id"})
"""Fields that identify a row: they always come, and with them the reasons of its nulls."""

REASONS = "reasons"


@dataclass(frozen=True)
class Shape:
    """What is left of an answer.

    Attributes
    ----------
    nulls : bool
        Whether fields that are null stay.
    parts : frozenset of str or None
        Parts of the answer that stay; None: all.
    fields : frozenset of str or None
        Fields of each row of its lists that stay, beside `ROW_HEAD` and the reasons of their nulls; None: all.
    """

    nulls: bool = True
    parts: frozenset[str] | None = None
    fields: frozenset[str] | None = None

    def etag(self, etag: str) -> str:
        """Return the ETag of what is left, from that of the whole answer, whose revision stays its first part.

        Examples
        --------
        >>> Shape(nulls=False).etag('"7.2026-06-30T03"')
        '"7.2026-06-30T03.s4caa959d"'
        """
        return f'{etag[:-1]}.{self._name}"'

    @cached_property
    def _name(self) -> str:
        chosen = (self.nulls, *(None if names is None else sorted(names) for names in (self.parts, self.fields)))
        return f"s{hashlib.sha256(repr(chosen).encode()).hexdigest()[:8]}"

    def body(self, body: bytes) -> bytes:
        """Return what is left of the bytes of an answer.

        Examples
        --------
        >>> Shape(False, frozenset({"rows"})).body(b'{"rows":[{"a":null,"b":[null]}],"more":1}')
        b'{"rows":[{"b":[null]}]}'
        """
        whole: dict[str, Any] = from_json(body)
        left = whole if self.parts is None else {name: part for name, part in whole.items() if name in self.parts}
        if self.fields is not None:
            left = {name: self._rows(part) if isinstance(part, list) else part for name, part in left.items()}
        return to_json(left if self.nulls else without_nulls(left))

    def _rows(self, rows: list[Any]) -> list[Any]:
        return [self._row(row) if isinstance(row, dict) else row for row in rows]

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        chosen = (self.fields or frozenset()) | ROW_HEAD
        left = {name: value for name, value in row.items() if name in chosen}
        if isinstance(reasons := row.get(REASONS), dict):
            left[REASONS] = {name: reason for name, reason in reasons.items() if name in chosen}
        return left


def without_nulls(value: Any) -> Any:
    """Return a value of JSON without the members of objects that are null; those of lists keep their places.

    Examples
    --------
    >>> without_nulls({"a": None, "b": {"c": None}, "d": [None, {"e": None}]})
    {'b': {}, 'd': [None, {}]}
    """
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def shape_of(request: Request) -> Shape | None:
    """Return how much of the answer a request asks for; None: all of it."""
    return getattr(request.state, "shape", None)
