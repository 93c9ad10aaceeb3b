"""Krackhardt's 21 managers as account graphs, and what independent programs say of them.

Friendship and reporting lines are taken as recorded. Advice is recorded as asker -> asked; here who is asked moves who
asks, so in and out, and representative and gatekeeper, change places, and PageRank is that of the reversed arcs.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from schemas.analysis.network import NetworkAnalysis, Relation
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.data import krackhardt
from tests.data.shared_folders import Row, read_rows, shared_folder
from tests.unit.analytics.accounts import account, alliance, influence, line, member
from tests.unit.analytics.asked import network_analysis

RELATIONS = ["advice", "friendship", "reports_to"]


def arcs(name: str) -> list[tuple[str, str]]:
    """Return the pairs of ids of a relation, as recorded; without the data the test is left out, visibly."""
    shared_folder(krackhardt.FOLDER.name)
    return krackhardt.arcs(name)


def managers(name: str) -> tuple[AccountGraph, Relation]:
    """Return the managers with one relation, advice turned, and what it is recorded as."""
    ends, nodes = arcs(name), krackhardt.rows("nodes")
    people = [f"m{row['id']}" for row in nodes]
    places = [member(f"m{row['id']}", f"d{row['department']}") for row in nodes]
    if name == "reports_to":
        return account(people, [], [line(*pair) for pair in ends], places), "reporting-lines"
    ends = [pair[::-1] for pair in ends] if name == "advice" else ends
    return account(people, [influence(*pair, 1.0, 1.0) for pair in ends], [], places), "influences"


@cache
def measured(name: str) -> NetworkAnalysis:
    """Return the measures of a relation as it is recorded here."""
    graph, relation = managers(name)
    return network_analysis(graph, AnalysisSettings(), relation)


@cache
def measured_both_ways(name: str) -> NetworkAnalysis:
    """Return the measures of a relation without its directions: an alliance for each pair that has any arc."""
    ties = sorted({(min(pair), max(pair)) for pair in arcs(name)})
    graph = replace(
        managers(name)[0], influences=(), reporting_lines=(), alliances=tuple(alliance(*tie) for tie in ties)
    )
    return network_analysis(graph, AnalysisSettings(), "alliances")


def column(answer: NetworkAnalysis, field: str) -> list[Any]:
    """Return one measure of all managers, in the order of the reference files."""
    by_id = {person.id: getattr(person, field) for person in answer.people}
    return [by_id[f"m{number}"] for number in range(1, 22)]


def reference(file: str) -> list[Row]:
    """Return the rows of a reference file; without it the test is left out, visibly."""
    return read_rows(shared_folder("reference") / file)


def published(name: str, field: str) -> list[float]:
    """Return a measure of all managers as sna or igraph computed it."""
    return [float(row[field]) for row in reference(f"krackhardt_{name}_nodes.csv")]


def whole(name: str) -> Mapping[str, float]:
    """Return the measures of a whole relation as sna and igraph computed them."""
    (row,) = (row for row in reference("krackhardt_graph_level.csv") if row["relation"] == name)
    return {field: float(value) for field, value in row.items() if field != "relation"}


def turned(name: str, field: str, other: str) -> str:
    """Return which of two columns is meant: advice runs the other way here."""
    return other if name == "advice" else field
