"""A run that is killed goes on where it stopped, and both together are what one run makes."""

import asyncio
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.reports.made import stored_report
from app.reports.run.executors import in_process, process_pool
from app.reports.run.run import BATCH, AskedRun, run_report
from schemas.errors import StoreUnavailable
from tests.opened_store import joined
from tests.reports.books import ACCOUNTS, AS_OF, DATE, snapshots

ALONE = AskedRun(DATE, AS_OF, alone=True)

PROGRAM = """
import asyncio, multiprocessing, sys
from pathlib import Path
from app.reports.run.executors import process_pool
from tests.opened_store import joined
from tests.reports.test_kills import ALONE, run_report

def stop_after_one_batch(done, total):
    if done:
        print(done, *(child.pid for child in multiprocessing.active_children()), flush=True)
        sys.stdin.read()

async def run(folder):
    async with joined(folder) as store, process_pool(folder, 2) as computing:
        await run_report(store, ALONE, computing, stop_after_one_batch)

if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1])))
"""

PATIENCE = 60.0


def lives(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def killed_in_the_middle(folder: Path, program: Path) -> int:
    """Run the report in a process, kill it after a batch was kept, and return how many accounts that were."""
    program.write_text(PROGRAM)
    command = [sys.executable, str(program), str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())}
    ) as running:
        assert running.stdout is not None
        done, *workers = map(int, running.stdout.readline().split())
        running.send_signal(signal.SIGKILL)
    assert len(workers) == 2
    ends = time.monotonic() + PATIENCE
    while any(map(lives, workers)):
        assert time.monotonic() < ends, "workers outlive whoever began them"
        time.sleep(0.05)
    return done


async def both(folder: Path) -> tuple[dict[str, str], str]:
    async with joined(folder) as store:
        return await snapshots(store), (await stored_report(store, DATE, "en")).model_dump_json()


def test_a_run_that_is_killed_and_begun_again_gives_byte_for_byte_what_an_undisturbed_one_does(book, tmp_path):
    undisturbed = Path(shutil.copytree(book, tmp_path / "undisturbed"))
    done = killed_in_the_middle(book, tmp_path / "program.py")

    async def go_on() -> None:
        async with joined(book) as store:
            before = await snapshots(store)
            assert BATCH <= len(before) < ACCOUNTS
            result = await run_report(store, ALONE, in_process(store))
            assert (result.kept, result.computed) == (len(before), ACCOUNTS - len(before))
        async with joined(undisturbed) as store:
            await run_report(store, ALONE, in_process(store))
        assert await both(book) == await both(undisturbed)

    assert done >= BATCH
    asyncio.run(go_on())


def test_a_pool_of_processes_gives_byte_for_byte_what_one_process_does(book, tmp_path):
    alone = Path(shutil.copytree(book, tmp_path / "alone"))

    async def run() -> None:
        async with joined(book) as store, process_pool(book, 2) as computing:
            assert (await run_report(store, ALONE, computing)).computed == ACCOUNTS
        async with joined(alone) as store:
            await run_report(store, ALONE, in_process(store))
        assert await both(book) == await both(alone)

    asyncio.run(run())


def test_where_workers_are_killed_the_run_ends_with_what_is_kept_and_the_next_one_goes_on(book):
    def kill(done: int, _: int) -> None:
        for child in multiprocessing.active_children() if done else ():
            os.kill(child.pid or 0, signal.SIGKILL)

    async def run() -> None:
        async with joined(book) as store:
            async with process_pool(book, 1) as computing:
                with pytest.raises(StoreUnavailable):
                    await run_report(store, ALONE, computing, kill)
            kept = len(await snapshots(store))
            assert BATCH <= kept < ACCOUNTS
            result = await run_report(store, ALONE, in_process(store))
            assert (result.kept, result.computed, result.failed) == (kept, ACCOUNTS - kept, [])

    asyncio.run(run())
