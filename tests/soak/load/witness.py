"""Who loads a service, remembers every answer, and afterwards reads whether all of it is true."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress

import httpx

from app.exchange.row_form import is_sound
from graph.checking.report import CheckReport
from tests.sentences import english
from tests.soak.findings import Findings
from tests.soak.load.beside import Beside
from tests.soak.load.clients import Load
from tests.soak.load.ledger import Ledger
from tests.soak.load.reading import read_account
from tests.soak.load.teams import Part, parts_of
from tests.soak.served import ServedStore

ACCOUNTS = ("acme", "globex", "initech")
HISTORIES = 1
"""Teams of each account, beside the doubted ones, whose histories are read each time; a check reads all of them."""


class Witness:
    """Load and memory of one store, whichever process serves it.

    Parameters
    ----------
    store : ServedStore
        What is loaded and read; who starts and kills its process is not asked.
    chance : random.Random
        Chooses what is written, and which histories are read.
    beside : sequence of type
        Who else works on the store meanwhile.
    """

    def __init__(self, store: ServedStore, chance: random.Random, beside: Sequence[type[Beside]] = ()) -> None:
        self._store = store
        self._chance = chance
        self._ledger = Ledger()
        self._load = Load(self._ledger, ACCOUNTS, chance)
        self._beside = [one(store, self._ledger.findings, chance) for one in beside]
        self._working: list[asyncio.Task[None]] = []
        self._checks = 0

    @property
    def findings(self) -> Findings:
        """Everything that must not be."""
        return self._ledger.findings

    @property
    def acknowledged(self) -> int:
        """How many batches were acknowledged."""
        return self._ledger.batches

    async def begin(self) -> None:
        """Start the service and make the accounts."""
        await self._store.start()
        items = [{"kind": "account", "id": account, "data": {"name": account}} for account in ACCOUNTS]
        async with self._store.client() as client:
            (await client.post("/v1/batch", json={"items": items})).raise_for_status()
        for one in self._beside:
            await one.begin()

    def start_load(self) -> None:
        """Let the clients write."""
        self._load.start(self._store)
        self._working = [asyncio.create_task(one.work()) for one in self._beside]

    async def see_acknowledged(self, seconds: float) -> None:
        """Return when a batch more is acknowledged, or after so many seconds."""
        self._ledger.grown.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ledger.grown.wait()

    async def finish_load(self) -> None:
        """Let every client read its last answer; where the service is gone, nobody waits for its engine."""
        for one in self._beside:
            one.stopping.set()
        await self._load.finish()
        if not self._store.running:
            for task in self._working:
                task.cancel()
        for ended in await asyncio.gather(*self._working, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended

    async def verify(self) -> None:
        """Read everything and compare it with what the clients were answered."""
        async with self._store.client() as client:
            accounts = [self._verify_account(client, account) for account in ACCOUNTS]
            await asyncio.gather(*accounts, *(one.verify() for one in self._beside))

    async def _verify_account(self, client: httpx.AsyncClient, account: str) -> None:
        after = self._ledger.verified[account]
        self._ledger.judge(account, await read_account(client, account, after, self._watched(account)))

    async def settle(self) -> None:
        """Let everything that was begun come to its end, judge it, and check the store as ``stakegraph check`` does."""
        for one in self._beside:
            await one.settle()
        report = CheckReport()
        async with self._store.joined() as opened:
            async for _ in opened.check(is_sound, report, alone=True).run():
                pass
        self._checks += 1
        for finding in report.findings:
            self.findings.add("check", english(finding.detail))

    def _watched(self, account: str) -> list[Part]:
        teams = [team for team in self._ledger.teams.values() if team.account == account]
        chosen = self._chance.sample(teams, min(HISTORIES, len(teams)))
        return [part for team in (*self._ledger.doubted_teams(account), *chosen) for part in parts_of(team.name)]

    def sums(self) -> dict[str, float]:
        """Return how much was written."""
        ledger = self._ledger
        return {
            "acknowledged": ledger.batches,
            "doubted": ledger.doubted,
            "doubted_but_stored": ledger.applied,
            "teams": len(ledger.teams),
            "revisions": sum(ledger.verified[account] for account in ACCOUNTS),
            "checks": self._checks,
            **{name: number for one in self._beside for name, number in one.sums().items()},
        }
