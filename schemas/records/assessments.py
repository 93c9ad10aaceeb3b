"""Assessments: each one belief of one observer about one person."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args

from pydantic import PlainValidator, TypeAdapter, ValidationError, WithJsonSchema

from schemas.fields import Identifier, Prose, Share, judgement_field, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.messages.message import Message, misfit
from schemas.records.assessors import Assessor
from schemas.resource import Fault, RecordFields, RecordStamp, Resource
from schemas.vocabularies import (
    Adaptability,
    Attribute,
    Importance,
    Orientation,
    OurFunction,
    PoliticalStatus,
    Rung,
    Style,
    Support,
)

LONGEST_TEXT = 500

VALUES: dict[str, tuple[int | str, ...]] = {
    "support": get_args(Support),
    "importance": get_args(Importance),
    "political_status": get_args(PoliticalStatus),
    "adaptability": get_args(Adaptability),
    "style": get_args(Style),
    "orientation": get_args(Orientation),
    "rung": get_args(Rung),
}
"""Attributes whose value is one of a list; the others hold texts."""

TEXTS = frozenset(get_args(Attribute)) - VALUES.keys()
"""The others: a text each, in the observer's own words."""

_PROSE: TypeAdapter[str] = TypeAdapter(Prose)


def _assessed(value: object) -> int | str:
    """Return a whole number or a text; which of them it must be, the attribute says."""
    if isinstance(value, int) and not isinstance(value, bool) and -2 <= value <= 5:
        return value
    if isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT:
        try:
            return _PROSE.validate_python(value)
        except ValidationError:
            raise misfit(Message("values.assessed_text")) from None
    raise misfit(Message("values.assessed", longest=LONGEST_TEXT))


AssessedValue = Annotated[
    int | str,
    PlainValidator(_assessed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": -2, "maximum": 5},
                _PROSE.json_schema() | {"maxLength": LONGEST_TEXT},
            ]
        }
    ),
]
"""The value of a belief: a number, a word of the attribute's list, or a text."""


class AssessmentFields(RecordFields):
    """Fields of an assessment that a caller may write."""

    person: Identifier | None = open_field("Whom it is about.", examples=["p1"])
    member: Identifier | None = open_field("Of a rung: which of us is that close to them; else absent.")
    attribute: Attribute | None = open_field("What is assessed.", examples=["support"])
    chain: Identifier | None = open_field("Decision chain it holds for; null: for all.")
    value: AssessedValue | None = judgement_field(
        "What is believed: support -2 to 2, importance 1 to 5, a word of the attribute's list, or a text.",
        examples=[1],
    )
    confidence: Share | None = judgement_field(
        "How sure they are, 0 to 1; a missing one counts as 0.7.", examples=[0.8]
    )
    evidence: Prose | None = judgement_field(
        "What it rests on.", examples=["Asked for our price in front of the board"]
    )
    observed_at: Instant | None = open_field("When it was observed.", examples=["2026-06-30T02:00:00.000000Z"])
    assessor: Assessor | None = open_field("Who believes it.", examples=[{"kind": "team_member", "id": "m1"}])
    function: OurFunction | None = open_field("In which function the assessor saw it.", examples=["presales"])


class Assessment(AssessmentFields, RecordStamp):
    """An assessment as the service gives it back."""


def _check_assessment(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong where value, member or chain do not fit the attribute."""
    attribute, value = values.get("attribute"), values.get("value")
    if attribute is None:
        return
    if value is not None:
        yield from _check_value(attribute, value)
    named = values.get("member") is not None
    if attribute == "rung" and not named:
        yield "/member", Message("records.rung_without_member")
    if attribute == "rung" and values.get("chain") is not None:
        yield "/chain", Message("records.rung_of_chain")
    if attribute != "rung" and named:
        yield "/member", Message("records.member_without_rung", attribute=attribute)


def _check_value(attribute: str, value: int | str) -> Iterator[Fault]:
    allowed = VALUES.get(attribute)
    if allowed is None and not isinstance(value, str):
        yield "/value", Message("records.attribute_is_text", attribute=attribute)
    if allowed is not None and value not in allowed:
        yield "/value", Message("records.value_of_list", name=attribute, values=list(map(str, allowed)))


ASSESSMENTS = Resource(
    kind="assessment",
    fields=AssessmentFields,
    record=Assessment,
    required=("person", "attribute", "value", "observed_at"),
    flattened=("assessor",),
    fixed=("person", "attribute", "member", "chain"),
    references=references_to("person", ("member", "team_member"), "chain", ("assessor", "")),
    dated="observed_at",
    check=_check_assessment,
)
