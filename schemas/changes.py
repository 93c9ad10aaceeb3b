"""The change feed: what was written, in the order of recording."""

from typing import Literal, NamedTuple

from pydantic import BaseModel

from schemas.fields import Identifier, open_field
from schemas.instants import Instant


class FeedPlace(NamedTuple):
    """A change by its place in the order of the feed."""

    recorded_at: str
    account_id: str
    revision: int


class ChangeEntry(BaseModel):
    """The outcome of one record."""

    kind: str = open_field("Kind of the record.", default=..., examples=["person"])
    id: str = open_field("Its id.", default=..., examples=["p1"])
    what: str = open_field(
        "``created``, ``updated``, ``corrected``, ``ended``, ``erased`` for good, or ``scrubbed`` of what was erased.",
        default=...,
        examples=["created"],
    )
    event: Literal["gap.opened", "gap.closed"] | None = open_field(
        "What it means, of a gap state by which a gap opened or closed; absent elsewhere.", examples=["gap.opened"]
    )


class Change(BaseModel):
    """One write: one revision of an account, or of the book."""

    account_id: Identifier | None = open_field("Whose revision it is; null for the book.", examples=["acme"])
    revision: int = open_field("The revision that it made.", default=..., examples=[8])
    recorded_at: Instant = open_field("When.", default=..., examples=["2026-06-30T23:12:05.123456Z"])
    author: str = open_field("Who.", default=..., examples=["keeper"])
    entries: list[ChangeEntry] = open_field("What was written, record by record.", default=...)


class ChangeList(BaseModel):
    """Some changes, and where to go on; when `items` is empty these were all for now."""

    items: list[Change] = open_field("Changes in the order of `recorded_at`, account, revision.", default=...)
    next_cursor: str = open_field(
        "Send it as `after`, now or in a week: nothing is skipped.", default=..., examples=["eyJsaXN0X25hbWUi"]
    )
    complete_until: Instant = open_field(
        "No change recorded until then will still appear; later ones are held back.",
        default=...,
        examples=["2026-06-30T23:12:00.000000Z"],
    )
