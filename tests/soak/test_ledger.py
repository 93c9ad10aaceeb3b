"""The memory of the soak is believed only because it sees each thing that must not be, and nothing else."""

from dataclasses import replace

import pytest

from tests.soak.load.ledger import Ledger
from tests.soak.load.reading import Change, Reading
from tests.soak.load.teams import Team, Write, parts_of

ACCOUNT = "acme"
FIRST, SECOND = Write(ACCOUNT, "t1", "t1 1"), Write(ACCOUNT, "t2", "t2 1")


def change(revision: int, team: str) -> Change:
    return Change(revision, frozenset(parts_of(team)))


def markers(*writes: Write) -> dict[tuple[str, str], str]:
    return {part: write.marker for write in writes for part in parts_of(write.team) if write.marker is not None}


TRUE = Reading(3, markers(FIRST, SECOND), [change(2, "t1"), change(3, "t2")], {("person", "t1.ada"): [2, 1]})


@pytest.fixture
def ledger() -> Ledger:
    """Two teams that were acknowledged as revisions 2 and 3."""
    ledger = Ledger()
    for revision, write in enumerate((FIRST, SECOND), start=2):
        team = Team(ACCOUNT, write.team)
        ledger.begin(team)
        ledger.acknowledge(team, write, revision)
    return ledger


def doubt(ledger: Ledger, marker: str | None, *, denied: bool = False) -> None:
    ledger.doubt(ledger.teams[ACCOUNT, "t1"], replace(FIRST, marker=marker), denied=denied)


def found(ledger: Ledger, reading: Reading) -> set[str]:
    ledger.judge(ACCOUNT, reading)
    return set(ledger.findings.counts)


def test_the_truth_is_found_true(ledger):
    assert found(ledger, TRUE) == set()
    assert found(ledger, replace(TRUE, changes=[])) == set()


@pytest.mark.parametrize("marker", ["t1 2", None])
def test_a_doubted_write_may_be_there_or_not(ledger, marker):
    doubt(ledger, marker)
    stored = replace(TRUE, revision=4, markers=markers(replace(FIRST, marker=marker), SECOND))
    assert found(ledger, replace(stored, changes=[*TRUE.changes, change(4, "t1")])) == set()
    assert ledger.applied == 1
    doubt(ledger, "t1 3")
    assert found(ledger, replace(stored, changes=[])) == set()


def test_what_was_once_read_must_stay(ledger):
    doubt(ledger, "t1 2")
    assert found(ledger, TRUE) == set()
    late = replace(TRUE, revision=4, changes=[change(4, "t1")], markers=markers(replace(FIRST, marker="t1 2"), SECOND))
    assert found(ledger, late) == {"twice", "lost"}


def test_an_acknowledged_batch_that_is_gone_is_lost(ledger):
    assert found(ledger, Reading(2, markers(FIRST), [change(2, "t1")], {})) == {"lost"}


def test_an_older_state_is_lost_too(ledger):
    older = markers(replace(FIRST, marker="t1 0"), SECOND)
    assert found(ledger, replace(TRUE, markers=older)) == {"lost"}


@pytest.mark.parametrize("part", parts_of("t1"), ids=lambda part: part[1])
def test_a_team_without_any_one_part_is_half(ledger, part):
    some = {key: marker for key, marker in TRUE.markers.items() if key != part}
    assert found(ledger, replace(TRUE, markers=some)) == {"half"}


def test_a_part_with_another_marker_is_half(ledger):
    assert found(ledger, replace(TRUE, markers={**TRUE.markers, ("person", "t1.bo"): "t1 0"})) == {"half"}


def test_a_revision_that_is_left_out_is_a_hole(ledger):
    doubt(ledger, "t1 2")
    reading = replace(TRUE, revision=5, changes=[*TRUE.changes, change(5, "t1")])
    assert "hole" in found(ledger, reading)


def test_a_counter_that_is_ahead_of_the_changes_is_a_hole(ledger):
    assert found(ledger, replace(TRUE, revision=4)) == {"hole"}


def test_a_counter_that_rose_without_a_change_is_a_hole(ledger):
    assert found(ledger, TRUE) == set()
    assert found(ledger, replace(TRUE, revision=4, changes=[])) == {"hole"}


def test_one_write_stored_twice_is_found(ledger):
    doubt(ledger, "t1 2")
    changes = [*TRUE.changes, change(4, "t1"), change(5, "t1")]
    there = markers(replace(FIRST, marker="t1 2"), SECOND)
    assert found(ledger, replace(TRUE, revision=5, changes=changes, markers=there)) == {"twice"}


def test_two_batches_given_one_revision_are_found(ledger):
    ledger.acknowledge(ledger.teams[ACCOUNT, "t1"], FIRST, 3)
    assert set(ledger.findings.counts) == {"twice"}


def test_a_write_that_is_there_though_it_was_denied_is_found(ledger):
    doubt(ledger, "t1 2", denied=True)
    stored = replace(TRUE, revision=4, changes=[*TRUE.changes, change(4, "t1")])
    assert found(ledger, replace(stored, markers=markers(replace(FIRST, marker="t1 2"), SECOND))) == {"denied"}


def test_what_nobody_wrote_is_foreign(ledger):
    stranger = {**TRUE.markers, ("person", "never.stored"): "x"}
    assert found(ledger, replace(TRUE, markers=stranger)) == {"foreign"}


def test_a_change_of_half_a_team_is_foreign(ledger):
    half = Change(2, frozenset(parts_of("t1")[:3]))
    assert found(ledger, replace(TRUE, changes=[half, change(3, "t2")])) == {"foreign"}


def test_a_missing_row_of_a_record_is_found(ledger):
    assert found(ledger, replace(TRUE, histories={("person", "t1.ada"): [3, 1]})) == {"history"}
