"""Values of records in words: labels of vocabularies, names of what they point to, dates, numbers and lists."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from functools import cache
from typing import Any, Literal, get_args, get_origin
from zoneinfo import ZoneInfo

from app.analysis.changes.names import RecordNames
from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of, values_by_name
from graph.ledger.record_rows import Row
from graph.ledger.stored_form import wire_form
from schemas.instants import parse_instant
from schemas.records import assessments, control_points
from schemas.registry import BY_KIND

LONGEST = 120
"""Characters of a value in a sentence; what is longer is only said to have changed."""

MIDNIGHT = time()

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")

NOT_SAID = frozenset({"account_id", "id", "sequence", "state_from", "state_to", "recorded_at", "recorded_by"})


class ValueWords:
    """Says values in one language, with the names of one account."""

    def __init__(self, names: RecordNames, language: Language, timezone: str | None = None) -> None:
        self._names = names
        self._language: Language = language
        self._zone = ZoneInfo(timezone or "UTC")
        self._sentences = Sentences("changes", language)

    def say(self, kind: str, field: str, values: Mapping[str, Any]) -> str | None:
        """Return the value of a field of a record in words; None where it is too long or has no short form."""
        value = values.get(field)
        if value is None:
            return self._sentences.say("nothing")
        said = self._one(kind, field, values, value)
        return said if said is not None and len(said) <= LONGEST else None

    def field(self, name: str) -> str:
        """Return what a field is called."""
        return self._sentences.say("field", field=name)

    def label(self, vocabulary: str, value: object) -> str:
        """Return the label of a value, the value itself where it has none."""
        return labels_of(self._language)[vocabulary].get(str(value), str(value))

    def date(self, instant: str) -> str:
        """Return an instant as a date of the account's days, with its time where a day does not begin then."""
        moment = parse_instant(instant).astimezone(self._zone)
        return f"{moment:%Y-%m-%d}" if moment.time() == MIDNIGHT else f"{moment:%Y-%m-%d %H:%M}"

    def _one(self, kind: str, field: str, values: Mapping[str, Any], value: Any) -> str | None:
        if isinstance(value, list):
            parts = [self._one(kind, field, values, each) for each in value]
            known = [part for part in parts if part is not None]
            return self._sentences.say("list").join(known) if len(known) == len(parts) else None
        if isinstance(value, bool):
            return self._sentences.say("yes" if value else "no")
        if isinstance(value, dict):
            return self._of_parts(value)
        if (vocabulary := _vocabulary(kind, field, values)) is not None:
            return self.label(vocabulary, value)
        if (target := _references(kind).get(field)) is not None:
            return self._names.name(target, value)
        return self.date(value) if is_instant(value) else _plain(value)

    def _of_parts(self, value: Mapping[str, Any]) -> str | None:
        """Return the name of what is pointed to, or an amount with its currency; None of anything else."""
        if set(value) == {"value", "currency"}:
            return f"{value['value']:,.15g} {value['currency']}"
        return self._names.name(value["kind"], value["id"]) if set(value) == {"kind", "id"} else None


def differing_fields(kind: str, before: Row, after: Row) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each field that differs between two rows, with the values of both, in the order of the schema."""
    resource = BY_KIND[kind]
    first, second = wire_form(resource, before), wire_form(resource, after)
    for field in [*resource.fields.model_fields]:
        if field not in NOT_SAID and first.get(field) != second.get(field):
            yield field, first, second


def is_instant(value: object) -> bool:
    """Whether a value is an instant as it is stored.

    Examples
    --------
    >>> is_instant("2026-06-30T02:00:00.000000Z"), is_instant("2026-06-30")
    (True, False)
    """
    return isinstance(value, str) and _INSTANT.fullmatch(value) is not None


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _vocabulary(kind: str, field: str, values: Mapping[str, Any]) -> str | None:
    """Return the name of the list that a value is of; of an assessment or control point, the record says which."""
    if (kind, field) == ("assessment", "value"):
        return values["attribute"] if values.get("attribute") in assessments.VALUES else None
    if (kind, field) == ("control_point", "value"):
        return values["key"] if values.get("key") in control_points.VALUES else None
    return _vocabularies(kind).get(field)


@cache
def _vocabularies(kind: str) -> Mapping[str, str]:
    by_values = {tuple(map(str, values)): name for name, values in values_by_name().items()}
    fields = BY_KIND[kind].fields.model_fields.items()
    found = {name: by_values.get(tuple(map(str, _literal(field.annotation)))) for name, field in fields}
    found |= {"expertise": "expertise"} if kind == "interaction" else {}
    return {name: vocabulary for name, vocabulary in found.items() if vocabulary is not None}


def _literal(annotation: Any) -> tuple[object, ...]:
    """Return the values of the first closed list within an annotation."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((found for part in get_args(annotation) if (found := _literal(part))), ())


@cache
def _references(kind: str) -> Mapping[str, str]:
    """Return the kind of record that each field names."""
    resource = BY_KIND[kind]
    ends = {end.field: end.kind for end in resource.ends if end.kind}
    return ends | {
        one.path.split("/")[0]: one.kind for one in resource.references if one.kind and "/*/" not in one.path
    }
