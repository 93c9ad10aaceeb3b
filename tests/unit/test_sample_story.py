"""The sample book holds the stories that its README promises, to whoever computes them."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.asked import influence_analysis
from tests.unit.sample_book import ACCOUNTS, AS_OF, HALDEN, SUZHOU, YUNHE, Fields, bodies, current, data_of, graph

USABLE = 0.25
"""Strength from which a step on the way to somebody can be gone (analytics.md, section 4.4)."""


@cache
def ranking(name: str) -> dict[str, Any]:
    """Return the people by influence, the most influential first."""
    return {person.id: person for person in influence_analysis(graph(name), AnalysisSettings()).people}


@cache
def chart_ranking(name: str) -> dict[str, Any]:
    """Return the people by influence as the reporting lines alone would have it."""
    on_paper = influence_analysis(replace(graph(name), influences=(), alliances=()), AnalysisSettings())
    return {person.id: person for person in on_paper.people}


def reports(name: str, person: str) -> int:
    authority = ranking(name)[person].authority
    return authority.total if authority else 0


def first_by_brokerage(name: str) -> str:
    """Return who brokers most by what somebody drew; a line that is only assumed opens ways that are in no story."""
    people = influence_analysis(graph(name), AnalysisSettings(assume_lines="off")).people
    return max(people, key=lambda person: person.brokerage or 0.0).id


def gain(name: str, person: str) -> float:
    """Return by how much the informal edges raise somebody above the chart, in percentiles."""
    found: float = ranking(name)[person].influence_percentile - chart_ranking(name)[person].influence_percentile
    return found


def members(name: str, *departments: str) -> set[str]:
    return {edge.person for edge in graph(name).memberships if edge.primary and edge.department in departments}


def moves(name: str, sources: set[str], targets: set[str]) -> bool:
    return any(edge.source in sources and edge.target in targets for edge in graph(name).influences)


def everywhere(kind: str) -> list[Fields]:
    return [data for name in ACCOUNTS for data in current(name, kind).values()]


def is_chinese(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)


def external_kinds(name: str) -> set[str]:
    return {data["external_kind"] for data in data_of(name, "person").values() if data["kind"] == "external"}


def test_three_customers_of_one_company_in_both_languages_one_the_subsidiary_of_another():
    names = {name: [data["name"] for data in data_of(name, "person").values()] for name in ACCOUNTS}
    assert not any(map(is_chinese, names[HALDEN]))
    assert all(map(is_chinese, names[YUNHE]))
    assert sum(is_chinese(name) and name.split()[-1].isascii() for name in names[SUZHOU]) > 10
    (account,) = data_of(SUZHOU, "account").values()
    assert account["parent"] == {"account": "halden-pumps", "relation": "subsidiary"}
    ties = [body["data"] for body in bodies("account_ties")]
    assert ("halden-suzhou", "halden-pumps") in {(tie["account"], tie["other"]) for tie in ties}


def test_eighteen_months_of_contacts_without_a_month_of_silence():
    for name, least in ((HALDEN, 100), (YUNHE, 100), (SUZHOU, 50)):
        instants = sorted(data["at"] for data in data_of(name, "interaction").values())
        months = [int(instant[:4]) * 12 + int(instant[5:7]) for instant in instants]
        assert len(instants) >= least
        assert max(later - earlier for earlier, later in pairwise(months)) <= 2
        assert (instants[0][:7], instants[-1][:7]) == ("2025-01", "2026-06")


def test_contacts_of_every_channel_that_people_use_and_one_with_many_people():
    contacts = everywhere("interaction")
    channels = {data["channel"] for data in contacts}
    assert channels >= {"meeting", "visit", "workshop", "meal", "call", "event", "wechat", "mail", "greeting"}
    assert {data["initiator"] for data in contacts} >= {"ours", "theirs"}
    assert max(len(data["people"]) for data in contacts) >= 10


def test_chains_of_every_status_and_open_steps_of_every_rule():
    assert {data["status"] for data in everywhere("chain")} == {"draft", "active", "replaced", "closed"}
    undecided = [data for data in everywhere("step") if data["outcome"] in {"open", "reopened"}]
    assert {data["rule"] for data in undecided} == {"any", "all", "majority", "quorum", "threshold"}
    assert "reopened" in {data["outcome"] for data in undecided}
    assert any(data["due"] < AS_OF for data in undecided if "due" in data)
    assert any(data.get("veto") for data in everywhere("stake"))
    for name in ACCOUNTS:
        assert "active" in {data["status"] for data in current(name, "chain").values()}


def test_a_project_team_whose_lines_turn_the_chart_around():
    solid = {edge.person: edge.manager for edge in graph(SUZHOU).reporting_lines if edge.line == "solid"}
    project = {edge.person: edge.manager for edge in graph(SUZHOU).reporting_lines if edge.line == "project"}
    assert len(project) >= 4
    assert all(solid[person] != manager for person, manager in project.items())
    assert any(solid[manager] == person for person, manager in project.items())


def test_observers_of_three_functions_disagree_on_one_decider():
    said = [
        data
        for data in current(HALDEN, "assessment").values()
        if (data["person"], data["attribute"]) == ("astrid-kellermann", "support")
    ]
    assert {data["function"] for data in said} == {"sales", "delivery", "customer"}
    assert {-2, 2} <= {data["value"] for data in said}


def test_no_usable_edge_leads_to_one_approver():
    approvers = {data["person"] for data in current(SUZHOU, "stake").values() if "approver" in data["roles"]}
    ways = [edge for edge in graph(SUZHOU).influences if edge.target == "marcus-oyelaran"]
    assert "marcus-oyelaran" in approvers
    assert all((edge.strength or 0) * (edge.confidence or 0) < USABLE for edge in ways)
    assert not any("marcus-oyelaran" in (edge.person, edge.manager) for edge in graph(SUZHOU).reporting_lines)
    assert not any("marcus-oyelaran" in data["people"] for data in data_of(SUZHOU, "interaction").values())


def test_a_contact_is_kept_back_in_a_department_of_which_only_juniors_are_known():
    known = [data_of(YUNHE, "person")[person]["seniority"] for person in members(YUNHE, "shebeike")]
    assert known == ["specialist"] * 3
    assert data_of(YUNHE, "department")["shebeike"]["expected_headcount"] > len(known)


def test_one_of_us_left_and_is_still_down_for_somebody():
    gone = {member for member, data in data_of("our_side", "team_member").items() if data["status"] == "left"}
    assert gone & {data["member"] for data in everywhere("coverage")}


def test_somebody_who_left_the_subsidiary_still_holds_what_was_theirs():
    (gone,) = (person for person, data in data_of(SUZHOU, "person").items() if data["status"] == "left")
    holding = {
        kind
        for kind in ("membership", "reporting_line", "stake")
        for data in current(SUZHOU, kind).values()
        if data["person"] == gone
    }
    assert holding == {"membership", "reporting_line", "stake"}


def test_halden_listens_to_a_technician_low_on_the_chart():
    assert "edda-morwick" in list(ranking(HALDEN))[:5]
    assert reports(HALDEN, "edda-morwick") == 0
    assert chart_ranking(HALDEN)["edda-morwick"].influence_percentile < 50
    assert max(ranking(HALDEN), key=lambda person: gain(HALDEN, person)) == "edda-morwick"
    assert moves(HALDEN, {"edda-morwick"}, {"marcus-oyelaran"})


def test_halden_has_a_figurehead_with_more_people_below_him_than_all_but_the_top():
    managers = [person for person in ranking(HALDEN) if reports(HALDEN, person)]
    below = sorted(managers, key=lambda person: -reports(HALDEN, person))
    assert below[:2] == ["vera-lindqvist", "tobias-ravenhill"]
    assert min(managers, key=lambda person: gain(HALDEN, person)) == "tobias-ravenhill"
    assert ranking(HALDEN)["tobias-ravenhill"].influence_percentile < 50


def test_halden_has_a_broker_between_engineering_and_finance():
    broker = {"priya-nandakumar"}
    assert {first_by_brokerage(HALDEN)} == broker
    for side in (members(HALDEN, "engineering", "test-laboratory"), members(HALDEN, "finance") - broker):
        assert moves(HALDEN, broker, side)
        assert moves(HALDEN, side, broker)


def test_the_subsidiary_hears_the_world_through_its_deputy():
    assert next(iter(ranking(SUZHOU))) == first_by_brokerage(SUZHOU) == "cao-zhengting"
    reporting = [edge.person for edge in graph(SUZHOU).reporting_lines if edge.manager == "adrian-wexcombe"]
    assert reporting == ["cao-zhengting"]


def test_yunhe_listens_to_its_retired_chief_engineer():
    assert next(iter(ranking(YUNHE))) == "shen-muqiao"
    assert ranking(YUNHE)["shen-muqiao"].authority is None
    assert data_of(YUNHE, "person")["shen-muqiao"]["kind"] == "external"
    assert max(ranking(YUNHE), key=lambda person: gain(YUNHE, person)) == "shen-muqiao"


def test_yunhe_engineering_and_procurement_meet_only_in_the_budget():
    engineering, procurement = members(YUNHE, "jishubu", "gongyishi"), members(YUNHE, "caigoubu")
    broker = {"mu-qinglan"}
    assert {first_by_brokerage(YUNHE)} == broker
    with_assumed = sorted(ranking(YUNHE).values(), key=lambda one: -(one.brokerage or 0.0))
    assert [one.id for one in with_assumed[:2]] == ["lu-jingtang", "mu-qinglan"]
    assert not moves(YUNHE, engineering, procurement)
    assert not moves(YUNHE, procurement, engineering)
    for side in (engineering, procurement):
        assert moves(YUNHE, broker, side)
        assert moves(YUNHE, side, broker)


def test_the_accounts_have_their_outsiders():
    assert external_kinds(YUNHE) == {"adviser", "design_institute", "tender_agent"}
    assert external_kinds(HALDEN) == {"adviser"}
    assert "integrator" in external_kinds(SUZHOU)
