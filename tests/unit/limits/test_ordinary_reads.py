"""Lines of reads: bounded in each minute, and with those that are counted they are all that was asked."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.limits.ordinary_reads import OrdinaryReads
from schemas.instants import parse_instant
from tests.nightly import examples

LOGGER = "stakegraph.requests"
COUNTED = re.compile(r"reads without a line: quick=(\d+) slow=(\d+) slowest_ms=(\S+) since=(\S+)")

ANSWERED = st.tuples(
    st.floats(0, 40),
    st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]),
    st.sampled_from([200, 204, 304, 404, 429, 499, 500]),
    st.sampled_from([0.001, 0.9, 1.0, 20.0]),
)
"""Seconds since the request before, and what `OrdinaryReads.note` is given."""


@dataclass
class Passing:
    """A clock that a test moves on."""

    now: float = 0.0

    def __call__(self) -> float:
        """Return what it shows."""
        return self.now


@pytest.fixture
def clock() -> Passing:
    """The clock of the reads of a test."""
    return Passing()


def counted(messages: list[str]) -> list[tuple[int, int]]:
    """Return how many quick and slow reads have no line, by minute."""
    found = [COUNTED.fullmatch(each) for each in messages]
    return [(int(each[1]), int(each[2])) for each in found if each]


def test_a_busy_minute_has_so_many_lines_and_one_more_that_counts_the_rest(caplog, clock):
    reads = OrdinaryReads(300, clock)
    with caplog.at_level(logging.INFO, LOGGER):
        for minute in range(3):
            clock.now = minute * 60.0
            assert sum(reads.note("GET", 200, 0.01) for _ in range(10_000)) == 300
            clock.now += 59.9
            assert not reads.note("GET", 200, 0.01)
        reads.close()
    assert counted(caplog.messages) == [(9_701, 0)] * 3
    assert len(caplog.messages) == 3


def test_a_quiet_minute_has_no_line_beside_those_of_its_requests(caplog, clock):
    reads = OrdinaryReads(3, clock)
    with caplog.at_level(logging.INFO, LOGGER):
        assert [reads.note("GET", 200, 0.01) for _ in range(3)] == [True] * 3
        clock.now = 61.0
        assert reads.note("GET", 200, 0.01)
        reads.close()
    assert caplog.messages == []


def test_the_slowest_of_those_without_a_line_and_the_begin_of_their_minute_are_said(caplog, clock):
    reads, before = OrdinaryReads(1, clock), datetime.now(UTC)
    with caplog.at_level(logging.INFO, LOGGER):
        for seconds in (0.9, 0.0101, 0.0523, 0.0222):
            reads.note("GET", 200, seconds)
        after = datetime.now(UTC)
        reads.close()
    [line] = caplog.messages
    said = COUNTED.fullmatch(line)
    assert said
    assert said[3] == "52.3"
    assert before <= parse_instant(said[4]) <= after


def test_a_write_after_a_busy_minute_has_its_count_said_too(caplog, clock):
    reads = OrdinaryReads(0, clock)
    with caplog.at_level(logging.INFO, LOGGER):
        reads.note("GET", 200, 0.01)
        clock.now = 60.0
        assert reads.note("PUT", 200, 0.01)
    assert counted(caplog.messages) == [(1, 0)]


def test_quick_reads_leave_no_slow_one_out_and_many_slow_ones_are_bounded_as_well(clock):
    reads = OrdinaryReads(10, clock)
    assert sum(reads.note("GET", 200, 0.99) for _ in range(1_000)) == 10
    assert [reads.note("GET", 200, 1.0) for _ in range(11)] == [True] * 10 + [False]


@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(most=st.integers(0, 3), answered=st.lists(ANSWERED, max_size=60))
def test_lines_and_counts_are_all_that_was_asked_and_only_reads_that_went_well_are_counted(caplog, most, answered):
    caplog.clear()
    clock, lines = Passing(), 0
    reads = OrdinaryReads(most, clock)
    with caplog.at_level(logging.INFO, LOGGER):
        for after, method, status, seconds in answered:
            clock.now += after
            written = reads.note(method, status, seconds)
            assert written or (method in {"GET", "HEAD", "OPTIONS"} and status < 400)
            lines += written
        reads.close()
    assert lines + sum(map(sum, counted(caplog.messages))) == len(answered)


def test_where_each_read_is_to_have_its_line_it_has(caplog, clock):
    reads = OrdinaryReads(None, clock)
    with caplog.at_level(logging.INFO, LOGGER):
        assert all(reads.note("GET", 200, 0.01) for _ in range(10_000))
        reads.close()
    assert caplog.messages == []
