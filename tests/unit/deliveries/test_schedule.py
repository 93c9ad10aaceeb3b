"""The schedule: every date has one run, whatever clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.deliveries.schedule import last_run, next_run
from tests.nightly import examples

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Asuncion",
)
"""With and without daylight saving; by half an hour (Lord Howe), at midnight (Asunción), over the date line (Apia)."""

moments = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is drawn
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
zones = st.sampled_from(ZONES).map(ZoneInfo)


@settings(max_examples=examples(200))
@given(moments, hours, zones)
def test_the_next_run_is_the_only_one_until_then(now, at, zone):
    due, coming = last_run(now, at, zone), next_run(now, at, zone)
    assert due.at <= now < coming.at
    assert due.date < coming.date
    assert last_run(coming.at, at, zone) == coming
    assert next_run(due.at, at, zone) == coming


@settings(max_examples=examples(200))
@given(moments, hours, zones)
def test_a_run_begins_at_its_hour_wherever_clocks_show_it(now, at, zone):
    run = next_run(now, at, zone)
    shown = run.at.astimezone(zone)
    wanted = datetime.combine(run.date, at, zone)
    there = wanted.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wanted.replace(tzinfo=None)
    assert not there or (shown.date(), shown.time(), shown.fold) == (run.date, at, 0)


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_has_a_run_for_each_of_its_dates(zone):
    run = next_run(datetime(2010, 12, 31, 23, tzinfo=UTC), time(2, 30), ZoneInfo(zone))
    dates = []
    while run.date.year < 2012:
        dates.append(run.date)
        run = next_run(run.at, time(2, 30), ZoneInfo(zone))
    skipped = {date(2011, 12, 30)} if zone == "Pacific/Apia" else set()
    every = {dates[0] + timedelta(days=days) for days in range((dates[-1] - dates[0]).days + 1)}
    assert sorted(every - skipped) == dates
    assert len(dates) >= 364


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-03-29T00:00:00Z", "2026-03-29T01:30:00+00:00"),  # 02:30 does not exist: clocks show 03:30
        ("2026-10-25T00:00:00Z", "2026-10-25T00:30:00+00:00"),  # 02:30 is there twice: the first
        ("2026-10-25T00:30:00Z", "2026-10-26T01:30:00+00:00"),  # and not the second
    ],
)
def test_berlin_changes_its_clocks_and_runs_once(now, begins):
    assert next_run(datetime.fromisoformat(now), time(2, 30), ZoneInfo("Europe/Berlin")).at.isoformat() == begins
