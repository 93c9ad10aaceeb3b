"""A normal writer, who writes while others are rude, and remembers all that was acknowledged."""

import asyncio
import itertools
from collections import Counter
from dataclasses import dataclass, field

import httpx

from tests.soak.served import PLAIN

ACCOUNT = "written"
PATH = f"/v1/accounts/{ACCOUNT}"
PAGE = 500
BATCH = 5
BETWEEN = 0.1
PATIENCE = 60.0
DISK_FULL = 507


@dataclass(slots=True)
class NormalWriter:
    """One writer of small batches.

    Attributes
    ----------
    acknowledged : set of str
        Ids of the people that were answered to be stored.
    refused : Counter
        Answers that said to come again later (503 with ``Retry-After``) or that the disk is full, by their code.
    wrong : Counter
        All other answers but success, and failures of the connection.
    """

    url: str
    acknowledged: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    async def begin(self) -> None:
        """Make the account."""
        async with self._client() as client:
            (await client.put(PATH, json={"name": "Written"})).raise_for_status()

    async def write_on(self) -> None:
        """Write until cancelled."""
        async with self._client() as client:
            for turn in itertools.count():
                await self.write(client, [f"w{turn}-{place}" for place in range(BATCH)])
                await asyncio.sleep(BETWEEN)

    async def write(self, client: httpx.AsyncClient, names: list[str]) -> bool:
        """Write some people, note the answer, and return whether they are stored."""
        items = [{"kind": "person", "id": name, "data": {"name": f"Written {name}"}} for name in names]
        try:
            answer = await client.post(f"{PATH}/batch", json={"items": items})
        except httpx.TransportError as error:
            self.wrong[type(error).__name__] += 1
            return False
        if answer.is_success:
            self.acknowledged |= set(names)
        elif answer.status_code == DISK_FULL or (answer.status_code == 503 and "Retry-After" in answer.headers):
            self.refused[answer.json()["code"]] += 1
        else:
            self.wrong[f"{answer.status_code} {answer.text[:200]}"] += 1
        return answer.is_success

    async def lost(self) -> set[str]:
        """Return who was acknowledged and is not there."""
        found, query = set[str](), {"limit": str(PAGE), "fields": "id"}
        async with self._client() as client:
            while True:
                answer = (await client.get(f"{PATH}/people", params=query)).raise_for_status()
                found |= {one["id"] for one in answer.json()["items"]}
                if not answer.json()["next_cursor"]:
                    return self.acknowledged - found
                query["cursor"] = answer.json()["next_cursor"]

    async def writes_again(self) -> bool:
        """Whether a write, and the service's own word for its state, are as before."""
        async with self._client() as client:
            ready = (await client.get("/readyz")).is_success
            return ready and await self.write(client, [f"afterwards-{len(self.acknowledged)}"])

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, timeout=PATIENCE, trust_env=False, verify=PLAIN)
