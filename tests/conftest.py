"""What the whole suite shares: a store on each engine, a clock that tests hold, and how much Hypothesis tries.

The engines are chosen here and nowhere else: ``STAKEGRAPH_TEST_ENGINES=native,jvm,neo4j``. Left out, it is the default
build of the embedded engine and, where this machine can start one, a real Neo4j.
"""

import gc
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio
from hypothesis import settings

from graph.engine.bolt_address import BoltAddress
from graph.engine.client import GraphClient
from graph.engine.embedded import Build
from graph.engine.folder_owner import find_owner
from graph.rising_clock import Clock
from graph.store import Store, StoreOptions
from tests.api.serving import Service
from tests.contract.held_clock import HeldClock
from tests.contract.ledgers import AccountDesk
from tests.known_gaps import KNOWN_GAPS
from tests.legs import require
from tests.neo4j.server import Neo4jServer, unavailable
from tests.nightly import NIGHTLY, examples, left_out, parameter
from tests.opened_store import opened
from tests.schedule import ByFileAndEngine

ENGINES = os.environ.get("STAKEGRAPH_TEST_ENGINES", "native,neo4j").split(",")

SERVERS = frozenset({"neo4j"})
"""Engines with a console of their own: whoever has it looks into the store without us."""

PATIENCE = 60.0
"""Seconds a write of the tests may take: a cold engine on a busy machine has not failed."""

A_DAY = 24 * 60 * 60
"""A plan of Neo4j lives as long as the run: the stores of tests are filled and emptied all the time."""

OpenStore = Callable[..., Awaitable[Store]]
"""Opens one more store on the engine of the test, with other options."""

JoinStore = Callable[..., Awaitable[Store]]
"""Opens one more store on the very data of the test's, as another process would."""

Serve = Callable[..., Service]
"""Starts a service on an empty folder of that name, with other settings and words; it lives as long as its module."""

