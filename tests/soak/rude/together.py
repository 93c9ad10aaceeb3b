"""All at once: rude clients, expensive questions, a full disk and a wrong clock, while one reads and one writes."""

import asyncio
import itertools
import resource
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import click
import httpx

from tests.api.shifted import WrongClock
from tests.api.small_disk import SmallDisk, unavailable
from tests.soak.checking import checked
from tests.soak.crowds.large import store_large
from tests.soak.crowds.memory import resident_megabytes
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.rude.attacks import ATTACKS, Answers, all_at_once, make_bodies
from tests.soak.rude.bystander import Bystander
from tests.soak.rude.normal_writer import NormalWriter
from tests.soak.runs.clocks import FAR
from tests.soak.runs.questions import LARGE, ask_and_hang_up
from tests.soak.runs.rude import (
    ATTACK_SECONDS,
    FILES_OPEN,
    GROWTH_MEGABYTES,
    READER_SECONDS,
    RECOVERY_SECONDS,
    beside,
    peak,
)
from tests.soak.served import PLAIN, Engine, ServedStore

DISK_MEGABYTES, SPARE_MEGABYTES = 256, 20
FULL_MEGABYTES = 5
"""What is left of the disk while it is full."""
ASKERS = 8
ASKED_SECONDS = 5.0
"""After which an asker hangs up, and asks about another day."""
STATUSES = ATTACKS["all_at_once"][1] | {507}
LOG_LINES = 150
"""Of connections, clock and disk, a line of a kind a minute; of statements one for each of more than a second."""


class StoreOnDisk(ServedStore):
    """A service whose data folder lies on a small disk, and whose commands see it."""

    def __init__(self, disk: SmallDisk, engine: Engine, **settings: str) -> None:
        super().__init__(disk.folder / "data", engine, **settings)
        self._disk = disk

    def within(self, words: Iterable[object]) -> list[str]:
        """Return a command line that runs where the disk is seen."""
        return self._disk.within(words)


@dataclass(slots=True)
class _Beset:
    """One service, what attacks it, and who uses it meanwhile."""

    store: ServedStore
    clock: WrongClock
    disk: SmallDisk | None
    reader: Bystander
    writer: NormalWriter

    async def attacked(self, seconds: float) -> Answers:
        """Do all of it at once: the clock is ahead in the two middle quarters, the disk is full in the second half."""
        beside_them = (self._leap(seconds / 4, seconds / 2), self._fill(seconds / 2, seconds / 2), self._ask(seconds))
        answers, *_ = await asyncio.gather(self._be_rude(seconds), *beside_them)
        return answers

    async def _be_rude(self, seconds: float) -> Answers:
        """Be rude in every way at once, and begin again for so many seconds."""
        answers, end = Answers(), time.monotonic() + seconds
        while time.monotonic() < end:
            answers += await all_at_once(self.store.url, ATTACK_SECONDS)
        return answers

    async def _fill(self, begin: float, seconds: float) -> None:
        await asyncio.sleep(begin)
        if self.disk is not None:
            await asyncio.to_thread(self.disk.fill, FULL_MEGABYTES)
            await asyncio.sleep(seconds)
            self.disk.empty()

    async def _leap(self, begin: float, seconds: float) -> None:
        await asyncio.sleep(begin)
        self.clock.set(seconds=FAR.total_seconds())
        await asyncio.sleep(seconds)
        self.clock.set()

    async def _ask(self, seconds: float) -> None:
        """Ask what is expensive and hang up, again and again."""
        days, end = itertools.count(), time.monotonic() + seconds

        async def go_on(client: httpx.AsyncClient) -> None:
            while (left := end - time.monotonic()) > 0:
                with suppress(httpx.TransportError):
                    await ask_and_hang_up(client, next(days), min(left, ASKED_SECONDS))
                await asyncio.sleep(0.1)  # one that is refused comes again

        async with httpx.AsyncClient(base_url=self.store.url, timeout=seconds, trust_env=False, verify=PLAIN) as client:
            await asyncio.gather(*(go_on(client) for _ in range(ASKERS)))

    async def recovered(self) -> float:
        """Return after how many seconds reads, writes and ``/readyz`` are as before, `RECOVERY_SECONDS` at the most."""
        began = time.monotonic()
        async with httpx.AsyncClient(
            base_url=self.store.url, timeout=READER_SECONDS, trust_env=False, verify=PLAIN
        ) as client:
            while time.monotonic() - began < RECOVERY_SECONDS:
                with suppress(httpx.TransportError):
                    if (await client.get("/v1/accounts")).is_success and await self.writer.writes_again():
                        break
                await asyncio.sleep(0.1)
        return time.monotonic() - began


