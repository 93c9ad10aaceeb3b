"""Krackhardt's 21 high-tech managers: what independent programs say of them (R sna 2.7.1, igraph 1.3.5, UCINET 6.849).

Friendship and reporting lines are taken as recorded. Advice is recorded as asker -> asked; here who is asked moves who
asks, so in and out, and representative and gatekeeper, change places, and PageRank is that of the reversed arcs.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from analytics.answers.network import network_analysis
from schemas.account_graph import AccountGraph
from schemas.analysis.network import NetworkAnalysis, Relation
from schemas.settings import AnalysisSettings
from tests.legs import require
from tests.unit.analytics.accounts import account, influence, line, member

DATA = Path(__file__).parents[3] / ".." / "shared" / "data"
RELATIONS = ["advice", "friendship", "reports_to"]


def rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def arcs(name: str) -> list[tuple[str, str]]:
    return [(f"m{row['from']}", f"m{row['to']}") for row in rows(f"krackhardt_hightech/{name}.csv")]


def managers(name: str) -> tuple[AccountGraph, Relation]:
    nodes = rows("krackhardt_hightech/nodes.csv")
    people = [f"m{row['id']}" for row in nodes]
    places = [member(f"m{row['id']}", f"d{row['department']}") for row in nodes]
    if name == "reports_to":
        return account(people, [], [line(*ends) for ends in arcs(name)], places), "reporting-lines"
    ends = [pair[::-1] for pair in arcs(name)] if name == "advice" else arcs(name)
    return account(people, [influence(*pair, 1.0, 1.0) for pair in ends], [], places), "influences"


@cache
def measured(name: str) -> NetworkAnalysis:
    require("shared data", None if DATA.exists() else f"{DATA.resolve()} is missing; the published numbers are there")
    return network_analysis(managers(name)[0], AnalysisSettings(), managers(name)[1])


def column(name: str, field: str) -> list[float]:
    by_id = {person.id: getattr(person, field) for person in measured(name).people}
    return [by_id[f"m{row['id']}"] for row in rows("krackhardt_hightech/nodes.csv")]


def published(name: str, field: str) -> list[float]:
    return [float(row[field]) for row in rows(f"reference/krackhardt_{name}_nodes.csv")]


def whole(name: str) -> dict[str, float]:
    (row,) = (row for row in rows("reference/krackhardt_graph_level.csv") if row["relation"] == name)
    return {field: float(value) for field, value in row.items() if field != "relation"}


def turned(name: str, field: str, other: str) -> str:
    return other if name == "advice" else field


@pytest.mark.parametrize("name", RELATIONS)
def test_each_manager_measures_what_sna_and_igraph_say(name):
    assert column(name, "in_degree") == published(name, turned(name, "indegree", "outdegree"))
    assert column(name, "out_degree") == published(name, turned(name, "outdegree", "indegree"))
    for field, reference in {
        "betweenness": "betweenness_directed",
        "pagerank": turned(name, "pagerank_085", "pagerank_085_reversed"),
        "constraint": "burt_constraint_directed",
    }.items():
        assert column(name, field) == pytest.approx(published(name, reference), abs=1e-9), field


@pytest.mark.parametrize("name", RELATIONS)
def test_the_whole_relation_measures_what_sna_and_igraph_say(name):
    found, expected = measured(name).account, whole(name)
    for field, reference in {
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
        assert getattr(found, field) == pytest.approx(expected[reference], abs=1e-9), field


def test_least_upper_boundedness_is_krackhardts_and_not_that_of_sna():
    """reference/README.md, Traps: .084211 for report -> manager by the definition; sna says .063158."""
    assert measured("reports_to").account.least_upper_boundedness == pytest.approx(16 / 190, abs=1e-9)
    for name in ("advice", "friendship"):
        assert measured(name).account.least_upper_boundedness == whole(name)["lubness"] == 1.0


@pytest.mark.parametrize("name", ["advice", "friendship"])
def test_brokerage_between_departments_is_that_of_sna(name):
    reference = {
        "coordinator": "w_I_coordinator",
        "consultant": "w_O_itinerant",
        "representative": turned(name, "b_IO_representative", "b_OI_gatekeeper"),
        "gatekeeper": turned(name, "b_OI_gatekeeper", "b_IO_representative"),
        "liaison": "b_O_liaison",
    }
    found = column(name, "brokerage_roles")
    expected = rows(f"reference/krackhardt_{name}_brokerage_by_department.csv")
    for role, field in reference.items():
        counts = [int(row[field]) for row in expected]
        assert [getattr(roles, role) for roles in found] == counts, role
        assert getattr(measured(name).account.brokerage_roles, role) == sum(counts)


@pytest.mark.parametrize("name", RELATIONS)
def test_the_whole_relation_measures_what_ucinet_says_where_the_definitions_agree(name):
    """UCINET prints single precision; its connectedness is directed reachability, Krackhardt's is not."""
    found = measured(name).account
    printed = {row["measure"]: float(row[name]) for row in rows("reference/ucinet_6849_hightech_whole_network.csv")}
    for field, measure in {
        "people": "# of nodes",
        "edges": "# of ties",
        "density": "Density",
        "reciprocity": "Arc Reciprocity",
        "transitivity": "Transitivity/Closure",
        "average_distance": "Avg Distance",
        "diameter": "Diameter",
        "in_centralization": turned(name, "In-Centralization", "Out-Centralization"),
        "out_centralization": turned(name, "Out-Centralization", "In-Centralization"),
    }.items():
        assert getattr(found, field) == pytest.approx(printed[measure], abs=1e-6), field


def test_nothing_is_null_of_a_relation_that_ties_everyone():
    assert measured("friendship").account.reasons == {}
    assert all(person.reasons == {} for person in measured("friendship").people)
