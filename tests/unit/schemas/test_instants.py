"""Dates that stand for instants: where their day begins, whatever clocks do there."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from app.writing.time_zones import TimeZones, holds_dates
from schemas.instants import Instant, dates_in, parse_instant, sent_instant

BEGINNINGS = {
    ("UTC", "2027-01-29"): "2027-01-29T00:00",
    ("Asia/Shanghai", "2027-01-29"): "2027-01-28T16:00",
    ("America/New_York", "2027-01-29"): "2027-01-29T05:00",
    # The day of a change of clocks and the day after it, in spring and autumn.
    ("Europe/Berlin", "2026-03-29"): "2026-03-28T23:00",
    ("Europe/Berlin", "2026-03-30"): "2026-03-29T22:00",
    ("Europe/Berlin", "2026-10-25"): "2026-10-24T22:00",
    ("Europe/Berlin", "2026-10-26"): "2026-10-25T23:00",
    # Clocks went from 24:00 to 01:00: the day has no midnight and begins at 01:00.
    ("America/Sao_Paulo", "2018-11-04"): "2018-11-04T03:00",
    ("Asia/Beirut", "2022-03-27"): "2022-03-26T22:00",
    # Clocks went back at midnight to 23:00, and in Havana at 01:00 to 00:00: the day begins at its first midnight.
    ("Asia/Beirut", "2022-10-30"): "2022-10-29T22:00",
    ("America/Havana", "2026-11-01"): "2026-11-01T04:00",
    # Samoa crossed the date line and left out this day.
    ("Pacific/Apia", "2011-12-30"): "2011-12-30T10:00",
    ("Pacific/Apia", "2011-12-31"): "2011-12-30T10:00",
}
"""From the IANA time zone database: its files `europe`, `asia`, `northamerica`, `southamerica`, `australasia`."""


@pytest.mark.parametrize(("where", "begins"), BEGINNINGS.items(), ids=" ".join)
def test_a_date_is_the_first_moment_of_its_day(where, begins):
    zone, day = where
    with dates_in(ZoneInfo(zone)):
        assert sent_instant(day) == f"{begins}:00.000000Z"


@pytest.mark.parametrize(("where", "begins"), BEGINNINGS.items(), ids=" ".join)
def test_the_moment_before_it_is_another_day(where, begins):
    """Seen from the other side: one microsecond earlier the calendar of that place says an earlier date."""
    zone, day = where
    before = parse_instant(f"{begins}:00.000000Z") - timedelta(microseconds=1)
    assert before.astimezone(ZoneInfo(zone)).date().isoformat() < day


NO_DATES = ["2027-02-30", "2027-13-01", "0000-01-01", "2027-1-9", "2027-W04-5", "20270129", "2027-029", "29.01.2027"]
NO_DATES += ["2027-01-29 ", "２０２７-01-29", "2027-01-29T", "2027-01-29Z", "", "tomorrow", "0001-01-01"]


@pytest.mark.parametrize("text", NO_DATES)
def test_anything_else_is_refused(text):
    with dates_in(ZoneInfo("Asia/Shanghai")), pytest.raises(PydanticCustomError):
        sent_instant(text)


def test_where_nobody_says_whose_day_it_is_a_date_is_refused():
    instant = TypeAdapter(Instant)
    with pytest.raises(ValidationError):
        instant.validate_python("2027-01-29")
    with dates_in(ZoneInfo("Asia/Tokyo")):
        assert instant.validate_python("2027-01-29") == "2027-01-28T15:00:00.000000Z"
        assert instant.validate_python("2027-01-29T00:00:00+01:00") == "2027-01-28T23:00:00.000000Z"
    with pytest.raises(ValidationError):
        instant.validate_python("2027-01-29")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc", "", "\x00", 7, ["UTC"], None, {}])
def test_a_time_zone_that_is_none_leaves_dates_to_the_service(zone):
    zones = TimeZones(ZoneInfo("Asia/Tokyo"), {"acme": "Asia/Shanghai"})
    assert zones.of("acme", {"timezone": zone}) == ZoneInfo("Asia/Tokyo")
    assert zones.of("acme", {"name": "Acme"}) == zones.of("acme") == ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "value", [b'"2027-01-29"', rb'"\u0032027-01-29"', rb'"2027\u002D01\u002d29"', b'["2027-02-30"]']
)
def test_every_way_to_write_a_date_in_json_is_seen(value):
    assert holds_dates(b'{"name": "Ada", "due": ' + value + b"}")
