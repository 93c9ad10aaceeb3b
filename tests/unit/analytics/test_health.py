"""Account health: six parts, each with its own parts, and one grade."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.rows.account_graph import DepartmentNode
from schemas.rows.deals import ChainNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics import slow_health as slow
from tests.unit.analytics.accounts import NOW, account, influence, line, member, person
from tests.unit.analytics.asked import closeness_analysis, coverage_analysis, health_analysis
from tests.unit.analytics.contacts import covers, met, said, with_contacts
from tests.unit.analytics.deals import MODELS, deal, deals, model, plays, stage

SETTINGS = AnalysisSettings()
PARTS = ("completeness", "coverage", "closeness", "freshness", "corroboration", "resilience")


def health(given_account, models=(), **settings):
    return health_analysis(given_account, AnalysisSettings(**settings), models)


def with_deal(*asked, opportunity=None, stakes=(), people="ada bo", tier=None, memberships=(), departments=()):
    firm = account(people, memberships=memberships, departments=departments)
    chains = (ChainNode("c1", "o1"), ChainNode("c2", "o1"), ChainNode("c3", "o2"))
    opened = (opportunity or deal(),)
    firm = with_contacts(firm, opportunities=opened, chains=chains, stakes=tuple(stakes), tier=tier)
    return health(firm, [model(*asked)])


def completeness(*asked, **given_account):
    return with_deal(*asked, **given_account).components.completeness


def test_a_role_counts_by_how_many_people_have_it_on_any_chain_of_the_deal():
    """By hand: one of two economic buyers, who is on two chains; the one on another deal's chain does not count."""
    stakes = [plays("ada", "economic_buyer"), plays("ada", "economic_buyer", chain="c2")]
    stakes += [plays("bo", "economic_buyer", chain="c3")]
    assert completeness(stage(roles={"economic_buyer": 2}), stakes=stakes) == 50.0
    assert completeness(stage(roles={"economic_buyer": 1}), stakes=[*stakes, plays("bo", "economic_buyer")]) == 100.0


def test_a_role_of_somebody_who_left_does_not_count():
    gone = [person("ada", status="left"), person("bo")]
    assert completeness(stage(roles={"user": 1}), people=gone, stakes=[plays("ada", "user")]) == 0.0


def test_a_field_counts_when_it_is_not_empty_as_the_tier_asks():
    asked = stage(fields={"A": ("need",), "none": ("amount", "competitors", "need")})
    opportunity = deal(amount=0.0, competitors=[], need="Fewer standstills")
    assert completeness(asked, opportunity=opportunity) == pytest.approx(200 / 3)
    assert completeness(asked, opportunity=opportunity, tier="A") == 100.0
    assert completeness(asked, opportunity=opportunity, tier="B") is None


def test_a_department_counts_when_somebody_of_it_has_a_stake():
    units = [DepartmentNode("d1", None, "procurement", None, None), DepartmentNode("d2", None, "legal", None, None)]
    places = [member("ada", "d1"), member("bo", "d2")]
    answer = with_deal(
        stage(departments=["procurement", "legal"]), stakes=[plays("ada")], memberships=places, departments=units
    )
    assert answer.components.completeness == 50.0
    (row,) = answer.parts.deals
    assert [(each.kind, each.name, each.have, each.need) for each in row.asked] == [
        ("department", "legal", 0, 1),
        ("department", "procurement", 1, 1),
    ]


@pytest.mark.parametrize(
    "opportunity", [deal(stage_model=None), deal(stage="unheard_of"), deal(stage=None), deal(stage_model="another")]
)
def test_a_deal_whose_stage_asks_nothing_is_left_out(opportunity):
    answer = with_deal(stage(roles={"user": 1}), opportunity=opportunity)
    assert (answer.components.completeness, answer.reasons["components.completeness"]) == (None, "no_template")
    assert answer.parts.deals[0].reasons["share"] == "no_template"


def test_a_deal_without_a_model_follows_the_first_one_for_its_type():
    firm = with_contacts(account("ada"), opportunities=(deal(stage_model=None, type="service"),))
    models = [model(stage(), name="a", of_type="new"), model(stage(roles={"user": 1}), name="b", of_type="service")]
    assert health(firm, models).components.completeness == 0.0


@pytest.mark.parametrize("status", ["won", "lost", "shelved", "incubating"])
def test_without_an_open_deal_it_is_the_share_of_people_fully_described(status):
    """By hand: of four, one has department, seniority and title."""
    people = [
        person("ada", title="CFO", seniority="c_level"),
        person("bo", title="CFO", seniority="unknown"),
        person("cy", title="CFO", seniority="vp"),
        person("di", seniority="vp"),
    ]
    places = [member(name, "d1") for name in ("ada", "bo", "di")]
    answer = with_deal(stage(roles={"user": 1}), opportunity=deal(status=status), people=people, memberships=places)
    assert (answer.components.completeness, answer.parts.deals) == (25.0, ())
    assert [row.id for row in answer.parts.people if row.described] == ["ada"]


