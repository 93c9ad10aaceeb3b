"""The clock of a book: which date an instant falls on where the report is read."""

from datetime import UTC, datetime, timezone, tzinfo
from zoneinfo import ZoneInfo

from schemas.instants import beginning, parse_instant
from schemas.reports.report import Report


class BookClock:
    """Says instants as the clocks of a time zone show them: in summer those of summer, in winter those of winter.

    Where the time zone was set anew since the run, whose date began elsewhere then, its midnight says how far that was
    from UTC; an instant of the other half of the year may be an hour off then.

    Examples
    --------
    >>> clock = BookClock("2026-07-01", "2026-06-30T22:00:00.000000Z", "Europe/Berlin")
    >>> clock.minute("2026-07-09T15:59:00.000000Z"), clock.minute("2026-12-31T23:30:00.000000Z")
    ('2026-07-09 17:59', '2027-01-01 00:30')
    >>> BookClock("2026-07-01", "2026-06-30T16:00:00.000000Z", "Europe/Berlin").day("2026-07-09T18:00:00.000000Z")
    '2026-07-10'
    """

    def __init__(self, date: str, as_of: str, time_zone: str) -> None:
        self._zone: tzinfo = ZoneInfo(time_zone)
        if beginning(date, ZoneInfo(time_zone)) != as_of:
            self._zone = timezone(datetime.fromisoformat(date).replace(tzinfo=UTC) - parse_instant(as_of))

    @classmethod
    def of(cls, report: Report) -> "BookClock":
        """Return the clock of a report."""
        return cls(report.date, report.as_of, report.time_zone)

    def local(self, instant: str) -> datetime:
        """Return an instant as a clock on the wall shows it, without a zone."""
        try:
            return parse_instant(instant).astimezone(self._zone).replace(tzinfo=None)
        except OverflowError:  # the last day of all time
            return parse_instant(instant).replace(tzinfo=None)

    def day(self, instant: str) -> str:
        """Return the date of an instant."""
        return self.local(instant).date().isoformat()

    def minute(self, instant: str) -> str:
        """Return the date and time of an instant, to the minute."""
        return self.local(instant).isoformat(" ", "minutes")
