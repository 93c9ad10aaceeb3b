"""Shipments: which plant supplies which other."""

from schemas.fields import Identifier, open_field
from schemas.resource import EdgeFields, End, RecordStamp, Resource


class ShipmentFields(EdgeFields):
    """What a caller may write of a shipment."""

    plant: Identifier | None = open_field("Plant that supplies.", examples=["w1"])
    receiver: Identifier | None = open_field("Plant that is supplied.", examples=["w2"])


class Shipment(ShipmentFields, RecordStamp):
    """A shipment as the service gives it back."""


SHIPMENTS = Resource(
    kind="shipment",
    fields=ShipmentFields,
    record=Shipment,
    required=("plant", "receiver"),
    relation="SHIPS_TO",
    ends=(End("plant", "plant"), End("receiver", "plant")),
)
