"""Erasure under load: a name that was erased never comes back, and no erasure is half done."""

import secrets
from dataclasses import dataclass

import httpx

from app.exchange.history_export import HistoryExport
from tests.soak.load.beside import AWAY, Beside

READY = 3
"""People who wait to be erased when the load begins: a kill that comes soon finds erasures under way all the same."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """Somebody who will be erased; the secret stands in all that names them."""

    id: str
    secret: str


class Erasing(Beside):
    """Makes people with a history and a relation, and erases them."""

    _purged = 0

    async def begin(self) -> None:
        """Make the account, and the one who stays."""
        self._account = f"ghosts-{secrets.token_hex(4)}"
        self._made = 0
        self._erased: list[Ghost] = []
        self._doubted: list[Ghost] = []
        self._living: list[Ghost] = []
        async with self._store.client() as client:
            account = {"kind": "account", "id": self._account, "data": {"name": "Ghosts"}}
            stays = {"kind": "person", "account_id": self._account, "id": "stays", "data": {"name": "Stays"}}
            (await client.post("/v1/batch", json={"items": [account]})).raise_for_status()
            (await client.put(self._path("people/stays"), json=stays["data"])).raise_for_status()
        await self._make_ready()
        await self._once()  # a Neo4j plans for seconds what it is asked first: no kill would meet anything else

    def _path(self, rest: str) -> str:
        return f"/v1/accounts/{self._account}/{rest}"

    async def _make_ready(self) -> None:
        async with self._store.client() as client:
            while len(self._living) < READY:
                (await self._make(client)).raise_for_status()

    async def _make(self, client: httpx.AsyncClient) -> httpx.Response:
        """Make one with a history and a relation; return the last answer."""
        self._made += 1
        ghost = Ghost(f"ghost-{self._made}", secrets.token_hex(8))
        ends = {"source": "stays", "target": ghost.id, "strength": 0.5, "evidence": f"{ghost.secret} said so"}
        items = [
            {"kind": "person", "id": ghost.id, "data": {"name": f"Ghost {ghost.secret}"}},
            {"kind": "influence", "id": f"to-{ghost.id}", "data": ends},
        ]
        answer = await client.post(self._path("batch"), json={"items": items})
        if answer.status_code == 200:
            answer = await client.patch(self._path(f"people/{ghost.id}"), json={"title": f"Title {ghost.secret}"})
            self._living.append(ghost)
        return answer

    async def _once(self) -> None:
        async with self._store.client() as client:
            if not self._living:
                await self._make(client)
                return
            self._doubted.append(ghost := self._living.pop())
            answer = await client.delete(self._path(f"people/{ghost.id}"), params={"purge": "true"})
        if answer.status_code == 200:
            self._doubted.remove(ghost)
            self._erased.append(ghost)
            self._purged += 1
        elif answer.status_code not in AWAY:
            self._findings.add("refused", f"{answer.status_code} {answer.text[:300]}")

    async def verify(self) -> None:
        """Look for every secret in all that was ever recorded of the account."""
        async with self._store.joined() as opened:
            recorded = b"".join([block async for block, *_ in HistoryExport(opened, self._account).blocks()]).decode()
        for ghost in self._doubted:
            await self._judge_doubted(ghost, recorded)
        self._doubted = []
        for ghost in self._erased:
            if ghost.secret in recorded:
                self._findings.add("returned", f"{ghost} was erased and is there")
        for ghost in self._living:
            if ghost.secret not in recorded:
                self._findings.add("lost", f"{ghost} was stored and nobody erased it")
        await self._make_ready()

    async def _judge_doubted(self, ghost: Ghost, recorded: str) -> None:
        """Find one erased wholly or not at all."""
        async with self._store.client() as client:
            person = await client.get(self._path(f"people/{ghost.id}"))
            relation = await client.get(self._path(f"influences/to-{ghost.id}"))
        found = {person.status_code, relation.status_code}
        if found == {404} and ghost.secret not in recorded:
            self._erased.append(ghost)
        elif found != {200} or ghost.secret not in recorded:
            self._findings.add("half", f"{ghost}: {person.status_code}, {relation.status_code}")

    def sums(self) -> dict[str, float]:
        """Return how many were erased."""
        return {"erased": self._purged}
