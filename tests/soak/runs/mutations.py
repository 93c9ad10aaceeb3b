"""Mutations: valid requests of every operation, changed at random; refused or done, and never a fault of ours."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import click
import httpx

from tests.soak.checking import checked
from tests.soak.crowds.memory import Memory
from tests.soak.findings import Findings
from tests.soak.mutations.judging import Judge
from tests.soak.mutations.requests import Sent, mutated, plain
from tests.soak.mutations.valid import Book, Valid
from tests.soak.mutations.wire import Answer, ask
from tests.soak.report import Report
from tests.soak.served import Engine, ServedStore

AT_ONCE = 4
ROUND = 1_000
"""Mutations until an account is made anew: many of them end what others are about."""
GROWTH_MEGABYTES = 600.0
"""Of the service: answers that are kept, 256 MB at most, are among them."""
JOBS_SECONDS = 600.0
"""Until the last job has ended: imports, and a report of every account that was made."""
TAKEN_PERCENT = 90
"""Of valid requests, as they are; of the others the change would say nothing."""
LOG_LINES = 60
LINES_EACH = 0.05
"""Lines of the log for a mutation, beside the lines of requests: what must be noted stands there once a minute."""
SHOWN_BYTES = 300


@dataclass(slots=True)
class _Tally:
    """What was asked and answered so far."""

    findings: Findings
    operations: set[str] = field(default_factory=set)
    changed: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    taken_as_they_are: int = 0
    sent_as_they_are: int = 0
    worst: float = 0.0


async def run_mutations(
    folder: Path,
    engine: Engine,
    seed: int,
    *,
    count: int = 20_000,
    minutes: float = 30.0,
    size: int = ROUND,
    quiet: bool = False,
) -> Report:
    """Send so many changed requests, at most for so many minutes, and return what was answered.

    Parameters
    ----------
    size : int
        Changed requests until an account is made anew.
    quiet : bool
        Write no lines while it goes on.
    """
    store = ServedStore(folder / "data", engine, log_level="info")
    tally, memory, began = _Tally(Findings()), Memory(store), time.monotonic()
    judge, chance = Judge(), Random(seed)
    try:
        await store.start()
        memory.look()
        while (done := tally.changed.total()) < count and time.monotonic() < began + 60 * minutes:
            await _round(store, judge, tally, chance, min(size, count - done))
            memory.look()
            if not quiet:
                click.echo(f"mutations {engine.name} {_progress(tally, memory)}", err=True)
        well = await _is_well(store, tally.findings)
        numbers = _numbers(tally) | well | memory.numbers() | _log(store, tally)
    finally:
        await store.close()
    if numbers["valid_ones_taken_percent"] < TAKEN_PERCENT:
        tally.findings.add("refused", f"{numbers['valid_ones_taken_percent']} % of the valid requests are taken")
    if numbers["service_most_MB"] - numbers["service_first_MB"] > GROWTH_MEGABYTES:
        tally.findings.add("memory", f"the service grew to {numbers['service_most_MB']} MB")
    return Report("mutations", engine.name, {**numbers, "seconds": round(time.monotonic() - began)}, tally.findings)


async def _round(store: ServedStore, judge: Judge, tally: _Tally, chance: Random, size: int) -> None:
    """Make an account, see which requests about it are taken as they are, and send changed ones."""
    requests = await asyncio.to_thread(_requests, store.url)
    tally.operations |= {valid.operation for valid in requests}
    if not tally.sent_as_they_are:
        await _send(store, judge, tally, (plain(valid) for valid in requests if _is_harmless(valid)))
    await _send(store, judge, tally, (mutated(chance, chance.choice(requests)) for _ in range(size)))


def _requests(url: str) -> list[Valid]:
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        return list(Book(client).requests())


def _is_harmless(valid: Valid) -> bool:
    """Whether others are taken after it: it ends nothing."""
    return valid.method != "DELETE" and not valid.operation.endswith(("/merge", "/sessions"))


async def _send(store: ServedStore, judge: Judge, tally: _Tally, requests: Iterator[Sent]) -> None:
    async def go_on() -> None:
        for sent in requests:
            began = time.monotonic()
            answer = await asyncio.to_thread(ask, store.url, sent)
            _note(judge, tally, sent, answer, time.monotonic() - began)

    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))


def _note(judge: Judge, tally: _Tally, sent: Sent, answer: Answer, seconds: float) -> None:
    tally.worst = max(tally.worst, seconds)
    if sent.changed:
        tally.changed.update([" and ".join(sorted(set(sent.changed)))])
        tally.answers[answer.status] += 1
    else:
        tally.sent_as_they_are += 1
        tally.taken_as_they_are += answer.status < 400
    if fault := judge.fault(sent, answer):
        shown = sent.as_bytes()[:SHOWN_BYTES]
        tally.findings.add("answer", f"{fault} {answer.body[:SHOWN_BYTES]!r} to {sent.changed} {shown!r}")


async def _is_well(store: ServedStore, findings: Findings) -> dict[str, float]:
    """Note it where the service, its jobs or its store are not as they should be; return how much was looked at."""
    async with store.client() as client:
        ready = await client.get("/readyz")
        written = await client.put("/v1/accounts/afterwards", json={"name": "Afterwards"})
        read = await client.get("/v1/accounts/afterwards")
        jobs = await _ended_jobs(client, findings)
    for answer in (ready, written, read):
        if not answer.is_success:
            findings.add("stuck", f"{answer.request.url} is answered {answer.status_code} {answer.text[:200]}")
    for job in jobs:
        if job.get("error") == "ServiceError":
            findings.add("import", f"a fault of ours: {job}")
    return {"jobs_ended": len(jobs), **await checked(store, findings)}


async def _ended_jobs(client: httpx.AsyncClient, findings: Findings) -> list[dict[str, str]]:
    """Return all jobs once none is under way; note it where one stays so."""
    began, found = time.monotonic(), await _jobs(client)
    while {"queued", "running"} & {job["state"] for job in found}:
        if time.monotonic() - began > JOBS_SECONDS:
            findings.add("stuck", "a job is still under way")
            break
        await asyncio.sleep(0.5)
        found = await _jobs(client)
    return found


async def _jobs(client: httpx.AsyncClient) -> list[dict[str, str]]:
    found, query = list[dict[str, str]](), {"limit": "500"}
    while True:
        page = (await client.get("/v1/jobs", params=query)).json()
        found += page["items"]
        if not page.get("next_cursor"):
            return found
        query["cursor"] = page["next_cursor"]


def _numbers(tally: _Tally) -> dict[str, float]:
    kinds = Counter[str]()
    for names, times in tally.changed.items():
        for name in names.split(" and "):
            kinds[name] += times
    classes = Counter(f"answered_{status // 100}xx" if status > 0 else "hung_up" for status in tally.answers.elements())
    fives = {f"answered_{status}": times for status, times in sorted(tally.answers.items()) if status >= 500}
    return {
        "operations": len(tally.operations),
        "mutations": tally.changed.total(),
        **{f"of_the_{name.replace(' ', '_')}": times for name, times in sorted(kinds.items())},
        **dict(sorted(classes.items())),
        **fives,
        "valid_ones_taken_percent": round(100 * tally.taken_as_they_are / max(1, tally.sent_as_they_are)),
        "worst_answer_seconds": round(tally.worst, 2),
    }


def _log(store: ServedStore, tally: _Tally) -> dict[str, float]:
    lines = len(store.words_beside_requests())
    if lines > LOG_LINES + LINES_EACH * tally.changed.total():
        tally.findings.add("log", f"{lines} lines beside those of requests")
    return {"log_lines_without_requests": lines}


def _progress(tally: _Tally, memory: Memory) -> str:
    sizes = ", ".join(f"{name} {seen[-1][1]:.0f} MB" for name, seen in memory.seen.items())
    answers = " ".join(f"{status}×{times}" for status, times in sorted(tally.answers.items()))
    return f"{tally.changed.total():,} sent; {answers}; {tally.findings.total} found; {sizes}"
