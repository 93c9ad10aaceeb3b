"""Closeness: the promises to planners, and the edge cases."""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.context import Context
from schemas.rows.contacts import MemberNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import AFTER, NOW, account, person
from tests.unit.analytics.asked import closeness_analysis
from tests.unit.analytics.contacts import CHANNELS, MEMBERS, ago, covers, met, relationships, said, with_contacts

SETTINGS = AnalysisSettings()
NOTHING_LOST = 1e-9


def only_pair(given_account, earlier=None):
    (row,) = closeness_analysis(given_account, SETTINGS, earlier).pairs
    return row


def of_ada(*interactions, tier="A", **more):
    return only_pair(with_contacts(account("ada"), interactions, tier=tier, **more))


# Promises


@given(relationships(), st.data())
def test_a_contact_on_the_day_never_lowers_closeness(drawn, data):
    people = data.draw(st.lists(st.sampled_from([p.id for p in drawn.people]), min_size=1, unique=True))
    members = data.draw(st.lists(st.sampled_from(MEMBERS), min_size=1, unique=True))
    fields = {
        "channel": data.draw(st.sampled_from(CHANNELS)),
        "direction": data.draw(st.sampled_from([None, "inbound", "outbound", "mutual"])),
        "depth": data.draw(st.sampled_from([None, 1, 5])),
        "expertise": data.draw(st.sampled_from([None, 0.0, 1.0])),
    }
    today = met(data.draw(st.floats(0, 0.9)), " ".join(people), " ".join(members), **fields)
    more = replace(drawn, interactions=(*drawn.interactions, today))
    before, after = Context(drawn, SETTINGS).closeness, Context(more, SETTINGS).closeness
    assert all(after[pair] >= value - NOTHING_LOST for pair, value in before.items())
    lower, higher = (closeness_analysis(each, SETTINGS).account.closeness for each in (drawn, more))
    assert lower is None or (higher is not None and higher >= lower - NOTHING_LOST)


def test_a_greeting_after_a_long_silence_does_not_make_two_people_strangers():
    """Three years of meetings, a silence that ends the run, a mutual greeting: the new run alone would cost 7.5."""
    long_ago = [met(days, depth=3) for days in range(325, 1400, 30)]
    silent = of_ada(*long_ago).closeness
    assert of_ada(*long_ago, met(0, channel="greeting")).closeness > silent


@given(st.sampled_from(["A", "B", "C", None]), st.floats(7, 365), st.booleans())
def test_one_way_greetings_for_three_years_stay_under_25(tier, gap, key):
    greetings = [met(n * gap, channel="greeting", direction="outbound") for n in range(int(1096 / gap) + 1)]
    words = [said("political_status", "inner_circle")] if key else []
    row = only_pair(with_contacts(account("ada"), greetings, words, tier=tier))
    assert row.closeness < 25
    assert row.rung == "acquainted"


@given(st.sampled_from(["workshop", "event", "meeting"]), st.floats(0, 400))
def test_a_seminar_of_ten_by_fifty_makes_nobody_covered(channel, days):
    theirs, ours = [f"p{n}" for n in range(50)], " ".join(f"m{n}" for n in range(10))
    seminar = met(days, " ".join(theirs), ours, channel=channel, depth=5, expertise=1.0)
    context = Context(with_contacts(account(theirs), [seminar], members=ours, tier="A"), SETTINGS)
    assert len(context.closeness) == 500
    assert not context.covered


