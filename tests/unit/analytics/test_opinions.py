"""Opinions: where supports drift when everybody on a chain goes on moving each other."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.chains.opinions import friedkin_johnsen
from analytics.context import Context
from schemas.rows.account_graph import AccountGraph, PairEdge
from schemas.settings.analysis_settings import AnalysisSettings
from tests.data.shared_folders import shared_folder
from tests.nightly import examples
from tests.unit.analytics.accounts import influence
from tests.unit.analytics.contacts import said
from tests.unit.analytics.decisions import chain, chains, deciding, step, votes

SETTINGS = AnalysisSettings()


def moved(*influences, support=None, conflicts=(), adaptability=None) -> AccountGraph:
    """Return a chain on which ada, bo and cy decide by majority, and move each other as given."""
    base = chain([step(rule="majority")], [votes("ada"), votes("bo"), votes("cy")], support)
    words = [said("adaptability", value, person=name) for name, value in (adaptability or {}).items()]
    return replace(
        base,
        influences=influences,
        conflicts=tuple(PairEdge(f"{one}-{other}", (one, other)) for one, other in conflicts),
        assessments=(*base.assessments, *words),
    )


def drift(account: AccountGraph):
    return Context(account, SETTINGS, "c1").opinions


def test_the_published_examples():
    """Friedkin and Johnsen (1999), Parsegov et al. (2017): four people, two issues."""
    published = json.loads((shared_folder("reference") / "friedkin_johnsen.json").read_text(encoding="utf-8"))
    hears, susceptible = np.array(published["W"]), np.array(published["lambda_classic"])
    for issue in ("issue_a", "issue_b"):
        found = friedkin_johnsen(np.array(published[issue]["u"], dtype=float), susceptible, hears)
        assert found == pytest.approx(published[issue]["x"], abs=1e-5)
    levers = [friedkin_johnsen(row, susceptible, hears) for row in np.eye(4)]
    assert pytest.approx(np.array(published["V"]), abs=1e-5) == np.array(levers).T


SUSCEPTIBLE = {"innovator": 0.7, "visionary": 0.6, "pragmatist": 0.5, "conservative": 0.35, "laggard": 0.2}


def slow_drift(context: Context, rounds: int = 4000) -> dict[str, float | None]:
    """Let everybody hear everybody, round after round, from the definition: x = L W x + (I - L) s."""
    graph = context.influence_graph
    arcs = zip(graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True)
    moves = {(graph.people[u], graph.people[v]): w for u, v, w in arcs}
    people = sorted({each.person for each in context.account.stakes if each.chain == "c1"} & set(graph.people))
    enemies = {frozenset(each.people) for each in context.account.conflicts}
    hears = {}
    for one in people:
        row = {other: moves.get((other, one), 0.0) for other in people if other != one}
        row = {other: -(w or 0.2) if {one, other} in enemies else w for other, w in row.items()}
        total = sum(map(abs, row.values()))
        hears[one] = {other: w / total for other, w in row.items()} if total else {one: 1.0}
    supports = {one: context.beliefs.get((one, "support", None)) for one in people}
    reached = {one for one in people if supports[one]}
    for _ in people:
        reached |= {one for one in people if any(w and other in reached for other, w in hears[one].items())}
    start = {one: float(belief.value) / 2 if belief else 0.0 for one, belief in supports.items()}
    opinion = dict(start)
    for _ in range(rounds):
        heard = {one: sum(w * opinion[other] for other, w in hears[one].items()) for one in people}
        for one in people:
            word = context.beliefs.get((one, "adaptability", None))
            moved = SUSCEPTIBLE.get(str(word.value), 0.5) if word else 0.5
            moved = moved if supports[one] else 1.0 if one in reached else 0.0
            opinion[one] = moved * heard[one] + (1 - moved) * start[one]
    return {one: 2 * opinion[one] if one in reached else None for one in people}


@given(deciding(), st.data())
@settings(max_examples=examples(40), deadline=None)
def test_the_end_is_where_round_after_round_leads(account, data):
    names = [each.id for each in account.people]
    pairs = [(one, other) for one in names for other in names if one < other]
    conflicts = [PairEdge(f"{a}-{b}", (a, b)) for a, b in data.draw(st.lists(st.sampled_from(pairs), max_size=3))]
    words = [
        said("adaptability", data.draw(st.sampled_from([*SUSCEPTIBLE, "unknown"])), person=name)
        for name in names
        if data.draw(st.booleans())
    ]
    turned = replace(account, conflicts=tuple(conflicts), assessments=(*account.assessments, *words))
    context = Context(turned, SETTINGS, "c1")
    slow = slow_drift(context)
    assert context.opinions.drifted.keys() == slow.keys()
    for person, value in context.opinions.drifted.items():
        assert value == (None if slow[person] is None else pytest.approx(slow[person], abs=1e-6)), person


@given(deciding())
@settings(max_examples=examples(100), deadline=None)
def test_the_levers_on_whoever_is_reached_add_up_to_one_where_nobody_is_in_conflict(account):
    found = drift(account)
    for row, value in zip(found.levers, found.drifted.values(), strict=True):
        if value is not None:
            assert row.sum() == pytest.approx(1.0)


def test_a_voter_of_unknown_support_ends_where_the_one_who_moves_them_does():
    found = drift(moved(influence("ada", "bo", 0.9, 1.0), support={"ada": 2}))
    assert found.drifted == {"ada": pytest.approx(2), "bo": pytest.approx(2), "cy": None}
    assert (found.lever("ada", on="bo"), found.lever("cy", on="bo")) == (pytest.approx(1), 0)


@pytest.mark.parametrize("strength", [1e-17, 1e-30, 5e-324])
def test_two_who_hear_each_other_and_next_to_nothing_else_are_not_reached(strength):
    """Beside a whole voice, a share below the digits of a number is the same as silence."""
    pair = [influence("bo", "cy", 0.9, 1.0), influence("cy", "bo", 0.9, 1.0)]
    found = drift(moved(*pair, influence("ada", "bo", strength, 1.0), support={"ada": 2}))
    assert found.drifted == {"ada": pytest.approx(2), "bo": None, "cy": None}
    faint = drift(moved(*pair, influence("ada", "bo", 1e-9, 1.0), support={"ada": 2}))
    assert faint.drifted["cy"] == pytest.approx(2, abs=1e-4)


def test_a_pragmatist_goes_half_way():
    found = drift(
        moved(influence("ada", "bo", 0.9, 1.0), support={"ada": 2, "bo": -2}, adaptability={"bo": "pragmatist"})
    )
    assert found.drifted["bo"] == pytest.approx(0.5 * -2 + 0.5 * 2)


def test_conflict_turns_a_voice_round():
    found = drift(moved(support={"ada": 2}, conflicts=[("ada", "bo")]))
    assert found.drifted["bo"] == pytest.approx(-2)


def test_an_influence_in_a_conflict_counts_against():
    found = drift(moved(influence("ada", "bo", 0.5, 1.0), support={"ada": 1}, conflicts=[("ada", "bo")]))
    assert found.drifted["bo"] == pytest.approx(-1)


def test_the_forecast_rests_on_drifted_supports_however_much_is_unknown():
    account = moved(influence("ada", "bo", 0.9, 1.0), influence("ada", "cy", 0.9, 1.0), support={"ada": 2})
    context = Context(account, SETTINGS, "c1")
    confidence = context.beliefs["ada", "support", None].confidence
    yes = 0.5 + confidence * (0.95 - 0.5)
    assert context.forecast.chance is None
    assert context.opinions.chance is not None
    assert context.opinions.chance.value == pytest.approx(yes**3 + 3 * yes**2 * (1 - yes))


def test_without_a_chain_nobody_has_a_stake():
    context = Context(moved(support={"ada": 2}), SETTINGS)
    assert (context.opinions.drifted, context.opinions.chance) == ({}, None)


@given(chains(), st.data())
@settings(max_examples=examples(50), deadline=None)
def test_the_order_of_records_does_not_matter(account, data):
    turned = replace(
        account,
        stakes=tuple(data.draw(st.permutations(account.stakes))),
        people=tuple(data.draw(st.permutations(account.people))),
        assessments=tuple(data.draw(st.permutations(account.assessments))),
    )
    assert drift(turned).drifted == drift(account).drifted
