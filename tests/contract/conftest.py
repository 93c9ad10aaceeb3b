"""What tests of several contracts begin with: a folder for files of another system, and a store to read them into."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from graph.store import Store, StoreOptions
from tests.contract.held_clock import HeldClock
from tests.opened_store import opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the export of a test is."""
    return tmp_path / "export"


@pytest_asyncio.fixture(scope="module")
async def shared_store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """One store for all tests of a file, each of which has accounts of its own."""
    async with opened(own_data, service_clock) as store:
        yield store


@pytest_asyncio.fixture(scope="session")
async def lasting_book(
    engine_options: StoreOptions,
    folder_options: StoreOptions,
    tmp_path_factory: pytest.TempPathFactory,
    service_clock: HeldClock,
) -> AsyncIterator[Store | None]:
    """A store in a folder for all tests that write to the book; none on a server, whose spare data they share."""
    if engine_options != folder_options:
        yield None
        return
    async with opened(replace(folder_options, folder=tmp_path_factory.mktemp("book")), service_clock) as store:
        yield store


@pytest_asyncio.fixture(scope="module")
async def book_store(
    lasting_book: Store | None, own_data: StoreOptions, service_clock: HeldClock
) -> AsyncIterator[Store]:
    """The store of tests that write to the book: what is written to an account follows it, so no clock is held here.

    A server's is that of `own_data`: with one more of them, it would plan all statements once more.
    """
    if lasting_book is not None:
        yield lasting_book
        return
    async with opened(own_data, service_clock) as store:
        yield store
