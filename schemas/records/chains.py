"""Decision chains: how an opportunity will be decided; several, with versions."""

from typing import Annotated

from pydantic import Field, StrictInt

from schemas.fields import Identifier, Line, open_field
from schemas.links import references_to
from schemas.resource import RecordFields, RecordStamp, Resource, Slot
from schemas.vocabularies import ChainKind, ChainStatus

VersionNumber = Annotated[StrictInt, Field(ge=1, le=10_000)]


class ChainFields(RecordFields):
    """Fields of a decision chain that a caller may write."""

    opportunity: Identifier | None = open_field("Opportunity that it decides.", examples=["o1"])
    name: Line | None = open_field("Name of the chain.", examples=["Formal tender"])
    version: VersionNumber | None = open_field("Which version of it, from 1.", examples=[1])
    supersedes: Identifier | None = open_field(
        "Chain that it takes the place of: from when this one is active and formal, that one is replaced.",
        examples=["ch0"],
    )
    kind: ChainKind | None = open_field("Formal, or a project team; formal when not sent.", examples=["formal"])
    status: ChainStatus | None = open_field(
        "Whether it is in force; draft when not sent. A deal has one active formal chain at any instant.",
        examples=["active"],
    )


class Chain(ChainFields, RecordStamp):
    """A decision chain as the service gives it back."""


CHAINS = Resource(
    kind="chain",
    fields=ChainFields,
    record=Chain,
    required=("opportunity", "name"),
    defaults={"kind": "formal", "status": "draft"},
    fixed=("opportunity",),
    named=True,
    references=references_to("opportunity", ("supersedes", "chain")),
    owner="opportunity",
    slot=Slot("status", "active", ("opportunity",), (("kind", "formal"),)),
)
