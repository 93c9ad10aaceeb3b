"""Dates of reports: written in one way, in the calendar, and with an instant at which they begin."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.reports.run.dates import report_date
from schemas.errors import InvalidInput
from schemas.instants import beginning
from tests.sentences import refusal

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-W27-3", "20260701xx", "2026-182", "2026-02-30", "", "0001-01-01"])
def test_a_date_that_is_written_otherwise_or_that_no_instant_begins_is_refused(text):
    with refusal(InvalidInput, match="not a date of the calendar"):
        report_date(text, NOW, ZoneInfo("Asia/Shanghai"))


def test_the_first_day_of_all_time_is_one_where_it_begins_at_an_instant():
    assert beginning(report_date("0001-01-01", NOW, ZoneInfo("UTC")), ZoneInfo("UTC")) == "0001-01-01T00:00:00.000000Z"
