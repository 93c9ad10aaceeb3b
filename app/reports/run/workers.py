"""Workers: processes that compute batches, each with its own way to the store.

Only ids travel to them and snapshots from them: a worker reads its own environment for how the store is reached, and
for an embedded store the file that its owner keeps beside the data.
"""

import asyncio
import threading
from dataclasses import replace
from pathlib import Path

from app.child_processes import prepare_child
from app.logs.stderr import log_of_worker
from app.reports.run.batch import Batch, Computed
from app.reports.run.computing import computed
from app.settings import Settings
from graph.engine.folder_owner import find_owner
from graph.store import Store, StoreOptions
from schemas.errors import StoreUnavailable
from schemas.messages.message import Message


def prepare_worker_of_service() -> None:
    """Make a process one that computes for a service: it writes the log of the service, in its form."""
    prepare_child()
    log_of_worker(Settings.from_environment())


class _Worker(threading.local):
    """One thread that computes: its event loop and its store, opened with the first batch."""

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        self.stores: dict[Path | None, Store] = {}


_WORKER = _Worker()


def compute_batch(folder: Path | None, batch: Batch) -> Computed:
    """Return what comes of a batch, computed in a worker.

    Parameters
    ----------
    folder : Path or None
        Data folder of the embedded store; None for the Neo4j of this worker's environment.
    """
    return _WORKER.runner.run(_compute(folder, batch))


async def _compute(folder: Path | None, batch: Batch) -> Computed:
    if folder not in _WORKER.stores:
        _WORKER.stores[folder] = await Store.open(worker_options(folder))
    return await computed(_WORKER.stores[folder], batch)


def worker_options(folder: Path | None) -> StoreOptions:
    """Return how a worker reaches the store: it never starts an engine of its own, and keeps nothing that it read.

    Raises
    ------
    StoreUnavailable
        When nobody owns the folder here.
    """
    settings = Settings.from_environment().model_copy(update={"cache_megabytes": 0.0})
    if folder is None:
        return settings.store_options()
    owner = find_owner(folder)
    if owner is None:
        raise StoreUnavailable(Message("reporting.nobody_owns", folder=str(folder)))
    return replace(settings.store_options(), neo4j=owner.address)
