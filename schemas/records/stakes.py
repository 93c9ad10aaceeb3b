"""Stakes: who has a say on a decision chain, or on one of its steps."""

from typing import Annotated

from pydantic import AfterValidator, Field, StrictInt

from schemas.fields import Flag, Identifier, judgement_field, open_field
from schemas.links import references_to
from schemas.records.distinct_lists import UNIQUE, distinct
from schemas.resource import EdgeFields, End, RecordStamp, Resource
from schemas.vocabularies import BuyingRole

BuyingRoles = Annotated[list[BuyingRole], Field(max_length=16, json_schema_extra=UNIQUE), AfterValidator(distinct)]

Weight = Annotated[StrictInt, Field(ge=0, le=100)]


class StakeFields(EdgeFields):
    """Fields of a stake that a caller may write."""

    person: Identifier | None = open_field("Who has a say.", examples=["p1"])
    chain: Identifier | None = open_field("On which chain.", examples=["ch1"])
    step: Identifier | None = open_field("On this step only; null: on the whole chain.")
    roles: BuyingRoles | None = judgement_field(
        "Roles in the purchase; an empty list is a member without one.", examples=[["approver"]]
    )
    weight: Weight | None = open_field(
        "Weight of the vote; null: 1 for an economic buyer, decision maker, approver or evaluator, else 0.",
        examples=[2],
    )
    veto: Flag | None = open_field("Whether their no fails a step under every rule.")


class Stake(StakeFields, RecordStamp):
    """A stake as the service gives it back."""


STAKES = Resource(
    kind="stake",
    fields=StakeFields,
    record=Stake,
    required=("person", "chain"),
    relation="STAKE",
    ends=(End("person", "person"), End("chain", "chain")),
    distinguishing=("step",),
    references=references_to("step"),
)
