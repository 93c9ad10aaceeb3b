"""Plants: where an account makes what it sells."""

from schemas.fields import Count, Line, judgement_field, open_field
from schemas.instants import Instant
from schemas.resource import RecordFields, RecordStamp, Resource


class PlantFields(RecordFields):
    """What a caller may write of a plant."""

    name: Line | None = open_field("Name of the plant.", examples=["Works two"])
    lines: Count | None = judgement_field("Production lines.", examples=[4])
    opened: Instant | None = open_field("When it began to produce.")


class Plant(PlantFields, RecordStamp):
    """A plant as the service gives it back."""


PLANTS = Resource(
    kind="plant",
    fields=PlantFields,
    record=Plant,
    required=("name",),
    named=True,
)
