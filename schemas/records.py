"""What every stored record has in common, and how a kind of record is described to storage and HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.fields import ExternalId, Identifier, Line, Prose, Share, SystemName, judgement_field, open_field
from schemas.instants import Instant
from schemas.vocabularies import Origin

Tags = Annotated[list[Line], Field(max_length=50)]
ExternalIds = Annotated[dict[SystemName, ExternalId | None], Field(max_length=20)]


class Body(BaseModel):
    """Anything a caller sends: undeclared fields are refused by name, an absent field is left as it is."""

    model_config = ConfigDict(extra="forbid")


class RecordFields(Body):
    """Fields a caller may write on any record."""

    tags: Tags | None = open_field("Free labels.", examples=[["pilot"]])
    external_ids: ExternalIds | None = open_field(
        "Ids of the same thing in other systems, by system.", examples=[{"salesforce": "0035g00000ABCDE"}]
    )
    valid_from: Instant | None = open_field("When it began in the world; null: as far back as we know.")
    valid_to: Instant | None = open_field("When it ended in the world; null: still.")


class EdgeFields(RecordFields):
    """Fields a caller may write on any edge."""

    confidence: Share | None = judgement_field("How sure we are, 0 to 1; a missing one counts as 0.7.", examples=[0.8])
    origin: Origin | None = open_field("How it came to be recorded.", examples=["manual"])
    evidence: Prose | None = judgement_field("What it rests on.", examples=["Said so in the kick-off"])


class RecordStamp(BaseModel):
    """What the service adds to every record it gives back."""

    account_id: Identifier = open_field("Account the record belongs to.", default=..., examples=["acme"])
    id: Identifier = open_field("Id of the record within its account and kind.", default=..., examples=["p1"])
    state_from: Instant | None = open_field("This state held from then on; null: from the beginning.")
    state_to: Instant | None = open_field("This state held until then; null: still.")
    sequence: int = open_field("Number of this row in the record's history, from 1.", default=..., examples=[1])
    recorded_at: Instant = open_field("When we were told.", default=..., examples=["2026-06-30T23:12:05.123456Z"])
    recorded_by: Line = open_field("Who told us.", default=..., examples=["keeper"])


@dataclass(frozen=True, slots=True)
class End:
    """One end of an edge: the field that names it and the kind of record it must be."""

    field: str
    kind: str


@dataclass(frozen=True, eq=False)
class Resource:
    """One kind of record: all that the storage and HTTP patterns need to know of it.

    Attributes
    ----------
    kind : str
        Name in batches, ``person``.
    plural : str
        Name of its statements and files, ``people``; the URL writes hyphens for underscores.
    fields : type of RecordFields
        What a caller may write.
    record : type of BaseModel
        What the service gives back.
    required : tuple of str
        Fields that a new record must have.
    defaults : mapping
        Values a new record gets for fields not sent.
    nested : tuple of str
        Fields kept as JSON text.
    relation : str
        Relationship type of an edge, empty for a node; first part of a derived id.
    ends : tuple of End
        Both ends of an edge.
    distinguishing : tuple of str
        Fields beside the ends that make two edges of one type different relations; never changed under one id.
    scope : {"account", "book", "self"}
        Whose revision its writes raise; ``self`` is the account's own record.
    named : bool
        Whether ``q`` searches its name.
    references : mapping of str to str
        Fields that name another record of the same account, and its kind.
    """

    kind: str
    plural: str
    fields: type[RecordFields]
    record: type[BaseModel]
    required: tuple[str, ...] = ()
    defaults: Mapping[str, object] = field(default_factory=dict)
    nested: tuple[str, ...] = ("external_ids",)
    relation: str = ""
    ends: tuple[End, ...] = ()
    distinguishing: tuple[str, ...] = ()
    scope: Literal["account", "book", "self"] = "account"
    named: bool = False
    references: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def is_edge(self) -> bool:
        """Whether it connects two records."""
        return bool(self.ends)

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """Fields that say which relation an edge is."""
        return tuple(end.field for end in self.ends) + self.distinguishing

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Fields that name another record, and its kind."""
        return (*((end.field, end.kind) for end in self.ends), *self.references.items())

    @cached_property
    def path(self) -> str:
        """Its segment of a URL."""
        return self.plural.replace("_", "-")
