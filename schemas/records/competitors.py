"""Competitors: who else sells to our accounts."""

from schemas.fields import Line, open_field
from schemas.resource import RecordFields, Resource, Stamp


class CompetitorFields(RecordFields):
    """Fields of a competitor that a caller may write."""

    name: Line | None = open_field("Name of the competitor.", examples=["Contoso Pumps"])


class Competitor(CompetitorFields, Stamp):
    """A competitor as the service gives it back."""


COMPETITORS = Resource(
    kind="competitor",
    fields=CompetitorFields,
    record=Competitor,
    required=("name",),
    scope="book",
    named=True,
)
