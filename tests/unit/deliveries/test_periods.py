"""What a digest is compared with, where reports are missing."""

from datetime import date

import pytest

from app.deliveries.periods import compared_with


@pytest.mark.parametrize(
    ("dates", "day", "period", "found"),
    [
        ([], date(2026, 7, 1), "daily", None),
        (["2026-07-01", "2026-07-02"], date(2026, 7, 1), "daily", None),
        (["2026-06-27", "2026-06-29"], date(2026, 7, 1), "daily", "2026-06-29"),
        (["2026-06-22", "2026-06-23", "2026-06-30"], date(2026, 6, 30), "weekly", "2026-06-23"),
        (["2026-06-28", "2026-06-29"], date(2026, 6, 30), "weekly", "2026-06-28"),
        (["2026-02-27", "2026-02-28", "2026-03-01"], date(2026, 3, 31), "monthly", "2026-02-28"),
        (["2025-12-01", "2025-12-31"], date(2026, 1, 1), "monthly", "2025-12-01"),
    ],
)
def test_a_report_is_compared_with_the_newest_that_is_old_enough_else_with_the_oldest(dates, day, period, found):
    assert compared_with(reversed(dates), day, period) == found
