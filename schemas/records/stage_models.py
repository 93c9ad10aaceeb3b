"""Stage models: the stages of a kind of opportunity, and what each asks for; never hard-coded."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StrictInt, StrictStr

from schemas.fields import FieldKey, Line, open_field
from schemas.messages.message import Message, misfit
from schemas.records.distinct_lists import UNIQUE, distinct
from schemas.records.opportunities import OpportunityFields
from schemas.records.stage_rules import check_stages
from schemas.resource import RecordFields, Resource, Stamp
from schemas.vocabularies import BuyingRole, DepartmentFunction, ExternalKind, Tier


def _names_a_field(pointer: str) -> str:
    if not pointer.startswith("/") or pointer[1:] not in OpportunityFields.model_fields:
        raise misfit(Message("values.field_pointer"))
    return pointer


FieldPointer = Annotated[
    StrictStr, Field(max_length=65, json_schema_extra={"pattern": "^/[a-z][a-z0-9_]*$"}), AfterValidator(_names_a_field)
]
"""JSON pointer to a field of an opportunity."""

FieldPointers = Annotated[list[FieldPointer], Field(max_length=100, json_schema_extra=UNIQUE), AfterValidator(distinct)]

RequiredFields = Annotated[dict[Tier, FieldPointers], Field(max_length=4)]

Functions = Annotated[
    list[DepartmentFunction], Field(max_length=12, json_schema_extra=UNIQUE), AfterValidator(distinct)
]

Outsiders = Annotated[list[ExternalKind], Field(max_length=7, json_schema_extra=UNIQUE), AfterValidator(distinct)]


class RoleGoal(BaseModel, extra="forbid"):
    """How many people of one role a stage needs."""

    role: BuyingRole = open_field("Which role.", default=..., examples=["economic_buyer"])
    min: Annotated[StrictInt, Field(ge=1, le=100)] = open_field("How many people at least.", default=..., examples=[1])


class Stage(BaseModel, extra="forbid"):
    """One stage, and what must be known in it."""

    key: FieldKey = open_field("Key that opportunities name it by.", default=..., examples=["qualify"])
    name: Line = open_field("What people call it.", default=..., examples=["Qualify"])
    order: Annotated[StrictInt, Field(ge=1, le=1000)] = open_field("Its place.", default=..., examples=[1])
    role_goals: Annotated[list[RoleGoal], Field(max_length=16)] | None = open_field(
        "Roles it needs.", examples=[[{"role": "economic_buyer", "min": 1}]]
    )
    required_fields: RequiredFields | None = open_field(
        "Fields of the opportunity it needs, by tier, at most three each.", examples=[{"A": ["/need", "/amount"]}]
    )
    required_departments: Functions | None = open_field(
        "Departments of which someone must have a stake.", examples=[["procurement"]]
    )
    expected_external: Outsiders | None = open_field("Outsiders to be expected.", examples=[["design_institute"]])


class StageModelFields(RecordFields):
    """Fields of a stage model that a caller may write."""

    name: Line | None = open_field("Name of the model.", examples=["New business"])
    opportunity_type: Line | None = open_field("Type of opportunity it is for.", examples=["new business"])
    stages: Annotated[list[Stage], Field(max_length=50)] | None = open_field(
        "Its stages; may be empty.",
        examples=[[{"key": "qualify", "name": "Qualify", "order": 1, "required_fields": {"A": ["/need"]}}]],
    )


class StageModel(StageModelFields, Stamp):
    """A stage model as the service gives it back."""


STAGE_MODELS = Resource(
    kind="stage_model",
    fields=StageModelFields,
    record=StageModel,
    required=("name",),
    nested=("stages",),
    scope="book",
    configures=True,
    named=True,
    check=check_stages,
)
