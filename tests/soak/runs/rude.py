"""Rude clients: attacks in turn on one service, while a normal reader reads; then all at once."""

import asyncio
import resource
import time
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import httpx

from tests.soak.crowds.memory import resident_megabytes
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.rude.attacks import ATTACKS, Answers, make_bodies
from tests.soak.rude.bystander import Bystander
from tests.soak.served import PLAIN, Engine, ServedStore

ATTACK_SECONDS = 60.0
"""How long an attack goes on at most."""
RECOVERY_SECONDS = 60.0
"""How long after its end the service may take until it answers again as before."""
READER_SECONDS = 1.0
"""Within which 99 of 100 answers to the reader come."""
LOG_LINES = 50
"""How many lines one attack may write into the log."""
GROWTH_MEGABYTES = 400.0
FILES_OPEN = 512
"""Files and connections that the service may have open: half of what many systems allow."""


@dataclass(slots=True)
class Outcome:
    """What one attack came to."""

    attack: str
    answers: Answers
    reader: Bystander
    grown: float
    lines: int
    recovered: float

    @property
    def numbers(self) -> dict[str, float]:
        """The figures of its line."""
        return {
            "reader p99 ms": round(self.reader.p99 * 1000),
            "reader refused": self.reader.refused,
            "reader failed": self.reader.wrong.total(),
            "grown MB": round(self.grown),
            "log lines": self.lines,
            "recovered s": round(self.recovered, 2),
        }

    def __str__(self) -> str:
        figures = ", ".join(f"{name} {value:,}" for name, value in self.numbers.items())
        answers = " ".join(f"{status}×{count}" for status, count in sorted(self.answers.items()))
        return f"{self.attack}: {figures}; answered {answers or 'nothing'}"


async def run_rude(
    folder: Path, engine: Engine, attacks: Iterable[str] = ATTACKS, *, quiet: bool = False, **settings: str
) -> Report:
    """Attack a service in each way and return what its reader saw; a line of figures each goes to the terminal.

    Parameters
    ----------
    quiet : bool
        Write no lines, and judge no times of the reader: for machines that others use meanwhile.
    settings : str
        Environment settings of the service, by their name without prefix.
    """
    store = ServedStore(folder / "data", engine, **{"log_level": "info", **settings})
    findings, numbers = Findings(), dict[str, float]()
    await asyncio.to_thread(make_bodies)
    try:
        await store.start()
        resource.prlimit(store.pid, resource.RLIMIT_NOFILE, (FILES_OPEN, FILES_OPEN))
        for attack in attacks:
            outcome = await _attacked(store, attack)
            if not quiet:
                click.echo(f"rude {engine.name} {outcome}", err=True)
            _judge(outcome, findings, timed=not quiet)
            numbers |= {f"{attack} {name}": value for name, value in outcome.numbers.items()}
    finally:
        await store.close()
    return Report("rude", engine.name, numbers, findings)


async def _attacked(store: ServedStore, attack: str) -> Outcome:
    reader = Bystander(store.url)
    lines, memory = _lines(store), resident_megabytes(store.pid)
    async with beside(reader.read_on()), peak(store.pid) as seen:
        answers: Answers = Answers()
        with suppress(TimeoutError, httpx.TransportError):
            async with asyncio.timeout(2 * ATTACK_SECONDS):
                answers = await ATTACKS[attack][0](store.url, ATTACK_SECONDS)
        ended = time.monotonic()
        recovered = await _recovered(store.url) - ended
    return Outcome(attack, answers, reader, max(seen) - memory, _lines(store) - lines, recovered)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Let something go on as long as the context lasts."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


@asynccontextmanager
async def peak(pid: int) -> AsyncIterator[list[float]]:
    """Give the resident memory of a process, looked at often as long as it lasts."""
    seen = [resident_megabytes(pid)]

    async def look() -> None:
        while True:
            await asyncio.sleep(0.05)
            seen.append(resident_megabytes(pid))

    async with beside(look()):
        yield seen


async def _recovered(url: str) -> float:
    """Return when the service answers as before, at the latest after `RECOVERY_SECONDS`."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    async with httpx.AsyncClient(base_url=url, timeout=READER_SECONDS, trust_env=False, verify=PLAIN) as client:
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                if (await client.get("/v1/accounts")).status_code == 200:
                    break
            await asyncio.sleep(0.05)
    return time.monotonic()


def _lines(store: ServedStore) -> int:
    """Return how many lines the log has, without those of requests."""
    return len(store.words_beside_requests())


def _judge(outcome: Outcome, findings: Findings, *, timed: bool) -> None:
    allowed = ATTACKS[outcome.attack][1]
    if strange := {status: n for status, n in outcome.answers.items() if status not in allowed}:
        findings.add("refused", f"{outcome.attack} was answered {strange}")
    if outcome.reader.wrong:
        findings.add("refused", f"{outcome.attack}: the reader got {dict(outcome.reader.wrong)}")
    if timed and outcome.reader.p99 > READER_SECONDS:
        findings.add("slow", f"{outcome.attack}: the reader waited {outcome.reader.p99:.2f} s")
    if outcome.recovered > RECOVERY_SECONDS:
        findings.add("stuck", f"{outcome.attack}: the service did not recover")
    if outcome.grown > GROWTH_MEGABYTES:
        findings.add("memory", f"{outcome.attack}: the service grew by {outcome.grown:.0f} MB")
    if outcome.lines > LOG_LINES:
        findings.add("log", f"{outcome.attack}: {outcome.lines} lines in the log")
