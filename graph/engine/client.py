"""The one path to storage: statements over Bolt, with retries, time limits and one line of timing each."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial
from typing import Any, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    NotificationMinimumSeverity,
    Query,
    unit_of_work,
)
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError

from cypher import Statement, statement
from graph.engine.bolt_address import BoltAddress
from graph.engine.disk_room import DiskRoom
from graph.engine.errors import is_store_exception, service_error
from graph.statement_times import Rows, StatementTimes
from schemas.errors import ServiceError, StoreError, StoreTimeout, StoreUnavailable
from schemas.messages.message import Message

T = TypeVar("T")

ROWS_A_STATEMENT = 1_000
"""Rows sent with one statement; larger messages hang the embedded engine."""

COMMIT_SECONDS = 5.0
"""Longest commit, repetitions included; without a limit a write to an engine that hangs would never be answered."""

_REAL_NEO4J = re.compile(r"Neo4j/\S+")
"""How a Neo4j calls itself; what is only compatible with it adds so."""

WRITES_WAITED_FOR = 3
"""A unit of work waits for its turn no longer than this many may take."""


def in_parts(values: Sequence[T], at_once: int = ROWS_A_STATEMENT) -> Iterator[list[T]]:
    """Yield values in lists of as many as one statement may be sent.

    Examples
    --------
    >>> list(in_parts("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    for start in range(0, len(values), at_once):
        yield list(values[start : start + at_once])


class Transaction:
    """A transaction, in which a unit of work runs statements by name.

    Attributes
    ----------
    draws_lines : bool
        As `GraphClient` has it.
    """

    def __init__(
        self, inner: AsyncManagedTransaction, seconds: float, times: StatementTimes, *, draws_lines: bool
    ) -> None:
        self.draws_lines = draws_lines
        self._inner = inner
        self._seconds = seconds
        self._times = times

    async def run(self, name: str, /, **parameters: Any) -> Rows:
        """Run one statement and return its rows, each a list of values."""
        found = statement(name)
        return await self._times.run(found, parameters, self._run(found, parameters), self._seconds)

    async def run_all(self, name: str, rows: Sequence[Any], /, at_once: int = ROWS_A_STATEMENT) -> None:
        """Run one statement that takes ``$rows``, in as few messages as are safe."""
        for part in in_parts(rows, at_once):
            await self.run(name, rows=part)

    async def _run(self, found: Statement, parameters: Mapping[str, Any]) -> Rows:
        result = await self._inner.run(found.text, dict(parameters))
        return await result.values()


class GraphClient:
    """Runs statements on whichever engine the address leads to.

    Parameters
    ----------
    address : BoltAddress
        Where the store answers.
    write_lock : async context manager
        Held around each unit of work that writes; where one process writes, queueing here beats colliding there.
    statement_seconds, work_seconds : float
        How long one statement, and one unit of work, may take.
    room : DiskRoom or None
        The disk that the store writes to, where it is one of this machine.

    Attributes
    ----------
    draws_lines : bool
        Whether relationships are drawn that nobody reads but eyes in a browser: on a real Neo4j, which has one.
    times : StatementTimes
        Of all that runs.
    """

    def __init__(
        self,
        driver: AsyncDriver,
        database: str,
        write_lock: AbstractAsyncContextManager[Any],
        statement_seconds: float = 30.0,
        work_seconds: float = 10.0,
        room: DiskRoom | None = None,
    ) -> None:
        self._driver = driver
        self._database = database
        self._write_lock = write_lock
        self._statement_seconds = statement_seconds
        self._work_seconds = work_seconds
        self._room = room
        self.draws_lines = False
        self.times = StatementTimes()
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()

    @classmethod
    def open(
        cls,
        address: BoltAddress,
        write_lock: AbstractAsyncContextManager[Any],
        *,
        statement_seconds: float = 30.0,
        work_seconds: float = 10.0,
        room: DiskRoom | None = None,
    ) -> Self:
        """Return a client of a store; connects when first used."""
        driver = AsyncGraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password) if address.user else None,
            connection_timeout=2.0,
            connection_acquisition_timeout=5.0,
            max_transaction_retry_time=4.0,
            initial_retry_delay=0.05,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="stakegraph",
        )
        return cls(driver, address.database, write_lock, statement_seconds, work_seconds, room)

    @property
    def longest_write(self) -> float:
        """Seconds after which a unit of work that began has been committed or never will be."""
        return self._work_seconds + COMMIT_SECONDS

    async def close(self) -> None:
        """Close every connection."""
        await self._driver.close()

    async def learn_server(self) -> None:
        """Ask the server what it is."""
        server = await self._asked(self._driver.get_server_info)
        self.draws_lines = _REAL_NEO4J.fullmatch(server.agent) is not None

    async def read(self, name: str, /, **parameters: Any) -> Rows:
        """Run one reading statement and return its rows; repeated on passing faults."""
        found = statement(name)
        return await self._asked(lambda: self._read(found, parameters))

    async def write(self, work: Callable[[Transaction], Awaitable[T]], *, spare: bool = False) -> T:
        """Run a unit of work in one transaction, all or nothing.

        The work may be called again when the store asks for it, so it must start from what it reads. A collision on
        a unique key is repeated once. A work older than ``work_seconds`` is rolled back instead of committed.

        Parameters
        ----------
        spare : bool
            Whether it may take of the room on disk that all others leave: what frees room or must not wait.

        Raises
        ------
        DiskFull
            When there is no room; nothing was written.
        StoreUnavailable
            When the store is away, or other works hold it for too long.
        StoreTimeout
            When it did not answer in time; ``in_doubt`` when the work may have been stored all the same.
        """
        if self._room is not None and not spare:
            self._room.check_write()
        async with AsyncExitStack() as turn:
            await self._wait_for_turn(turn)
            try:
                return await self._written(work)
            except StoreError as error:
                if self._room is None or error.in_doubt or not self._room.is_full():
                    raise
                raise self._room.full() from error

    async def _written(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        try:
            return await self._asked(lambda: self._write(work), raising=(ConstraintError,))
        except ConstraintError:
            return await self._asked(lambda: self._write(work))

    async def change_schema(self, *names: str) -> None:
        """Run schema statements in one transaction, which holds nothing else: all of them, or none."""
        async with self._session(WRITE_ACCESS) as session:
            await self._asked(lambda: session.execute_write(partial(self._change_schema, names)))

    async def _change_schema(self, names: Sequence[str], inner: AsyncManagedTransaction) -> None:
        transaction = Transaction(inner, self._statement_seconds, self.times, draws_lines=self.draws_lines)
        for name in names:
            await transaction.run(name)

    async def _read(self, found: Statement, parameters: Mapping[str, Any]) -> Rows:
        delay, deadline = 0.05, time.monotonic() + 4.0
        while True:
            try:
                return await self.times.run(
                    found, parameters, self._read_once(found, parameters), self._statement_seconds
                )
            except (Neo4jError, DriverError) as error:
                if not error.is_retryable() or time.monotonic() + delay > deadline:
                    raise
            await asyncio.sleep(delay)
            delay *= 2

    async def _read_once(self, found: Statement, parameters: Mapping[str, Any]) -> Rows:
        async with self._session(READ_ACCESS) as session:
            result = await session.run(Query(found.text, timeout=self._statement_seconds), dict(parameters))
            return await result.values()

    async def _wait_for_turn(self, turn: AsyncExitStack) -> None:
        try:
            async with asyncio.timeout(WRITES_WAITED_FOR * self._work_seconds):
                await turn.enter_async_context(self._write_lock)
        except TimeoutError:
            raise StoreUnavailable(Message("store.busy")) from None

    async def _write(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        seconds = self._work_seconds
        committing = False

        @unit_of_work(timeout=seconds + 1)
        async def bounded(inner: AsyncManagedTransaction) -> T:
            nonlocal committing
            committing = False
            started = time.monotonic()
            transaction = Transaction(inner, self._statement_seconds, self.times, draws_lines=self.draws_lines)
            outcome = await work(transaction)
            if time.monotonic() - started > seconds:
                raise StoreTimeout(Message("store.write_too_long", seconds=seconds))
            committing = True
            return outcome

        try:
            async with asyncio.timeout(self.longest_write), self._session(WRITE_ACCESS) as session:
                return await session.execute_write(bounded)
        except TimeoutError:
            if committing:
                raise StoreTimeout(Message("store.silent_in_doubt"), in_doubt=True) from None
            raise

    def _session(self, access: str) -> AsyncSession:
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks
        )

    @staticmethod
    async def _asked(call: Callable[[], Awaitable[T]], raising: tuple[type[Exception], ...] = ()) -> T:
        try:
            return await call()
        except ServiceError:
            raise
        except Exception as error:
            if isinstance(error, raising) or not is_store_exception(error):
                raise
            raise service_error(error) from error
