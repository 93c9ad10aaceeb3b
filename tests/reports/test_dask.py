"""A Dask cluster computes what one process does."""

import asyncio
import shutil
from pathlib import Path

import pytest
from distributed import LocalCluster

from app.reports.run import executors
from app.reports.run.executors import dask_cluster, in_process
from app.reports.run.run import run_report
from graph.engine.loopback_port import LoopbackPort
from schemas.errors import StoreUnavailable
from tests.opened_store import joined
from tests.reports.books import ACCOUNTS, ASKED
from tests.reports.test_kills import both


def test_two_workers_of_a_cluster_give_byte_for_byte_what_one_process_does(book, tmp_path):
    alone = Path(shutil.copytree(book, tmp_path / "alone"))

    async def run(scheduler: str) -> None:
        async with joined(book) as store, dask_cluster(book, scheduler) as computing:
            assert (await run_report(store, ASKED, computing)).computed == ACCOUNTS
        async with joined(alone) as store:
            await run_report(store, ASKED, in_process(store))
        assert await both(book) == await both(alone)

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        asyncio.run(run(cluster.scheduler_address))


async def test_an_address_at_which_nobody_listens_is_given_up(monkeypatch):
    monkeypatch.setattr(executors, "ANSWER_SECONDS", 0.5)
    port = LoopbackPort()
    with pytest.raises(StoreUnavailable):
        async with dask_cluster(None, f"tcp://127.0.0.1:{port.number}"):
            pass
    port.release()
