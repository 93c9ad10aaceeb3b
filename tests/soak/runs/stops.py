"""Clean stops: Ctrl-C and SIGTERM in the middle of the load end the service with status 0 and leave no process."""

import asyncio
import random
import signal
import time
from pathlib import Path

from tqdm import tqdm

from graph.engine.folder_owner import find_owner
from tests.soak.load.witness import Witness
from tests.soak.report import Report
from tests.soak.served import Engine, ServedStore, children, is_alive

SIGNALS = (signal.SIGINT, signal.SIGTERM)


async def run_stops(folder: Path, engine: Engine, stops: int, seed: int, *, quiet: bool = False) -> Report:
    """Stop a service under load by each signal in turn, start it again, and return what was found."""
    chance = random.Random(seed)
    store = ServedStore(folder / "data", engine)
    witness = Witness(store, chance)
    worst, began = 0.0, time.monotonic()
    try:
        await witness.begin()
        for number in tqdm(range(stops), desc=f"stops {engine.name}", disable=quiet):
            witness.start_load()
            await asyncio.sleep(chance.uniform(0.3, 1.5))
            worst = max(worst, await _stop(store, witness, SIGNALS[number % len(SIGNALS)]))
            await store.start()
            await witness.verify()
    finally:
        await witness.finish_load()
        await store.close()
    numbers = {"stops": stops, "worst_stop_seconds": round(worst, 2), **witness.sums()}
    return Report("stops", engine.name, {**numbers, "seconds": round(time.monotonic() - began)}, witness.findings)


async def _stop(store: ServedStore, witness: Witness, number: signal.Signals) -> float:
    """Send one signal and return after how many seconds the service had ended."""
    processes = [store.pid, *children(store.pid)]
    began = time.monotonic()
    try:
        status = await store.stop(number)
    except TimeoutError:
        witness.findings.add("stuck", f"{number.name} did not end the service:\n{store.words()[-2000:]}")
        await store.kill()
        return time.monotonic() - began
    seconds = time.monotonic() - began
    await witness.finish_load()
    if status != 0:
        witness.findings.add("stuck", f"{number.name} ended the service with {status}:\n{store.words()[-2000:]}")
    if left := [pid for pid in processes if is_alive(pid)]:
        witness.findings.add("left", f"after {number.name}: {left}")
    if find_owner(store.folder) is not None:
        witness.findings.add("left", f"after {number.name} the folder has an owner")
    return seconds
