"""The fields that every stored record has in common, and how a kind of record is described to storage and HTTP."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.fields import (
    ExternalId,
    ExtraValue,
    FieldKey,
    Identifier,
    Line,
    Prose,
    Share,
    SystemName,
    judgement_field,
    open_field,
)
from schemas.instants import Instant
from schemas.messages.message import Message
from schemas.vocabularies import Origin

Tags = Annotated[list[Line], Field(max_length=50)]
ExternalIds = Annotated[dict[SystemName, ExternalId | None], Field(max_length=20)]
Extra = Annotated[dict[FieldKey, ExtraValue | None], Field(max_length=100)]

NESTED = ("external_ids", "extra")
"""Fields of every record that are kept as JSON text, and whose entries are written one by one."""


class Body(BaseModel):
    """Anything a caller sends: undeclared fields are refused by name, an absent field is left as it is."""

    model_config = ConfigDict(extra="forbid")


class RecordFields(Body):
    """Fields a caller may write on any record."""

    tags: Tags | None = open_field("Free labels.", examples=[["pilot"]])
    external_ids: ExternalIds | None = open_field(
        "Ids of the same thing in other systems, by system.", examples=[{"salesforce": "0035g00000ABCDE"}]
    )
    extra: Extra | None = judgement_field(
        "Custom fields, declared under /v1/fields, by key.", examples=[{"cost_centre": "4711"}]
    )
    valid_from: Instant | None = open_field("When it began in the world; null: as far back as we know.")
    valid_to: Instant | None = open_field("When it ended in the world; null: still.")


class EdgeFields(RecordFields):
    """Fields a caller may write on any edge."""

    confidence: Share | None = judgement_field("How sure we are, 0 to 1; a missing one counts as 0.7.", examples=[0.8])
    origin: Origin | None = open_field("How it came to be recorded.", examples=["manual"])
    evidence: Prose | None = judgement_field("What it rests on.", examples=["Said so in the kick-off"])


class Stamp(BaseModel):
    """Fields that the service adds to every record it returns."""

    id: Identifier = open_field("Id of the record within its account and kind.", default=..., examples=["p1"])
    state_from: Instant | None = open_field("This state held from then on; null: from the beginning.")
    state_to: Instant | None = open_field("This state held until then; null: still.")
    sequence: int = open_field("Number of this row in the record's history, from 1.", default=..., examples=[1])
    recorded_at: Instant = open_field("When it was recorded.", default=..., examples=["2026-06-30T23:12:05.123456Z"])
    recorded_by: Line = open_field("Who recorded it.", default=..., examples=["keeper"])


class RecordStamp(Stamp):
    """The same of a record of one account."""

    account_id: Identifier = open_field("Account the record belongs to.", default=..., examples=["acme"])


Fault = tuple[str, Message]
"""JSON pointer within a record, and what is wrong there and what to do."""

Check = Callable[[Mapping[str, Any]], Iterable[Fault]]
"""Yields what is wrong with the values of one record, as it would stand after a write."""


def check_order(values: Mapping[str, Any], earlier: str, later: str) -> Iterator[Fault]:
    """Yield what is wrong where one instant of a record lies before another; where either is missing, nothing is wrong.

    Examples
    --------
    >>> [pointer for pointer, _ in check_order({"at": "2026-02", "answered_at": "2026-01"}, "at", "answered_at")]
    ['/answered_at']
    >>> list(check_order({"at": "2026-02", "answered_at": None}, "at", "answered_at"))
    []
    """
    first, second = values.get(earlier), values.get(later)
    if first is not None and second is not None and second < first:
        yield f"/{later}", Message("records.before", later=later, earlier=earlier)


@dataclass(frozen=True, slots=True)
class End:
    """One end of an edge.

    Attributes
    ----------
    field : str
        The field that names it.
    kind : str
        The kind of record it must be; empty where the field is flattened and says its kind itself.
    place : int or None
        Its place in the field, where that is a list of both ends.
    """

    field: str
    kind: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names other records: ``chain``, ``people/*`` of a list, ``deliveries/*/person`` of objects in one.

    Attributes
    ----------
    path : str
        Names and ``*`` for each element of a list, separated by slashes; the name of a flattened field as it is.
    kind : str
        The kind of record; empty where the field is flattened and says its kind itself.
    """

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that one record of a kind holds at any instant: the solid line of a person, the owner of an account.

    Attributes
    ----------
    field, value : str, object
        A record holds a place while this field has this value.
    of : tuple of str
        Properties that name whose place it is.
    only : tuple of tuple
        Further fields, each with the value that it must have beside it.
    """

    field: str
    value: object
    of: tuple[str, ...]
    only: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, eq=False)
class Resource:
    """One kind of record: all that the storage and HTTP patterns need to know of it.

    Attributes
    ----------
    kind : str
        Name in batches, ``person``.
    fields : type of RecordFields
        What a caller may write.
    record : type of BaseModel
        What the service gives back.
    plural : str
        Name of its statements and files, ``people``; made of the kind where it is regular. The URL writes hyphens for
        underscores.
    required : tuple of str
        Fields that a record must have.
    defaults : mapping
        Values a new record gets for fields not sent.
    nested : tuple of str
        Fields kept as JSON text; lists of texts are kept as lists.
    flattened : tuple of str
        Fields ``{"kind", "id"}`` kept as two texts, ``<field>_kind`` and ``<field>_id``.
    relation : str
        Relationship type of an edge, else the label; first part of a derived id.
    ends : tuple of End
        Both ends of an edge; none for a node.
    distinguishing : tuple of str
        Fields beside the ends that make two edges of one type different relations; never changed under one id. A node
        that has them gets its id from them and stands open once, as an edge does.
    fixed : tuple of str
        Further fields that never change under one id.
    scope : {"account", "book", "self"}
        Whose revision its writes raise; ``self`` is the account's own record.
    named : bool
        Whether ``q`` searches its name.
    references : tuple of Reference
        Other records that it names, of the same account or of the book.
    owner : str
        The field that names the record it belongs to and ends with; empty for what stands alone.
    dated : str
        The field that holds the one instant it is about; it exists from then on. Empty for what lasts.
    deadline : str
        The field that holds the instant by which something is to be done; a list is narrowed to what lies before one.
        Empty where there is none.
    made : tuple of str
        Fields of its record that the service makes; no caller writes them.
    slot : Slot or None
        The place that only one of its records holds at any instant.
    solid_tree : bool
        Whether its edges are lines of reporting: no cycle of solid lines.
    configures : bool
        Whether it changes what the numbers of every account mean: an admin writes it.
    read_only : bool
        Whether the service alone writes it: it has no endpoints to write; a batch takes it, as an export has it.
    event : callable or None
        What a new row means in the change feed, by the row before, if there is one, and itself; None: nothing.
    check : callable or None
        What its own values must satisfy together.
    """

    kind: str
    fields: type[RecordFields]
    record: type[BaseModel]
    plural: str = ""
    required: tuple[str, ...] = ()
    defaults: Mapping[str, object] = field(default_factory=dict)
    nested: tuple[str, ...] = ()
    flattened: tuple[str, ...] = ()
    relation: str = ""
    ends: tuple[End, ...] = ()
    distinguishing: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    scope: Literal["account", "book", "self"] = "account"
    named: bool = False
    references: tuple[Reference, ...] = ()
    owner: str = ""
    dated: str = ""
    deadline: str = ""
    made: tuple[str, ...] = ()
    slot: Slot | None = None
    solid_tree: bool = False
    configures: bool = False
    read_only: bool = False
    event: Callable[[Mapping[str, Any] | None, Mapping[str, Any]], str | None] | None = None
    check: Check | None = None

    def __post_init__(self) -> None:
        """Name the plural."""
        object.__setattr__(self, "plural", self.plural or _plural_of(self.kind))

    @cached_property
    def is_edge(self) -> bool:
        """Whether it connects two records."""
        return bool(self.ends)

    @cached_property
    def is_relation(self) -> bool:
        """Whether what it connects, or is about, says which one it is: its id can be derived."""
        return bool(self.ends or self.distinguishing)

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """Stored fields that say which relation it is."""
        ends = dict.fromkeys(name for end in self.ends for name in self.stored_names(end.field))
        return (*ends, *self.distinguishing)

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """Fields without which nobody knows which relation is meant."""
        return tuple(dict.fromkeys(end.field for end in self.ends)) or self.distinguishing

    @cached_property
    def json_fields(self) -> tuple[str, ...]:
        """Fields kept as JSON text, those of every record included."""
        return (*NESTED, *self.nested)

    @cached_property
    def path(self) -> str:
        """Its segment of a URL."""
        return self.plural.replace("_", "-")

    def scope_parameters(self, ledger: str) -> dict[str, str]:
        """Return what statements take to find its records: the account, of what belongs to one."""
        return {"account_id": ledger} if self.scope == "account" else {}

    def stored_names(self, name: str) -> tuple[str, ...]:
        """Return the properties that a field is kept as."""
        return (f"{name}_kind", f"{name}_id") if name in self.flattened else (name,)

    def wire_name(self, name: str) -> str:
        """Return the field that a property belongs to."""
        return next((field for field in self.flattened if name in self.stored_names(field)), name)


def _plural_of(kind: str) -> str:
    """Return the regular plural of a noun.

    Examples
    --------
    >>> _plural_of("chain"), _plural_of("opportunity"), _plural_of("alloy")
    ('chains', 'opportunities', 'alloys')
    """
    return re.sub(r"(?<![aeiou])y$", "ie", kind) + "s"
