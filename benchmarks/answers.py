"""`python -m benchmarks.answers`: answers over HTTP, where their time goes, and closeness beside plain loops.

The account has 100 people, 400 edges, eight of us and 1,500 contacts. Both loops and ours take the same `AccountGraph`
and must give the same numbers. Over HTTP a cold answer follows a write, so that nothing of it is kept.
"""

import asyncio
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from pydantic import BaseModel

from analytics.ages import days_before
from analytics.answers.closeness import closeness_analysis
from analytics.answers.influence import influence_analysis
from analytics.context import Context
from benchmarks.http import Connection, Service
from benchmarks.invented.contacts import AS_OF, account_of_contacts, one_more, our_side
from benchmarks.plain.closeness import every_pair, sorted_into_pairs
from benchmarks.report import machine_line, write_timed
from graph.store import Store, StoreOptions
from schemas.records.accounts import ACCOUNTS
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.writes import WriteItem

INTRODUCTION = """`python -m benchmarks.answers` wrote this part: one account of 100 people, 400 edges, eight of us and
1,500 contacts, embedded. Cold: the first answer after a write; warm: the next one. Promised: a warm influence costs at
most 3x one person read. Both loops give the same closeness of all pairs as ours, to nine digits. Medians of one run;
the last column is a row's milliseconds by those of the row it names."""

ROUNDS = 15
NAME, ACCOUNT = "bench", "bench-contacts"
PROMISED = 3
PERSON = f"/v1/accounts/{ACCOUNT}/people/p1"
SETTINGS = AnalysisSettings()

ANSWERS = {
    **dict.fromkeys(("influence", "network", "closeness", "coverage", "beliefs", "health"), f"as_of={AS_OF}"),
    "changes": f"from={days_before(AS_OF, 3)}&to={AS_OF}",
}
"""Every answer, and what it is asked with; what changed, of three days."""

Ask = Callable[[Context], BaseModel]
"""What computes an answer."""

Row = tuple[str, float, str]
"""What was measured, its median in milliseconds, and beside what."""


@dataclass(frozen=True, slots=True)
class Case:
    """A running service, and the store behind it."""

    store: Store
    connection: Connection
    numbers: Iterator[int] = field(default_factory=count)

    async def computing(self) -> list[Row]:
        """Measure the numbers alone, from a graph that was read."""
        graph = await self._graph(AS_OF)
        ours = Context(graph, SETTINGS).closeness
        for loop in (every_pair, sorted_into_pairs):
            expected = loop(graph, SETTINGS)
            assert expected.keys() == ours.keys()
            assert all(abs(expected[pair] - ours[pair]) < 1e-9 for pair in ours)
        slow, fair, own = _in_turn(
            lambda: every_pair(graph, SETTINGS),
            lambda: sorted_into_pairs(graph, SETTINGS),
            lambda: Context(graph, SETTINGS).closeness,
        )
        return [
            ("all pairs: a loop over the contacts of every pair, as the text reads", slow, f"{slow / own:.1f}x ours"),
            ("all pairs: contacts sorted into pairs first, then a loop", fair, f"{fair / own:.1f}x ours"),
            ("all pairs: ours", own, "1"),
        ]

    async def parts(self) -> list[Row]:
        """Measure what cold answers consist of, each part by itself."""
        return [*await self._parts("influence", _influence, trend=False), *await self._parts("closeness", _closeness)]

    async def _parts(self, name: str, ask: Ask, *, trend: bool = True) -> list[Row]:
        reads, computes, renders = [], [], []
        for _ in range(ROUNDS):
            await self._write()
            started = time.perf_counter()
            graph = await self._graph(AS_OF)
            before = await self._graph(days_before(AS_OF, 30)) if trend else None
            read = time.perf_counter()
            answer = ask(Context(graph, SETTINGS, earlier=before))
            computed = time.perf_counter()
            answer.model_dump_json()
            reads.append(read - started)
            computes.append(computed - read)
            renders.append(time.perf_counter() - computed)
        named = {"read two graphs" if trend else "read": reads, "compute": computes, "render": renders}
        return [(f"{name}, of a cold one: {part}", statistics.median(each) * 1000, "") for part, each in named.items()]

    async def over_http(self) -> list[Row]:
        """Measure answers over HTTP: cold, warm, and one record for comparison."""
        taken: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for answer, query in ANSWERS.items():
                path = f"/v1/accounts/{ACCOUNT}/analysis/{answer}?{query}"
                await self._write()
                for state in ("cold", "warm"):
                    taken.setdefault(f"{answer}: {state}", []).append(await _seconds(self.connection.ask, path))
            taken.setdefault("one person", []).append(await _seconds(self.connection.ask, PERSON))
        one = statistics.median(taken["one person"])
        return [_beside(name, statistics.median(each), one) for name, each in taken.items()]

    async def _graph(self, as_of: str) -> AccountGraph:
        snapshot = await self.store.repository.snapshot(ACCOUNT, AS_OF)
        return await self.store.graphs.read(replace(snapshot, as_of=as_of))

    async def _write(self) -> None:
        await self.store.writer.write([one_more(ACCOUNT, NAME, next(self.numbers))], author="bench")


def _influence(context: Context) -> BaseModel:
    return influence_analysis(context)


def _closeness(context: Context) -> BaseModel:
    return closeness_analysis(context)


def _beside(name: str, seconds: float, one: float) -> Row:
    kept = ""
    if name == "influence: warm":
        kept = f", {PROMISED}x promised: {'kept' if seconds <= PROMISED * one else '**not kept**'}"
    return f"over HTTP: {name}", seconds * 1000, f"{seconds / one:.1f}x one person{kept}"


def _in_turn(*ways: Callable[[], object]) -> list[float]:
    """Return the median milliseconds of each way, run in turn."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(ROUNDS):
        for place, way in enumerate(ways):
            started = time.perf_counter()
            way()
            taken[place].append(time.perf_counter() - started)
    return [statistics.median(each) * 1000 for each in taken]


async def _seconds(ask: Callable[[str, str], Awaitable[object]], path: str) -> float:
    started = time.perf_counter()
    await ask("GET", path)
    return time.perf_counter() - started


async def measure(service: Service) -> list[Row]:
    """Return everything that is measured, in the order of the report."""
    store = await Store.open(StoreOptions(service.data, join=True))
    try:
        await store.writer.write(
            [WriteItem(ACCOUNTS, ACCOUNT, ACCOUNT, {"name": "Contacts", "tier": "A"})], author="bench"
        )
        await store.writer.write(our_side(NAME), author="bench")
        await store.writer.write(account_of_contacts(ACCOUNT, NAME), author="bench")
        case = Case(store, await Connection.open(service.port))
        return [*await case.computing(), *await case.parts(), *await case.over_http()]
    finally:
        await store.close()


def main() -> None:
    """Measure and write the part of results.md."""
    with tempfile.TemporaryDirectory() as folder, Service(Path(folder) / "service", dict(os.environ)) as service:
        rows = asyncio.run(measure(service))
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_timed(Path(__file__).with_name("results.md"), "answers", introduction, rows)


if __name__ == "__main__":
    main()
