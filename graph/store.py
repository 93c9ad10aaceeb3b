"""The store as the rest of the service sees it: opened once, on the embedded engine or on Neo4j."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from graph.api_keys import ApiKeys
from graph.backups.beside import Beside
from graph.cache import Cache
from graph.checking.report import CheckReport
from graph.checking.revisions import check_revisions
from graph.checking.store_check import StoreCheck
from graph.clock_watch import ClockWatch
from graph.deliveries import Deliveries
from graph.engine.bolt_address import BoltAddress
from graph.engine.client import GraphClient
from graph.engine.disk_room import DiskRoom
from graph.engine.embedded import Build, EmbeddedEngine
from graph.engine.folder_owner import find_owner
from graph.engine.migrations import migrate, missing_migrations
from graph.erasure.erasures import Erasures
from graph.history.reader import HistoryReader
from graph.history.recorded_changes import RecordedRow
from graph.history.writer import HistoryWriter
from graph.jobs import Jobs
from graph.merging.merges import Merges
from graph.read.account_differences import AccountDifferences
from graph.read.account_graph import AccountGraphs
from graph.read.change_feed import ChangeFeed
from graph.read.joined_writers import JoinedWriters
from graph.read.repository import Repository
from graph.read.search import Search
from graph.read.whole.whole_kinds import WholeKinds
from graph.rising_clock import Clock, RisingClock
from graph.snapshots.runs import ReportRuns
from graph.snapshots.snapshots import Snapshots
from graph.statement_times import StatementTimes
from graph.write.account_writer import AccountWriter
from graph.write.contact_lines import OlderContacts
from schemas.errors import StoreUnavailable
from schemas.messages.message import Message

SNAPSHOT_DAYS, DETAIL_DAYS = 1_100, 100
"""How long snapshots are kept where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """Where the store is and what it may take.

    Attributes
    ----------
    folder : Path
        Data folder of the embedded engine.
    neo4j : BoltAddress or None
        A Neo4j to use instead of the embedded engine.
    build : {"native", "jvm"}
        Build of the embedded engine.
    statement_seconds, work_seconds : float
        Longest statement, and longest unit of work that writes.
    heap : str
        Memory of the embedded engine, as Java writes it.
    service_url : str or None
        Where the service answers, for whoever finds the folder taken.
    join : bool
        Use the engine of the process that owns the folder, where there is one, instead of being refused.
    cache_bytes : int
        Most memory that answers, and what they are computed from, are kept in.
    snapshot_days, detail_days : int
        How long the numbers of snapshots are kept, and how long what they list: so long there are reports.
    time_zone : str
        Whose calendar dates reports have.
    sealed : bool
        Refuse a folder whose files changed since they were closed, or which a kill left in disagreement.
    spare_bytes : int
        Below so much free room on the disk of the folder nothing new is written.
    """

    folder: Path
    neo4j: BoltAddress | None = None
    build: Build = "native"
    statement_seconds: float = 30.0
    work_seconds: float = 10.0
    heap: str = "1g"
    service_url: str | None = None
    join: bool = False
    cache_bytes: int = 256_000_000
    snapshot_days: int = SNAPSHOT_DAYS
    detail_days: int = DETAIL_DAYS
    time_zone: str = "UTC"
    spare_bytes: int = 0
    sealed: bool = True


