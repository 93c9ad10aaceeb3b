"""Stored settings: what the book, a segment, a tier or one account sets of the analytic settings."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, create_model

from schemas.fields import FieldClass, Identifier, Line, marked, open_field
from schemas.messages.message import Message
from schemas.resource import Fault, RecordFields, Resource, Stamp
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Tier


def _optional(name: str) -> tuple[object, object]:
    """Return a setting as a field that may be left to a farther scope: same type and range, no default."""
    field = AnalysisSettings.model_fields[name]
    finite = [Field(strict=True, allow_inf_nan=False)] if field.annotation is float else []
    value: Any = Annotated[field.annotation, *finite, *field.metadata] if finite or field.metadata else field.annotation
    return (value | None, marked(FieldClass.OPEN, field.description or name, examples=field.examples))


SettingValues = create_model(
    "SettingValues",
    __base__=RecordFields,
    __doc__="Settings that may be set in any scope; one that is left out is left to the farther scopes.",
    **{name: _optional(name) for name in AnalysisSettings.model_fields},  # type: ignore[call-overload]
)


class SettingFields(SettingValues):
    """Fields of one scope's settings that a caller may write; without segment, tier and account it is the book's."""

    segment: Line | None = open_field("Segment whose accounts it is for.")
    tier: Tier | None = open_field("Tier whose accounts it is for.")
    account: Identifier | None = open_field("The one account it is for.")


class SettingRecord(SettingFields, Stamp):
    """One scope's settings as the service gives them back."""


WEIGHTS = ("weight_frequency", "weight_expertise", "weight_depth", "weight_length")
THRESHOLDS = ("threshold_acquainted", "threshold_known", "threshold_trusted", "threshold_interdependent")
GRADES = ("grade_d", "grade_c", "grade_b", "grade_a")
INTERVAL = ("interval_low", "interval_high")
FADING = ("fading_begins", "fading_ends")
VOTES = ("yes_enemy", "yes_non_supporter", "yes_neutral", "yes_supporter", "yes_mentor")

NEARLY = 1e-9
"""How far weights may add up beside 1: a third, three times, cannot be written exactly."""


def _fault_of_weights(names: Sequence[str], weights: Sequence[float]) -> Message | None:
    total = math.fsum(weights)
    return Message("records.weights", names=names, total=f"{total:.6g}") if abs(total - 1) > NEARLY else None


def _fault_of_rising(names: Sequence[str], thresholds: Sequence[float]) -> Message | None:
    rising = all(one < other for one, other in pairwise(thresholds))
    return None if rising else Message("records.rising", names=names)


TOGETHER = {
    WEIGHTS: _fault_of_weights,
    **dict.fromkeys((THRESHOLDS, INTERVAL, FADING, VOTES, GRADES), _fault_of_rising),
}
"""Settings that only make sense together, and the check that returns what is wrong with some values, or None."""


def _check_together(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what makes no sense together; the scope that sets one of these sets all, so that scopes never mix them."""
    for names, fault in TOGETHER.items():
        given = {name: values[name] for name in names if values.get(name) is not None}
        missing = [name for name in names if name not in given]
        if given and missing:
            yield f"/{missing[0]}", Message("records.together", names=names, missing=missing)
        elif given and (wrong := fault(names, list(given.values()))):
            yield f"/{names[0]}", wrong


SETTINGS = Resource(
    kind="setting",
    fields=SettingFields,
    record=SettingRecord,
    scope="book",
    configures=True,
    check=_check_together,
)
"""The resource; its numbers are those of `schemas.settings.analysis_settings.AnalysisSettings`."""
