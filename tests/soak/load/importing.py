"""Imports under load: a job that was accepted is there after a kill, and comes to its end when it is resumed."""

import asyncio
import io
import json
import secrets
import time
import zipfile

import httpx

from tests.soak.load.beside import AWAY, Beside

PEOPLE = 300
SHARE = 0.5
SETTLE_SECONDS = 60.0
POLL_SECONDS = 0.2


class Importing(Beside):
    """Sends archives of people, each into an account of its own."""

    _done = _resumed = 0

    async def begin(self) -> None:
        """Begin without any."""
        self._open: dict[str, str] = {}

    async def _once(self) -> None:
        if self._chance.random() < SHARE:
            account = f"import-{secrets.token_hex(4)}"
            sent = {"content-type": "application/zip"}
            async with self._store.client() as client:
                answer = await client.post("/v1/imports?format=ndjson", content=_archive(account), headers=sent)
            if answer.status_code == 202:
                self._open[answer.json()["id"]] = account
            elif answer.status_code not in AWAY:
                self._findings.add("refused", f"{answer.status_code} {answer.text[:300]}")
        await self.stopping.wait()

    async def verify(self) -> None:
        """Look at every job that has not come to its end, and resume those that were interrupted."""
        async with self._store.client() as client:
            for job, account in list(self._open.items()):
                await self._look_at(client, job, account)

    async def _look_at(self, client: httpx.AsyncClient, job: str, account: str) -> None:
        answer = await client.get(f"/v1/jobs/{job}")
        state = answer.json().get("state")
        if answer.status_code != 200:
            self._findings.add("lost", f"job {job} was accepted: {answer.status_code} {answer.text[:300]}")
            del self._open[job]
        elif state == "interrupted":
            (await client.post(f"/v1/jobs/{job}/resume")).raise_for_status()
            self._resumed += 1
        elif state in {"done", "failed", "cancelled"}:
            await self._judge(client, job, account, answer.text)
            del self._open[job]

    async def _judge(self, client: httpx.AsyncClient, job: str, account: str, body: str) -> None:
        people = await client.get(f"/v1/accounts/{account}/people?limit=500&fields=id")
        found = len(people.json().get("items", ()))
        if found != PEOPLE:
            self._findings.add("lost", f"{found} of {PEOPLE} people of job {job}: {body[:300]}")
        self._done += 1

    async def settle(self) -> None:
        """Wait until every job has come to its end."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._open and time.monotonic() < deadline:
            await self.verify()
            await asyncio.sleep(POLL_SECONDS)
        for job in self._open:
            self._findings.add("stuck", f"job {job} has not come to its end")

    def sums(self) -> dict[str, float]:
        """Return how many jobs came to their end, and how often one was resumed."""
        return {"imports": self._done, "resumed": self._resumed}


def _archive(account: str) -> bytes:
    lines = [{"kind": "account", "id": account, "data": {"name": account}}]
    lines += [
        {"account_id": account, "kind": "person", "id": f"p{number}", "data": {"name": f"P {number}"}}
        for number in range(PEOPLE)
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("book.ndjson", "".join(f"{json.dumps(line)}\n" for line in lines))
    return packed.getvalue()
