"""What answers across accounts rest on: made from before where a few snapshots changed, as if all had been read."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.book.newest import NOTHING, Newest, newest_of, renewed
from graph.snapshots.snapshots import Stamp
from graph.snapshots.stored_form import NUMBERS, Listed, listed_of, row_of
from tests.sample_snapshots import contact, gap, snapshot

ACCOUNTS = ("a1", "a2", "a3", "a4")

NUMBERED = st.dictionaries(st.integers(1, 6), st.sampled_from((0.5, 1.0)), max_size=4)
"""Numbers of what an account lists, each with a priority: so few that most are equal, and account and id decide."""

NIGHTS = st.lists(st.dictionaries(st.sampled_from(ACCOUNTS), NUMBERED | st.none()), max_size=6)
"""What changes from one night to the next: what an account lists, or nothing where its snapshots are removed."""


def listed(account_id: str, numbered: Mapping[int, float]) -> Listed:
    """Return what a snapshot lists, read from how it is stored."""
    gaps = tuple(gap(number, priority=priority) for number, priority in numbered.items())
    due = tuple(contact(number, priority=priority) for number, priority in numbered.items())
    row = row_of(snapshot(account_id, gaps=gaps, contacts_due=due))
    return listed_of([*(row[name] for name in NUMBERS), None, None, row["gap_list"], row["due_list"]])


@given(NIGHTS)
def test_what_is_made_from_before_is_what_is_made_of_all(nights: list[dict[str, Mapping[int, float] | None]]):
    kept: Newest = NOTHING
    there: dict[str, Listed] = {}
    stamps: dict[str, Stamp] = {}
    for night, changes in enumerate(nights):
        gone = {one for one, numbered in changes.items() if numbered is None}
        fresh = {one: listed(one, numbered) for one, numbered in changes.items() if numbered is not None}
        there = {one: each for one, each in {**there, **fresh}.items() if one not in gone}
        stamps = {one: ("2026-07-01", f"night {night}") if one in fresh else stamps[one] for one in there}
        kept = renewed(kept, stamps, fresh.values())
        assert kept == newest_of(there.values(), stamps)
        assert list(kept.listed) == sorted(there)


def test_what_is_gone_between_two_reads_is_not_listed_as_it_was_before():
    before = renewed(NOTHING, {"a1": ("2026-07-01", "one")}, [listed("a1", {1: 1.0})])
    assert renewed(before, {"a1": ("2026-07-01", "two")}, []).listed == {}
