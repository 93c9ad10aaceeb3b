"""Departments of an account; one may be part of another."""

from schemas.fields import Count, Identifier, Line, open_field
from schemas.links import references_to
from schemas.resource import RecordFields, RecordStamp, Resource
from schemas.vocabularies import DepartmentFunction


class DepartmentFields(RecordFields):
    """Fields of a department that a caller may write."""

    name: Line | None = open_field("Name of the unit.", examples=["采购部 Procurement"])
    function: DepartmentFunction | None = open_field("What the unit does.", examples=["procurement"])
    expected_headcount: Count | None = open_field("People it is known to have.", examples=[12])
    part_of: Identifier | None = open_field("Department it belongs to.")


class Department(DepartmentFields, RecordStamp):
    """A department as the service gives it back."""


DEPARTMENTS = Resource(
    kind="department",
    fields=DepartmentFields,
    record=Department,
    required=("name",),
    named=True,
    references=references_to(("part_of", "department")),
)
