"""The clock of a book: which date an instant falls on where the report is read."""

from datetime import UTC, datetime, timedelta

from schemas.instants import parse_instant
from schemas.reports.report import Report


class BookClock:
    """Says instants in the time zone of a report, by how far its midnight is from that of UTC.

    Where clocks are put forward and back, an instant of the other half of the year is an hour off.

    Examples
    --------
    >>> clock = BookClock("2026-07-01", "2026-06-30T16:00:00.000000Z")
    >>> clock.day("2026-07-09T18:00:00.000000Z"), clock.minute("2026-07-09T15:59:00.000000Z")
    ('2026-07-10', '2026-07-09 23:59')
    """

    def __init__(self, date: str, as_of: str) -> None:
        self._ahead: timedelta = datetime.fromisoformat(date).replace(tzinfo=UTC) - parse_instant(as_of)

    @classmethod
    def of(cls, report: Report) -> "BookClock":
        """Return the clock of a report."""
        return cls(report.date, report.as_of)

    def local(self, instant: str) -> datetime:
        """Return an instant as a clock on the wall shows it, without a zone."""
        try:
            return (parse_instant(instant) + self._ahead).replace(tzinfo=None)
        except OverflowError:  # the last day of all time
            return parse_instant(instant).replace(tzinfo=None)

    def day(self, instant: str) -> str:
        """Return the date of an instant."""
        return self.local(instant).date().isoformat()

    def minute(self, instant: str) -> str:
        """Return the date and time of an instant, to the minute."""
        return self.local(instant).isoformat(" ", "minutes")
