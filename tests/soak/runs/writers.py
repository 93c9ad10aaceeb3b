"""Writers: many start from one revision with If-Match, by every way to the store; exactly one wins each round."""

import asyncio
import json
import secrets
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from tqdm import tqdm

from tests.soak.findings import Findings
from tests.soak.load.racers import Answer, Clients, Joiners, Race, Racers
from tests.soak.load.reading import read_changes
from tests.soak.report import Report
from tests.soak.served import COMMAND, Engine, ServedStore

PRIZE = "prize"
IMPORTED = 300
JOINING_PROCESSES = 2
READ_SECONDS = 60.0


@dataclass(slots=True)
class _Tally:
    """What is counted, and the accounts: the writers' and the command's, new ones because a Neo4j may be shared."""

    writers: int
    account: str = field(default_factory=lambda: f"race-{secrets.token_hex(4)}")
    rounds: int = 0
    winners: int = 0
    refused: int = 0
    worst_round: float = 0.0
    findings: Findings = field(default_factory=Findings)

    @property
    def other_account(self) -> str:
        """Return the account that the command imports into."""
        return f"{self.account}-import"


async def run_writers(
    folder: Path, engine: Engine, *, writers: int = 20, rounds: int = 200, quiet: bool = False
) -> Report:
    """Let writers race on one account, by every way there is to it, and return what was found.

    On the embedded engine one service owns the store and processes join it; on Neo4j two services share the database.
    A command that imports into another account joins in the middle.
    """
    services = 1 if engine.neo4j_uri is None else 2
    tally = _Tally(writers)
    began = time.monotonic()
    async with AsyncExitStack() as stack:
        stores = [ServedStore(folder / f"service {number}", engine) for number in range(services)]
        for store in stores:
            stack.push_async_callback(store.close)
            await store.start()
        racers = await _enter_racers(stack, stores, writers)
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=stores[0].url, timeout=READ_SECONDS))
        await _make_accounts(client, tally)
        importing = asyncio.create_task(_import_beside(stores[0], folder / "people.ndjson", tally))
        for number in tqdm(range(rounds), desc=f"{engine.name} writers", disable=quiet):
            await _round(client, racers, number, tally)
        await _judge_import(client, await importing, tally)
        await _judge_changes(client, tally)
    numbers = {
        "writers": writers,
        "services": services,
        "joining_processes": JOINING_PROCESSES,
        "rounds": tally.rounds,
        "winners": tally.winners,
        "told_412": tally.refused,
        "worst_round_seconds": round(tally.worst_round, 2),
        "seconds": round(time.monotonic() - began),
    }
    return Report("writers", engine.name, numbers, tally.findings)


async def _enter_racers(stack: AsyncExitStack, stores: Sequence[ServedStore], writers: int) -> list[Racers]:
    """Return writers of every way, as evenly as can be; none stands out by its place."""
    ways = len(stores) + JOINING_PROCESSES
    names = [[f"w{number}" for number in range(way, writers, ways)] for way in range(ways)]
    racers: list[Racers] = []
    for store, chosen in zip(stores, names, strict=False):
        clients = Clients(store.url, chosen)
        stack.push_async_callback(clients.close)
        racers.append(clients)
    for number, chosen in enumerate(names[len(stores) :]):
        joiners = await Joiners.start(stores[number % len(stores)], chosen)
        stack.push_async_callback(joiners.close)
        racers.append(joiners)
    return racers


async def _make_accounts(client: httpx.AsyncClient, tally: _Tally) -> None:
    names = (tally.account, tally.other_account)
    accounts = [{"kind": "account", "id": name, "data": {"name": name}} for name in names]
    (await client.post("/v1/batch", json={"items": accounts})).raise_for_status()
    (await client.put(f"/v1/accounts/{tally.account}/people/{PRIZE}", json={"name": "nobody yet"})).raise_for_status()


async def _round(client: httpx.AsyncClient, racers: Sequence[Racers], number: int, tally: _Tally) -> None:
    revision, _ = await _prize(client, tally.account)
    race = Race(tally.account, PRIZE, number, revision)
    began = time.monotonic()
    answers = [answer for group in await asyncio.gather(*(some.race(race) for some in racers)) for answer in group]
    tally.worst_round = max(tally.worst_round, time.monotonic() - began)
    tally.rounds += 1
    _judge_round(race, answers, await _prize(client, tally.account), tally)


def _judge_round(race: Race, answers: Sequence[Answer], prize: tuple[int, str], tally: _Tally) -> None:
    winners = [answer for answer in answers if answer.outcome == "won"]
    tally.winners += len(winners)
    tally.refused += sum(answer.outcome == "mismatch" for answer in answers)
    if len(answers) != tally.writers or len(winners) != 1:
        tally.findings.add("winners", f"round {race.round}: {winners}")
    for answer in answers:
        if answer.outcome not in {"won", "mismatch"}:
            tally.findings.add("refused", f"round {race.round}: {answer}")
        elif answer.revision != race.revision + 1:
            tally.findings.add("revision", f"round {race.round} from {race.revision}: {answer}")
    if winners and prize != (race.revision + 1, race.name_by(winners[0].writer)):
        tally.findings.add("lost", f"round {race.round}: {winners[0]} won, {prize} is there")


async def _prize(client: httpx.AsyncClient, account: str) -> tuple[int, str]:
    answer = await client.get(f"/v1/accounts/{account}/people/{PRIZE}")
    answer.raise_for_status()
    return int(answer.headers["Stakegraph-Revision"]), answer.json()["name"]


async def _import_beside(store: ServedStore, path: Path, tally: _Tally) -> int:
    """Import a file by the command line, which joins the store of the service; return the exit status."""
    _write_people(path, tally.other_account)
    command = (COMMAND, "import", "ndjson", str(path), "--data", str(store.folder))
    process = await asyncio.create_subprocess_exec(*command, env=store.environment)
    return await process.wait()


def _write_people(path: Path, account: str) -> None:
    with path.open("w", encoding="utf-8") as target:
        for number in range(IMPORTED):
            line = {"account_id": account, "kind": "person", "id": f"p{number}", "data": {"name": f"P {number}"}}
            target.write(f"{json.dumps(line)}\n")


async def _judge_import(client: httpx.AsyncClient, status: int, tally: _Tally) -> None:
    answer = await client.get(f"/v1/accounts/{tally.other_account}/people", params={"limit": 500})
    if status != 0 or len(answer.json()["items"]) != IMPORTED:
        tally.findings.add("import", f"ended with {status}, {len(answer.json()['items'])} of {IMPORTED} are there")


async def _judge_changes(client: httpx.AsyncClient, tally: _Tally) -> None:
    revisions = [change.revision for change in await read_changes(client, tally.account, 1)]
    if revisions != list(range(2, tally.rounds + 3)):
        tally.findings.add("hole", f"revisions of {tally.account}: {revisions}")
