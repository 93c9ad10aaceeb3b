"""Plants: where an account makes what it sells."""

from schemas.fields import Count, Identifier, Line, judgement_field, open_field
from schemas.links import references_to
from schemas.resource import RecordFields, RecordStamp, Resource


class PlantFields(RecordFields):
    """What a caller may write of a plant."""

    name: Line | None = open_field("Name of the plant.", examples=["Works two"])
    lines: Count | None = judgement_field("Production lines.", examples=[4])
    department: Identifier | None = open_field("Department that runs it.", examples=["d1"])


class Plant(PlantFields, RecordStamp):
    """A plant as the service gives it back."""


PLANTS = Resource(
    kind="plant",
    fields=PlantFields,
    record=Plant,
    required=("name",),
    references=references_to("department"),
)
