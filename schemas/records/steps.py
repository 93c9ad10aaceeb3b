"""Steps: the ordered decisions of a chain, and the rule by which each is taken."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field, PlainValidator, StrictInt, WithJsonSchema

from schemas.fields import Identifier, Line, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.messages.message import Message, misfit
from schemas.records.opportunities import Amount, Currency
from schemas.resource import Fault, RecordFields, RecordStamp, Resource, check_order
from schemas.vocabularies import StepKind, StepOutcome, StepRule

_FRACTION = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


def _share_of_weight(value: object) -> float | str:
    """Return a threshold as it was sent: a fraction stays text, because it is compared exactly."""
    if isinstance(value, str) and (fraction := _FRACTION.fullmatch(value)):
        share = int(fraction[1]) / int(fraction[2])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        share = value
    else:
        raise misfit(Message("values.threshold"))
    if not 0 < share <= 1:
        raise misfit(Message("values.threshold_in_range"))
    return value if isinstance(value, str) else float(share)


Threshold = Annotated[
    float | str,
    PlainValidator(_share_of_weight),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                {"type": "string", "pattern": f"^{_FRACTION.pattern}$", "maxLength": 13},
            ]
        }
    ),
]
"""A share of the weight, above 0 and at most 1: a number, or a fraction as text."""

Order = Annotated[StrictInt, Field(ge=1, le=1000)]
"""A place in an order."""

Quorum = Annotated[StrictInt, Field(ge=1, le=1000)]


class AmountLimit(BaseModel, extra="forbid"):
    """An amount of money, in its currency."""

    value: Amount = open_field("The amount.", default=..., examples=[1000000.0])
    currency: Currency = open_field("Its currency, ISO 4217.", default=..., examples=["EUR"])


class StepFields(RecordFields):
    """Fields of a step that a caller may write."""

    chain: Identifier | None = open_field("Chain that it is a step of.", examples=["ch1"])
    order: Order | None = open_field("Its place in the chain; steps of equal order run in parallel.", examples=[1])
    only_above: AmountLimit | None = open_field(
        "The step is needed only from this amount of the deal on, itself included; null: always.",
        examples=[{"value": 1000000.0, "currency": "EUR"}],
    )
    name: Line | None = open_field("Name of the decision.", examples=["Investment committee"])
    kind: StepKind | None = open_field("What is decided.", examples=["budget"])
    department: Identifier | None = open_field("Department that decides.")
    rule: StepRule | None = open_field("How many must agree; any when not sent.", examples=["quorum"])
    quorum: Quorum | None = open_field("How many voters must agree, under the rule quorum.", examples=[2])
    threshold: Threshold | None = open_field(
        "Share of the weight that must agree, under the rule threshold: 0.6, or '2/3' for exactly two thirds."
    )
    due: Instant | None = open_field("When it should be decided.")
    started_at: Instant | None = open_field("When it began.")
    decided_at: Instant | None = open_field("When it was decided.")
    outcome: StepOutcome | None = open_field("What was decided; open when not sent.", examples=["open"])


class Step(StepFields, RecordStamp):
    """A step as the service gives it back."""


_MEASURES = {
    "quorum": Message("records.quorum_missing"),
    "threshold": Message("records.threshold_missing"),
}


def _check_step(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong where rule and measure do not belong together, or a step was decided before it began."""
    rule = values.get("rule") or "any"
    for name, needed in _MEASURES.items():
        value = values.get(name)
        if rule == name and value is None:
            yield f"/{name}", needed
        elif rule != name and value is not None:
            yield f"/{name}", Message("records.measure_of_other_rule", name=name, rule=rule)
    yield from check_order(values, "started_at", "decided_at")


STEPS = Resource(
    kind="step",
    fields=StepFields,
    record=Step,
    required=("chain", "order", "name"),
    defaults={"rule": "any", "outcome": "open"},
    nested=("only_above",),
    fixed=("chain",),
    named=True,
    references=references_to("chain", "department"),
    owner="chain",
    check=_check_step,
)
