"""Clients that write teams over HTTP, one request at a time each, and remember every answer."""

import asyncio
import random
from collections.abc import Sequence

import httpx

from tests.soak.load.ledger import Ledger
from tests.soak.load.teams import Team, Write
from tests.soak.served import ServedStore

AWAY = {503, 504}
"""Answers that say the store is away, and nothing of what became of the write."""
SHORT_PAUSE = 0.05
DENIAL = "nothing was written"
CHANGES, ENDS = 0.25, 0.10
"""Shares of the writes that change, or end, a team there is."""


class Load:
    """Several clients on each of several accounts.

    Parameters
    ----------
    ledger : Ledger
        Where they remember what they were answered.
    accounts : sequence of str
        Each has two clients of its own.
    chance : random.Random
        Chooses what is written.
    """

    def __init__(self, ledger: Ledger, accounts: Sequence[str], chance: random.Random) -> None:
        self._ledger = ledger
        self._clients = [_Client(ledger, account, number, chance) for account in accounts for number in range(2)]
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, store: ServedStore) -> None:
        """Let every client write until `finish`, or until the service is gone."""
        self._stopping.clear()
        self._tasks = [asyncio.create_task(client.run(store, self._stopping)) for client in self._clients]

    async def finish(self) -> None:
        """Let every client read its last answer, and return."""
        self._stopping.set()
        await asyncio.gather(*self._tasks)


class _Client:
    def __init__(self, ledger: Ledger, account: str, number: int, chance: random.Random) -> None:
        self._ledger = ledger
        self._account = account
        self._prefix = f"t{number}"
        self._chance = chance
        self._made = 0
        self._mine: list[Team] = []

    async def run(self, store: ServedStore, stopping: asyncio.Event) -> None:
        async with store.client() as client:
            while not stopping.is_set():
                team, write = self._choose()
                try:
                    answer = await client.post(f"/v1/accounts/{self._account}/batch", json=write.body())
                except httpx.TransportError:
                    self._ledger.doubt(team, write, denied=False)
                    return
                self._remember(team, write, answer)
                if answer.status_code in AWAY:
                    await asyncio.sleep(SHORT_PAUSE)

    def _choose(self) -> tuple[Team, Write]:
        """Return a new team, or one of this client's that is there and beyond doubt, and a write of it."""
        drawn = self._chance.random()
        there = [team for team in self._mine[-40:] if team.settled is not None and team.doubted is None]
        if drawn < CHANGES + ENDS and there:
            team = self._chance.choice(there)
            return team, team.next_write(ends=drawn < ENDS)
        self._made += 1
        team = Team(self._account, f"{self._prefix}-{self._made}")
        self._mine.append(team)
        self._ledger.begin(team)
        return team, team.next_write(ends=False)

    def _remember(self, team: Team, write: Write, answer: httpx.Response) -> None:
        if answer.status_code == 200:
            self._check_outcomes(team, write, {result["outcome"] for result in answer.json()["results"]})
            self._ledger.acknowledge(team, write, int(answer.json()["revision"]))
            return
        self._ledger.doubt(team, write, denied=DENIAL in answer.text)
        if answer.status_code not in AWAY:
            self._ledger.findings.add("refused", f"{answer.status_code} {answer.text[:300]}")

    def _check_outcomes(self, team: Team, write: Write, outcomes: set[str]) -> None:
        due = "ended" if write.marker is None else "updated" if team.settled is not None else "created"
        if outcomes != {due}:
            self._ledger.findings.add("misreported", f"{write}: {outcomes} where all is {due}")
