"""Krackhardt's four measures of real organisation charts: on arcs manager -> report a tree has 1 in all."""

import pytest

from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.data.krackhardt_graphs import managers
from tests.data.shared_folders import read_rows, shared_folder
from tests.unit.analytics.accounts import account, line
from tests.unit.analytics.asked import influence_analysis


def four_of(chart: AccountGraph) -> tuple[float | None, ...]:
    found = influence_analysis(chart, AnalysisSettings()).account
    return found.connectedness, found.hierarchy, found.efficiency, found.least_upper_boundedness


def test_the_chart_of_krackhardts_managers_is_an_out_tree():
    """reference/README.md: least upper boundedness is 1 for arcs manager -> report (.084211 the other way round)."""
    assert four_of(managers("reports_to")[0]) == (1.0, 1.0, 1.0, 1.0)


def test_the_chart_of_oracles_107_employees_is_an_out_tree():
    """hr_oracle_sample/README.md: GTD = 1, 1, 1, 1; one root, 100, and depth 3."""
    rows = read_rows(shared_folder("hr_oracle_sample") / "employees.csv")
    people = [f"e{row['employee_id']}" for row in rows]
    lines = [line(f"e{row['employee_id']}", f"e{row['manager_id']}") for row in rows if row["manager_id"]]
    chart = account(people, [], lines)
    assert four_of(chart) == (1.0, 1.0, 1.0, 1.0)
    standing = {row.id: row.authority for row in influence_analysis(chart, AnalysisSettings()).people}
    assert standing["e100"] is not None
    assert (standing["e100"].total, standing["e100"].depth, standing["e100"].rank) == (106, 0, 1)
    assert max(place.depth for place in standing.values() if place and place.depth is not None) == 3


@pytest.mark.parametrize("dropped", [0, 5, 19])
def test_a_manager_without_a_line_upwards_splits_the_chart(dropped):
    """By hand: the line that is gone leaves two trees, which share no pair."""
    graph = managers("reports_to")[0]
    lines = graph.reporting_lines[:dropped] + graph.reporting_lines[dropped + 1 :]
    below = subtree(graph.reporting_lines[dropped].person, {each.person: each.manager for each in lines})
    pairs = (below * (below - 1) + (21 - below) * (20 - below)) / (21 * 20)
    found = four_of(account([each.id for each in graph.people], [], lines))
    assert found[:3] == pytest.approx((pairs, 1.0, 1.0), abs=1e-12)


def subtree(top: str, manager_of: dict[str, str]) -> int:
    """Return how many people there are below somebody, and the person."""
    return 1 + sum(subtree(person, manager_of) for person, manager in manager_of.items() if manager == top)
