"""Every analysis of every edge case has a stated answer."""

import math
from typing import Any

import pytest

from tests.unit.analytics import asked
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.edge_cases import EDGE_CASES, known_firm
from tests.unit.analytics.every_answer import PAGE, SETTINGS, edge_case, every_answer


def near(value: Any) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-6)


ALIKE = {"ada": 1 / 3, "bo": 1 / 3, "cy": 1 / 3}

A = 2.030625 / (1 - 0.0438015625)
B, C = 1.425 + 0.0605625 * A, 1 + 0.0425 * A
LED = {"ada": A / (A + B + C), "bo": B / (A + B + C), "cy": C / (A + B + C)}
"""ada leads both (authority 0.5, voice 0.05 of each), bo moves cy by 0.5. By hand, visits between two restarts:
a = 1 + .425 b + .425 c, b = 1 + .0425 a + .425 c, c = 1 + .0425 a; so a = 2.123644, b = 1.553614, c = 1.090255."""

ONCE = 24.9
"""The ceiling of contacts on one day. One two-way meeting of depth 5 a day ago, on a cadence of 180 days, adds up to
25.786: 35 (1 - exp(-1.5 * 2 ** (-1 / 270) * 180 ln 2 / 270)) + 25 * 2 ** (-1 / 360) / 3."""

NEARLY = ONCE / 25
"""Attainment of somebody who was met on one day, where known (25) is the target."""

LIGHT = [100 * 0.35 * (1 - math.exp(-1.5 * 2 ** (-day / 270) * 180 * math.log(2) / 270)) for day in (1, 2)]
"""17.469 and 17.438: the same without depth, one and two days ago."""

TODAY = 24.9
"""The same ceiling. A meeting of depth 5 and expertise 1 exactly at ``as_of`` adds up to 30.833: 35 (1 - exp(-ln 2)) +
20 * 0.25 + 25 / 3, where -1.5 * 180 ln 2 / 270 is -ln 2."""

MOVED = 1 + 0.85 * 0.999
"""Visits of bo, who moves cy by the cap; ada and cy have 1 each."""

PAIRED = {"ada": 1.425 / 4.85, "bo": 1 / 4.85, "cy": 1.425 / 4.85, "di": 1 / 4.85}
"""Each of two pairs as in the example of `influence`."""

SAID = {("bo", "support"): (1.0, 0)}
KNOWN = {"closeness": (LED["ada"] * ONCE, 2), "coverage": 100 * LED["ada"] * NEARLY, "beliefs": SAID}
"""ada is an acquaintance: 24.9 is just below the target of 25; none of us is close to the two others."""

HEALTH_OF_KNOWN = (100 * (NEARLY + 1) * LED["ada"] + LED["ada"] * ONCE) / 6
"""Coverage and freshness are ada's share; nobody is described or corroborated; without kim nothing remains."""

NOTHING_SAID: dict[Any, Any] = {}
NOTHING_DONE = {"coverage": 0.0, "beliefs": NOTHING_SAID, "health": (0.0, "E")}
"""None of us met anybody, and nobody said anything."""

