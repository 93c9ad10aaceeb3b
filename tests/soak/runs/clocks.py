"""Wrong clocks: 400 days ahead and back under a service, a time with a clock far ahead, two services that differ."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.clock_watch import CLOCK_LOOK_SECONDS
from graph.engine.client import COMMIT_SECONDS
from tests.api.shifted import WrongClock
from tests.soak.findings import Findings
from tests.soak.report import Report
from tests.soak.served import Engine, ServedStore

FAR = timedelta(days=400)
NEAR = timedelta(hours=1)
WRITE_SECONDS = 5.0
FEED_SECONDS = WRITE_SECONDS + COMMIT_SECONDS + 6.0
"""The feed holds back what is younger than the longest write and its commit; the rest is the machine's."""
SETTLE_SECONDS = 6 * CLOCK_LOOK_SECONDS
NOW_SECONDS = 3660.0
"""How far what is so now may be from the right time: questions are about the end of the hour."""
PEOPLE = "/v1/accounts/acme/people"


class Watched:
    """A service whose clock is set, and what is noted of it.

    Parameters
    ----------
    folder : Path
        Of its data and of its clock.
    engine : Engine
        What it stores in.
    findings : Findings
        Where it is noted what must not be.
    """

    def __init__(self, folder: Path, engine: Engine, findings: Findings) -> None:
        folder.mkdir(exist_ok=True)
        self.clock = WrongClock(folder)
        self.store = ServedStore(folder / "data", engine, write_seconds=f"{WRITE_SECONDS:g}")
        self.store.environment |= self.clock.settings
        self._findings = findings
        self._written = 0

    async def write(self, allowed: bool = True) -> str | None:
        """Write somebody; note an answer that is not as it has to be; return the id, None where it is refused."""
        self._written += 1
        name = f"{self.store.folder.parent.name}-{self._written}".replace(" ", "-")
        async with self.store.client() as client:
            answer = await client.put(f"{PEOPLE}/{name}", json={"name": name})
        refused = answer.status_code == 503 and answer.json()["code"] == "ClockInDoubt"
        if refused == allowed or not (refused or answer.is_success):
            self.miss("refused", f"a write that is {'allowed' if allowed else 'in doubt'}: {answer.status_code}")
        return name if answer.is_success else None

    async def make_account(self) -> None:
        """Make the account that is written to."""
        async with self.store.client() as client:
            (await client.put("/v1/accounts/acme", json={"name": "Acme"})).raise_for_status()

    async def make_key(self) -> None:
        """Make a key, which every client sends from now on; it expires by the right clock."""
        status, printed = await self.store.command("key", "create", "--role", "admin", "--json")
        if status:
            self.miss("refused", f"a key is not made: {status}")
            return
        key = json.loads(printed)
        left = datetime.fromisoformat(key["expires_at"]) - datetime.now(UTC)
        if not timedelta(0) < left < timedelta(days=91):
            self.miss("clock", f"a new key expires in {left}")
        self.store.headers["authorization"] = f"Bearer {key['key']}"
        await self.until("the new key is not taken", lambda: self.status_is(200))

    async def status_is(self, status: int) -> bool:
        """Whether a reader with the key is answered so."""
        async with self.store.client() as client:
            return (await client.get("/v1/accounts")).status_code == status

    async def seconds_off(self) -> float:
        """Return how far what is so now is from the right time."""
        async with self.store.client() as client:
            as_of = (await client.get(PEOPLE)).headers["stakegraph-as-of"]
        return abs((datetime.fromisoformat(as_of) - datetime.now(UTC)).total_seconds())

    async def of_the_present(self) -> float:
        """Note it where what is so now is not of now; return how far it is off."""
        off = await self.seconds_off()
        if off > NOW_SECONDS:
            self.miss("clock", f"now is {off:.0f} s off")
        return round(off, 2)

    async def doubt(self, writes: str | None) -> float:
        """Wait until ``/readyz`` says this of writes, or nothing of the clock; return after how many seconds."""
        return await self.until(f"the clock is not '{writes}'", lambda: self._writes_are(writes))

    async def _writes_are(self, writes: str | None) -> bool:
        async with self.store.client() as client:
            found = (await client.get("/readyz")).json().get("clock")
        return bool((found and found["writes"]) == writes)

    async def until_in_feed(self, *names: str | None) -> float:
        """Wait until the feed has named everybody; note it where it stays silent; return after how many seconds."""
        return await self.until(
            f"the feed is silent about {names}", lambda: self._are_in_feed(set(names)), FEED_SECONDS
        )

    async def _are_in_feed(self, names: set[str | None]) -> bool:
        async with self.store.client() as client:
            page = (await client.get("/v1/changes?limit=500")).json()["items"]
        return names - {None} <= {entry["id"] for change in page for entry in change["entries"]}

    async def until(
        self, otherwise: str, condition: Callable[[], Awaitable[bool]], seconds: float = SETTLE_SECONDS
    ) -> float:
        """Wait until something is so, note it when it stays otherwise, and return after how many seconds it was."""
        began = time.monotonic()
        while not await condition():
            if time.monotonic() - began > seconds:
                self.miss("clock", f"{otherwise} after {seconds:g} s")
                break
            await asyncio.sleep(0.1)
        return round(time.monotonic() - began, 2)

    def miss(self, kind: str, sentence: str) -> None:
        """Note what must not be."""
        self._findings.add(kind, f"{self.store.folder.parent.name}: {sentence}")


