"""Real people over HTTP: Krackhardt's 21 managers measure what independent programs say of them.

`../shared/data/reference` holds what R sna 2.7.1 and igraph 1.3.5 computed. Advice is turned (who is asked moves who
asks): in and out, representative and gatekeeper change places and PageRank is that of the reversed arcs. The one
number not to be matched is sna's ``lubness`` of the reporting lines, the trap its README names.
"""

import csv
import subprocess
import sys
from functools import cache
from typing import Any

import httpx
import pytest

from tests.api.accounts import done
from tests.api.serving import Service
from tests.data.krackhardt import FOLDER, missing
from tests.legs import require

RELATIONS = {
    "advice": ("krackhardt-advice", "influences"),
    "friendship": ("krackhardt-friendship", "influences"),
    "reports_to": ("krackhardt-advice", "reporting-lines"),
}

MANAGERS = [f"m{number}" for number in range(1, 22)]

every_relation = pytest.mark.parametrize("name", RELATIONS)


@pytest.fixture(scope="module")
def managers(service: Service, client: httpx.Client) -> httpx.Client:
    """A client of a service that holds both accounts, loaded as a person would."""
    require("shared data", missing())
    loaded = subprocess.run(
        [sys.executable, "-m", "tests.data.krackhardt", service.url], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.splitlines()[0] == f"{service.url}/v1/accounts/krackhardt-advice/analysis/influence"
    return client


@cache
def reference(path: str) -> list[dict[str, str]]:
    with (FOLDER.parent / "reference" / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measured(managers: httpx.Client, name: str) -> dict[str, Any]:
    account, relation = RELATIONS[name]
    answer = managers.get(f"/v1/accounts/{account}/analysis/network", params={"relation": relation})
    return dict(done(answer))


def by_manager(answer: dict[str, Any], field: str) -> list[Any]:
    found = {person["id"]: person[field] for person in answer["people"]}
    return [found[manager] for manager in MANAGERS]


def turned(name: str, field: str, other: str) -> str:
    return other if name == "advice" else field


@every_relation
def test_each_manager_measures_what_sna_and_igraph_say(managers, name):
    answer, expected = measured(managers, name), reference(f"krackhardt_{name}_nodes.csv")
    for field, column in {
        "in_degree": turned(name, "indegree", "outdegree"),
        "out_degree": turned(name, "outdegree", "indegree"),
        "betweenness": "betweenness_directed",
        "pagerank": turned(name, "pagerank_085", "pagerank_085_reversed"),
        "constraint": "burt_constraint_directed",
    }.items():
        published = [float(row[column]) for row in expected]
        assert by_manager(answer, field) == pytest.approx(published, abs=1e-9), field


@every_relation
def test_the_whole_relation_measures_what_sna_and_igraph_say(managers, name):
    account = measured(managers, name)["account"]
    (expected,) = (row for row in reference("krackhardt_graph_level.csv") if row["relation"] == name)
    for field, column in {
        "density": "density",
        "reciprocity": "grecip_edgewise",
        "transitivity": "transitivity_weak",
        "average_distance": "mean_distance",
        "diameter": "diameter",
        "in_centralization": turned(name, "cz_indegree", "cz_outdegree"),
        "out_centralization": turned(name, "cz_outdegree", "cz_indegree"),
        "connectedness": "connectedness",
        "hierarchy": "hierarchy_krackhardt",
        "efficiency": "efficiency",
    }.items():
        assert account[field] == pytest.approx(float(expected[column]), abs=1e-9), field
    lubness = 16 / 190 if name == "reports_to" else float(expected["lubness"])
    assert account["least_upper_boundedness"] == pytest.approx(lubness, abs=1e-9)


@pytest.mark.parametrize("name", ["advice", "friendship"])
def test_brokerage_between_departments_is_that_of_sna(managers, name):
    answer = measured(managers, name)
    roles = by_manager(answer, "brokerage_roles")
    for role, column in {
        "coordinator": "w_I_coordinator",
        "consultant": "w_O_itinerant",
        "representative": turned(name, "b_IO_representative", "b_OI_gatekeeper"),
        "gatekeeper": turned(name, "b_OI_gatekeeper", "b_IO_representative"),
        "liaison": "b_O_liaison",
    }.items():
        counts = [int(row[column]) for row in reference(f"krackhardt_{name}_brokerage_by_department.csv")]
        assert [manager[role] for manager in roles] == counts, role
        assert answer["account"]["brokerage_roles"][role] == sum(counts)


def test_everyone_is_listed_with_a_share_of_all_influence(managers):
    people = done(managers.get("/v1/accounts/krackhardt-advice/analysis/influence"))["people"]
    assert sorted(person["id"] for person in people) == sorted(MANAGERS)
    assert sum(person["influence"] for person in people) == pytest.approx(1.0, abs=1e-9)
    assert [person["influence"] for person in people] == sorted((p["influence"] for p in people), reverse=True)


def test_the_chief_executive_leads_the_chart_and_a_department_lists_its_own(managers):
    url = "/v1/accounts/krackhardt-advice/analysis/influence"
    by_id = {person["id"]: person for person in done(managers.get(url))["people"]}
    assert by_id["m7"]["authority"] == {"direct": 4, "total": 20, "depth": 0, "rank": 1}
    own = done(managers.get(url, params={"department": "d1"}))["people"]
    members = [row["id"] for row in nodes() if row["department"] == "1"]
    assert sorted(person["id"] for person in own) == sorted(f"m{number}" for number in members)
    assert all(person == by_id[person["id"]] for person in own)


def nodes() -> list[dict[str, str]]:
    with (FOLDER / "nodes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_loading_them_again_changes_nothing(managers, service):
    before = done(managers.get("/v1/accounts/krackhardt-advice"))
    assert before["revision"] == 2
    subprocess.run([sys.executable, "-m", "tests.data.krackhardt", service.url], capture_output=True, check=True)
    assert done(managers.get("/v1/accounts/krackhardt-advice")) == before
