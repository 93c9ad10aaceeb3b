"""Custom fields: values of ``extra`` are of fields that were declared, and fit their declaration."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from graph.ledger.record_rows import Row
from graph.ledger.stored_form import stored_patch
from schemas.errors import InvalidInput, Problem
from schemas.instants import canonical_instant
from schemas.messages.message import Message, message_of
from schemas.writes import WriteItem

Declared = Mapping[tuple[str, str], Row]
"""Kind of record and key -> the declaration in force."""

CHECKED_AS: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "flag": (bool,),
    "date": (str,),
    "choice": (str,),
}


def declared_fields(rows: Iterable[Row], items: Iterable[WriteItem], now: str) -> Declared:
    """Return the declarations in force, those of the same write included.

    Parameters
    ----------
    rows : iterable of dict
        Declarations as stored.
    """
    standing = [row for row in rows if row.get("valid_to") is None or row["valid_to"] > now]
    beside = [stored_patch(item.resource, dict(item.data), {}) for item in items if item.resource.kind == "field"]
    return {
        (row["record_kind"], row["key"]): row
        for row in (*standing, *beside)
        if row.get("record_kind") and row.get("key") and row.get("type")
    }


def check_extra(item: WriteItem, declared: Declared) -> None:
    """Refuse values of fields that are not declared, or that do not fit.

    Raises
    ------
    InvalidInput
        With a pointer to each.
    """
    problems = [
        Problem(f"/data/extra/{key}", fault)
        for key, value in (item.data.get("extra") or {}).items()
        if value is not None and (fault := _fault(item.resource.kind, key, value, declared))
    ]
    if problems:
        raise InvalidInput(problems[0].detail, problems)


def _fault(kind: str, key: str, value: Any, declared: Declared) -> Message | None:
    field = declared.get((kind, key))
    if field is None:
        return _undeclared(kind, key, sorted(name for its_kind, name in declared if its_kind == kind))
    allowed = CHECKED_AS[field["type"]]
    fits = isinstance(value, allowed) and isinstance(value, bool) == (bool in allowed)
    if not fits:
        return Message("ledger.extra_type", key=key, type=field["type"])
    if field["type"] == "date":
        return _no_date(key, value)
    if field["type"] == "choice" and value not in (values := _values(field)):
        return Message("ledger.extra_choice", key=key, values=[*values])
    return None


def _undeclared(kind: str, key: str, known: Sequence[str]) -> Message:
    if not known:
        return Message("ledger.extra_undeclared_first", kind=kind, key=key)
    return Message("ledger.extra_undeclared", kind=kind, key=key, known=known)


def _no_date(key: str, value: str) -> Message | None:
    try:
        canonical_instant(value)
    except PydanticCustomError as error:
        return Message("ledger.extra", key=key, fault=message_of(error))
    return None


def _values(field: Row) -> Iterable[str]:
    values = field.get("values") or []
    return json.loads(values) if isinstance(values, str) else values
