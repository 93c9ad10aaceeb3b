"""Trust: who asks in whose name: without keys nobody, with keys only named proxies; until a key ends, with its jobs."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.api.imports import ENDED, ZIP, archive, people
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.rude.sockets import crowd
from tests.soak.served import Engine, ServedStore

ACCOUNTS = "/v1/accounts"
FOREIGN: dict[str, dict[str, str | None]] = {
    "forwarded_for": {"X-Forwarded-For": "127.0.0.1"},
    "forwarded_host": {"X-Forwarded-Host": "localhost"},
    "forwarded_as_RFC_7239": {"Forwarded": "for=127.0.0.1"},
    "real_address": {"X-Real-IP": "127.0.0.1"},
    "foreign_origin": {"Origin": "https://evil.example"},
    "origin_of_a_sandbox": {"Origin": "null"},
    "foreign_host": {"Host": "evil.example"},
    "no_host": {"Host": None},
}
"""What a request carries that is not the keeper's own, though it arrives from this machine."""
PROXY, GUESSER = "127.9.9.9", "127.8.8.8"
GUESSES = 200
ENDED_SECONDS = 5.0
"""Within which what a revoked key had open ends."""
STREAMS = 8
IMPORTED = 20_000
"""People of a job that takes some seconds."""


async def run_trust(folder: Path, engine: Engine) -> Report:
    """Ask in other names, without keys and with, revoke a key that has streams open, and return what was found."""
    findings, began = Findings(), time.monotonic()
    store = ServedStore(folder / "data", engine, trusted_proxies=PROXY)
    try:
        await store.start()
        async with store.client() as client:
            (await client.put(f"{ACCOUNTS}/acme", json={"name": "Acme"})).raise_for_status()
        numbers: dict[str, float] = {"refused_without_keys": await _without_keys(store, findings)}
        admin = await _key(store)
        store.headers["authorization"] = f"Bearer {admin['key']}"
        await _until_answered(store)
        numbers |= await _guesses(store, findings)
        numbers |= await _revoked(store, findings)
        numbers |= await _jobs_revoked(store, findings)
    finally:
        await store.close()
    return Report("trust", engine.name, {**numbers, "seconds": round(time.monotonic() - began)}, findings)


async def _without_keys(store: ServedStore, findings: Findings) -> int:
    """Return how many of the requests that may be anybody's were refused: all, and nothing is written."""
    refused = 0
    for name, headers in FOREIGN.items():
        for method, path in (
            ("GET", ACCOUNTS),
            ("PUT", f"{ACCOUNTS}/{name}"),
            ("DELETE", f"{ACCOUNTS}/acme?purge=true"),
        ):
            status = await _by_hand(store, method, path, {"Host": "127.0.0.1", **headers})
            if status in {400, 403}:
                refused += 1
            else:
                findings.add("trusted", f"{name}: {method} {path} was answered {status} without a key")
    async with store.client() as client:
        there = [one["id"] for one in (await client.get(ACCOUNTS)).json()["items"]]
    if there != ["acme"]:
        findings.add("trusted", f"these accounts are there: {there}")
    return refused


