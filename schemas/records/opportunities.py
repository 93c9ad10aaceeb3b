"""Opportunities: the deals of an account."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StrictStr

from schemas.fields import MONEY, FieldKey, Identifier, Line, Prose, open_field
from schemas.instants import Instant
from schemas.links import references_to
from schemas.messages.message import Message, misfit
from schemas.records.distinct_lists import UNIQUE, distinct
from schemas.resource import RecordFields, RecordStamp, Resource
from schemas.vocabularies import ClosedReason, DealClass, OpportunityStatus, PursuitDecision

Amount = Annotated[float, Field(strict=True, ge=0, le=1e15, allow_inf_nan=False), MONEY]
"""An amount of money."""

Competitors = Annotated[list[Identifier], Field(max_length=50, json_schema_extra=UNIQUE), AfterValidator(distinct)]


def _currency_code(text: str) -> str:
    if not (text.isascii() and text.isalpha() and text.isupper()):
        raise misfit(Message("values.currency"))
    return text


Currency = Annotated[
    StrictStr,
    Field(min_length=3, max_length=3, json_schema_extra={"pattern": "^[A-Z]{3}$"}),
    AfterValidator(_currency_code),
]


class Pursuit(BaseModel, extra="forbid"):
    """Whether we go for a deal."""

    decision: PursuitDecision = open_field("Go, no go, or watch.", default=..., examples=["go"])
    by: Line | None = open_field("Who decided, by name or id.", examples=["m1"])
    at: Instant | None = open_field("When it was decided.")
    reason: Prose | None = open_field("Why.", examples=["Incumbent's contract ends in March"])


class OpportunityFields(RecordFields):
    """Fields of an opportunity that a caller may write."""

    name: Line | None = open_field("Name of the deal.", examples=["Pump renewal 2026"])
    type: Line | None = open_field("What sort of deal; chooses its stage model.", examples=["new business"])
    department: Identifier | None = open_field("Department that buys.", examples=["d1"])
    stage_model: Identifier | None = open_field("Stage model that it follows.", examples=["sm1"])
    stage: FieldKey | None = open_field("Key of its stage in that model.", examples=["qualify"])
    deal_class: DealClass | None = open_field("How big it is for us.", examples=["large"])
    status: OpportunityStatus | None = open_field("What became of it; open when not sent.", examples=["open"])
    amount: Amount | None = open_field("What it is worth, in its currency.", examples=[1200000.0])
    currency: Currency | None = open_field("Currency of the amount, ISO 4217.", examples=["CNY"])
    opened: Instant | None = open_field("When it was opened.")
    closes: Instant | None = open_field("When it is expected to be decided.")
    closed_at: Instant | None = open_field("When it was won, lost or shelved.")
    need: Prose | None = open_field("What they need.", examples=["Fewer standstills in the paint shop"])
    competitors: Competitors | None = open_field("Competitors in the running.", examples=[["c1"]])
    pursuit: Pursuit | None = open_field("Whether we go for it.")
    closed_reason: ClosedReason | None = open_field("Why it ended as it did.")
    failed_step: Identifier | None = open_field("Step at which it failed.")


class Opportunity(OpportunityFields, RecordStamp):
    """An opportunity as the service gives it back."""


OPPORTUNITIES = Resource(
    kind="opportunity",
    fields=OpportunityFields,
    record=Opportunity,
    required=("name",),
    defaults={"status": "open"},
    nested=("pursuit",),
    named=True,
    references=references_to("department", "stage_model", ("competitors/*", "competitor"), ("failed_step", "step")),
)
