"""Rows of a record: changes, corrections and lifetimes agree with a table of what was so at each instant."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ledger.record_rows import (
    Row,
    changed_rows,
    content,
    corrected_rows,
    exists,
    holds,
    latest,
    lifetime_of,
    needs_versions,
    own_row,
    patched,
    resolve,
    revision_of,
    visible_states,
    with_lifetime,
)
from tests.contract.ledgers import day

INSTANTS = [day(year) for year in range(2020, 2026)]
NEVER = (None, None)
FIRST: Row = {"id": "p", "sequence": 1, "recorded_at": day(2000), "title": "clerk"}


def grown(rows: Sequence[Row], added: Sequence[Row], recorded_at: str) -> list[Row]:
    """Return rows with what a write adds in front of them, as it is recorded."""
    return [*({**row, "recorded_at": recorded_at} for row in reversed(added)), *rows]


def table(rows: Sequence[Row]) -> list[Any]:
    """Return what a field is at each instant, now that everything is known."""
    found = [resolve(rows, instant, day(2100)) for instant in INSTANTS]
    return [None if row is None else row.get("title", "") for row in found]


def written(rows: Sequence[Row], at: int, title: str | None, *, correction: bool) -> list[Row]:
    rows_of = corrected_rows if correction else changed_rows
    added = rows_of(rows, lambda row: {"title": title}, lifetime_of(rows[0]), INSTANTS[at])
    return grown(rows, added, day(2001 + len(rows)))


steps = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["clerk", "head", "chief", None]), st.booleans()), max_size=8
)


@given(steps)
def test_any_changes_and_corrections_agree_with_a_table(said: list[tuple[int, str | None, bool]]):
    rows, expected, starts = [FIRST], ["clerk"] * len(INSTANTS), [0]
    for at, title, correction in said:
        rows = written(rows, at, title, correction=correction)
        start = max(one for one in starts if one <= at) if correction else at
        end = min((one for one in starts if one > at), default=len(INSTANTS)) if correction else len(INSTANTS)
        before = list(expected)
        expected[start:end] = [title or ""] * (end - start)
        if not correction and expected != before:
            starts = sorted({*starts, at})
        assert table(rows) == expected


@given(steps)
def test_what_was_known_at_any_moment_stays_known(said: list[tuple[int, str | None, bool]]):
    rows, seen = [FIRST], []
    for at, title, correction in said:
        seen.append((rows[0]["recorded_at"], table(rows)))
        rows = written(rows, at, title, correction=correction)
    for known_at, expected in seen:
        found = [resolve(rows, instant, known_at) for instant in INSTANTS]
        assert [None if row is None else row.get("title", "") for row in found] == expected


@given(steps)
def test_sequences_rise_and_exactly_one_state_holds_at_each_instant(said: list[tuple[int, str | None, bool]]):
    rows = [FIRST]
    for at, title, correction in said:
        rows = written(rows, at, title, correction=correction)
    assert [row["sequence"] for row in rows] == list(range(len(rows), 0, -1))
    states = visible_states(rows)
    assert (states[0][0], states[-1][1]) == (None, None)
    assert all(end == start for (_, end, _), (start, _, _) in pairwise(states))


def test_what_changes_nothing_adds_no_row():
    same: Mapping[str, Any] = {"title": "clerk"}
    assert changed_rows([FIRST], lambda row: same, NEVER, INSTANTS[2]) == []
    assert corrected_rows([FIRST], lambda row: same, NEVER, INSTANTS[2]) == []


def test_a_new_lifetime_alone_adds_one_row_and_no_state():
    [row] = changed_rows([FIRST], lambda row: {}, (None, INSTANTS[3]), INSTANTS[2])
    assert (row["sequence"], row["valid_to"], row.get("state_from")) == (2, INSTANTS[3], None)
    assert table(grown([FIRST], [row], day(2001))) == ["clerk"] * 3 + [None] * 3


def test_a_change_of_the_past_reaches_every_later_state():
    rows = written([FIRST], 4, "head", correction=False)
    added = changed_rows(rows, lambda row: {"seniority": "vp"}, NEVER, INSTANTS[1])
    assert [(row["state_from"], row["state_to"], row["title"]) for row in added] == [
        (INSTANTS[1], INSTANTS[4], "clerk"),
        (INSTANTS[4], None, "head"),
    ]


def test_the_latest_state_is_the_last_in_time_and_has_the_lifetime_of_the_newest_row():
    rows = written(written([FIRST], 4, "head", correction=False), 1, "boss", correction=True)
    rows = grown(rows, [with_lifetime(rows, (INSTANTS[0], INSTANTS[5]))], day(2010))
    assert (latest(rows)["title"], lifetime_of(latest(rows))) == ("head", (INSTANTS[0], INSTANTS[5]))


@pytest.mark.parametrize(
    ("start", "end", "instant", "expected"),
    [
        (None, None, "1", True),
        ("1", None, "1", True),
        ("2", None, "1", False),
        (None, "1", "1", False),
        (None, "2", "1", True),
        ("1", "1", "1", False),
    ],
)
def test_intervals_hold_their_beginning_and_not_their_end(
    start: str | None, end: str | None, instant: str, expected: bool
):
    assert holds(start, end, instant) is expected
    assert exists({"valid_from": start, "valid_to": end}, instant) is expected


@pytest.mark.parametrize(
    ("head", "instants", "expected"),
    [
        ({}, ["1"], False),
        ({"state_from": "2"}, ["2", "3"], False),
        ({"state_from": "2"}, ["1"], True),
        ({"state_to": "3"}, [], True),
    ],
    ids=["always so", "so by then", "not yet so", "no longer so"],
)
def test_older_rows_are_needed_where_the_newest_does_not_answer(head: Row, instants: list[str], expected: bool):
    assert needs_versions(head, instants) is expected


def test_a_record_that_is_not_known_yet_is_not_there():
    assert resolve([FIRST], INSTANTS[0], day(1999)) is None


def test_null_takes_a_value_away():
    assert patched({"a": 1, "b": 2}, {"b": None, "c": 3}) == {"a": 1, "c": 3}


def test_the_content_of_a_row_is_without_what_is_about_the_row():
    stamps = {"sequence": 3, "state_from": "x", "valid_to": "y", "recorded_by": "ada", "account_id": "acme"}
    assert content({**stamps, "title": "head", "mails": None}) == {"title": "head"}


def test_the_row_of_an_account_is_without_what_counts_its_writes():
    properties = {"id": "a", "name": "A", "revision": 7, "revised_at": "x", "lock": "y", "erased_at": "z"}
    assert own_row(properties) == {"id": "a", "name": "A"}
    assert (revision_of(properties), revision_of({})) == (7, 0)
