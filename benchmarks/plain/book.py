"""What a user would write instead of a report: a row of maps for every node, then NetworkX and loops for health."""

from typing import Any

from neo4j import Driver

from benchmarks.plain.account import health_by_loops, numbers_by_loops
from benchmarks.plain.influence import influence_of
from schemas.rows import account_graph as rows
from schemas.rows import contacts
from schemas.settings.analysis_settings import AnalysisSettings

NODES: dict[str, tuple[str, type[Any]]] = {
    "people": ("Person", rows.PersonNode),
    "interactions": ("Interaction", contacts.InteractionNode),
    "assessments": ("Assessment", contacts.AssessmentNode),
}
EDGES: dict[str, tuple[str, type[Any]]] = {
    "memberships": ("(:Person {account_id: $id})-[row:MEMBER_OF]->()", rows.MembershipEdge),
    "reporting_lines": ("(:Person {account_id: $id})-[row:REPORTS_TO]->()", rows.ReportingEdge),
    "influences": ("(:Person {account_id: $id})-[row:INFLUENCES]->()", rows.InfluenceEdge),
    "alliances": ("(:Person {account_id: $id})-[row:ALLIED_WITH]->()", rows.PairEdge),
}
MEMBERS = "MATCH (row:TeamMember) RETURN properties(row) AS row"


def health_of(driver: Driver, account_id: str, as_of: str, settings: AnalysisSettings) -> dict[str, float]:
    """Return the parts of health of one account, read and computed."""
    account = read(driver, account_id, as_of)
    return health_by_loops(numbers_by_loops(account, settings, influence_of(account, settings)))


def read(driver: Driver, account_id: str, as_of: str) -> rows.AccountGraph:
    """Return an account, a map a node."""
    found: dict[str, Any] = {}
    for noun, (label, shape) in NODES.items():
        found[noun] = _rows(
            driver, f"MATCH (row:{label} {{account_id: $id}}) RETURN properties(row) AS row", shape, account_id
        )
    for noun, (pattern, shape) in EDGES.items():
        found[noun] = _rows(driver, f"MATCH {pattern} RETURN properties(row) AS row", shape, account_id)
    found["interactions"] = tuple(sorted(found["interactions"], key=lambda each: (each.at, each.id)))
    named = {name for each in found["interactions"] for name in each.members or ()}
    members = _rows(driver, MEMBERS, contacts.MemberNode, account_id)
    found["members"] = tuple(each for each in members if each.id in named)
    return rows.AccountGraph(account_id, as_of, as_of, 1, tier="A", **found)


def _rows(driver: Driver, text: str, shape: type[Any], account_id: str) -> tuple[Any, ...]:
    found = driver.execute_query(text, id=account_id).records
    nodes = (shape(**{name: record["row"].get(name) for name in shape._fields}) for record in found)
    return tuple(sorted(nodes, key=lambda each: each.id))
