"""A store that is open as long as somebody needs it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from graph.rising_clock import Clock
from graph.store import Store, StoreOptions


@asynccontextmanager
async def opened(options: StoreOptions, clock: Clock | None = None) -> AsyncIterator[Store]:
    """Open a store, and close it at the end."""
    store = await Store.open(options, clock)
    try:
        yield store
    finally:
        await store.close()


def joined(folder: Path) -> AbstractAsyncContextManager[Store]:
    """Open the store of a folder, beside the service that owns it where there is one."""
    return opened(StoreOptions(folder, join=True))
