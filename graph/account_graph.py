"""Reads one account into an `AccountGraph`: one statement, plain typed rows, cached by what it depends on."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence, Set
from operator import itemgetter
from typing import Any, NamedTuple

from graph.client import GraphClient
from graph.record_rows import Row, resolve
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


SHAPES: dict[str, type[Any]] = {
    "account": AccountNode,
    "department": DepartmentNode,
    "person": PersonNode,
    "membership": MembershipEdge,
    "reporting_line": ReportingEdge,
    "influence": InfluenceEdge,
}
"""Kind -> the fields that the statement returns of it, in their order."""

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
        found = await self._client.read(
            "account_graph.read",
            account_id=snapshot.account_id,
            as_of=snapshot.as_of,
            known_at=snapshot.known_at,
        )
        existing: dict[str, list[Any]] = {kind: [] for kind in SHAPES}
        unclear: list[tuple[str, Row]] = []
        for kind, rows in found:
            existing[kind].extend([SHAPES[kind]._make(row) for row in rows if type(row) is list])
            unclear.extend([(kind, row) for row in rows if type(row) is dict])
        for kind, row in await self._resolve(snapshot, unclear):
            existing[kind].append(SHAPES[kind]._make(row.get(name) for name in SHAPES[kind]._fields))
        for records in existing.values():
            records.sort(key=itemgetter(0))
        return _graph(snapshot, existing)

    async def _resolve(self, snapshot: Snapshot, unclear: Sequence[tuple[str, Row]]) -> list[tuple[str, Row]]:
        """Return what older rows say of records whose newest row does not answer for the snapshot."""
        if not unclear:
            return []
        rows_of = {record_name(snapshot.account_id, kind, row["id"]): (kind, [row]) for kind, row in unclear}
        for (older,) in await self._client.read("history.rows", records=sorted(rows_of)):
            rows_of[older["record"]][1].append(older)
        resolved = ((kind, resolve(rows, snapshot.as_of, snapshot.known_at)) for kind, rows in rows_of.values())
        return [(kind, row) for kind, row in resolved if row is not None]


def _between(edges: Iterable[Any], sources: Set[str], targets: Set[str]) -> tuple[Any, ...]:
    """Return the edges whose both ends, their second and third value, exist."""
    return tuple([edge for edge in edges if edge[1] in sources and edge[2] in targets])


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
        memberships=_between(existing["membership"], people, departments),
        reporting_lines=_between(existing["reporting_line"], people, people),
        influences=_between(existing["influence"], people, people),
    )
