"""What the whole suite shares: a store on each engine, a clock that tests hold, and how much Hypothesis tries.

The engines are chosen here and nowhere else: ``STAKEGRAPH_TEST_ENGINES=native,jvm,neo4j``. Left out, it is the default
build of the embedded engine and, where this machine can start one, a real Neo4j.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio
from hypothesis import settings

from graph.bolt_address import BoltAddress
from graph.client import GraphClient
from graph.embedded import Build
from graph.store import Store, StoreOptions
from tests.contract.held_clock import HeldClock
from tests.contract.ledgers import AccountDesk
from tests.known_gaps import KNOWN_GAPS
from tests.legs import require
from tests.neo4j.server import Neo4jServer, unavailable

ENGINES = os.environ.get("STAKEGRAPH_TEST_ENGINES", "native,neo4j").split(",")

PATIENCE = 60.0
"""Seconds a write of the tests may take: a cold engine on a busy machine is no failure."""

OpenStore = Callable[..., Awaitable[Store]]
"""Opens one more store on the engine of the test, with other options."""

# The first example imports compiled libraries, and a busy machine is no failure.
settings.register_profile("stakegraph", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "stakegraph")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what an engine is known not to keep; a gap that is closed fails until its line is gone."""
    for item in items:
        call = getattr(item, "callspec", None)
        gap = (call.params.get("engine_options") if call else None, getattr(item, "originalname", None))
        if gap in KNOWN_GAPS:
            item.add_marker(pytest.mark.xfail(reason=KNOWN_GAPS[gap], strict=True))


@pytest.fixture(scope="session", params=ENGINES)
def engine_options(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreOptions]:
    """Where the store of the tests is: one engine of each kind in a session."""
    folder = tmp_path_factory.mktemp("store")
    if request.param != "neo4j":
        yield StoreOptions(folder, build=cast(Build, request.param), work_seconds=PATIENCE)
        return
    require("a real Neo4j", unavailable())
    with Neo4jServer() as server:
        yield StoreOptions(folder, neo4j=BoltAddress(server.uri, "", "", "neo4j"), work_seconds=PATIENCE)


@pytest.fixture(scope="session")
def service_clock() -> HeldClock:
    """The clock of the store: that of the machine, until a test holds it."""
    return HeldClock()


@pytest_asyncio.fixture(scope="session")
async def store(engine_options: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """The store, on every engine in turn."""
    store = await Store.open(engine_options, service_clock)
    yield store
    await store.close()


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