STATED: dict[str, dict[str, Any]] = {
    "empty account": {
        "influence": {},
        "network": (0, 0, None),
        "closeness": (None, 0),
        "coverage": None,
        "beliefs": NOTHING_SAID,
        "health": (None, None),
    },
    "one person": {
        "influence": {"ada": 1.0},
        "network": (1, 0, None),
        "closeness": (None, 1),
        **NOTHING_DONE,
    },
    "nobody met": {
        "influence": LED,
        "network": (3, 1, 1 / 6),
        "closeness": (None, 3),
        **NOTHING_DONE,
    },
    "only placeholders": {
        "influence": LED,
        "network": (3, 1, 1 / 6),
        "closeness": (None, 3),
        **NOTHING_DONE,
    },
    "all edges ended": {
        "influence": ALIKE,
        "network": (3, 0, 0.0),
        "closeness": (ONCE / 3, 2),
        "coverage": 100 / 3 * NEARLY,
        "beliefs": SAID,
        "health": ((100 * (NEARLY + 1) / 3 + ONCE / 3) / 6, "E"),
    },
    "an edge from someone who left": {
        "influence": LED,
        "network": (3, 1, 1 / 6),
        **KNOWN,
        "health": (HEALTH_OF_KNOWN, "E"),
    },
    "interactions in the future": {
        "influence": LED,
        "network": (3, 1, 1 / 6),
        **KNOWN,
        "health": (HEALTH_OF_KNOWN, "E"),
    },
    "strength 0 and 1": {
        "influence": {"ada": 1 / (2 + MOVED), "bo": MOVED / (2 + MOVED), "cy": 1 / (2 + MOVED)},
        "network": (3, 2, 1 / 3),
        "closeness": (TODAY / (2 + MOVED), 2),
        "coverage": 100 * NEARLY / (2 + MOVED),
        "beliefs": {("bo", "support"): (None, 1), ("cy", "support"): (2.0, 0)},
        "health": ((100 * (NEARLY + 1) / (2 + MOVED) + TODAY / (2 + MOVED)) / 6, "E"),
    },
    "two components": {
        "influence": PAIRED,
        "network": (4, 2, 1 / 6),
        "closeness": (PAIRED["ada"] * LIGHT[0] + PAIRED["bo"] * LIGHT[1], 2),
        "coverage": 4 * (PAIRED["ada"] * LIGHT[0] + PAIRED["bo"] * LIGHT[1]),
        "beliefs": NOTHING_SAID,
        "health": ((5 * (PAIRED["ada"] * LIGHT[0] + PAIRED["bo"] * LIGHT[1]) + 50) / 6, "E"),
    },
    "an open deal without a stage": {
        "influence": LED,
        "network": (3, 1, 1 / 6),
        **KNOWN,
        "health": (HEALTH_OF_KNOWN * 6 / 5, "E"),
    },
}


@pytest.mark.parametrize("name", STATED)
def test_every_edge_case_has_its_stated_answer(name):
    account, stated = edge_case(name), STATED[name]
    shares = {row.id: near(row.influence) for row in asked.influence_analysis(account, SETTINGS).people}
    assert shares == stated["influence"]
    network = asked.network_analysis(account, SETTINGS, "influences").account
    assert (network.people, network.edges, network.density) == (*stated["network"][:2], near(stated["network"][2]))
    closeness = asked.closeness_analysis(account, SETTINGS).account
    assert (closeness.closeness, closeness.unknown.people) == (near(stated["closeness"][0]), stated["closeness"][1])
    assert asked.coverage_analysis(account, SETTINGS).account.coverage == near(stated["coverage"])
    beliefs = asked.beliefs_analysis(account, SETTINGS).beliefs
    assert {(row.person, row.attribute): (row.value, len(row.silent)) for row in beliefs} == stated["beliefs"]
    health = asked.health_analysis(account, SETTINGS, MODELS)
    assert (health.health, health.grade) == (near(stated["health"][0]), stated["health"][1])
    for person in account.people:
        profile = asked.profile_analysis(account, SETTINGS, None, person.id, PAGE)
        share = profile.influence.influence if profile.influence else None
        assert share == near(stated["influence"].get(person.id))


def test_every_edge_case_is_stated():
    assert STATED.keys() | {"2,000 people"} == EDGE_CASES.keys()


@pytest.mark.parametrize("name", ["an edge from someone who left", "interactions in the future"])
def test_people_who_left_and_records_still_to_come_change_no_bit(name):
    for with_them, plain in zip(
        every_answer(edge_case(name), people=0), every_answer(known_firm(), people=0), strict=True
    ):
        assert with_them == plain


def test_the_profile_of_a_person_who_left_shows_the_past_and_why_it_no_longer_counts():
    left = asked.profile_analysis(edge_case("an edge from someone who left"), SETTINGS, None, "zoe", PAGE)
    assert set(left.reasons.values()) == {"left"}
    assert (len(left.timeline.items), left.pairs, left.beliefs) == (2, (), ())


def test_two_thousand_people_are_answered_whole():
    many = edge_case("2,000 people")
    influence, closeness = asked.influence_analysis(many, SETTINGS), asked.closeness_analysis(many, SETTINGS)
    coverage, health = asked.coverage_analysis(many, SETTINGS), asked.health_analysis(many, SETTINGS, MODELS)
    assert math.fsum(row.influence for row in influence.people) == pytest.approx(1, abs=1e-12)
    rows = (influence.people, closeness.people, coverage.people, health.parts.people)
    assert [len(each) for each in rows] == [2000] * 4
    assert closeness.account.unknown.people == 1500  # one in four was met
    assert coverage.account.coverage is not None
    assert 0 < coverage.account.coverage < 100 * (1 - (closeness.account.unknown.influence or 0))
