"""What a report is made of: snapshots of its date and of the last one, numbers of earlier dates, and words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analytics.reports.earlier import EarlierHealth, EarlierNumbers
from schemas.messages.message import Language, Message
from schemas.reports.dates import ReportDate
from schemas.reports.lists import BothLanguages
from schemas.reports.report import FailedAccount
from schemas.reports.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Material:
    """All that reports of one date rest on, in any order.

    Attributes
    ----------
    date, as_of : str
        Of the run.
    book_revision : int
        Revision of the book-wide records.
    settings : str
        Fingerprint of the settings of the book.
    snapshots : sequence of Snapshot
        Of this date.
    last : sequence of Snapshot
        Of the newest earlier date at which there was a run; empty where this is the first.
    last_date : str or None
        That date. None: take it from ``last``.
    earlier : sequence of EarlierHealth, or EarlierNumbers
        Of earlier dates, as far back as trends should go, at least 45 days; what is of this date or later is passed
        over.
    failed : sequence of FailedAccount
        Accounts without a snapshot of this date, in the words of the report.
    time_zone : str
        Whose calendar the dates are of.
    """

    date: ReportDate
    as_of: str
    book_revision: int
    settings: str
    snapshots: Sequence[Snapshot]
    last: Sequence[Snapshot] = ()
    last_date: ReportDate | None = None
    earlier: Sequence[EarlierHealth] | EarlierNumbers = ()
    failed: Sequence[FailedAccount] = ()
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a report speaks.

    Attributes
    ----------
    say : callable
        Puts a message into words of ``language``.
    titles : mapping
        Title of each gap rule by its id, in that language; a rule without one is called by its id.
    """

    language: Language
    say: Callable[[Message], str]
    titles: Mapping[str, str]

    def of(self, words: BothLanguages) -> str:
        """Return what is kept in both languages in that of the report."""
        return words.said_in(self.language)

    def of_any(self, words: BothLanguages | None) -> str | None:
        """Return the same of what may be missing."""
        return None if words is None else self.of(words)
