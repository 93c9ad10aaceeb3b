"""Differences of scores: split exactly, in no order, and grounded in the kinds of record that a score reads."""

from dataclasses import fields, replace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.ages import days_before
from analytics.changes.grounds import READS, Touched, grounds
from analytics.changes.parts import parts_of
from analytics.changes.states import alike, believed_values, closeness_of_pairs
from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.limits import check_compared, check_people
from analytics.scores.paths import ScorePath
from analytics.scores.score import Reading, Score
from analytics.scores.scores import SCORES, scores_of
from schemas.errors import TooLarge
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import person
from tests.unit.analytics.rich_account import rich

values = st.none() | st.floats(-100, 100) | st.sampled_from([0.0, 1.0, 2.0, "known", "trusted"])
states = st.dictionaries(st.sampled_from("abcd"), values)

KINDS_OF = {resource.plural: resource.kind for resource in BY_KIND.values()} | {
    "members": "team_member",
    **dict.fromkeys(("tier", "segment", "timezone", "valid_from"), "account"),
}
"""Kind of record that each attribute of a graph is made of."""

BESIDE = {"account_id", "as_of", "known_at", "revision", "book_revision", "assumed_closeness"}
"""Attributes that are of the question, or assumed, and of no record."""


@given(before=states, replayed=states, after=states)
def test_both_parts_together_are_the_difference(before, replayed, after):
    found = {parts.key: parts for parts in parts_of(before, replayed, after)}
    assert len(found) == len(parts_of(before, replayed, after))
    for parts in found.values():
        if parts.inputs is not None and parts.time is not None and parts.difference is not None:
            assert parts.inputs + parts.time == pytest.approx(parts.difference, abs=1e-9)
    for key in {*before, *replayed, *after} - found.keys():
        assert before.get(key) == pytest.approx(replayed.get(key), abs=1e-12)
        assert replayed.get(key) == pytest.approx(after.get(key), abs=1e-12)


@given(before=states, after=states)
def test_what_nothing_was_recorded_of_is_all_time_and_what_no_time_passed_for_is_all_records(before, after):
    for parts in parts_of(before, after, after):
        assert (parts.cause, parts.inputs in {0.0, None}) == ("time", True)
    for parts in parts_of(before, before, after):
        assert (parts.cause, parts.time in {0.0, None}) == ("recorded", True)


@given(before=states, replayed=states, after=states, data=st.data())
def test_the_order_of_scores_matters_only_to_the_order_of_the_answer(before, replayed, after, data):
    shuffled = dict(data.draw(st.permutations(list(after.items()))))
    assert {*parts_of(before, replayed, shuffled)} == {*parts_of(before, replayed, after)}


@given(values=states)
def test_equal_states_differ_in_nothing(values):
    assert parts_of(values, values, values) == ()


HEALTH_PARTS = {"unknown_people", "unknown_influence", "completeness", "coverage", "closeness", "freshness"}
HEALTH_PARTS |= {"corroboration", "resilience", "health"}
"""Scores that are computed in one go."""


class Watched(AccountGraph):
    """A graph that notes which of its attributes are read."""

    __slots__ = ()
    read: ClassVar[set[str]] = set()

    def __getattribute__(self, name: str):
        Watched.read.add(name)
        return super().__getattribute__(name)


def kinds_read(score: Score, chain: str | None) -> set[str]:
    """Return the kinds of record that a score reads of an account in which everything occurs."""
    account = rich()
    watched = Watched(**{field.name: getattr(account, field.name) for field in fields(account)})
    reading = Reading(Context(watched, AnalysisSettings(), chain))
    if chain is not None:
        _ = reading.scope  # whoever is in scope is asked for by every score of a chain
    Watched.read.clear()
    score.read(reading)
    names = {field.name for field in fields(AccountGraph)} - BESIDE
    return {KINDS_OF[name] for name in Watched.read & names}


def kinds(known: frozenset[str]) -> set[str]:
    """Return kinds of record without attributes of words."""
    return {kind.partition("/")[0] for kind in known}


@pytest.mark.parametrize("score", SCORES, ids=lambda score: f"{score.of}-{score.metric}")
def test_every_kind_of_record_that_a_score_reads_may_be_its_ground(score):
    """A number that begins to read something else must say so, else its changes have no ground.

    Health is computed in one go, so of its parts only the whole is watched.
    """
    known = READS[score.of, score.metric]
    if score.of == "account" and score.metric in HEALTH_PARTS:
        known = READS["account", "health"]
    chain = None if score.of == "account" else "c1"
    assert kinds_read(score, chain) <= kinds(known)
    if score.of == "people":
        assert kinds_read(score, None) <= kinds(known)


def test_every_score_has_its_grounds_and_no_other_has():
    assert set(READS) == {(score.of, score.metric) for score in SCORES}


def test_records_about_a_person_come_first_among_the_grounds_of_their_scores():
    records = [Touched("influence", frozenset({"bo", "cy"})), Touched("influence", frozenset({"ada", "bo"}))]
    assert grounds(ScorePath("people", "ada", "influence"), records) == [1, 0]
    assert grounds(ScorePath("people", "ada", "closeness"), records) == []


def test_time_alone_moves_what_ages_and_nothing_else():
    """Influence does not age; closeness does."""
    account = rich()
    later = replace(account, as_of="2027-01-01T00:00:00.000000Z")
    before, after = (Context(one, AnalysisSettings()) for one in (account, later))
    moved = {parts.key.metric for parts in parts_of(scores_of(before), scores_of(after), scores_of(after))}
    assert "closeness" in moved
    assert "influence" not in moved
    pairs = parts_of(*(closeness_of_pairs(one) for one in (before, after, after)))
    assert pairs
    assert {parts.cause for parts in pairs} == {"time"}
    assert believed_values(before)


SHORTENED = ("people", "influences", "reporting_lines", "interactions", "assessments", "stakes", "coverages", "members")


@given(
    days=st.sampled_from([0.0, 3.0, 400.0]),
    lost=st.sets(st.sampled_from(SHORTENED)),
    chain=st.sampled_from([None, "c1"]),
)
def test_what_two_moments_have_in_common_is_computed_once_and_is_the_same(days, lost, chain):
    """Of another instant, and of an account with fewer records, every score is that of a context of its own."""
    account = rich()
    later = Context(account, AnalysisSettings(), chain)
    fewer = {name: getattr(account, name)[:-1] for name in lost}
    other = replace(account, as_of=days_before(account.as_of, days), **fewer)
    shared = ContextBeside(later, alike(other, account))
    assert scores_of(shared) == scores_of(Context(other, AnalysisSettings(), chain))
    alone = Context(other, AnalysisSettings(), chain)
    assert believed_values(shared) == believed_values(alone)
    assert closeness_of_pairs(shared) == closeness_of_pairs(alone)


def test_an_account_that_is_too_large_to_compare_is_refused():
    account = AccountGraph("a1", "", "", 1, people=tuple(person(f"p{number}") for number in range(3_001)))
    with pytest.raises(TooLarge):
        check_compared(account, 0)
    check_people(account)
