"""Custom fields: values of ``extra`` are of fields that were declared, and fit their declaration."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic_core import PydanticCustomError

from graph.ledger.keys import Indexed
from graph.ledger.record_rows import Row
from graph.ledger.stored_form import stored_patch
from schemas.errors import InvalidInput, Problem
from schemas.instants import Zone, dates_in, known_zone, sent_instant
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


def choices_of(declaration: Mapping[str, Any]) -> Sequence[str]:
    """Return the words that a declared choice takes, in their order."""
    values = declaration.get("values") or []
    return json.loads(values) if isinstance(values, str) else values


def zone_of(account: Row, items: Iterable[Indexed], service: Zone) -> Zone:
    """Return where the days of a ledger begin.

    Parameters
    ----------
    account : dict
        The account as it is stored; empty for one that is new.
    items : iterable of tuple
        What is written to it: a time zone of its own record among them counts already.
    service : Zone
        Where they begin for accounts that say none, and for the book.
    """
    own = [item.data["timezone"] for _, item in items if item.resource.scope == "self" and "timezone" in item.data]
    return known_zone(own[-1] if own else account.get("timezone")) or service


def with_fitting_extra(item: WriteItem, declared: Declared, zone: Zone) -> WriteItem:
    """Return an item whose custom fields are declared and fit, dates among them as instants.

    Parameters
    ----------
    zone : Zone
        Where a date without a time begins.

    Raises
    ------
    InvalidInput
        With a pointer to each that is not declared, or does not fit.
    """
    if not item.data.get("extra"):
        return item
    kind = item.resource.kind
    sent = {key: value for key, value in item.data["extra"].items() if value is not None}
    with dates_in(zone):
        faults = {key: fault for key, value in sent.items() if (fault := _fault(kind, key, value, declared))}
        if faults:
            problems = [Problem(f"/data/extra/{key}", fault) for key, fault in faults.items()]
            raise InvalidInput(problems[0].detail, problems)
        dates = {key: sent_instant(value) for key, value in sent.items() if declared[kind, key]["type"] == "date"}
    return replace(item, data={**item.data, "extra": {**item.data["extra"], **dates}}) if dates else item


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
    if field["type"] == "choice" and value not in (values := choices_of(field)):
        return Message("ledger.extra_choice", key=key, values=[*values])
    return None


def _undeclared(kind: str, key: str, known: Sequence[str]) -> Message:
    if not known:
        return Message("ledger.extra_undeclared_first", kind=kind, key=key)
    return Message("ledger.extra_undeclared", kind=kind, key=key, known=known)


def _no_date(key: str, value: str) -> Message | None:
    try:
        sent_instant(value)
    except PydanticCustomError as error:
        return Message("ledger.extra", key=key, fault=message_of(error))
    return None
