"""Neighbours: which region borders which."""

from schemas.fields import Identifier, open_field
from schemas.resource import EdgeFields, End, Resource, Stamp


class NeighbourFields(EdgeFields):
    """What a caller may write of two neighbours."""

    region: Identifier | None = open_field("A region.", examples=["north"])
    other: Identifier | None = open_field("The region it borders.", examples=["south"])


class Neighbour(NeighbourFields, Stamp):
    """Two neighbours as the service gives them back."""


NEIGHBOURS = Resource(
    kind="neighbour",
    fields=NeighbourFields,
    record=Neighbour,
    required=("region", "other"),
    relation="BORDERS",
    ends=(End("region", "region"), End("other", "region")),
    scope="book",
)