@given(
    st.integers(7, 180),
    st.floats(0, 0.999),
    st.sampled_from(["visit", "meeting", "meal", "workshop"]),
    st.sampled_from(["ours", "theirs", "unknown"]),
)
@example(180, 0.999, "meeting", "ours")
def test_an_executive_met_in_person_on_cadence_at_depth_4_is_trusted_after_three_years(d, late, channel, initiator):
    visits = [met(d * (n + late), channel=channel, depth=4, initiator=initiator) for n in range(1096 // d + 1)]
    row = of_ada(*visits, coverages=[covers("kim", "ada", cadence_days=d)])
    assert row.closeness >= 50
    assert row.rung in {"trusted", "interdependent"}


@given(relationships())
def test_unknown_is_never_zero(drawn):
    answer = closeness_analysis(drawn, SETTINGS)
    touched = {p for i in drawn.interactions for p in i.people} | {s.person for s in drawn.assessments}
    for row in answer.people:
        assert (row.closeness is None) == (not row.members)
        assert row.closeness is None or row.id in touched
    parts: list[Any] = [*answer.pairs, *answer.people, answer.account]
    for part in parts:
        nulls = {name for name, value in part if value is None and not name.endswith(("_name", "_sentence"))}
        assert nulls - {"name", "rests_on", "limited_by"} == part.reasons.keys() - {"unknown.influence", "limited_by"}
    whole = answer.account
    assert (whole.unknown.influence is None) == ("unknown.influence" in whole.reasons)


@given(relationships())
def test_the_components_recombine_to_the_score_exactly(drawn):
    for row in closeness_analysis(drawn, SETTINGS).pairs:
        if row.components is not None:
            four = row.components
            parts = 0.35 * four.frequency + 0.20 * four.expertise + 0.25 * four.depth + 0.20 * four.length
            assert row.ceiling is not None
            assert row.logged == min(row.ceiling, 100.0 * parts)
        assert row.closeness == max(value for value in (row.logged, row.asserted) if value is not None)


# How much a contact counts


@pytest.mark.parametrize(
    ("fields", "two_way"),
    [
        ({"direction": "mutual"}, True),
        ({"direction": "inbound"}, True),
        ({"direction": "outbound"}, False),
        ({"direction": None}, False),
        ({"direction": "outbound", "answered_at": NOW}, True),
        ({"direction": "outbound", "answered_at": AFTER}, False),
    ],
)
def test_a_contact_that_nobody_answered_has_no_depth(fields, two_way):
    row = of_ada(met(1, depth=5, **fields))
    assert (row.components.depth > 0) == two_way


def test_contacts_after_as_of_do_not_exist():
    later = met(0)._replace(at=AFTER)
    assert closeness_analysis(with_contacts(account("ada"), [later]), SETTINGS).pairs == ()


def test_a_crowd_shares_a_contact_and_people_who_left_still_count_in_it():
    alone = of_ada(met(0, depth=5)).components.depth
    names = [f"p{n}" for n in range(9)]
    crowd = [person("ada"), *(person(name, status="left") for name in names)]
    row = only_pair(with_contacts(account(crowd), [met(0, " ".join(["ada", *names]), depth=5)]))
    assert row.components.depth == pytest.approx(alone * 5 / 10)


def test_a_member_who_leaves_us_takes_their_relationships_along():
    contacts = [met(10, members="kim lea")]
    both = with_contacts(account("ada"), contacts)
    gone = replace(both, members=(MemberNode("kim", status="left"), MemberNode("lea")))
    assert [row.member for row in closeness_analysis(both, SETTINGS).pairs] == ["kim", "lea"]
    assert [row.member for row in closeness_analysis(gone, SETTINGS).pairs] == ["lea"]


@pytest.mark.parametrize(
    ("tier", "key", "days"),
    [("A", True, 30), ("A", False, 90), ("B", True, 45), ("B", False, 120), ("C", True, 90), ("none", False, 180)],
)
def test_the_cadence_follows_tier_and_power(tier, key, days):
    """The table of `cadence` in docs/numbers.md."""
    words = [said("political_status", "inner_circle" if key else "outside")]
    assert only_pair(with_contacts(account("ada"), [met(5)], words, tier=tier)).cadence_days == days


def test_the_shortest_cadence_of_any_coverage_wins_even_that_of_a_member_who_left():
    agreed = [covers("kim", "ada", cadence_days=60), covers("gone", "ada", cadence_days=14)]
    assert only_pair(with_contacts(account("ada"), [met(5)], (), agreed, tier="A")).cadence_days == 14


def test_a_silence_ends_a_run():
    """L = 180 for a cadence of 30: a longer silence begins another run, and after 2 L the old one is worth nothing."""
    agreed = [covers("kim", "ada", cadence_days=30)]
    steady = [met(days) for days in (0, 170, 340, 510)]
    broken = [met(days) for days in (0, 361.1, 500)]
    full = of_ada(*steady, coverages=agreed).components.length
    assert full == pytest.approx(math.log1p(510 / 30.4375) / math.log(37))
    assert of_ada(*broken, coverages=agreed).components.length == 0


# Rungs, assertions and trends


def test_a_relationship_that_was_never_logged_can_be_asserted():
    row = only_pair(with_contacts(account("ada"), (), [said("rung", "trusted", member="kim", function="presales")]))
    assert (row.closeness, row.basis, row.components, row.logged) == (50.0, "asserted", None, None)
    assert row.rung == "trusted"


def test_a_weak_assertion_counts_one_rung_less_and_none_counts_more_than_trusted():
    unsure = said("rung", "trusted", member="kim", confidence=0.4)
    sure = said("rung", "interdependent", member="kim", function="customer", person="bo")
    found = closeness_analysis(with_contacts(account("ada bo"), (), [unsure, sure]), SETTINGS)
    assert {row.person: row.asserted for row in found.pairs} == {"ada": 25.0, "bo": 50.0}


def test_both_are_shown_and_the_larger_counts():
    row = only_pair(
        with_contacts(account("ada"), [met(1)], [said("rung", "trusted", member="kim", function="customer")])
    )
    assert row.basis == "both"
    assert row.closeness == row.asserted == 50.0 > row.logged


def test_interdependent_needs_a_recent_contact_that_they_initiated():
    close = [met(n * 7, depth=5, expertise=1.0, initiator="ours") for n in range(160)]
    agreed = [covers("kim", "ada", cadence_days=30)]
    held_back = of_ada(*close, coverages=agreed)
    assert (held_back.rung, held_back.closeness) == ("trusted", 74.9)
    assert (held_back.ceiling, held_back.limited_by) == (74.9, "their_initiative")
    asked = met(80, depth=5, initiator="theirs")
    assert of_ada(*close, asked, coverages=agreed).rung == "interdependent"
    assert of_ada(*close, met(95, initiator="theirs"), coverages=agreed).rung == "trusted"


def test_the_trend_compares_with_the_account_as_it_was_cadence_included():
    now = with_contacts(account("ada"), [met(50), met(2)], (), [covers("kim", "ada", cadence_days=10)], tier="A")
    before = replace(now, as_of=ago(30), coverages=())
    row = only_pair(now, before)
    assert row.trend == pytest.approx(row.closeness - only_pair(before).closeness)
    assert (row.trend_sign, row.cadence_changed) == ("up" if row.trend > 3 else "flat", True)


def test_without_closeness_before_there_is_no_trend():
    now = with_contacts(account("ada"), [met(2)])
    row = only_pair(now, replace(now, as_of=ago(30)))
    assert (row.trend, row.trend_sign, row.cadence_changed) == (None, None, None)
    assert {row.reasons[name] for name in ("trend", "trend_sign", "cadence_changed")} == {"no_previous"}


@pytest.mark.parametrize(
    ("fields", "reciprocity"),
    [({"initiator": "theirs"}, 1.0), ({"direction": "outbound"}, 0.0), ({"direction": "inbound"}, 1.0), ({}, None)],
)
def test_without_an_initiator_the_direction_decides_who_initiated(fields, reciprocity):
    row = of_ada(met(2, **fields))
    assert row.reciprocity == reciprocity
    assert (reciprocity is None) == (row.reasons.get("reciprocity") == "mostly_unknown")


def test_first_last_and_recent_contacts():
    row = of_ada(met(400), met(90), met(91), met(3))
    assert (row.first_at, row.last_at, row.count_90d) == (ago(400), ago(3), 2)
