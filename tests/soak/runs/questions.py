"""Expensive questions: askers of a large account who hang up, while others read what is cheap."""

import asyncio
import time
from contextlib import suppress
from pathlib import Path

import httpx

from tests.soak.crowds.large import store_large
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.runs.crowd import percentile
from tests.soak.served import Engine, ServedStore, children

LARGE, SMALL = "large", "small"
SMALL_PEOPLE = 60
PAUSE_SECONDS = 0.05
CALM_SHARE = 0.1
"""A service that uses less of a core than this has nothing left to compute."""
LOOK_SECONDS = 1.0
CLIENT_SECONDS = 400.0
WAITING = {"Prefer": f"wait={CLIENT_SECONDS:.0f}"}
"""Else the answers would be jobs."""


async def run_questions(
    folder: Path, engine: Engine, *, people: int = 5_000, askers: int = 8, hang_up_seconds: float = 5.0
) -> Report:
    """Let askers hang up, let others ask the same at once and wait, and return what readers saw meanwhile."""
    store, findings = ServedStore(folder / "data", engine), Findings()
    try:
        await store.start()
        async with httpx.AsyncClient(base_url=store.url, timeout=CLIENT_SECONDS, trust_env=False) as client:
            await store_large(client, LARGE, people)
            await store_large(client, SMALL, SMALL_PEOPLE)
            numbers = await _hung_up(client, store, askers, hang_up_seconds, findings)
            numbers |= await _waited_for(client, store, findings)
    finally:
        await store.close()
    return Report("questions", engine.name, {"people": people, "askers": askers, **numbers}, findings)


async def _hung_up(
    client: httpx.AsyncClient, store: ServedStore, askers: int, seconds: float, findings: Findings
) -> dict[str, float]:
    """Hang up on every answer; return how readers fared, and for how long the service went on computing."""
    asking = [asyncio.create_task(ask_and_hang_up(client, number, seconds)) for number in range(askers)]
    await asyncio.sleep(seconds / 4)
    cheap = [await _seconds(client, f"/v1/accounts/{SMALL}/people/p{number}", findings) for number in range(40)]
    small = await _seconds(client, f"/v1/accounts/{SMALL}/analysis/health", findings)
    await asyncio.gather(*asking)
    began = time.monotonic()
    while await _share_of_a_core(store) > CALM_SHARE:
        if time.monotonic() - began > CLIENT_SECONDS:
            findings.add("stuck", "the service computes what nobody waits for")
            break
    return {
        "cheap_read_p50_seconds": percentile(cheap, 0.5),
        "cheap_read_p99_seconds": percentile(cheap, 0.99),
        "small_health_seconds": round(small, 2),
        "busy_after_hanging_up_seconds": round(time.monotonic() - began - LOOK_SECONDS, 1),
    }


async def ask_and_hang_up(client: httpx.AsyncClient, number: int, seconds: float) -> None:
    """Ask for the health of the large account on one of 28 days, and hang up after so many seconds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # each about another day: nobody asks the same
            day = f"2026-07-{1 + number % 28:02}T00:00:00Z"
            await client.get(
                f"/v1/accounts/{LARGE}/analysis/health", params={"as_of": day}, headers={"Prefer": "wait=600"}
            )


async def _seconds(client: httpx.AsyncClient, path: str, findings: Findings) -> float:
    began = time.monotonic()
    try:
        answer = await client.get(path)
    except httpx.TransportError as error:
        findings.add("refused", f"{path}: {type(error).__name__}")
    else:
        if not answer.is_success:
            findings.add("refused", f"{path}: {answer.status_code} {answer.text[:200]}")
    await asyncio.sleep(PAUSE_SECONDS)
    return time.monotonic() - began - PAUSE_SECONDS


async def _waited_for(client: httpx.AsyncClient, store: ServedStore, findings: Findings) -> dict[str, float]:
    """Wait for health and influence of the large account, asked by three at once each."""
    found = {}
    for noun in ("health", "influence"):
        path = f"/v1/accounts/{LARGE}/analysis/{noun}?as_of=2026-08-01T00:00:00Z"
        began, used = time.monotonic(), _processor_seconds(store)
        answers = await asyncio.gather(*(client.get(path, headers=WAITING) for _ in range(3)))
        found[f"large_{noun}_seconds"] = round(time.monotonic() - began, 1)
        found[f"large_{noun}_processor_seconds"] = round(_processor_seconds(store) - used, 1)
        if {answer.status_code for answer in answers} != {200} or len({answer.content for answer in answers}) != 1:
            findings.add("refused", f"{noun}: {[answer.status_code for answer in answers]}")
    return found


async def _share_of_a_core(store: ServedStore) -> float:
    """Return which share of a core the service and its workers use during a second; the engine is not theirs."""
    before = _processor_seconds(store)
    await asyncio.sleep(LOOK_SECONDS)
    return (_processor_seconds(store) - before) / LOOK_SECONDS


def _processor_seconds(store: ServedStore) -> float:
    of_engine = store.engine_pid()
    pids = [store.pid, *(pid for pid in children(store.pid) if pid != of_engine)]
    return sum(_processor_seconds_of(pid) for pid in pids)


def _processor_seconds_of(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100.0
    return 0.0
