"""Custom fields: what may stand in ``extra`` of a kind of record, and how private it is."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StrictStr

from schemas.fields import FieldKey, Line, open_field
from schemas.messages.message import Message, misfit
from schemas.records.distinct_lists import UNIQUE, distinct
from schemas.resource import Fault, RecordFields, Resource, Stamp
from schemas.vocabularies import DeclaredClass, FieldType


def _known_kind(kind: str) -> str:
    from schemas.registry import BY_KIND  # the registry lists this module too

    if kind not in BY_KIND:
        raise misfit(Message("values.record_kind", kinds=sorted(BY_KIND)))
    return kind


RecordKind = Annotated[StrictStr, Field(max_length=64), AfterValidator(_known_kind)]
"""A kind of record, as in batches."""

Choices = Annotated[list[Line], Field(min_length=1, max_length=200, json_schema_extra=UNIQUE), AfterValidator(distinct)]


class CustomFieldFields(RecordFields):
    """Fields of a custom field that a caller may write."""

    record_kind: RecordKind | None = open_field("Kind of record that has it.", examples=["person"])
    key: FieldKey | None = open_field("Its key in extra.", examples=["shift"])
    name: Line | None = open_field("What people call it.", examples=["Shift"])
    type: FieldType | None = open_field("What it holds.", examples=["choice"])
    values: Choices | None = open_field("What can be chosen, of a choice.", examples=[["day", "night"]])
    field_class: DeclaredClass | None = open_field("How private it is; judgement when not sent.", examples=["open"])


class CustomField(CustomFieldFields, Stamp):
    """A custom field as the service gives it back."""


def _check_values(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong where a choice has nothing to choose from, or something else has."""
    field_type, choices = values.get("type"), values.get("values")
    if field_type == "choice" and not choices:
        yield "/values", Message("records.choice_without_values")
    elif field_type is not None and field_type != "choice" and choices is not None:
        yield "/values", Message("records.values_without_choice", type=field_type)


FIELDS = Resource(
    kind="field",
    fields=CustomFieldFields,
    record=CustomField,
    required=("record_kind", "key", "type"),
    defaults={"field_class": "judgement"},
    relation="Field",
    distinguishing=("record_kind", "key"),
    scope="book",
    configures=True,
    check=_check_values,
)
