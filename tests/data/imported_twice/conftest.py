"""One store for all tests of a module here: each has accounts of its own."""

from collections.abc import AsyncIterator

import pytest_asyncio

from graph.store import Store, StoreOptions
from tests.contract.held_clock import HeldClock
from tests.opened_store import opened


@pytest_asyncio.fixture(scope="module")
async def own_store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """The store on the data of the module."""
    async with opened(own_data, service_clock) as store:
        yield store
