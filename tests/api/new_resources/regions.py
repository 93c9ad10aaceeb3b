"""Regions: how we divide the world."""

from schemas.fields import Line, open_field
from schemas.resource import RecordFields, Resource, Stamp


class RegionFields(RecordFields):
    """What a caller may write of a region."""

    name: Line | None = open_field("Name of the region.", examples=["North"])


class Region(RegionFields, Stamp):
    """A region as the service gives it back."""


REGIONS = Resource(
    kind="region",
    fields=RegionFields,
    record=Region,
    required=("name",),
    scope="book",
    named=True,
)
