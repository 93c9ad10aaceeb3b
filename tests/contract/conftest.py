"""What tests of several contracts begin with: a folder for files of another system, and a store to read them into."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from graph.store import Store, StoreOptions
from tests.contract.held_clock import HeldClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the export of a test is."""
    return tmp_path / "export"


@pytest_asyncio.fixture(scope="module")
async def shared_store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """One store for all tests of a file, each of which has accounts of its own."""
    store = await Store.open(own_data, service_clock)
    yield store
    await store.close()
