"""The account as analytics takes it: read for a moment and cached, or packed for as long as nothing of it changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from graph.cache import Asked, Cache
from graph.engine.client import GraphClient
from graph.read.account_graph_rows import Found, named_members
from graph.read.account_rows import AccountRows, FoundRows
from graph.read.of_book import KnownOfBook
from graph.read.packed_rows import FORMAT, packed_rows, unpacked_numbers, unpacked_rows
from schemas.reads import AccountSize, Snapshot
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import MemberNode
from schemas.rows.packed_account import KeptAccount, PackedAccount
from schemas.rows.table import Table

LEFT_OUT = frozenset({"account", "team_member", "competitor"})
"""Kinds for which a graph has no attribute of their name."""


class ReadAccount(NamedTuple):
    """An account that was read.

    Attributes
    ----------
    rows : FoundRows
        What it was made of, besides the book.
    kept : KeptAccount or None
        What is kept of it, packed; None where nothing is.
    all_kept : bool
        Whether that is all of it: False where gaps were remembered since.
    """

    snapshot: Snapshot
    graph: AccountGraph
    rows: FoundRows
    kept: KeptAccount | None = None
    all_kept: bool = False

    def numbers(self) -> dict[str, Any]:
        """Return the numbers that are kept with it, as JSON has them."""
        return unpacked_numbers(self.kept.body) if self.kept else {}

    def packed(self, numbers: Mapping[str, Any] | None = None) -> PackedAccount | None:
        """Return the account for a later read; None where that is kept.

        Parameters
        ----------
        numbers : mapping, optional
            Numbers that are to be kept with it; None: those that are.
        """
        if self.all_kept and numbers is None:
            return None
        of, body = self.snapshot, packed_rows(self.rows.found, self.kept and self.kept.body, numbers)
        return PackedAccount(of.account_id, FORMAT, of.revision, of.as_of, self.rows.until, body)


class AccountGraphs:
    """Account graphs by snapshot, kept in the cache of the store."""

    def __init__(self, client: GraphClient, cache: Cache) -> None:
        self._client = client
        self._rows = AccountRows(client)
        self._cache = cache

    async def read(self, snapshot: Snapshot) -> AccountGraph:
        """Return the graph of one account at a snapshot."""

        async def make(_: int) -> AccountGraph:
            return (await self.read_whole(snapshot)).graph

        return await self._cache.find(Asked(("graph",), snapshot), make)

    async def read_whole(
        self, snapshot: Snapshot, kept: KeptAccount | None = None, known: KnownOfBook | None = None
    ) -> ReadAccount:
        """Return an account at a snapshot of the present, past the cache.

        Parameters
        ----------
        kept : KeptAccount, optional
            What `packed` returned of it for this snapshot.
        known : mapping, optional
            Records of the book that accounts named at the same instant; those that this one names come to it.
        """
        rows = FoundRows(unpacked_rows(kept.body), kept.until) if kept else await self._rows.of_account(snapshot)
        found = await self._rows.with_book(snapshot, rows.found, known)
        return ReadAccount(snapshot, _graph(snapshot, found), rows, kept, all_kept=kept is not None)

    async def read_gaps_again(
        self, read: ReadAccount, snapshot: Snapshot, known: KnownOfBook | None = None
    ) -> ReadAccount:
        """Return an account at a later snapshot of the same instant, when nothing but its gaps was written since."""
        of_gaps = await self._rows.of_gaps(snapshot)
        rows = FoundRows(
            read.rows.found | of_gaps.found, min(filter(None, (read.rows.until, of_gaps.until)), default=None)
        )
        found = await self._rows.with_book(snapshot, rows.found, known)
        return ReadAccount(snapshot, _graph(snapshot, found), rows, read.kept)

    async def packed(self, snapshots: Sequence[Snapshot], as_of: str) -> Mapping[str, KeptAccount]:
        """Return what is kept of accounts, packed, where it holds for their snapshots of one instant, by account."""
        asked = [[each.account_id, each.revision] for each in snapshots]
        rows = await self._client.read("packed_accounts.read", rows=asked, format=FORMAT, as_of=as_of)
        return {account_id: KeptAccount(body, until) for account_id, body, until in rows}

    async def size(self, snapshot: Snapshot) -> AccountSize:
        """Return how much of an account is recorded, what has ended too; counted once a revision."""

        async def make(_: int) -> AccountSize:
            rows = await self._client.read("account_graph.size", account_id=snapshot.account_id)
            return AccountSize(**{str(kind): int(count) for kind, count in rows})

        return await self._cache.find(Asked(("size",), snapshot), make)

    async def members(self, snapshot: Snapshot, ids: Collection[str]) -> dict[str, MemberNode]:
        """Return members of ours at a snapshot, by id, named by the account or not; unknown ids are absent."""
        return {row.id: row for row in await self._rows.members(snapshot, ids)} if ids else {}


def _graph(snapshot: Snapshot, found: Found) -> AccountGraph:
    rows_of_kinds: dict[str, Any] = {
        BY_KIND[kind].plural: rows if isinstance(rows, Table) else tuple(rows)
        for kind, rows in found.items()
        if kind not in LEFT_OUT
    }
    own: dict[str, Any] = {
        name: value for row in found["account"] for name, value in row._asdict().items() if name != "id"
    }
    subject: dict[str, Any] = {name: value for name, value in asdict(snapshot).items() if name != "erased_at"}
    of_book: dict[str, Any] = {"competitors": tuple(found["competitor"])}
    team = named_members(found)
    of_book |= {"members": tuple(row for row in found["team_member"] if row.id in team)}
    of_book |= {"assignees": tuple(row for row in found["team_member"] if row.id not in team)}
    return AccountGraph(**subject, **of_book, **own, **rows_of_kinds)
