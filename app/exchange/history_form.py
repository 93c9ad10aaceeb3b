"""The form of a file of history: what each kind of its lines holds."""

from typing import Any, Literal

from pydantic import Field, StrictInt, StrictStr

from schemas.fields import Identifier, Line
from schemas.instants import Instant
from schemas.resource import Body

KIND = "stakegraph"
VERSION = 1

TOMBSTONE = "tombstone"
"""Kind of a line with what is kept of an erased record."""


class HeaderLine(Body):
    """The first line; a file of one account names it."""

    kind: Literal["stakegraph"]
    version: Literal[1]
    account_id: Identifier | None = None


class ChangeLine(Body):
    """One change, and how many ``rows`` follow it."""

    kind: Literal["change"]
    account_id: Identifier | None = None
    revision: StrictInt = Field(ge=1)
    recorded_at: Instant
    author: Line
    entries: list[dict[str, Any]]
    rows: StrictInt = Field(ge=0)


class RowLine(Body):
    """What a change recorded of one record: fields and `Stamp`, or with the kind ``tombstone`` a `Tombstone`."""

    kind: StrictStr
    account_id: Identifier | None = None
    id: Identifier
    row: dict[str, Any]


class EndLine(Body):
    """The last line: how many stand before it, and their digest."""

    kind: Literal["end"]
    lines: int
    sha256: StrictStr


class Tombstone(Body):
    """What is kept of an erased record."""

    kind: StrictStr
    erased_at: Instant
    erased_by: Line
    revision: StrictInt


class Stamp(Body):
    """What a row says beside the fields of its record."""

    sequence: StrictInt = Field(ge=1)
    recorded_at: Instant
    recorded_by: Line
    state_from: Instant | None = None
    state_to: Instant | None = None
    said_by: dict[Line, list[StrictStr]] | None = None


STAMP = tuple(Stamp.model_fields)
"""Names of the fields of a `Stamp`, in their order in a row."""