async def _by_hand(store: ServedStore, method: str, path: str, headers: dict[str, str | None]) -> int:
    """Send a request with just these headers, of which one without a value is left out; return the status."""
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    body = json.dumps({"name": "Eve"}) if method == "PUT" else ""
    lines += ["Connection: close", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    request = "\r\n".join((f"{method} {path} HTTP/1.1", *lines, "", body))
    async with crowd(store.url, ["127.0.0.1"]) as [way]:
        await way.send(request.encode("ascii"))
        return await way.status(30)


async def _key(store: ServedStore, role: str = "admin") -> dict[str, str]:
    status, printed = await store.command("key", "create", "--role", role, "--json")
    assert status == 0, printed
    made: dict[str, str] = json.loads(printed)
    return made


async def _until_answered(store: ServedStore, headers: dict[str, str] | None = None) -> None:
    async with asyncio.timeout(10), store.client() as client:
        while (await client.get(ACCOUNTS, headers=headers)).status_code != 200:  # noqa: ASYNC110 -- a key wakes nobody
            await asyncio.sleep(0.05)


async def _guesses(store: ServedStore, findings: Findings) -> dict[str, float]:
    """Guess keys under other names: the limit holds for the address, or for whom a named proxy asks."""
    numbers: dict[str, float] = {}
    ways: dict[str, tuple[str, Callable[[int], str], bool]] = {
        "varying": (GUESSER, lambda number: f"203.0.113.{number}", True),
        "varying_before_a_proxy": (PROXY, lambda number: f"192.0.2.{number}, 198.51.100.1", True),
        "of_others_by_a_proxy": (PROXY, lambda number: f"203.0.113.{number}", False),
    }
    for name, (address, forwarded, limited) in ways.items():
        answers = await _guess(store, address, forwarded)
        numbers[f"guesses_{name}_taken"] = answers[401]
        if bool(answers[429]) is not limited or answers.keys() - {401, 429}:
            findings.add("trusted", f"guesses {name}: {dict(answers)}")
    return numbers


async def _guess(store: ServedStore, address: str, forwarded: Callable[[int], str]) -> Counter[int]:
    transport = httpx.AsyncHTTPTransport(local_address=address)
    async with httpx.AsyncClient(base_url=store.url, transport=transport, timeout=30) as client:
        headers = ({"X-Forwarded-For": forwarded(number)} for number in range(GUESSES))
        return Counter([(await client.get(ACCOUNTS, headers=each)).status_code for each in headers])


async def _revoked(store: ServedStore, findings: Findings) -> dict[str, float]:
    """Revoke a key that follows the feed on some streams and waits on others; return how soon all have ended."""
    key = await _key(store, "reader")
    headers = {"authorization": f"Bearer {key['key']}"}
    await _until_answered(store, headers)
    async with store.client() as client, _streams(client, headers) as streams:
        status, printed = await store.command("key", "revoke", key["id"])
        began = time.monotonic()
        ended = await asyncio.gather(*(_end_of(stream, began) for stream in streams))
        again = (await client.get(ACCOUNTS, headers=headers)).status_code
    if status or again != 401:
        findings.add("trusted", f"revoking ended with {status} ({printed}); its key is answered {again}")
    if max(ended) > ENDED_SECONDS:
        findings.add("trusted", f"the streams of a revoked key ended after {max(ended):.1f} s")
    return {"streams": STREAMS, "streams_of_a_revoked_key_end_after_seconds": round(max(ended), 2)}


@asynccontextmanager
async def _streams(client: httpx.AsyncClient, headers: dict[str, str]) -> AsyncIterator[list[httpx.Response]]:
    asked = {**headers, "accept": "text/event-stream"}
    opened = [
        await client.send(client.build_request("GET", "/v1/changes", headers=asked), stream=True)
        for _ in range(STREAMS)
    ]
    try:
        yield opened
    finally:
        for stream in opened:
            await stream.aclose()


async def _end_of(stream: httpx.Response, began: float) -> float:
    """Return after how many seconds a stream ended; one that has not after thirty never does."""
    try:
        async with asyncio.timeout(30):
            async for _ in stream.aiter_bytes():
                pass
    except TimeoutError:
        return 30.0
    return time.monotonic() - began


async def _jobs_revoked(store: ServedStore, findings: Findings) -> dict[str, float]:
    """Revoke a key of which one job runs and another waits; return how soon both have ended, for that reason."""
    key = await _key(store, "editor")
    headers = {"authorization": f"Bearer {key['key']}"}
    await _until_answered(store, headers)
    async with store.client() as client:
        jobs = [await _begin(client, headers, count) for count in (IMPORTED, 10)]
        await _state(client, jobs[0], {"running"} | ENDED)
        status, printed = await store.command("key", "revoke", key["id"])
        began = time.monotonic()
        found = [await _state(client, job, ENDED) for job in jobs]
        seconds = time.monotonic() - began
    if status or any((job["state"], job["error"]) != ("cancelled", "NotAuthenticated") for job in found):
        findings.add("trusted", f"revoking ended with {status} ({printed}); the jobs of its key: {found}")
    if seconds > ENDED_SECONDS:
        findings.add("trusted", f"the jobs of a revoked key ended after {seconds:.1f} s")
    return {"jobs": len(jobs), "jobs_of_a_revoked_key_end_after_seconds": round(seconds, 2)}


async def _begin(client: httpx.AsyncClient, headers: dict[str, str], count: int) -> str:
    answer = await client.post(
        "/v1/imports", params={"format": "ndjson"}, content=archive(people("trust", count)), headers={**headers, **ZIP}
    )
    answer.raise_for_status()
    return str(answer.json()["id"])


async def _state(client: httpx.AsyncClient, job: str, states: set[str]) -> dict[str, str]:
    """Return a job as soon as it is in one of some states."""
    async with asyncio.timeout(60):
        while (found := (await client.get(f"/v1/jobs/{job}")).json())["state"] not in states:  # noqa: ASYNC110 -- as above
            await asyncio.sleep(0.05)
    return dict(found)
