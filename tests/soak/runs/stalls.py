"""Stalls: an engine that lives and does not answer, or that a statement kills; callers are refused in time."""

import asyncio
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import httpx
from neo4j import AsyncGraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.engine.client import COMMIT_SECONDS, WRITES_WAITED_FOR
from graph.engine.folder_owner import find_owner
from tests.soak.load.teams import Write
from tests.soak.load.witness import ACCOUNTS, Witness
from tests.soak.report import Report
from tests.soak.served import Engine, ServedStore

LIMIT_SECONDS = 1.0
"""Longest statement, and longest unit of work, of the service that is stalled."""

ANSWER_SECONDS = (WRITES_WAITED_FOR + 1) * LIMIT_SECONDS + COMMIT_SECONDS + 2.0
"""A write waits for its turn, works and commits; two seconds are the machine's."""

POISON = "RETURN size(reduce(text = 'sixteen letters.', step IN range(1, 26) | text + text))"
"""A gigabyte, which the heap does not hold: the engine ends itself."""


async def run_stalls(folder: Path, engine: Engine, stalls: int, seed: int, *, poison: bool = True) -> Report:
    """Stop the engine's process under load, let it go on, then poison it, and return what was found."""
    chance = random.Random(seed)
    limits = {"statement_seconds": str(LIMIT_SECONDS), "write_seconds": str(LIMIT_SECONDS)}
    store = ServedStore(folder / "data", engine, heap="256m", **limits)
    witness = Witness(store, chance)
    began, worst = time.monotonic(), 0.0
    try:
        await witness.begin()
        for _ in range(stalls):
            witness.start_load()
            await asyncio.sleep(chance.uniform(0.3, 1.0))
            worst = max(worst, await _stall(store, witness))
        if poison:
            await _poison(store, witness)
    finally:
        store.signal_engine(signal.SIGCONT)
        await witness.finish_load()
        await store.close()
    numbers = {"stalls": stalls, "worst_answer_seconds": round(worst, 2), **witness.sums()}
    return Report("stalls", engine.name, {**numbers, "seconds": round(time.monotonic() - began)}, witness.findings)


async def _stall(store: ServedStore, witness: Witness) -> float:
    """Return how long a caller of a service with a stopped engine waited at most."""
    store.signal_engine(signal.SIGSTOP)
    worst = max(await asyncio.gather(*(_ask(store, witness, number) for number in range(4))))
    store.signal_engine(signal.SIGCONT)
    await witness.finish_load()
    await store.wait_until_ready()
    await witness.verify()
    return worst


async def _ask(store: ServedStore, witness: Witness, number: int) -> float:
    """Read or write; note what is not answered, or not in time; return how long it took."""
    began = time.monotonic()
    async with httpx.AsyncClient(base_url=store.url, timeout=2 * ANSWER_SECONDS) as client:
        path = f"/v1/accounts/{ACCOUNTS[0]}"
        if number % 2:
            answer = await client.get(f"{path}/people")
        else:
            ends = Write(ACCOUNTS[0], "nobody", None)
            answer = await client.post(f"{path}/batch", json=ends.body())
    seconds = time.monotonic() - began
    if answer.status_code not in {503, 504}:
        witness.findings.add("refused", f"{answer.status_code} {answer.text[:300]}")
    if seconds > ANSWER_SECONDS:
        witness.findings.add("slow", f"{answer.status_code} after {seconds:.1f} s, {ANSWER_SECONDS:g} s are allowed")
    return seconds


async def _poison(store: ServedStore, witness: Witness) -> None:
    """Ask the engine itself for more than it can hold, beside the load."""
    owner = find_owner(store.folder)
    assert owner is not None
    address, poisoned = owner.address, store.engine_pid()
    witness.start_load()
    with suppress(DriverError, Neo4jError):
        async with (
            AsyncGraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
            driver.session(database=address.database) as session,
        ):
            await (await session.run(POISON)).consume()
    await store.wait_until_ready()
    if store.engine_pid() == poisoned:
        witness.findings.add("stuck", "the poison did not kill the engine: this proves nothing")
    await witness.finish_load()
    await witness.verify()
