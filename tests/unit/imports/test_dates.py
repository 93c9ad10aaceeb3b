"""Dates of a column: in the one way in which they can be read, or not at all."""

from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells.dates import DateColumn, Unreadable, as_instant
from tests.sentences import english


def column(*cells, formats=(), zone="UTC"):
    """Return a column that has seen all its cells."""
    made = DateColumn(formats, ZoneInfo(zone) if zone else None)
    for cell in cells:
        made.observe(cell)
    return made


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-10-12", "2024-10-12T00:00:00.000000Z"),
        ("1996-07-04 00:00:00.000", "1996-07-04T00:00:00.000000Z"),
        ("2021-01-01T00:00:00", "2021-01-01T00:00:00.000000Z"),
        ("2000-11-16T09:30:00Z", "2000-11-16T09:30:00.000000Z"),
        ("2024-10-12T08:00:00.000+0000", "2024-10-12T08:00:00.000000Z"),
        ("2024-10-12T10:00:00+02:00", "2024-10-12T08:00:00.000000Z"),
        ("2024年10月12日", "2024-10-12T00:00:00.000000Z"),
        ("2024 年 1 月 2 日", "2024-01-02T00:00:00.000000Z"),
        ("2024/10/12", "2024-10-12T00:00:00.000000Z"),
    ],
)
def test_what_begins_with_the_year_is_certain(text, instant):
    assert column().read(text) == instant


def test_a_day_beyond_the_twelfth_shows_how_the_others_of_the_column_are_meant():
    assert column("31/10/2024", "12/10/2024").read("12/10/2024").startswith("2024-10-12")
    assert column("10/31/2024", "12/10/2024").read("12/10/2024").startswith("2024-12-10")


def test_a_stated_format_needs_no_evidence():
    assert column("12/10/2024", formats=["%d/%m/%Y"]).read("12/10/2024").startswith("2024-10-12")


def test_a_time_without_a_zone_is_of_the_zone_of_the_mapping():
    assert column(zone="Asia/Shanghai").read("2024-10-12") == "2024-10-11T16:00:00.000000Z"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024-10-12", "2024-10-12"),
        ("2024年1月2日", "2024-01-02"),
        ("31/10/2024", "2024-10-31"),
        ("31.10.24", "2024-10-31"),
        ("2024-10-12 00:00", "2024-10-12T00:00:00.000000Z"),
        ("12.10.24 08:30", "2024-10-12T08:30:00.000000Z"),
        ("2024-10-12 +0200", "2024-10-11T22:00:00.000000Z"),
    ],
)
def test_without_a_zone_a_day_stays_a_day_and_a_time_is_utc(text, read):
    assert column("31/10/2024", formats=["%d.%m.%y", "%d.%m.%y %H:%M"], zone=None).read(text) == read


def test_a_day_without_a_zone_is_compared_as_it_begins_in_utc():
    assert as_instant("2024-10-12") == as_instant("2024-10-12T00:00:00.000000Z")


@pytest.mark.parametrize(
    ("cells", "text", "reason"),
    [
        ((), "12/10/2024", "in two ways"),
        (("31/10/2024", "10/31/2024"), "12/10/2024", "in both orders"),
        (("31/10/2024",), "12.10.2024", "in two ways"),
        ((), "12.10.24", "no year of four digits"),
        ((), "45000", "is not a date"),
        ((), "2024-02-30", "is not a date"),
        ((), "soon", "is not a date"),
        ((), "２０２４-10-12x", "is not a date"),
    ],
)
def test_what_cannot_be_read_in_one_way_is_refused_with_the_reason(cells, text, reason):
    with pytest.raises(Unreadable) as caught:
        column(*cells).read(text)
    assert reason in english(caught.value.fault)


@given(st.dates())
def test_every_day_comes_back_as_it_was_written(day):
    instant = column().read(day.isoformat())
    assert instant == f"{day.isoformat()}T00:00:00.000000Z"


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    with suppress(Unreadable):
        assert column(text).read(text).endswith("Z")
