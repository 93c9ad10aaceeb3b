"""Reads one account into an `AccountGraph`: one statement, plain typed rows, cached by what it depends on."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from graph.client import GraphClient
from graph.record_rows import holds
from graph.stored_form import record_name
from schemas.account_graph import (
    AccountGraph,
    DepartmentNode,
    InfluenceEdge,
    MembershipEdge,
    PersonNode,
    ReportingEdge,
)
from schemas.reads import Snapshot


class AccountNode(NamedTuple):
    """The account's own record, as far as it chooses settings."""

    id: str
    tier: str | None
    segment: str | None
    timezone: str | None


Record = TypeVar("Record", bound=NamedTuple)
Values = list[Any]

SHAPES: dict[str, type[Any]] = {
    "account": AccountNode,
    "department": DepartmentNode,
    "person": PersonNode,
    "membership": MembershipEdge,
    "reporting_line": ReportingEdge,
    "influence": InfluenceEdge,
}
"""Kind -> the fields that the statement returns of it, before sequence and times."""

TIMES = ("sequence", "state_from", "state_to", "valid_from", "valid_to", "recorded_at")
"""What every list of the statement ends in."""

GRAPHS_KEPT = 64
"""Account graphs kept; one of 100 people and 400 edges takes about 0.3 MB."""


class AccountGraphs:
    """Account graphs by snapshot; the most recently used are kept."""

    def __init__(self, client: GraphClient, kept: int = GRAPHS_KEPT) -> None:
        self._client = client
        self._kept = kept
        self._graphs: OrderedDict[Snapshot, AccountGraph] = OrderedDict()

    async def read(self, snapshot: Snapshot) -> AccountGraph:
        """Return the graph of one account at a snapshot."""
        graph = self._graphs.get(snapshot)
        if graph is None:
            graph = await self._read(snapshot)
            self._graphs[snapshot] = graph
        self._graphs.move_to_end(snapshot)
        while len(self._graphs) > self._kept:
            self._graphs.popitem(last=False)
        return graph

    async def _read(self, snapshot: Snapshot) -> AccountGraph:
        found = await self._client.read("account_graph.read", account_id=snapshot.account_id)
        lists: dict[str, list[Values]] = {kind: [] for kind in SHAPES} | {row[0]: row[1] for row in found}
        present = {kind: [row for row in rows if _is_present(row, snapshot)] for kind, rows in lists.items()}
        unclear = [(kind, row) for kind, rows in lists.items() for row in rows if not _is_present(row, snapshot)]
        for kind, values in await self._resolve(snapshot, unclear):
            present[kind].append(values)
        existing = {
            kind: sorted(
                (SHAPES[kind]._make(row[: -len(TIMES)]) for row in rows if holds(row[-3], row[-2], snapshot.as_of)),
                key=_by_id,
            )
            for kind, rows in present.items()
        }
        return _graph(snapshot, existing)

    async def _resolve(self, snapshot: Snapshot, unclear: Sequence[tuple[str, Values]]) -> list[tuple[str, Values]]:
        """Return what older rows say of records whose newest row does not answer for the snapshot."""
        if not unclear:
            return []
        rows_of = {record_name(snapshot.account_id, kind, row[0]): (kind, [row]) for kind, row in unclear}
        for (found,) in await self._client.read("history.rows", records=sorted(rows_of)):
            kind, rows = rows_of[found["record"]]
            rows.append([found.get(name) for name in (*SHAPES[kind]._fields, *TIMES)])
        resolved = ((kind, _at(rows, snapshot)) for kind, rows in rows_of.values())
        return [(kind, values) for kind, values in resolved if values is not None]


def _by_id(record: Any) -> str:
    return str(record.id)


def _is_present(row: Values, snapshot: Snapshot) -> bool:
    """Whether the newest row of a record is the one that answers."""
    return row[-1] <= snapshot.known_at and holds(row[-5], row[-4], snapshot.as_of)


def _at(rows: Sequence[Values], snapshot: Snapshot) -> Values | None:
    """Return the state that held, with the lifetime known then; rows newest first."""
    known = [row for row in rows if row[-1] <= snapshot.known_at]
    state = next((row for row in known if holds(row[-5], row[-4], snapshot.as_of)), None)
    return [*state[:-3], *known[0][-3:-1], state[-1]] if state else None


def _between(edges: Iterable[Any], sources: set[str], targets: set[str], ends: Callable[[Any], tuple[str, str]]) -> Any:
    """Return the edges whose both ends exist."""
    pairs = ((edge, ends(edge)) for edge in edges)
    return tuple(edge for edge, (source, target) in pairs if source in sources and target in targets)


def _graph(snapshot: Snapshot, existing: dict[str, list[Any]]) -> AccountGraph:
    people = {person.id for person in existing["person"]}
    departments = {department.id for department in existing["department"]}
    account = existing["account"][0] if existing["account"] else None
    return AccountGraph(
        account_id=snapshot.account_id,
        as_of=snapshot.as_of,
        known_at=snapshot.known_at,
        revision=snapshot.revision,
        book_revision=snapshot.book_revision,
        tier=account.tier if account else None,
        segment=account.segment if account else None,
        people=tuple(existing["person"]),
        departments=tuple(existing["department"]),
        memberships=_between(existing["membership"], people, departments, lambda edge: (edge.person, edge.department)),
        reporting_lines=_between(existing["reporting_line"], people, people, lambda edge: (edge.person, edge.manager)),
        influences=_between(existing["influence"], people, people, lambda edge: (edge.source, edge.target)),
    )
