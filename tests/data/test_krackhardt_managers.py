"""Krackhardt's 21 high-tech managers: what independent programs say of them (R sna 2.7.1, igraph 1.3.5, UCINET 6.849).

Every column of the reference files is either compared or listed with the reason why it is not ours.
"""

from typing import Any

import pytest

from tests.data.krackhardt_graphs import (
    RELATIONS,
    column,
    measured,
    measured_both_ways,
    published,
    reference,
    turned,
    whole,
)

NODE_MEASURES_NOT_OURS = {
    "eigenvector_undirected": "influence is a walk with restart; on reporting trees eigenvectors say next to nothing",
    "hub": "Kleinberg's two scores ask of pages, not of people",
    "authority": "Kleinberg's; our authority is a place on the chart",
    "harmonic_in": "closeness_centrality is Wasserman and Faust's, which also copes with who is not reached",
    "harmonic_out": "the same",
    "stress": "betweenness counts the same paths, shared fairly",
    "load": "betweenness again, counted by another rule",
    "infocent": "assumes that information takes every path; our paths are those of persuasion",
    "flowbet": "the same",
    "coreness": "no question of a planner asks for it",
    "katz_bonpow": "a walk without restart, whose parameter must be fitted to each graph",
    "clustering": "constraint and effective_size say it; see test_email_eu_core",
}

WHOLE_MEASURES_NOT_OURS = {
    "lubness": "sna's own; see the test of least upper boundedness",
    "assort_degree": "no question of a planner asks for it",
}

UCINET_NOT_OURS = {
    "Indeg H-Index": "of papers and citations",
    "K-core index": "no question of a planner asks for it",
    "Components (strong)": "hierarchy says how far people reach each other both ways",
    "Largest Component": "the same",
    "Component Ratio": "the same",
    "Prop within 3": "average distance and diameter say it",
    "SD Distance (population)": "the same",
    "Breadth": "compactness from 1 down",
    "Compactness": "a mean of 1 / distance; ours is the mean distance of who can reach each other",
}

every_relation = pytest.mark.parametrize("name", RELATIONS)


@every_relation
def test_each_manager_measures_what_sna_and_igraph_say(name):
    compared = {
        "in_degree": [turned(name, "indegree", "outdegree")],
        "out_degree": [turned(name, "outdegree", "indegree")],
        "betweenness": ["betweenness_directed", "igraph_betweenness_directed"],
        "pagerank": [turned(name, "pagerank_085", "pagerank_085_reversed")],
        "constraint": ["burt_constraint_directed"],
    }
    for field, columns in compared.items():
        for each in columns:
            assert column(measured(name), field) == pytest.approx(published(name, each), abs=1e-9), each


@every_relation
def test_without_directions_each_manager_measures_what_sna_and_igraph_say(name):
    """An undirected relation has an arc each way here, so a path counts in both directions."""
    found = measured_both_ways(name)
    halved = [value / 2 for value in column(found, "betweenness")]
    assert halved == pytest.approx(published(name, "betweenness_undirected"), abs=1e-9)
    assert column(found, "constraint") == pytest.approx(published(name, "burt_constraint_undirected"), abs=1e-9)
    assert column(found, "closeness_centrality") == pytest.approx(published(name, "closeness_undirected"), abs=1e-9)


@every_relation
def test_every_published_measure_of_a_manager_is_compared_or_said_not_to_be_ours(name):
    compared = {"id", "indegree", "outdegree", "betweenness_directed", "igraph_betweenness_directed", "pagerank_085"}
    compared |= {"pagerank_085_reversed", "burt_constraint_directed"}
    compared |= {"betweenness_undirected", "burt_constraint_undirected", "closeness_undirected"}
    columns = sorted(reference(f"krackhardt_{name}_nodes.csv")[0])
    assert columns == sorted([*compared, *NODE_MEASURES_NOT_OURS])


@every_relation
def test_the_whole_relation_measures_what_sna_and_igraph_say(name):
    found, expected = measured(name).account, whole(name)
    compared = {
        "density": found.density,
        "grecip_edgewise": found.reciprocity,
        "transitivity_weak": found.transitivity,
        "mean_distance": found.average_distance,
        "diameter": found.diameter,
        turned(name, "cz_indegree", "cz_outdegree"): found.in_centralization,
        turned(name, "cz_outdegree", "cz_indegree"): found.out_centralization,
        "connectedness": found.connectedness,
        "hierarchy_krackhardt": found.hierarchy,
        "efficiency": found.efficiency,
        **derived(name),
    }
    assert expected.keys() == compared.keys() | WHOLE_MEASURES_NOT_OURS.keys()
    for measure, value in compared.items():
        assert value == pytest.approx(expected[measure], abs=1e-9), measure


