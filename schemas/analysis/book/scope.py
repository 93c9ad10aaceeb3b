"""Answers across accounts: on which snapshots they rest, and of how many accounts they know nothing, or too little."""

from schemas.analysis.answer import Result, Whole
from schemas.fields import Identifier, ShownLine, open_field
from schemas.instants import Instant
from schemas.reports.dates import ReportDate


class BookScope(Result):
    """What an answer across accounts rests on; its accounts are those that are there now and pass the filters."""

    first_date: ReportDate | None = open_field(
        "Date of the oldest snapshot it rests on; null: it rests on none.", default=..., examples=["2026-06-30"]
    )
    last_date: ReportDate | None = open_field("Date of the newest.", default=..., examples=["2026-07-01"])
    as_of: Instant | None = open_field(
        "What was so at this instant, in the newest.", default=..., examples=["2026-07-01T00:00:00.000000Z"]
    )
    accounts: Whole = open_field("Accounts that pass the filters.", default=..., examples=[185])
    not_computed: Whole = open_field("Of these, without a snapshot that can be read.", default=..., examples=[2])
    changed_since: Whole = open_field("Of these, changed since their snapshot.", default=..., examples=[7])
    book_changed: bool = open_field(
        "Whether records of the book, such as settings or our own people, changed since any of them.",
        default=...,
        examples=[False],
    )
    next_cursor: str | None = open_field("Where the next page begins; null: this is the last.", default=...)


class OfAccount(Result):
    """The account that an item is about: its name now, its owner at the date of its snapshot."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    account_name: ShownLine | None = open_field("Its name.", default=..., examples=["Acme"])
    owner: Identifier | None = open_field("Which of us owned it then.", default=..., examples=["t1"])
    owner_name: ShownLine | None = open_field("Their name now.", default=..., examples=["Kim Vale"])
    date: ReportDate = open_field("Date of its snapshot.", default=..., examples=["2026-07-01"])
    changed: bool = open_field("Whether the account changed since.", default=..., examples=[False])
