"""Department relations: what two units do for or to each other; shown and filtered, in no number."""

from schemas.fields import Identifier, open_field
from schemas.resource import EdgeFields, End, RecordStamp, Resource
from schemas.vocabularies import DepartmentRelationKind


class DepartmentRelationFields(EdgeFields):
    """Fields of a relation between departments that a caller may write."""

    source: Identifier | None = open_field("The unit that acts.", examples=["d1"])
    target: Identifier | None = open_field("The unit it acts on.", examples=["d2"])
    kind: DepartmentRelationKind | None = open_field("What it does for or to the other.", examples=["approves"])


class DepartmentRelation(DepartmentRelationFields, RecordStamp):
    """A relation between departments as the service gives it back."""


DEPARTMENT_RELATIONS = Resource(
    kind="department_relation",
    fields=DepartmentRelationFields,
    record=DepartmentRelation,
    required=("source", "target"),
    relation="RELATES_TO",
    ends=(End("source", "department"), End("target", "department")),
)
