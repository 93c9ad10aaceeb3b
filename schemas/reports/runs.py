"""Marks of nightly runs: which date, by whom, whether it goes on, and of which accounts nothing could be said."""

from dataclasses import dataclass

from schemas.analysis.answer import Result
from schemas.fields import Identifier, ShownLine, open_field
from schemas.reports.dates import ReportDate
from schemas.reports.lists import BothLanguages


class Failure(Result):
    """An account of which nothing could be said, as it is kept."""

    account_id: Identifier = open_field("The account.", default=..., examples=["acme"])
    name: ShownLine | None = open_field("Its name, where that could be read.", default=...)
    error: Identifier = open_field("Class of the error, as the type of a problem.", default=..., examples=["TooLarge"])
    detail: BothLanguages = open_field("What went wrong and what to do.", default=...)


@dataclass(frozen=True, slots=True)
class StoredRun:
    """The mark of the run for one date.

    Attributes
    ----------
    owner : str or None
        The process that runs it, or ran it last; None: nobody did.
    began_at, alive_at, ended_at : str or None
        When it was first begun, when its process last said that it lives, when it ended; None of the last: it goes on,
        or was cut off.
    book_revision, settings : int, str
        Of the book when it ended.
    failed : tuple of Failure
        By account.
    """

    date: ReportDate
    owner: str | None = None
    began_at: str | None = None
    alive_at: str | None = None
    ended_at: str | None = None
    book_revision: int = 0
    settings: str = ""
    failed: tuple[Failure, ...] = ()
