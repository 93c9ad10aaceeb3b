"""Kills: SIGKILL of the service, its engine, or both, under mixed load; nothing acknowledged may be lost.

The load is batches, imports, erasures, exports and rotations of keys. The engine has a session of its own, so that it
outlives the service for a moment: it is killed on purpose, by its own number.
"""

import asyncio
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from tests.soak.load.erasing import Erasing
from tests.soak.load.exporting import Exporting
from tests.soak.load.importing import Importing
from tests.soak.load.rotating import Rotating
from tests.soak.load.witness import Witness
from tests.soak.report import Report
from tests.soak.served import Engine, NotStarted, ServedStore, signal_process

Target = Literal["service", "engine", "both"]
TARGETS: dict[str, tuple[Target, ...]] = {
    "native": ("service", "engine", "both"),
    "jvm": ("service", "engine", "both"),
    "neo4j": ("service",),
}
"""Whoever runs a Neo4j restarts it; only the service is ours to kill there."""

AGAIN_SHARE = 0.3
"""Share of the kills that are followed by one in the middle of the recovery."""

COLD_SHARE = 0.2
"""Share of the kills that do not wait for a batch to be acknowledged since the one before."""

FIRST_ANSWER_SECONDS = 20.0

CHECKED_EVERY = 25
"""Kills between two checks of the whole store; acknowledged writes are compared after each kill."""

BESIDE = (Rotating, Erasing, Importing, Exporting)
"""The first makes the key that all others send."""

USUAL_START_SECONDS = {"native": 1.5, "jvm": 4.0, "neo4j": 1.5}


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: who, and when.

    Attributes
    ----------
    target : {"service", "engine", "both"}
        Whom it meets.
    cold : bool
        Whether it comes although nothing needs have been acknowledged since the one before.
    after : float
        Seconds of load before it, from the first acknowledged batch on, or from its beginning.
    gap : float
        With both: seconds between the two; the engine is first when it is positive.
    again : float or None
        Kill what recovers, this long after it began to.
    """

    target: Target
    cold: bool
    after: float
    gap: float
    again: float | None


def plan_kills(count: int, engine: str, chance: random.Random) -> list[Kill]:
    """Return kills of each target in turn at random moments."""
    usual, targets = USUAL_START_SECONDS[engine], TARGETS[engine]
    return [
        Kill(
            target=targets[number % len(targets)],
            cold=chance.random() < COLD_SHARE,
            after=chance.uniform(0.1, 1.5),
            gap=chance.uniform(-0.5, 0.5),
            again=chance.uniform(0.05, usual) if chance.random() < AGAIN_SHARE else None,
        )
        for number in range(count)
    ]


class KillRun:
    """One service under load, killed again and again."""

    def __init__(self, folder: Path, engine: Engine, seed: int) -> None:
        self._engine = engine.name
        self._chance = random.Random(seed)
        self._store = ServedStore(folder / "data", engine)
        self._witness = Witness(self._store, self._chance, BESIDE)
        self._kills: Counter[Target] = Counter()
        self._during_recovery = 0
        self._worst_start = self._worst_recovery = 0.0

    async def run(self, kills: int, *, quiet: bool = False) -> Report:
        """Kill as often as asked and return what was found."""
        began = time.monotonic()
        try:
            await self._witness.begin()
            with tqdm(
                plan_kills(kills, self._engine, self._chance), desc=f"kills {self._engine}", disable=quiet
            ) as bar:
                for kill in bar:
                    await self._round(kill)
                    if self._kills.total() % CHECKED_EVERY == 0:
                        await self._witness.settle()
                    bar.set_postfix(acknowledged=self._witness.acknowledged, found=self._witness.findings.total)
            await self._witness.settle()
        except NotStarted as error:
            self._witness.findings.add("stuck", str(error))
        finally:
            await self._store.close()
        return self._report(time.monotonic() - began)

    async def _round(self, kill: Kill) -> None:
        """Load, kill, let come back what a person would not restart, restart the rest, and read everything."""
        self._witness.start_load()
        try:
            if not kill.cold:
                await self._witness.see_acknowledged(FIRST_ANSWER_SECONDS)
            await asyncio.sleep(kill.after)
            await self._kill(kill)
            self._kills[kill.target] += 1
            if kill.target == "engine":
                await self._see_engine_return(kill)
        finally:
            await self._witness.finish_load()
        if kill.target != "engine":
            await self._restart(kill)
        await self._witness.verify()

    async def _kill(self, kill: Kill) -> None:
        if kill.target == "engine":
            self._store.kill_engine()
        elif kill.target == "service" or kill.gap < 0:
            engine = self._store.engine_pid()
            await self._store.kill()
            if kill.target == "both" and engine is not None:
                await asyncio.sleep(-kill.gap)
                signal_process(engine, signal.SIGKILL)
        else:
            self._store.kill_engine()
            await asyncio.sleep(kill.gap)
            self._store.kill_engine()
            await self._store.kill()

    async def _see_engine_return(self, kill: Kill) -> None:
        """The service brings its engine back by itself, while the load goes on."""
        if kill.again is not None:
            await asyncio.sleep(kill.again)
            self._store.kill_engine()
            self._during_recovery += 1
        began = time.monotonic()
        await self._store.wait_until_ready()
        self._worst_recovery = max(self._worst_recovery, time.monotonic() - began)
        await asyncio.sleep(self._chance.uniform(0.1, 0.5))

    async def _restart(self, kill: Kill) -> None:
        """Start the service as a person would: again, if it was killed while it started."""
        if kill.again is not None:
            self._store.launch()
            await asyncio.sleep(kill.again)
            if self._chance.random() < 0.5:
                self._store.kill_engine()
            await self._store.kill()
            self._during_recovery += 1
        self._worst_start = max(self._worst_start, await self._store.start())

    def _report(self, seconds: float) -> Report:
        numbers = {
            "kills": self._kills.total(),
            **{f"kills_of_{target}": self._kills[target] for target in TARGETS[self._engine]},
            "kills_during_recovery": self._during_recovery,
            "worst_start_seconds": round(self._worst_start, 2),
            "worst_recovery_seconds": round(self._worst_recovery, 2),
            **self._witness.sums(),
            "seconds": round(seconds),
        }
        return Report("kills", self._engine, numbers, self._witness.findings)


async def run_kills(folder: Path, engine: Engine, kills: int, seed: int, *, quiet: bool = False) -> Report:
    """Kill a service that stores in one engine, and return what was found."""
    return await KillRun(folder, engine, seed).run(kills, quiet=quiet)