class Store:
    """Reads and writes of stored records, and the graphs analytics works on.

    Attributes
    ----------
    folder : Path or None
        Data folder of the embedded engine, whose owner other processes find there; None for a Neo4j.
    room : DiskRoom or None
        The disk of that folder.
    snapshot_days, detail_days : int
        How long snapshots are kept, as in `StoreOptions`.
    time_zone : str
        Whose calendar dates reports have.
    """

    folder: Path | None = None
    room: DiskRoom | None = None
    snapshot_days, detail_days = SNAPSHOT_DAYS, DETAIL_DAYS
    time_zone = "UTC"

    def __init__(
        self, client: GraphClient, engine: EmbeddedEngine | None, clock: Clock, cache: Cache, *, elsewhere: bool
    ) -> None:
        self._client = client
        self._engine = engine
        self.clock = clock
        self.cache = cache
        self.repository = Repository(client)
        self.search = Search(client)
        self.whole_kinds = WholeKinds(client, self.repository)
        joined = JoinedWriters(client, clock, owner=engine is not None)
        self.writer = AccountWriter(client, clock, joined)
        self.older_contacts = OlderContacts(client, clock)
        self.graphs = AccountGraphs(client, cache)
        self.differences = AccountDifferences(client)
        self.erasures = Erasures(client, clock, self.writer, cache)
        self.merges = Merges(clock, self.writer)
        self.changes = ChangeFeed(client, clock, self.writer.open_writes, joined)
        self.clock_watch = ClockWatch(client, clock, self.changes, elsewhere=elsewhere)
        self.api_keys = ApiKeys(client, clock)
        self.jobs = Jobs(client, clock)
        self.snapshots = Snapshots(client, clock)
        self.report_runs = ReportRuns(client, clock)
        self.deliveries = Deliveries(client, clock)
        self.beside = Beside(client)
        self.history = HistoryReader(client, self.changes)
        self.replays = HistoryWriter(client)

    @classmethod
    async def open(cls, options: StoreOptions, clock: Clock | None = None) -> Self:
        """Open the store and bring its schema up to date.

        Parameters
        ----------
        clock : Clock or None
            Gives the time; without one the machine's, which never goes back behind what the store holds.

        Raises
        ------
        FolderTaken
            When another process owns the data folder and ``join`` is not asked for.
        StoreUnavailable
            When it does not answer, or is damaged.
        """
        address, engine = await _address(options)
        room = None if options.neo4j else DiskRoom(options.folder.absolute(), options.spare_bytes)
        client = GraphClient.open(
            address,
            _write_lock(engine),
            statement_seconds=options.statement_seconds,
            work_seconds=options.work_seconds,
            room=room,
        )
        clock = clock or RisingClock()
        store = cls(client, engine, clock, Cache(options.cache_bytes), elsewhere=options.neo4j is not None)
        store.room, store.folder = room, None if options.neo4j else options.folder.absolute()
        store.snapshot_days, store.detail_days = options.snapshot_days, options.detail_days
        store.time_zone, store.writer.zone = options.time_zone, ZoneInfo(options.time_zone)
        try:
            await migrate(client, clock())
            await client.learn_server()
            if engine is not None and options.sealed and not engine.seal.was_there:
                await check_revisions(client)
            await store.clock_watch.look()
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Close connections and stop the engine, if it is ours."""
        await self._client.close()
        if self._engine is not None:
            await self._engine.stop()

    @property
    def times(self) -> StatementTimes:
        """The times of all statements that run."""
        return self._client.times

    @property
    def engine(self) -> EmbeddedEngine | None:
        """The embedded engine that this process owns, if any."""
        return self._engine

    def check(
        self,
        is_sound: Callable[[RecordedRow], bool],
        report: CheckReport | None = None,
        *,
        alone: bool | None = None,
    ) -> StoreCheck:
        """Return a check of all that is stored; ``is_sound`` says of a row whether it is as its kind is.

        Findings are added to the report, a new one where none is given. Where nobody else can write meanwhile (by
        default where the engine is ours), ``alone``, what is younger than the longest write is looked at, too.
        """
        alone = self._engine is not None if alone is None else alone
        return StoreCheck(self._client, self.history, self.clock, is_sound, report or CheckReport(), alone=alone)

    async def check_ready(self) -> None:
        """Return when there is room on disk, the store answers and its schema is current.

        Raises
        ------
        StoreUnavailable
            Otherwise.
        """
        if self.room is not None:
            self.room.check_ready()
        if await missing_migrations(self._client):
            raise StoreUnavailable(Message("store.older_schema"))


async def _address(options: StoreOptions) -> tuple[BoltAddress, EmbeddedEngine | None]:
    if options.neo4j is not None:
        return options.neo4j, None
    owner = find_owner(options.folder) if options.join else None
    if owner is not None:
        return owner.address, None
    engine = EmbeddedEngine(
        options.folder,
        build=options.build,
        statement_seconds=options.statement_seconds,
        heap=options.heap,
        service_url=options.service_url,
        sealed=options.sealed,
    )
    return await engine.start(), engine


def _write_lock(engine: EmbeddedEngine | None) -> AbstractAsyncContextManager[Any]:
    """Return what units of work queue on: a lock where this process is the engine's only writer."""
    return nullcontext() if engine is None else asyncio.Lock()