def test_a_person_met_both_ways_within_the_cadence_is_fresh():
    """By hand: equal influence; ada on the day, bo a day late, cy one-sided, di never: one of four."""
    contacts = [met(30), met(31, "bo"), met(1, "cy", direction="outbound")]
    agreed = [covers("kim", name, cadence_days=30) for name in ("ada", "bo", "cy", "di")]
    answer = health(with_contacts(account("ada bo cy di"), contacts, coverages=agreed))
    assert answer.components.freshness == 25.0
    assert [(row.days, row.fresh) for row in answer.parts.people] == [(30.0, True), (31.0, False)] + [(None, False)] * 2
    assert answer.parts.people[3].reasons == {"closeness": "no_interactions", "days": "no_interactions"}


def test_a_person_about_whom_two_functions_agree_is_corroborated():
    """By hand: equal influence; support of ada and political status of nobody: (50 + 0) / 2."""
    words = [said("support", 1), said("support", 2, by="lea", function="presales"), said("support", 1, person="bo")]
    words += [said("political_status", "outside")]
    assert health(with_contacts(account("ada bo"), (), words)).components.corroboration == 25.0


def test_resilience_names_who_would_be_missed_most_on_each_side():
    """By hand: ada and bo of equal influence, kim asserts known of ada only: coverage 50, without ada 0."""
    words = [said("rung", "known", member="kim", function="customer")]
    answer = health(with_contacts(account("ada bo"), (), words))
    assert (answer.components.coverage, answer.components.resilience) == (50.0, 0.0)
    assert (answer.parts.theirs.id, answer.parts.theirs.coverage) == ("ada", 0.0)
    assert (answer.parts.ours.id, answer.parts.ours.coverage) == ("kim", 0.0)


def test_a_person_with_a_stand_in_is_not_missed_and_a_gain_is_not_a_loss():
    """By hand: both of us know ada and bo; without bo, ada has all influence and is reached just as much."""
    words = [
        said("rung", "known", member=name, person=who, by=name, function="customer")
        for name in ("kim", "lea")
        for who in ("ada", "bo")
    ]
    answer = health(with_contacts(account("ada bo"), (), words))
    assert answer.components.resilience == 100.0
    assert (answer.parts.theirs.coverage, answer.parts.ours.coverage) == (100.0, 100.0)


def test_the_others_speak_louder_when_a_colleague_leaves():
    """By hand, for three reports of one manager: the voice of each is a third, and half once one has left."""
    lines = [line(name, "ada", confidence=1.0) for name in ("bo", "cy", "di")]
    words = [said("rung", "known", member="kim", person="bo", function="customer")]
    found = health(with_contacts(account("ada bo cy di", [], lines), (), words)).parts.theirs
    assert found.id == "bo"
    assert found.coverage == 0.0
    without = with_contacts(account("ada bo cy", [], lines[:2]), (), words)
    now = with_contacts(account("ada bo cy di", [], lines), (), words)
    losses = health(now).parts
    assert losses.ours.coverage == 0.0
    assert health(without).components.coverage > health(now).components.coverage


def test_losing_the_last_person_loses_everything():
    answer = health(with_contacts(account("ada"), [met(1)]))
    assert (answer.components.resilience, answer.parts.theirs.coverage) == (0.0, 0.0)


def test_of_equal_losses_the_first_by_id_counts():
    words = [said("rung", "known", member="kim", person=who, function="customer") for who in ("bo", "ada", "cy")]
    assert health(with_contacts(account("di cy bo ada"), (), words)).parts.theirs.id == "ada"


def test_health_is_the_weighted_mean_of_the_known_parts():
    """By hand: nobody was met, so closeness and resilience are unknown, the other four 0."""
    answer = health(account("ada"))
    assert (answer.health, answer.grade) == (0.0, "E")
    assert answer.reasons == {
        "change": "no_previous",
        "components.closeness": "no_interactions",
        "components.resilience": "no_interactions",
    }
    weighted = health(
        with_contacts(account([person("ada", title="CFO", seniority="vp")], memberships=[member("ada", "it")])),
        health_completeness=3,
    )
    assert weighted.health == pytest.approx(100 * 3 / 6)


def test_a_part_of_weight_zero_does_not_count_as_known():
    left_out = dict.fromkeys(["health_completeness", "health_coverage"], 0.0)
    answer = health(account("ada"), **left_out)
    assert (answer.health, answer.reasons["health"], answer.reasons["grade"]) == (None, *["mostly_unknown"] * 2)


@pytest.mark.parametrize(("grade_d", "grade"), [(0.0, "D"), (0.1, "E")])
def test_grades_are_settings(grade_d, grade):
    assert health(account("ada"), grade_d=grade_d).grade == grade


