"""Free texts of stored records: where a name may stand that is not part of the record's own identity."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from graph.erasure.names import ERASED
from graph.ledger.stored_form import nested_text, unnested
from schemas.fields import Line, Prose, Transcript, Words
from schemas.records import assessments, control_points
from schemas.resource import Resource

_FREE: tuple[Any, ...] = (Line, Prose, Transcript, Words, assessments.AssessedValue)

_OWN: Mapping[str, frozenset[str]] = {
    "person": frozenset({"name", "mails", "phones", "messaging"}),
    "account": frozenset({"name"}),
}
"""Fields that stay whatever they hold: a namesake is another human, and a firm may bear a person's name."""

Where = bool | Mapping[str, Any]
"""True for a text, or one entry a field that holds some; lists and tables of both are looked through."""


@cache
def free_texts(resource: Resource) -> Mapping[str, Where]:
    """Return the fields of a resource that hold free text, and where within them.

    Examples
    --------
    >>> from schemas.records.opportunities import OPPORTUNITIES
    >>> free_texts(OPPORTUNITIES)["pursuit"]
    {'by': True, 'reason': True}
    """
    own = _OWN.get(resource.kind, frozenset())
    return {name: where for name, where in _within(resource.fields).items() if name not in own}


def without_names(resource: Resource, row: Mapping[str, Any], names: re.Pattern[str]) -> dict[str, Any]:
    """Return a stored row with every name in its free texts replaced."""
    places = free_texts(resource)
    held = {name for name in places if row.get(name) is not None and not _is_chosen(resource, name, row)}
    if not held:
        return dict(row)
    values = unnested(resource, row)
    changed = dict(row)
    for name in held:
        value = _redacted(values[name], places[name], names)
        if value != values[name]:
            changed[name] = nested_text(value) if name in resource.json_fields else value
    return changed


def _within(model: type[BaseModel]) -> dict[str, Where]:
    hints = get_type_hints(model, include_extras=True)
    return {name: where for name in model.model_fields if (where := _where(hints[name]))}


def _where(annotation: Any) -> Where:
    if annotation in _FREE:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _within(annotation)
    return next((where for part in get_args(annotation) if (where := _where(part))), False)


def _is_chosen(resource: Resource, name: str, row: Mapping[str, Any]) -> bool:
    """Whether a value is a word of a list."""
    if name != "value":
        return False
    return row.get("attribute") in assessments.VALUES or row.get("key") in control_points.VALUES


def _redacted(value: Any, where: Where, names: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return names.sub(ERASED, value) if where is True else value
    if isinstance(value, list):
        return [_redacted(one, where, names) for one in value]
    if isinstance(value, dict):
        if isinstance(where, Mapping):
            return {key: _redacted(one, where.get(key, False), names) for key, one in value.items()}
        return {key: _redacted(one, where, names) for key, one in value.items()}
    return value
