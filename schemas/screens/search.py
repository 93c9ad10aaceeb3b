"""What a search across accounts finds: the answer of ``/v1/search``."""

from typing import Literal

from schemas.analysis.answer import Result
from schemas.fields import Identifier, ShownLine, open_field

FoundKind = Literal["account", "person", "department", "opportunity"]


class FoundRecord(Result):
    """A record that was found, and where."""

    kind: FoundKind = open_field("What it is.", default=..., examples=["person"])
    account_id: Identifier = open_field("Its account.", default=..., examples=["acme"])
    account_name: ShownLine | None = open_field("Name of that.", default=..., examples=["Acme"])
    id: Identifier = open_field("Its id.", default=..., examples=["p7"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Ada Brandt"])
    title: ShownLine | None = open_field("Title of a person.", default=..., examples=["Head of purchasing"])


class FoundRecords(Result):
    """One page of what was found."""

    items: tuple[FoundRecord, ...] = open_field("By kind, account and id.", default=...)
    next_cursor: str | None = open_field("Cursor of the next page; null after the last.", default=..., examples=[None])
