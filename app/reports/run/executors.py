"""Where batches are computed: in this process, by a pool of processes, or by a Dask cluster."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from app.child_processes import prepare_child
from app.reports.run.batch import Batch, Computed
from app.reports.run.computing import computed
from app.reports.run.workers import compute_batch
from graph.store import Store
from schemas.errors import InvalidInput, ServiceError, StoreUnavailable
from schemas.messages.message import Message

ANSWER_SECONDS = 10
"""How long a scheduler may take to answer."""


class Computing(NamedTuple):
    """A way to compute batches, and how many of them it works on at once."""

    compute: Callable[[Batch], Awaitable[Computed]]
    at_once: int


def usual_workers() -> int:
    """Return how many processes compute if nobody says: half of the cores, so that readers keep the other half."""
    return max(1, (os.cpu_count() or 1) // 2)


def in_process(store: Store) -> Computing:
    """Compute in this process, one batch after the other."""
    return Computing(partial(computed, store), 1)


@asynccontextmanager
async def process_pool(
    folder: Path | None, workers: int, prepare: Callable[[], None] = prepare_child
) -> AsyncIterator[Computing]:
    """Compute in processes of this machine.

    Parameters
    ----------
    folder : Path or None
        As `compute_batch` takes it.
    prepare : callable
        Called first in each of them.
    """
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare)
    try:
        yield _on(pool, folder, workers)
    finally:
        await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)


@asynccontextmanager
async def dask_cluster(folder: Path | None, scheduler: str) -> AsyncIterator[Computing]:
    """Compute on the workers of a Dask cluster that is there already.

    Raises
    ------
    InvalidInput
        When Dask is not installed here.
    StoreUnavailable
        When nobody answers at the address, or the cluster has no workers.
    """
    client = await asyncio.to_thread(_client, scheduler)
    try:
        workers = sum((await asyncio.to_thread(client.nthreads)).values())
        if not workers:
            raise StoreUnavailable(Message("reporting.no_workers", address=scheduler))
        yield _on(client.get_executor(pure=False, retries=0), folder, workers)
    finally:
        await asyncio.to_thread(client.close)


def _client(scheduler: str) -> Any:
    try:
        distributed = import_module("distributed")  # an optional dependency, and slow to import
    except ImportError:
        raise InvalidInput.at("--scheduler", Message("reporting.no_dask")) from None
    try:
        return distributed.Client(scheduler, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise StoreUnavailable(Message("reporting.no_scheduler", address=scheduler)) from None


def _on(executor: Executor, folder: Path | None, workers: int) -> Computing:
    async def compute(batch: Batch) -> Computed:
        try:
            return await asyncio.wrap_future(executor.submit(compute_batch, folder, batch))
        except ServiceError:
            raise
        except Exception as error:  # of accounts a worker says itself what is wrong: this is the way to it
            raise StoreUnavailable(Message("reporting.workers_lost", fault=type(error).__name__)) from error

    return Computing(compute, workers + 1)
