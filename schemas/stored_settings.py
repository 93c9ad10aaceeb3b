"""Stored settings: what the book, a segment, a tier or one account sets of the analytic settings."""

from typing import Annotated

from pydantic import Field, create_model

from schemas.fields import FieldClass, Identifier, Line, marked, open_field
from schemas.records import RecordFields, Resource, Stamp
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


class SettingRecord(SettingFields, Stamp):
    """One scope's settings as the service gives them back."""


SETTINGS = Resource(
    kind="setting", plural="settings", fields=SettingFields, record=SettingRecord, scope="book", configures=True
)
"""The resource; its numbers are those of `schemas.settings.AnalysisSettings`."""
