"""Records as they are stored: nested values as JSON text, a thing of any kind as two texts, cleared ones absent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.ledger.record_rows import Row
from schemas.resource import NESTED, Resource
from schemas.writes import WriteItem


def nested_text(value: object) -> str:
    """Return a nested value as JSON text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def flat_item(item: WriteItem) -> WriteItem:
    """Return an item whose fields ``{"kind", "id"}`` are two texts, as everything behind works with."""
    sent = [name for name in item.resource.flattened if name in item.data]
    if not sent:
        return item
    data = {name: value for name, value in item.data.items() if name not in sent}
    for name in sent:
        value = item.data[name] or {}
        data |= {f"{name}_kind": value.get("kind"), f"{name}_id": value.get("id")}
    return replace(item, data=data)


def stored_patch(resource: Resource, data: dict[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return sent fields as a patch of stored properties; entries of external ids and of extra are merged."""
    sent = [name for name in resource.json_fields if data.get(name) is not None]
    patch = dict(data) if sent else data
    for name in sent:
        if name in NESTED:
            merged = {**_entries(stored, name), **patch[name]}
            patch[name] = {key: value for key, value in merged.items() if value is not None} or None
        if patch[name] is not None:
            patch[name] = nested_text(patch[name])
    return patch


def external_ids(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the external ids that a stored row holds."""
    return _entries(row, "external_ids")


def unnested(resource: Resource, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored row with its nested values as they were sent."""
    values = dict(row)
    for name in resource.json_fields:
        if values.get(name) is not None:
            values[name] = json.loads(values[name])
    return values


def wire_form(resource: Resource, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored row as the values of its record."""
    values = unnested(resource, row)
    for name in resource.flattened:
        kind, record_id = (values.pop(part, None) for part in resource.stored_names(name))
        values[name] = {"kind": kind, "id": record_id} if record_id is not None else None
    return values


def stored_form(resource: Resource, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record as a stored row; the inverse of `wire_form`."""
    row = dict(values)
    for name in resource.json_fields:
        if row.get(name) is not None:
            row[name] = nested_text(row[name])
    for name in resource.flattened:
        if (thing := row.pop(name, None)) is not None:
            row |= {f"{name}_kind": thing["kind"], f"{name}_id": thing["id"]}
    return row


def created_row(kind: str, row: Row) -> Row:
    """Return the row of a new record as it is stored; an account begins to count its writes."""
    return {**row, "revision": 0} if kind == "account" else row


def changed_row(kind: str, row: Row, before: Row) -> Row:
    """Return the row that takes the place of another.

    An account's is merged beside its counters, so what it lost is named with null; any other is set as a whole.
    """
    if kind == "account":
        return {**dict.fromkeys(before), **row}
    return without_nulls(row)


def without_nulls(row: Row) -> Row:
    """Return a row without what it does not say."""
    return {name: value for name, value in row.items() if value is not None}


def change_row(ledger: str, revision: int, recorded_at: str, author: str, entries: Sequence[Mapping[str, Any]]) -> Row:
    """Return the change of a ledger as it is stored."""
    return {
        "account_id": ledger,
        "revision": revision,
        "recorded_at": recorded_at,
        "author": author,
        "entries": json.dumps(entries, ensure_ascii=False, separators=(",", ":")),
    }


def record_name(ledger: str, kind: str, record_id: str) -> str:
    """Return the name under which a record's older rows are kept."""
    return f"{ledger}/{kind}/{record_id}"


def _entries(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    text = row.get(name)
    return json.loads(text) if text else {}
