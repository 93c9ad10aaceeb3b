"""Templates: which people and steps a segment or a class of deal usually has."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field

from schemas.fields import Count, Line, open_field
from schemas.messages.message import Message
from schemas.resource import Fault, RecordFields, Resource, Stamp
from schemas.vocabularies import DealClass, DepartmentFunction, Seniority, StepKind


class TemplateDepartment(BaseModel, extra="forbid"):
    """A department that such an account usually has."""

    function: DepartmentFunction = open_field("What the unit does.", default=..., examples=["procurement"])
    name: Line | None = open_field("What it is usually called.", examples=["采购部 Procurement"])
    expected_headcount: Count | None = open_field("People it usually has.", examples=[12])


class TemplateCell(BaseModel, extra="forbid"):
    """How many people of one level are expected in departments of one function."""

    function: DepartmentFunction = open_field("What the unit does.", default=..., examples=["procurement"])
    seniority: Seniority = open_field("Level in the organisation.", default=..., examples=["director"])
    expected: Count = open_field("People expected.", default=..., examples=[1])


class TemplateStep(BaseModel, extra="forbid"):
    """A step that such a decision usually takes."""

    name: Line = open_field("Name of the decision.", default=..., examples=["Budget release"])
    kind: StepKind | None = open_field("What is decided.", examples=["budget"])


class TemplateFields(RecordFields):
    """Fields of a template that a caller may write."""

    name: Line | None = open_field("Name of the template.", examples=["Machinery, large deals"])
    segment: Line | None = open_field("Segment whose accounts it is for.", examples=["manufacturing"])
    deal_class: DealClass | None = open_field("Class of deals it is for.", examples=["large"])
    departments: Annotated[list[TemplateDepartment], Field(max_length=100)] | None = open_field(
        "Departments that are expected.", examples=[[{"function": "procurement", "expected_headcount": 12}]]
    )
    cells: Annotated[list[TemplateCell], Field(max_length=200)] | None = open_field(
        "People that are expected, by function and seniority.",
        examples=[[{"function": "procurement", "seniority": "director", "expected": 1}]],
    )
    steps: Annotated[list[TemplateStep], Field(max_length=100)] | None = open_field(
        "Steps of the usual decision, in order.", examples=[[{"name": "Budget release", "kind": "budget"}]]
    )


class Template(TemplateFields, Stamp):
    """A template as the service gives it back."""


def _check_cells(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the cells that stand twice."""
    first: dict[tuple[object, object], int] = {}
    for place, cell in enumerate(values.get("cells") or ()):
        function, seniority = key = (cell.get("function"), cell.get("seniority"))
        if first.setdefault(key, place) != place:
            taken = Message(
                "records.cell_twice", function=str(function), seniority=str(seniority), first=f"/cells/{first[key]}"
            )
            yield f"/cells/{place}", taken


TEMPLATES = Resource(
    kind="template",
    fields=TemplateFields,
    record=Template,
    required=("name",),
    nested=("departments", "cells", "steps"),
    scope="book",
    configures=True,
    named=True,
    check=_check_cells,
)