@pytest.mark.parametrize("people", ["", [person("ada", status="left"), person("bo", status="left", left_at=NOW)]])
def test_without_people_everything_is_unknown_with_its_reason(people):
    answer = health(with_contacts(account(people), [met(3)]))
    assert {value for _, value in answer.components} == {None}
    assert answer.reasons == dict.fromkeys(sorted(f"components.{part}" for part in PARTS), "too_few_people") | {
        "change": "no_previous",
        "grade": "mostly_unknown",
        "health": "mostly_unknown",
    }
    assert (answer.parts.people, answer.parts.reasons) == ((), {"ours": "too_few_people", "theirs": "too_few_people"})


@given(deals())
def test_coverage_and_closeness_are_those_of_their_own_answers(drawn):
    found = health(drawn, MODELS).components
    assert found.coverage == coverage_analysis(drawn, SETTINGS).account.coverage
    assert found.closeness == closeness_analysis(drawn, SETTINGS).account.closeness


@given(deals())
def test_every_part_is_made_of_its_parts_exactly(drawn):
    answer = health(drawn, MODELS)
    parts, found, people = answer.parts, answer.components, answer.parts.people
    total = math.fsum(row.influence for row in people)

    def share(values):
        return min(100.0, 100.0 * math.fsum(values) / total) if people else None

    assert found.coverage == share(row.influence * row.attainment for row in people)
    assert found.freshness == share(row.influence for row in people if row.fresh)
    both = [share(row.influence * getattr(row, name) for row in people) for name in ("support", "political_status")]
    assert found.corroboration == (sum(both) / 2 if people else None)
    if found.closeness is not None:
        assert found.closeness == math.fsum(row.influence * (row.closeness or 0) for row in people) / total
    if found.resilience is not None:
        left = [loss.coverage for loss in (parts.theirs, parts.ours) if loss is not None]
        assert found.resilience == 100.0 * min(1.0, min(left) / found.coverage)
    assert found.completeness == completeness_again(parts)


def completeness_again(parts):
    if not parts.deals:
        return 100.0 * sum(row.described for row in parts.people) / len(parts.people) if parts.people else None
    shares = []
    for row in parts.deals:
        assert row.share == (math.fsum(each.share for each in row.asked) / len(row.asked) if row.asked else None)
        shares += [row.share] if row.asked else []
    return 100.0 * math.fsum(shares) / len(shares) if shares else None


@given(deals(), st.lists(st.sampled_from([0, 1, 2.5]), min_size=6, max_size=6))
def test_the_components_recombine_to_health_exactly(drawn, weights):
    answer = health(drawn, MODELS, **{f"health_{part}": weight for part, weight in zip(PARTS, weights, strict=True)})
    part_weights = dict(answer.parts.weights)
    known = [
        (value, part_weights[part]) for part, value in answer.components if value is not None and part_weights[part] > 0
    ]
    if len(known) < 3:
        assert (answer.health, answer.grade) == (None, None)
    else:
        mean = math.fsum(value * weight for value, weight in known) / math.fsum(weight for _, weight in known)
        assert answer.health == min(100.0, mean)


@given(deals())
def test_every_null_has_its_reason_and_nothing_else_has(drawn):
    answer = health(drawn, MODELS)
    nulls = {name for name in ("health", "grade", "change") if getattr(answer, name) is None}
    nulls |= {f"components.{part}" for part, value in answer.components if value is None}
    assert nulls == set(answer.reasons)
    for part in (answer.parts, *answer.parts.deals, *answer.parts.people):
        assert {name for name, value in part if value is None} - {"rests_on", "name", "title"} == set(part.reasons)


@given(deals(), st.data())
def test_a_meeting_today_never_lowers_coverage_closeness_or_freshness(drawn, data):
    who = data.draw(st.sampled_from([person.id for person in drawn.people]))
    today = met(0, who, data.draw(st.sampled_from(["kim", "lea", "moe"])), depth=data.draw(st.sampled_from([None, 3])))
    more = replace(drawn, interactions=(*drawn.interactions, today))
    before, after = health(drawn, MODELS).components, health(more, MODELS).components
    for part in ("coverage", "closeness", "freshness"):
        earlier, later = getattr(before, part), getattr(after, part)
        assert earlier is None or later >= earlier - 1e-9


def test_resilience_holds_when_leaving_changes_capped_sums_voices_and_plain_arcs_together():
    """A person who leaves frees the attention of the people they moved."""
    edges = [influence("ada", "bo", 1.0, 1.0), influence("cy", "bo", 1.0, 1.0), influence("bo", "di", 0.4)]
    lines = [line("ada", "di"), line("cy", "di", "dotted"), line("bo", "di")]
    contacts = [met(3, "ada cy", depth=4), met(9, "di", "lea", depth=2)]
    given_account = with_contacts(account("ada bo cy di", edges, lines), contacts)
    assert health(given_account).components.resilience == pytest.approx(slow.resilience(given_account), abs=1e-9)