async def run_clocks(folder: Path, engine: Engine) -> Report:
    """Set clocks wrong in every way and return what was found: two services where they may share a store."""
    findings, began = Findings(), time.monotonic()
    if engine.neo4j_uri is None:
        numbers = await _ahead_and_right_again(Watched(folder / "once ahead", engine, findings))
        numbers |= await _leaps(Watched(folder / "leaps", engine, findings))
    else:
        numbers = await _two(*(Watched(folder / name, engine, findings) for name in ("right", "wrong")))
    return Report("clocks", engine.name, {**numbers, "seconds": round(time.monotonic() - began)}, findings)


async def _ahead_and_right_again(one: Watched) -> dict[str, float]:
    """Serve once with a clock far ahead and then with the right one: refused until confirmed, then all is of now."""
    one.clock.set(seconds=FAR.total_seconds())
    try:
        await one.store.start()
        await one.make_account()
        early = await one.write()
        await one.store.stop()
        one.clock.set()
        await one.store.start()
        off = await one.of_the_present()
        await one.doubt("refused")
        await one.write(allowed=False)
        await one.store.command("clock", "confirm")
        confirmed = await one.doubt(None)
        late = await one.write()
        delay = await one.until_in_feed(early, late)
        await one.make_key()
        await one.store.stop()
        await one.store.start()
        await one.until("the key is lost", lambda: one.status_is(200))
        await one.write()
    finally:
        await one.store.close()
    return {
        "now_is_off_seconds_within_the_hour": off,
        "writes_go_on_after_seconds": confirmed,
        "feed_tells_after_seconds": delay,
    }


async def _leaps(one: Watched) -> dict[str, float]:
    """Let the clock leap ahead and back under a service with a key: the key ends ahead only, and is good again."""
    seen: list[float] = []
    written: list[str | None] = []
    try:
        await one.store.start()
        await one.make_account()
        await one.make_key()
        for by in (FAR, -FAR):
            one.clock.set(seconds=by.total_seconds())
            seen.append(await one.doubt("refused"))
            if by > timedelta(0):
                await one.until("an expired key is good", lambda: one.status_is(401))
            else:
                await one.until("a key that has not expired is not good", lambda: one.status_is(200))
                await one.write(allowed=False)
            one.clock.set()
            await one.doubt(None)
            await one.until("a key is expired for good", lambda: one.status_is(200))
            await one.of_the_present()
            written.append(await one.write())
        delay = await one.until_in_feed(*written)
    finally:
        await one.store.close()
    return {"leaps": 2, "a_leap_is_seen_after_seconds": max(seen), "feed_after_leaps_tells_after_seconds": delay}


async def _two(right: Watched, wrong: Watched) -> dict[str, float]:
    """Let two services share a store, one an hour and then 400 days off, ahead and back; the right one goes on."""
    delays: list[float] = []
    off: list[float] = []
    stores = (right.store, wrong.store)
    try:
        for store in stores:
            await store.start()
        await right.make_account()
        await right.make_key()
        wrong.store.headers |= right.store.headers
        await wrong.until("a key of the other service is not good", lambda: wrong.status_is(200))
        for by in (NEAR, -NEAR, FAR, -FAR):
            wrong.clock.set(seconds=by.total_seconds())
            await wrong.doubt("go_on" if abs(by) == NEAR else "refused")
            if by != FAR:
                theirs = await wrong.write(allowed=abs(by) == NEAR)
                await wrong.until("a key that has not expired is not good", lambda: wrong.status_is(200))
            delays.append(await right.until_in_feed(await right.write(), theirs if abs(by) == NEAR else None))
            off.append(await right.of_the_present())
        wrong.clock.set()
        await wrong.doubt(None)
        delays.append(await right.until_in_feed(await wrong.write(), await right.write()))
    finally:
        for store in stores:
            await store.close()
    return {"services": 2, "now_is_off_seconds_within_the_hour": max(off), "feed_tells_after_seconds": max(delays)}
