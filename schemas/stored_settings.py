"""Stored settings: what the book, a segment, a tier or one account sets of the analytic settings."""

from typing import Annotated

from pydantic import Field, create_model

from schemas.fields import FieldClass, Identifier, Line, marked, open_field
from schemas.instants import Instant
from schemas.records import RecordFields, Resource
from schemas.settings import AnalysisSettings
from schemas.vocabularies import Tier


def _optional(name: str) -> tuple[object, object]:
    """Return a setting as a field that may be left to a farther scope: same range, no default."""
    field = AnalysisSettings.model_fields[name]
    number = Annotated[float, Field(strict=True, allow_inf_nan=False), *field.metadata]
    return (number | None, marked(FieldClass.OPEN, field.description or name, examples=field.examples))


SettingValues = create_model(
    "SettingValues",
    __base__=RecordFields,
    __doc__="Settings that may be set in any scope; one that is left out is left to the farther scopes.",
    **{name: _optional(name) for name in AnalysisSettings.model_fields},  # type: ignore[call-overload]
)


class SettingFields(SettingValues):
    """What a caller may write of one scope's settings; without segment, tier and account it is the book's."""

    segment: Line | None = open_field("Segment whose accounts it is for.")
    tier: Tier | None = open_field("Tier whose accounts it is for.")
    account: Identifier | None = open_field("The one account it is for.")


class SettingRecord(SettingFields):
    """One scope's settings as the service gives them back."""

    id: Identifier = open_field("Id of the record.", default=..., examples=["s1"])
    state_from: Instant | None = open_field("This state held from then on; null: from the beginning.")
    state_to: Instant | None = open_field("This state held until then; null: still.")
    sequence: int = open_field("Number of this row in the record's history, from 1.", default=..., examples=[1])
    recorded_at: Instant = open_field("When we were told.", default=..., examples=["2026-06-30T23:12:05.123456Z"])
    recorded_by: Line = open_field("Who told us.", default=..., examples=["keeper"])


SETTINGS = Resource(kind="setting", plural="settings", fields=SettingFields, record=SettingRecord, scope="book")
"""The resource; its numbers are those of `schemas.settings.AnalysisSettings`."""
