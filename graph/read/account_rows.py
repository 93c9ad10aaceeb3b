"""Reads the rows of one account: one statement, a second for whom they name of the book.

A row that does not answer for the moment is asked for its older ones; whatever is written between the statements was
recorded after the snapshot and does not count.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graph.engine.client import GraphClient
from graph.ledger.record_rows import Row, resolve
from graph.ledger.stored_form import record_name
from graph.read.account_graph_rows import (
    KIND_OF_NAME,
    SHAPES,
    Found,
    drop_ends_of_book,
    drop_loose_ends,
    named_of_book,
    typed,
)
from graph.read.of_book import KIND_OF, KnownOfBook, SeenOfBook, of_named, unseen
from graph.read.packed_rows import OF_GAPS
from graph.statement_times import Rows
from schemas.reads import Snapshot
from schemas.rows.contacts import MemberNode
from schemas.writes import BOOK

NOTHING: Found = {kind: [] for kind in SHAPES}
"""The rows of a kind of which a statement returns none."""

BOUNDS = ("state_from", "state_to", "valid_from", "valid_to")


class FoundRows(NamedTuple):
    """Rows of an account, and the instant at which one of them begins or ends next; None where none does."""

    found: Found
    until: str | None


class AccountRows:
    """Rows by snapshot, as the store has them."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def of_account(self, snapshot: Snapshot) -> FoundRows:
        """Return what is so of an account itself at a snapshot, all but what it names of the book."""
        moment = {"as_of": snapshot.as_of, "known_at": snapshot.known_at}
        answer = await self._client.read("account_graph.read", account_id=snapshot.account_id, **moment)
        rows = await self._existing(snapshot, snapshot.account_id, answer)
        found = NOTHING | rows.found
        drop_loose_ends(found)
        return FoundRows(found, rows.until)

    async def of_gaps(self, snapshot: Snapshot) -> FoundRows:
        """Return what is remembered of the gaps of an account at a snapshot, and what is done about them."""
        moment = {"as_of": snapshot.as_of, "known_at": snapshot.known_at}
        answer = await self._client.read("account_graph.gaps", account_id=snapshot.account_id, **moment)
        rows = await self._existing(snapshot, snapshot.account_id, answer)
        return rows._replace(found={kind: rows.found.get(kind, []) for kind in OF_GAPS})

    async def with_book(self, snapshot: Snapshot, found: Found, known: KnownOfBook | None = None) -> Found:
        """Return the rows of an account with whom of us and which competitors they name.

        Parameters
        ----------
        known : mapping, optional
            Records of the book that others named at the same instant; those that this one names come to it.
        """
        if not (named := named_of_book(found)):
            return found
        seen = ({} if known is None else known).setdefault(snapshot.book_revision, {})
        if new := unseen(seen, named):
            seen.update(await self._of_book(snapshot, new))
        rows = found | of_named(seen, named)
        drop_ends_of_book(rows)
        return rows

    async def _of_book(self, snapshot: Snapshot, named: Mapping[str, Sequence[str]]) -> SeenOfBook:
        """Return records of the book by kind and id; None of those that there are not."""
        moment = {"as_of": snapshot.as_of, "known_at": snapshot.known_at}
        answer = await self._client.read("account_graph.book", **named, **moment)
        found = (await self._existing(snapshot, BOOK, answer)).found
        rows = {(kind, row[0]): row for kind, rows in found.items() for row in rows}
        return {(KIND_OF[name], each): rows.get((KIND_OF[name], each)) for name, ids in named.items() for each in ids}

    async def members(self, snapshot: Snapshot, ids: Collection[str]) -> list[MemberNode]:
        """Return members of ours at a snapshot, in order of id."""
        found = await self._of_book(snapshot, {"members": sorted(ids), "competitors": []})
        return [row for row in found.values() if row is not None]

    async def _existing(self, snapshot: Snapshot, ledger: str, answer: Rows) -> FoundRows:
        """Return the typed rows of a statement, completed from older rows where the newest does not answer."""
        rows_of_kinds: dict[str, list[Any]] = {}
        for name, rows in answer:
            rows_of_kinds.setdefault(KIND_OF_NAME[name], []).extend(rows)
        whole = [(kind, row) for kind, rows in rows_of_kinds.items() if dict in set(map(type, rows)) for row in rows]
        whole = [(kind, row) for kind, row in whole if type(row) is dict]
        for kind in {kind for kind, _ in whole}:
            rows_of_kinds[kind] = [row for row in rows_of_kinds[kind] if type(row) is list]
        records = await self._with_older(snapshot, ledger, whole)
        for kind, known in records:
            if row := resolve(known, snapshot.as_of, snapshot.known_at):
                rows_of_kinds[kind].append([row.get(name) for name in SHAPES[kind]._fields])
        until = min(_bounds((row for _, known in records for row in known), snapshot.as_of), default=None)
        return FoundRows({kind: typed(kind, rows) for kind, rows in rows_of_kinds.items()}, until)

    async def _with_older(
        self, snapshot: Snapshot, ledger: str, newest: Sequence[tuple[str, Row]]
    ) -> list[tuple[str, list[Row]]]:
        """Return records by their kind, each as all of its rows where the newest does not answer for the snapshot."""
        rows_of = {record_name(ledger, kind, row["id"]): (kind, [row]) for kind, row in newest}
        unclear = sorted(name for name, (_, [row]) in rows_of.items() if not answers(row, snapshot))
        if unclear:
            for (older,) in await self._client.read("history.rows", records=unclear):
                rows_of[older["record"]][1].append(older)
        return list(rows_of.values())


def answers(newest: Row, snapshot: Snapshot) -> bool:
    """Whether the newest row of a record says what is so at a snapshot, whatever older ones say."""
    begun = (newest.get("state_from") or "") <= snapshot.as_of and newest["recorded_at"] <= snapshot.known_at
    return begun and snapshot.as_of < (newest.get("state_to") or "~")


def _bounds(rows: Iterable[Row], after: str) -> Iterator[str]:
    """Yield the instants after one at which a state or a lifetime begins or ends."""
    for row in rows:
        yield from (bound for name in BOUNDS if (bound := row.get(name)) and bound > after)
