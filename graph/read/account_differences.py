"""Reads what differs of an account between two moments: every record, and what it rests on of the book.

One statement finds the records that may differ, by their newest rows; the older rows of these decide.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.engine.client import GraphClient, in_parts
from graph.ledger.record_differences import Moment, RecordDifference, is_foreseen, record_difference
from graph.ledger.record_rows import Row, own_row
from graph.ledger.stored_form import record_name
from schemas.reads import Snapshot
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND
from schemas.rows.account_graph import AccountGraph
from schemas.writes import BOOK


@dataclass(frozen=True, slots=True)
class AccountDifference:
    """What differs of an account between two moments.

    Attributes
    ----------
    records : tuple of RecordDifference
        In the order of the registry, then of ids; those of the book first.
    foreseen : bool
        Whether, by what was known at the earlier moment, anything would be otherwise at the later instant.
    erased : tuple of (kind, id, instant)
        What was erased for good between both knowledges: nothing of it is left to compare.
    """

    records: tuple[RecordDifference, ...]
    foreseen: bool
    erased: tuple[tuple[str, str, str], ...]


class AccountDifferences:
    """Differences between two snapshots of one account."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def read(
        self, before: tuple[Snapshot, AccountGraph], after: tuple[Snapshot, AccountGraph]
    ) -> AccountDifference:
        """Return what differs between an earlier snapshot and a later one that knows no less.

        Parameters
        ----------
        before, after : tuple of Snapshot and AccountGraph
            What exists at a snapshot, its graph says.
        """
        earlier, later = (Moment(one.as_of, one.known_at) for one, _ in (before, after))
        graphs = before[1], after[1]
        found = await self._rows(before[0], later, graphs)
        standing = [_standing(graph) for graph in graphs]
        differences = []
        for (kind, record_id), rows in found.items():
            present = _present(kind, record_id, standing)
            if difference := record_difference(kind, rows, earlier, later, present):
                differences.append(difference)
        return AccountDifference(
            tuple(sorted(differences, key=_place)),
            any(is_foreseen(rows, earlier, later.as_of) for rows in found.values()),
            await self._erased(before[0], later),
        )

    async def competitor_names(self, competitors: Iterable[str]) -> Mapping[str, str]:
        """Return the names of competitors as last written."""
        wanted = sorted(set(competitors))
        return dict(await self._client.read("differences.names", competitors=wanted)) if wanted else {}

    async def _rows(
        self, before: Snapshot, later: Moment, graphs: tuple[AccountGraph, AccountGraph]
    ) -> dict[tuple[str, str], list[Row]]:
        """Return all rows of each record that may differ, newest first."""
        span = {"known_at": before.known_at, "first": before.as_of, "last": later.as_of}
        heads = await self._client.read("differences.of_account", account_id=before.account_id, **span)
        named = {row.id for graph in graphs for row in graph.members}
        rivals = {row.competitor for graph in graphs for row in graph.competitor_ties}
        of_book = await self._client.read(
            "differences.of_book", members=sorted(named), competitors=sorted(rivals), **span
        )
        found: dict[tuple[str, str], list[Row]] = {}
        for name, row in [*heads, *of_book]:
            kind = _KIND_OF_NAME.get(name, name)
            found[kind, row["id"]] = [own_row(row) if kind == "account" else row]
        await self._add_older(before.account_id, found)
        return found

    async def _add_older(self, account_id: str, found: Mapping[tuple[str, str], list[Row]]) -> None:
        names = {
            record_name(_ledger(account_id, kind), kind, one): (kind, one)
            for (kind, one), rows in found.items()
            if rows[0]["sequence"] > 1
        }
        for part in in_parts(sorted(names)):
            for (row,) in await self._client.read("history.rows", records=part):
                found[names[row["record"]]].append({name: row[name] for name in row if name != "record"})

    async def _erased(self, before: Snapshot, later: Moment) -> tuple[tuple[str, str, str], ...]:
        [[rows]] = await self._client.read("tombstones.stored", ids=[before.account_id])
        return tuple(sorted((row[1], row[2], row[3]) for row in rows if before.known_at < row[3] <= later.known_at))


_KIND_OF_NAME = {BY_KIND[kind].relation: kind for kind in ("reporting_line", "influence", "conflict", "alliance")}
"""Relations between people stand under their type."""

_ORDER = {kind: place for place, kind in enumerate(BY_KIND)}


def _ledger(account_id: str, kind: str) -> str:
    return BOOK if BY_KIND[kind].scope == "book" else account_id


def _standing(graph: AccountGraph) -> dict[str, frozenset[str]]:
    rows: dict[str, Sequence[Any]] = {resource.kind: getattr(graph, resource.plural) for resource in ACCOUNT_RESOURCES}
    return {kind: frozenset(row.id for row in found) for kind, found in rows.items()}


def _present(kind: str, record_id: str, standing: Sequence[Mapping[str, frozenset[str]]]) -> tuple[bool, bool]:
    """Return whether a record counts at both moments; one that no graph lists, by its own rows."""
    if kind not in standing[0]:
        return True, True
    return record_id in standing[0][kind], record_id in standing[1][kind]


def _place(difference: RecordDifference) -> tuple[int, str]:
    return _ORDER[difference.kind], difference.id
