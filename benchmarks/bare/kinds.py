"""What a user would write with the bare driver for every kind: `MERGE ... SET` to store, `collect` of lists to read."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.invented.accounts import RECORDED
from graph.ledger.stored_form import flat_item, stored_patch
from graph.read.account_graph_rows import SHAPES
from schemas.writes import WriteItem

LABELS = {
    "department": "Department",
    "person": "Person",
    "opportunity": "Opportunity",
    "control_point": "ControlPoint",
    "value_statement": "ValueStatement",
    "gap_state": "GapState",
    "action": "Action",
    "chain": "DecisionChain",
    "step": "Step",
    "interaction": "Interaction",
    "assessment": "Assessment",
    "closeness_note": "ClosenessNote",
}
EDGES = {
    "membership": (("Person", "person"), "MEMBER_OF", ("Department", "department")),
    "reporting_line": (("Person", "person"), "REPORTS_TO", ("Person", "manager")),
    "influence": (("Person", "source"), "INFLUENCES", ("Person", "target")),
    "conflict": (("Person", "people[0]"), "CONFLICTS_WITH", ("Person", "people[1]")),
    "alliance": (("Person", "people[0]"), "ALLIED_WITH", ("Person", "people[1]")),
    "department_relation": (("Department", "source"), "RELATES_TO", ("Department", "target")),
    "stake": (("Person", "person"), "STAKE", ("DecisionChain", "chain")),
    "coverage": (("TeamMember", "member"), "COVERS", ("Person", "target_id")),
    "competitor_tie": (("Competitor", "competitor"), "KNOWS", ("Person", "person")),
}
"""Kind -> label and field of the one end, type, label and field of the other."""

BOOK_LABELS = {"TeamMember": "team_member", "Competitor": "competitor"}

Statement = tuple[str, Sequence[Mapping[str, Any]]]


def merges(account_id: str, items: Sequence[WriteItem]) -> list[Statement]:
    """Return statements, one a kind, that store the same rows: nodes before the edges between them."""
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in (*LABELS, *EDGES)}
    for number, item in enumerate(items):
        flat = flat_item(item)
        data = stored_patch(flat.resource, dict(flat.data), {})
        rows[item.resource.kind].append(
            {**RECORDED, **data, "account_id": account_id, "id": item.id or f"{item.resource.kind}-{number}"}
        )
    return [(_merge_node(kind) if kind in LABELS else _merge_edge(kind), its) for kind, its in rows.items() if its]


def reads() -> list[str]:
    """Return the statements that read the fields of an account graph, one a kind, and which of us is named."""
    nodes = [_read(f"(record:{label} {{account_id: $account_id}})", kind) for kind, label in LABELS.items()]
    return [*nodes, *(_read_edge(kind) for kind in EDGES), MEMBERS]


def _merge_node(kind: str) -> str:
    key = "{account_id: row.account_id, id: row.id}"
    return f"UNWIND $rows AS row MERGE (record:{LABELS[kind]} {key}) SET record += row"


def _merge_edge(kind: str) -> str:
    (source, first), relation, (target, second) = EDGES[kind]
    return (
        f"UNWIND $rows AS row MATCH (source:{source} {_key(source, first)})"
        f" MATCH (target:{target} {_key(target, second)})"
        f" MERGE (source)-[record:{relation} {{id: row.id}}]->(target) SET record += row"
    )


def _key(label: str, field: str) -> str:
    return f"{{id: row.{field}}}" if label in BOOK_LABELS else f"{{account_id: row.account_id, id: row.{field}}}"


def _read_edge(kind: str) -> str:
    (source, _), relation, (target, _) = EDGES[kind]
    if source in BOOK_LABELS:
        return _read(f"(:{target} {{account_id: $account_id}})<-[record:{relation}]-(:{source})", kind)
    return _read(f"(:{source} {{account_id: $account_id}})-[record:{relation}]->(:{target})", kind)


def _read(pattern: str, kind: str) -> str:
    return f"MATCH {pattern} RETURN collect([{_fields(kind)}]) AS rows"


def _fields(kind: str) -> str:
    return ", ".join(f"record.{name}" for name in SHAPES[kind]._fields)


MEMBERS = (
    "MATCH (:Person {account_id: $account_id})<-[:COVERS]-(record:TeamMember) WITH DISTINCT record"
    f" RETURN collect([{_fields('team_member')}]) AS rows"
)

UNION = " UNION ALL ".join(reads())
"""The same in one statement."""