async def run_together(
    folder: Path, engine: Engine, *, people: int = 2_000, seconds: float = 60.0, quiet: bool = False, **settings: str
) -> Report:
    """Do all of it at once for so many seconds and return how the reader, the writer and the service fared.

    Parameters
    ----------
    people : int
        Of the account that the expensive questions are about.
    quiet : bool
        Write no line, and judge no times of the reader: for machines that others use meanwhile.
    settings : str
        Environment settings of the service, by their name without prefix.
    """
    findings = Findings()
    await asyncio.to_thread(make_bodies)
    with _store(folder, engine, **settings) as (store, clock, disk):
        try:
            await store.start()
            resource.prlimit(store.pid, resource.RLIMIT_NOFILE, (FILES_OPEN, FILES_OPEN))
            async with httpx.AsyncClient(base_url=store.url, timeout=seconds, trust_env=False, verify=PLAIN) as client:
                await store_large(client, LARGE, people)
            one = _Beset(store, clock, disk, Bystander(store.url), NormalWriter(store.url))
            await one.writer.begin()
            numbers = await _measured(one, seconds, findings)
        finally:
            await store.close()
    _judge(one, numbers, findings, timed=not quiet)
    report = Report(
        "together", engine.name, {"people": people, "disk_is_full": int(disk is not None), **numbers}, findings
    )
    if not quiet:
        click.echo(f"together {engine.name} {_line(report)}", err=True)
    return report


@contextmanager
def _store(folder: Path, engine: Engine, **settings: str) -> Iterator[tuple[ServedStore, WrongClock, SmallDisk | None]]:
    """Give a store with a clock that can be set, on a disk that can be filled where the machine lends one."""
    clock, given = WrongClock(folder), {"log_level": "info", "spare_megabytes": str(SPARE_MEGABYTES), **settings}
    reason = unavailable()
    if reason is None:
        with SmallDisk(folder / "small", DISK_MEGABYTES) as disk:
            store: ServedStore = StoreOnDisk(disk, engine, **given)
            store.environment |= clock.settings
            yield store, clock, disk
        return
    click.echo(f"no disk is filled: {reason}", err=True)
    store = ServedStore(folder / "data", engine, **given)
    store.environment |= clock.settings
    yield store, clock, None


async def _measured(one: _Beset, seconds: float, findings: Findings) -> dict[str, float]:
    """Attack, wait until all is as before, and return the figures of it."""
    held, lines = resident_megabytes(one.store.pid), len(one.store.words_beside_requests())
    async with beside(one.reader.read_on()), beside(one.writer.write_on()), peak(one.store.pid) as seen:
        began = time.monotonic()
        answers = await one.attacked(seconds)
        lasted, recovered = time.monotonic() - began, await one.recovered()
    if strange := {status: times for status, times in answers.items() if status not in STATUSES}:
        findings.add("refused", f"the rude were answered {strange}")
    if not one.store.running:
        findings.add("stuck", f"the service has ended: {one.store.words()[-1_000:]}")
        await one.store.start()
        one.writer.url = one.store.url
    if lost := await one.writer.lost():
        findings.add("lost", f"{len(lost)} of {len(one.writer.acknowledged)} who were acknowledged: {sorted(lost)[:5]}")
    return {
        "seconds_of_attack": round(lasted, 1),
        "reader_answers": len(one.reader.seconds),
        "reader_p99_ms": round(one.reader.p99 * 1000),
        "reader_put_off": one.reader.refused,
        "people_acknowledged": len(one.writer.acknowledged),
        **{f"writer_{code}": times for code, times in sorted(one.writer.refused.items())},
        **{f"rude_ones_answered_{status}": times for status, times in sorted(answers.items())},
        "grown_MB": round(max(seen) - held),
        "log_lines": len(one.store.words_beside_requests()) - lines,
        "recovered_seconds": round(recovered, 2),
        **await checked(one.store, findings),
    }


def _judge(one: _Beset, numbers: dict[str, float], findings: Findings, *, timed: bool) -> None:
    for who, wrong in (("reader", one.reader.wrong), ("writer", one.writer.wrong)):
        if wrong:
            findings.add("refused", f"the {who} got {dict(wrong)}")
    if timed and one.reader.p99 > READER_SECONDS:
        findings.add("slow", f"the reader waited {one.reader.p99:.2f} s")
    if numbers["recovered_seconds"] > RECOVERY_SECONDS:
        findings.add("stuck", "the service did not recover")
    if numbers["grown_MB"] > GROWTH_MEGABYTES:
        findings.add("memory", f"the service grew by {numbers['grown_MB']} MB")
    if numbers["log_lines"] > LOG_LINES:
        findings.add("log", f"{numbers['log_lines']} lines in the log")
    if not one.writer.refused:
        findings.add("clock", "no write was put off: neither the clock nor the disk was noticed")


def _line(report: Report) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in report.numbers.items())
