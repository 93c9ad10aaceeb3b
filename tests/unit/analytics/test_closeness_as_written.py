"""Closeness and coverage equal a slow, separate calculation from the definitions in docs/numbers.md, part by part."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.context import Context
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_closeness as slow
from tests.unit.analytics.accounts import NOW
from tests.unit.analytics.asked import closeness_analysis, coverage_analysis
from tests.unit.analytics.contacts import ago, relationships

SETTINGS = AnalysisSettings()
EXACTLY = 1e-9


def near(expected):
    return None if expected is None else pytest.approx(expected, abs=EXACTLY, rel=EXACTLY)


def thirty_days_before(account):
    return replace(account, as_of=ago(30))


@given(relationships(), st.sampled_from([None, "c1"]))
@settings(max_examples=examples(200))
def test_every_part_of_every_pair(account, chain):
    people, members = slow.those_present(account)
    before = thirty_days_before(account)
    rows = {(row.member, row.person): row for row in closeness_analysis(account, SETTINGS, before, chain=chain).pairs}
    scope = people if chain is None else [p for p in people if any(k.person == p for k in account.stakes)]
    expected = {(m, p): slow.pair(account, m, p, chain) for m in members for p in scope}
    assert rows.keys() == {pair for pair, found in expected.items() if found is not None}
    for (member, person), row in rows.items():
        closeness, logged, asserted, degrees, ceiling, limit = expected[member, person]
        assert (row.closeness, row.logged, row.asserted) == (near(closeness), near(logged), near(asserted))
        assert (row.components is None) == (degrees is None)
        if degrees is not None and row.components is not None:
            assert tuple(value for _, value in row.components) == tuple(map(near, degrees))
        assert (row.ceiling, row.limited_by) == (near(ceiling), limit)
        if min(abs(closeness - step) for step in (0, 25, 50, 75)) > EXACTLY:
            assert row.rung == slow.rung(closeness)
        earlier = slow.pair(before, member, person, chain)
        assert row.trend == near(None if earlier is None else closeness - earlier[0])
        if earlier is not None:
            assert row.cadence_changed == (slow.cadence(account, person, chain) != slow.cadence(before, person, chain))


@given(relationships())
def test_people_and_the_account_sum_up_what_pairs_say(account):
    people, members = slow.those_present(account)
    answer = closeness_analysis(account, SETTINGS)
    influence = Context(account, SETTINGS).influence
    best = {}
    for row in answer.people:
        found = [slow.pair(account, m, row.id) for m in members]
        values = sorted((each[0] for each in found if each is not None), reverse=True)
        best[row.id] = values[0] if values else None
        assert row.closeness == near(best[row.id])
        assert row.combined == near(100 * (1 - math.prod(1 - value / 100 for value in values[:3])) if values else None)
        assert len(row.members) == len(values)
    assert [row.id for row in answer.people] == people
    if all(value is None for value in best.values()):
        assert answer.account.closeness is None
    else:
        assert answer.account.closeness == near(sum(influence[p] * (best[p] or 0) for p in people))
    unknown = [p for p in people if best[p] is None]
    assert answer.account.unknown.people == len(unknown)


@given(relationships(), st.sampled_from([None, "c1"]))
def test_targets_attainment_and_coverage(account, chain):
    _, members = slow.those_present(account)
    answer = coverage_analysis(account, SETTINGS, chain=chain)
    influence = Context(account, SETTINGS, chain).influence
    reached = {}
    for row in answer.people:
        found = [each[0] for m in members if (each := slow.pair(account, m, row.id, chain)) is not None]
        target = slow.target(account, row.id, chain)
        reached[row.id] = min(1, max(found, default=0) / target)
        assert (row.target, row.attainment) == (near(target), near(reached[row.id]))
        assert row.shortfall == near(1 - reached[row.id])
    scope = list(reached)
    if scope:
        expected = 100 * sum(influence[p] * reached[p] for p in scope) / sum(influence[p] for p in scope)
        assert answer.account.coverage == near(expected)
        assert answer.lorenz[-1] == (near(1.0), near(expected / 100))
    else:
        assert answer.account.coverage is None
    assert answer.lorenz[0] == (0.0, 0.0)
    split = slow.stance(account, {p: influence[p] * reached[p] for p in scope}, chain)
    stance = answer.account.stance
    assert (stance and stance.model_dump()) == (split and {side: near(share) for side, share in split.items()})


@given(relationships(), st.sampled_from([None, "c1"]))
@settings(max_examples=examples(100))
def test_every_belief(account, chain):
    people, _ = slow.those_present(account)
    beliefs = Context(account, SETTINGS, chain).beliefs
    asked = {(s.person, s.attribute, s.member) for s in account.assessments if s.person in people}
    for person, attribute, member in asked:
        expected = slow.consensus(account, person, attribute, member, None if attribute == "rung" else chain)
        found = beliefs.get((person, attribute, member))
        assert (found is None) == (expected is None)
        if found is not None:
            assert (found.confidence, found.agreement) == (near(expected[1]), near(expected[2]))
            assert found.value == (near(expected[0]) if isinstance(expected[0], float) else expected[0])
    assert beliefs.keys() <= asked


def test_the_slow_calculation_gives_the_stated_frequency_for_a_pair_on_cadence():
    """docs/numbers.md: contacts of weight 1 on cadence give a frequency of about 0.78."""
    assert ago(0) == NOW
    d, h = 90, 135
    k = h / (d * math.log(2))
    c = sum(slow.decay(d * n, h) for n in range(200))
    assert 1 - math.exp(-1.5 * c / k) == pytest.approx(0.78, abs=0.07)