# The first example imports compiled libraries, and a busy machine has not failed.
settings.register_profile("change", deadline=None, max_examples=examples(100))
settings.register_profile("ci", settings.get_profile("change"), derandomize=True, print_blob=True)
settings.register_profile("nightly", deadline=None, print_blob=True)
settings.load_profile("nightly" if NIGHTLY else "ci" if os.environ.get("CI") else "change")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFileAndEngine | None:
    """Share the tests so that an engine starts once a worker, not once a file; any other ``--dist`` is left alone."""
    return ByFileAndEngine(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while tests are collected, and never among the fifteen thousand that were."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what waits for the night or is about other engines, and mark what an engine is known not to keep."""
    waiting = left_out(items, ENGINES) | {item for item in items if not _is_about(item)}
    config.hook.pytest_deselected(items=list(waiting))
    items[:] = [item for item in items if item not in waiting]
    for item in items:
        gap = (parameter(item, "engine_options") or None, getattr(item, "originalname", None))
        if gap in KNOWN_GAPS:
            item.add_marker(pytest.mark.xfail(reason=KNOWN_GAPS[gap], strict=True))


def _is_about(item: pytest.Item) -> bool:
    """Whether a test is about its engine: what somebody sees who looks into the store is about servers alone."""
    return item.get_closest_marker("looked_into") is None or parameter(item, "engine_options") in SERVERS


@pytest.fixture(scope="session", params=ENGINES)
def engine_options(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreOptions]:
    """Where the store of the tests is: one engine of each kind in a session."""
    folder = tmp_path_factory.mktemp("store")
    if request.param != "neo4j":
        yield StoreOptions(folder, build=cast(Build, request.param), work_seconds=PATIENCE)
        return
    require("a real Neo4j", unavailable())
    with Neo4jServer(replan_seconds=A_DAY) as server:
        yield StoreOptions(folder, neo4j=BoltAddress(server.uri, "", "", "neo4j"), work_seconds=PATIENCE)


@pytest.fixture(scope="session")
def in_full(engine_options: StoreOptions) -> bool:
    """Whether a test that asks for everything at every moment does: on the first engine, where our own code is covered.

    The others run the same code; what they may get wrong are statements, and a sample has each of those.
    """
    return engine_options.neo4j is None and engine_options.build == ENGINES[0]


@pytest.fixture(scope="session")
def service_clock() -> HeldClock:
    """The clock of the store: that of the machine, until a test holds it."""
    return HeldClock()


@pytest_asyncio.fixture(scope="session")
async def store(engine_options: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """The store, on every engine in turn."""
    async with opened(engine_options, service_clock) as store:
        yield store


@pytest.fixture(scope="session")
def client(store: Store) -> GraphClient:
    """The way to the store for tests of single statements."""
    return store._client


@pytest.fixture
def clock(service_clock: HeldClock) -> Iterator[HeldClock]:
    """The clock of the store, free again after the test."""
    yield service_clock
    service_clock.release()


@pytest_asyncio.fixture
async def account(store: Store) -> AccountDesk:
    """A new account that nobody else writes to."""
    return await AccountDesk.new(store)


@pytest_asyncio.fixture
async def open_store(
    engine_options: StoreOptions, service_clock: HeldClock, tmp_path: Path
) -> AsyncIterator[OpenStore]:
    """Open further stores, closed after the test: on the same server, or on a folder of their own."""
    opened: list[Store] = []

    async def open_one(**options: Any) -> Store:
        folder = tmp_path / str(len(opened))
        opened.append(await Store.open(replace(engine_options, folder=folder, **options), service_clock))
        return opened[-1]

    yield open_one
    for store in opened:
        await store.close()


@contextmanager
def separate_data(shared: StoreOptions, folder: Path) -> Iterator[StoreOptions]:
    """Where a store of the same engine is that shares no data."""
    own = replace(shared, folder=folder)
    if shared.neo4j is None:
        yield own
        return
    with Neo4jServer(replan_seconds=A_DAY) as server:
        yield replace(own, neo4j=BoltAddress(server.uri, "", "", "neo4j"))


@pytest_asyncio.fixture(scope="session")
async def spare_data(
    engine_options: StoreOptions, service_clock: HeldClock, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[StoreOptions]:
    """Data that is emptied for one test after the other: most need less time than their engine to start."""
    with separate_data(engine_options, tmp_path_factory.mktemp("spare")) as options:
        async with opened(options, service_clock) as owner:
            yield options if owner.engine is None else replace(options, neo4j=owner.engine.address)


async def emptied(data: StoreOptions, clock: HeldClock) -> Store:
    """Open a store and take out all that was ever written to it; its schema stays."""
    store = await Store.open(data, clock)
    assert data.neo4j is not None
    for statement in ("MATCH (n) WHERE NOT n:Migration DETACH DELETE n", "CREATE (:Book {id: 'book', revision: 0})"):
        await store._client._driver.execute_query(statement, database_=data.neo4j.database)
    return store


@pytest_asyncio.fixture(scope="module")
async def own_data(
    engine_options: StoreOptions,
    spare_data: StoreOptions,
    service_clock: HeldClock,
    tmp_path_factory: pytest.TempPathFactory,
) -> StoreOptions:
    """Data of one module: what it writes to the book, no other test has to live with. A server's is emptied first."""
    if engine_options.neo4j is None:
        return replace(engine_options, folder=tmp_path_factory.mktemp("own"))
    await (await emptied(spare_data, service_clock)).close()
    return spare_data


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start services that the tests of one module share."""
    with ExitStack() as running:
        yield lambda name, settings=None, arguments=(): running.enter_context(
            Service(tmp_path_factory.mktemp(name) / "data", settings, arguments)
        )


@pytest.fixture(scope="session")
def folder_options(engine_options: StoreOptions) -> StoreOptions:
    """How a store in a folder is opened: on the default engine, where that of the test is a server."""
    return replace(engine_options, neo4j=None)


@pytest_asyncio.fixture
async def open_folder(
    folder_options: StoreOptions, service_clock: HeldClock, tmp_path: Path
) -> AsyncIterator[OpenStore]:
    """Open empty stores in folders of their own."""
    numbers = count()
    async with _each_closed(
        lambda: Store.open(replace(folder_options, folder=tmp_path / f"folder-{next(numbers)}"), service_clock)
    ) as open_one:
        yield open_one


@pytest_asyncio.fixture
async def open_empty(spare_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[OpenStore]:
    """Open an empty store on the engine of the test: the same each time, and not beside `own_data` of a server."""
    async with _each_closed(lambda: emptied(spare_data, service_clock)) as open_one:
        yield open_one


@asynccontextmanager
async def _each_closed(open_store: OpenStore) -> AsyncIterator[OpenStore]:
    """Open stores one after the other, and close all of them together at the end."""
    opened: list[Store] = []

    async def open_one() -> Store:
        opened.append(await open_store())
        return opened[-1]

    yield open_one
    for store in opened:
        await store.close()


@pytest_asyncio.fixture
async def own_store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """The store on the data of the module."""
    async with opened(own_data, service_clock) as store:
        yield store


@pytest.fixture
def own_address(own_data: StoreOptions, own_store: Store) -> BoltAddress:
    """Where that store answers."""
    if own_data.neo4j is not None:
        return own_data.neo4j
    owner = find_owner(own_data.folder)
    assert owner is not None
    return owner.address


@pytest_asyncio.fixture
async def join_store(own_data: StoreOptions, own_address: BoltAddress) -> AsyncIterator[JoinStore]:
    """Open further stores on that data, closed after the test; they collide with each other as processes do."""
    opened: list[Store] = []

    async def join_one(uri: str | None = None, clock: Clock | None = None, **options: Any) -> Store:
        way = replace(own_address, uri=uri or own_address.uri)
        opened.append(await Store.open(replace(own_data, neo4j=way, **options), clock))
        return opened[-1]

    yield join_one
    for store in opened:
        await store.close()
