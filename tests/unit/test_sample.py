"""The sample accounts are sound, invented, and tell the stories that their README promises."""

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analytics.answers.influence import influence_analysis
from app.batches import parse_batch
from app.jobs.sample import FILES
from graph.edge_ids import relation_of
from graph.stored_form import flat_item
from schemas.account_graph import (
    AccountGraph,
    DepartmentNode,
    InfluenceEdge,
    MembershipEdge,
    PersonNode,
    ReportingEdge,
)
from schemas.links import end_links, reference_links
from schemas.resources import RESOURCES
from schemas.settings import AnalysisSettings
from schemas.writes import WriteItem

SAMPLE = Path(__file__).resolve().parents[2] / "app" / "sample"
HALDEN, YUNHE = "halden_pumps", "yunhe_zhonggong"
AS_OF = "2026-07-01T00:00:00.000000Z"
KINDS = [resource.kind for resource in RESOURCES]
RESERVED = {"example.com", "example.org", "example.net"}
"""Domains that nobody can own, by RFC 2606."""

both = pytest.mark.parametrize("name", [HALDEN, YUNHE])


@cache
def bodies(name: str) -> tuple[dict[str, Any], ...]:
    lines = (SAMPLE / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def items(name: str) -> tuple[WriteItem, ...]:
    sent = [{key: value for key, value in body.items() if key != "account_id"} for body in bodies(name)]
    parsed, _ = parse_batch({"items": sent}, RESOURCES, bodies(name)[0]["account_id"], skip=False)
    return tuple(parsed)


def is_told(name: str, kind: str, record: str) -> bool:
    """Whether a record is of the same file, or of the book."""
    return any(record == body["id"] and kind == body["kind"] for body in (*bodies(name), *bodies("our_side")))


def data_of(name: str, kind: str) -> dict[str, Any]:
    return {str(item.id): item.data for item in items(name) if item.resource.kind == kind}


def current(name: str, kind: str) -> dict[str, Any]:
    """Return the records of a kind that exist at `AS_OF`."""
    return {
        record: data
        for record, data in data_of(name, kind).items()
        if (data.get("valid_from") or "") <= AS_OF and (data.get("valid_to") or "~") > AS_OF
    }


def nodes(name: str, kind: str, shape: Any) -> tuple[Any, ...]:
    found = sorted(current(name, kind).items())
    return tuple(
        shape(**{field: record if field == "id" else data.get(field) for field in shape._fields})
        for record, data in found
    )


@cache
def graph(name: str) -> AccountGraph:
    return AccountGraph(
        bodies(name)[0]["account_id"],
        as_of=AS_OF,
        known_at=AS_OF,
        revision=1,
        people=nodes(name, "person", PersonNode),
        departments=nodes(name, "department", DepartmentNode),
        memberships=nodes(name, "membership", MembershipEdge),
        reporting_lines=nodes(name, "reporting_line", ReportingEdge),
        influences=nodes(name, "influence", InfluenceEdge),
    )


@cache
def ranking(name: str) -> dict[str, Any]:
    """Return the people by influence, the most influential first."""
    return {person.id: person for person in influence_analysis(graph(name), AnalysisSettings()).people}


@cache
def chart_ranking(name: str) -> dict[str, Any]:
    """Return the people by influence as the reporting lines alone would have it."""
    on_paper = influence_analysis(replace(graph(name), influences=()), AnalysisSettings())
    return {person.id: person for person in on_paper.people}


def reports(name: str, person: str) -> int:
    authority = ranking(name)[person].authority
    return authority.total if authority else 0


def first_by_brokerage(name: str) -> str:
    return max(ranking(name), key=lambda person: ranking(name)[person].brokerage)


def gain(name: str, person: str) -> float:
    """Return by how much the recorded influences raise somebody above the chart, in percentiles."""
    found: float = ranking(name)[person].influence_percentile - chart_ranking(name)[person].influence_percentile
    return found


def members(name: str, *departments: str) -> set[str]:
    return {edge.person for edge in graph(name).memberships if edge.primary and edge.department in departments}


def moves(name: str, sources: set[str], targets: set[str]) -> bool:
    return any(edge.source in sources and edge.target in targets for edge in graph(name).influences)


def test_every_sample_is_loaded_and_what_others_name_comes_first():
    assert sorted(path.stem for path in SAMPLE.glob("*.ndjson")) == sorted(FILES)
    assert FILES[0] == "our_side"


@pytest.mark.parametrize("name", ["our_side", "account_ties"])
def test_what_is_of_the_book_names_no_account_of_its_own(name):
    kinds = [body["kind"] for body in bodies(name)]
    assert not any("account_id" in body for body in bodies(name))
    assert kinds == sorted(kinds, key=KINDS.index)


def test_every_kind_of_record_has_something_to_look_at_in_both_accounts():
    ours = {"our_side": {"book", "self"}, HALDEN: {"account"}, YUNHE: {"account"}}
    for name, scopes in ours.items():
        told = {body["kind"] for body in bodies(name)} | {"account_tie", "setting", "account"}
        assert {resource.kind for resource in RESOURCES if resource.scope in scopes} <= told, name


@both
def test_every_line_is_a_sound_item_of_one_account_in_the_order_of_the_kinds(name):
    kinds = [body["kind"] for body in bodies(name)]
    assert len(items(name)) == len(kinds)
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds.count("account") == 1
    assert {body["account_id"] for body in bodies(name)} == {bodies(name)[0]["id"]}
    assert all(set(body) == {"account_id", "kind", "id", "data"} for body in bodies(name))


@both
def test_ids_and_relations_are_unique(name):
    ids = Counter((item.resource.kind, item.id) for item in items(name))
    relations = Counter(
        relation_of(item.resource, flat_item(item).data) for item in items(name) if item.resource.is_relation
    )
    assert max(ids.values()) == max(relations.values()) == 1


@both
def test_what_is_needed_is_there_and_edges_join_two_records_of_the_file(name):
    for item in items(name):
        resource = item.resource
        assert all(item.data.get(field) is not None for field in resource.required), item
        data = flat_item(item).data
        ends = [link.key for link in end_links(resource, data)]
        parts = [link.key for link in reference_links(resource, data)]
        assert all(is_told(name, *key) for key in [*ends, *parts]), item
        assert len(set(ends)) == len(ends), item


@both
def test_nobody_has_two_solid_lines_and_no_line_leads_back(name):
    solid = [line for line in data_of(name, "reporting_line").values() if line["line"] == "solid"]
    manager_of = {line["person"]: line["manager"] for line in solid}
    assert len(manager_of) == len(solid)
    for person in manager_of:
        above = [person]
        while (manager := manager_of.get(above[-1])) is not None:
            assert manager not in above
            above.append(manager)


@both
def test_everybody_but_outsiders_has_one_primary_department(name):
    primary = Counter(edge["person"] for edge in data_of(name, "membership").values() if edge["primary"])
    insiders = {person for person, data in data_of(name, "person").items() if data["kind"] != "external"}
    assert primary == Counter(insiders)


@both
def test_whoever_left_holds_nothing_any_more(name):
    gone = {person: data["left_at"] for person, data in data_of(name, "person").items() if data["status"] == "left"}
    assert len(gone) == 1
    held = [
        item.data["valid_to"] == gone[link.id]
        for item in items(name)
        for link in end_links(item.resource, flat_item(item).data)
        if link.kind == "person" and link.id in gone
    ]
    assert all(held)
    assert len(held) >= 3


@both
def test_every_mail_domain_is_reserved(name):
    mails = [mail for data in data_of(name, "person").values() for mail in data.get("mails", ())]
    assert mails
    assert {mail.partition("@")[2] for mail in mails} <= RESERVED


@both
def test_a_planner_finds_every_kind_of_person_and_line(name):
    people = data_of(name, "person").values()
    assert sum(data["kind"] == "placeholder" and not data.get("vacant") for data in people) == 2
    assert sum(bool(data.get("vacant")) for data in people) == 1
    assert all("external_kind" in data for data in people if data["kind"] == "external")
    assert Counter(data["line"] for data in data_of(name, "reporting_line").values())["dotted"] == 2
    assert any(data.get("part_of") for data in data_of(name, "department").values())


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


def test_yunhe_listens_to_its_retired_chief_engineer():
    assert next(iter(ranking(YUNHE))) == "shen-muqiao"
    assert ranking(YUNHE)["shen-muqiao"].authority is None
    assert data_of(YUNHE, "person")["shen-muqiao"]["kind"] == "external"
    assert max(ranking(YUNHE), key=lambda person: gain(YUNHE, person)) == "shen-muqiao"


def test_yunhe_engineering_and_procurement_meet_only_in_the_budget():
    engineering, procurement = members(YUNHE, "jishubu", "gongyishi"), members(YUNHE, "caigoubu")
    broker = {"mu-qinglan"}
    assert {first_by_brokerage(YUNHE)} == broker
    assert not moves(YUNHE, engineering, procurement)
    assert not moves(YUNHE, procurement, engineering)
    for side in (engineering, procurement):
        assert moves(YUNHE, broker, side)
        assert moves(YUNHE, side, broker)


def test_yunhe_has_its_outsiders():
    kinds = {data["external_kind"] for data in data_of(YUNHE, "person").values() if data["kind"] == "external"}
    assert kinds == {"adviser", "design_institute", "tender_agent"}