def derived(name: str) -> dict[str, float]:
    """Return what sna names otherwise and our numbers give: shares of dyads, and Freeman's sum over betweenness."""
    found: Any = measured(name).account
    betweenness = column(measured(name), "betweenness")
    both_ways: Any = measured_both_ways(name).account
    asymmetric = 2 * found.density * (1 - found.reciprocity)
    return {
        "hierarchy_reciprocity": asymmetric,
        "grecip_dyadic": 1 - asymmetric,
        "cz_betweenness": sum(max(betweenness) - each for each in betweenness) / (20**2 * 19),
        "global_clustering": both_ways.transitivity,
    }


def test_least_upper_boundedness_is_krackhardts_and_not_that_of_sna():
    """reference/README.md, Traps: .084211 for report -> manager by the definition; sna says .063158."""
    assert measured("reports_to").account.least_upper_boundedness == pytest.approx(16 / 190, abs=1e-9)
    for name in ("advice", "friendship"):
        assert measured(name).account.least_upper_boundedness == whole(name)["lubness"] == 1.0


@pytest.mark.parametrize("name", ["advice", "friendship"])
def test_brokerage_between_departments_is_that_of_sna(name):
    """Raw counts; the z-scores of sna's other file compare with random graphs, which no question here asks for."""
    expected = reference(f"krackhardt_{name}_brokerage_by_department.csv")
    compared = {
        "coordinator": "w_I_coordinator",
        "consultant": "w_O_itinerant",
        "representative": turned(name, "b_IO_representative", "b_OI_gatekeeper"),
        "gatekeeper": turned(name, "b_OI_gatekeeper", "b_IO_representative"),
        "liaison": "b_O_liaison",
    }
    assert expected[0].keys() == {"id", "total", *compared.values()}
    found = [roles.model_dump() for roles in column(measured(name), "brokerage_roles")]
    for role, each in compared.items():
        counts = [int(row[each]) for row in expected]
        assert [roles[role] for roles in found] == counts, role
        assert getattr(measured(name).account.brokerage_roles, role) == sum(counts)
    assert [sum(roles.values()) for roles in found] == [int(row["total"]) for row in expected]


@every_relation
def test_the_whole_relation_measures_what_ucinet_says_where_the_definitions_agree(name):
    """UCINET prints single precision; its connectedness is directed reachability, Krackhardt's is not."""
    found = measured(name).account
    printed = {row["measure"]: float(row[name]) for row in reference("ucinet_6849_hightech_whole_network.csv")}
    compared = {
        "# of nodes": found.people,
        "# of ties": found.edges,
        "Density": found.density,
        "Arc Reciprocity": found.reciprocity,
        "Transitivity/Closure": found.transitivity,
        "Avg Distance": found.average_distance,
        "Diameter": found.diameter,
        turned(name, "In-Centralization", "Out-Centralization"): found.in_centralization,
        turned(name, "Out-Centralization", "In-Centralization"): found.out_centralization,
        **derived_as_ucinet(name),
    }
    assert printed.keys() == compared.keys() | UCINET_NOT_OURS.keys()
    for measure, value in compared.items():
        assert value == pytest.approx(printed[measure], abs=1e-6), measure


def derived_as_ucinet(name: str) -> dict[str, float]:
    """Return what UCINET prints and our numbers give.

    A path of d steps has d - 1 people between its ends, so betweenness adds up to all distances less the pairs of whom
    one reaches the other; the share of such pairs is UCINET's connectedness. Undirected degrees are compared with
    those of a star, n - 2; ours, directed, with n - 1. A dyad is mutual where both arcs are there.
    """
    found: Any = measured(name).account
    between = sum(column(measured(name), "betweenness"))
    both_ways: Any = measured_both_ways(name).account
    reachable = between / (found.average_distance - 1)
    mutual = found.density * found.reciprocity
    asymmetric = 2 * found.density * (1 - found.reciprocity)
    return {
        "Avg Degree": sum(column(measured(name), "out_degree")) / 21,
        "Deg Centralization": both_ways.in_centralization * 20 / 19,
        "Mutuals": mutual,
        "Asymmetrics": asymmetric,
        "Nulls": 1 - mutual - asymmetric,
        "Dyad Reciprocity": found.reciprocity / (2 - found.reciprocity),
        "Connectedness (UCINET: directed reachability)": reachable / (21 * 20),
        "Fragmentation": 1 - reachable / (21 * 20),
        "Wiener Index": found.average_distance * reachable,
        "Dependency Sum": between,
    }


def test_nothing_is_null_of_a_relation_that_ties_everyone():
    assert measured("friendship").account.reasons == {}
    assert all(person.reasons == {} for person in measured("friendship").people)
