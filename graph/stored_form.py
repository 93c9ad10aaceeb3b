"""Records as they are stored: nested values as JSON text, cleared ones absent."""

import json
from collections.abc import Mapping
from typing import Any

from schemas.records import Resource

MERGED = "external_ids"
"""The one nested field whose entries are written one by one instead of as a whole."""


def nested_text(value: object) -> str:
    """Return a nested value as JSON text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stored_patch(resource: Resource, data: dict[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return sent fields as a patch of stored properties; entries of external ids are merged with the stored ones."""
    sent = [name for name in resource.nested if data.get(name) is not None]
    patch = dict(data) if sent else data
    for name in sent:
        if name == MERGED:
            merged = {**external_ids(stored), **patch[name]}
            patch[name] = {system: value for system, value in merged.items() if value is not None} or None
        if patch[name] is not None:
            patch[name] = nested_text(patch[name])
    return patch


def external_ids(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the external ids that a stored row holds."""
    text = row.get(MERGED)
    return json.loads(text) if text else {}


def wire_form(resource: Resource, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored row as the values of its record, nested ones as they were sent."""
    values = dict(row)
    for name in resource.nested:
        if values.get(name) is not None:
            values[name] = json.loads(values[name])
    return values


def record_name(ledger: str, kind: str, record_id: str) -> str:
    """Return the name under which a record's older rows are kept."""
    return f"{ledger}/{kind}/{record_id}"
