"""Whatever is written in any order, the store agrees with the plain model of `history_model`, now and of any past."""

import os
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, event, given, settings

from graph.ledger.stored_form import wire_form
from graph.store import Store, StoreOptions
from schemas.errors import ServiceError
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.writes import WriteItem
from tests.contract.held_clock import HeldClock
from tests.contract.history_model import TIMES, AccountModel, Refused
from tests.contract.history_sequences import BEGINNING, BOOK_RECORDS, NOW, moments, sequences
from tests.contract.history_stories import CASES, STORY
from tests.contract.ledgers import AccountDesk, day
from tests.contract.model_record import Data, Record
from tests.nightly import examples
from tests.opened_store import opened
from tests.unit.analytics.asked import influence_analysis

EXAMPLES = int(os.environ.get("STAKEGRAPH_TEST_SEQUENCES", examples(60)))
GRAPH = {
    "person": "people",
    "department": "departments",
    "membership": "memberships",
    "reporting_line": "reporting_lines",
    "influence": "influences",
}
"""Kinds that analytics reads, and where it finds them."""

BOOK_WRITTEN, BEGUN = day(2024), day(2025)


@pytest_asyncio.fixture(scope="module")
async def store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """A store whose book was written before all else, and never again."""
    async with opened(own_data, service_clock) as store:
        service_clock.hold(BOOK_WRITTEN)
        await store.writer.write(BOOK_RECORDS, author="ada")
        yield store


class Comparison:
    """One account of which the store and the model get the same."""

    def __init__(self, account: AccountDesk, clock: HeldClock) -> None:
        self.account = account
        self.model = AccountModel({(one.resource.kind, one.id or ""): _of_the_book(one) for one in BOOK_RECORDS})
        self.cases: Counter[str] = Counter()
        self.instants = [NOW]
        self._clock = clock
        self._given: list[tuple[str, str, dict[str, bytes]]] = []

    @classmethod
    async def begin(cls, store: Store, clock: HeldClock) -> "Comparison":
        """Create the account a year before anything else is written of it."""
        clock.hold(BEGUN)
        account = await AccountDesk.new(store)
        clock.hold(NOW)
        comparison = cls(account, clock)
        comparison.model.writes.append(BEGUN)
        await comparison.write(BEGINNING)
        return comparison

    async def write(self, batch: Sequence[WriteItem]) -> None:
        """Write a batch to both; what becomes of each item must be the same."""
        now = self._clock.advance(hours=1)
        try:
            expected = self.model.write(batch, now)
        except Refused:
            expected = []
        try:
            found = [result.outcome for result in (await self.account.write(*batch)).results]
            problems: Sequence[object] = ()
        except ServiceError as error:
            found, problems = [], error.problems
        assert found == expected, (self.model.cases, problems)
        self.cases.update(self.model.cases)
        self.instants.append(now)

    async def compare(self, as_of: str, known_at: str) -> None:
        """Compare every list and the graph of one moment."""
        snapshot = await self.account.snapshot(as_of, known_at)
        assert snapshot.revision == self.model.revision(known_at)
        assert snapshot.known_at == max(
            (instant for instant in self.model.writes if instant <= known_at), default=known_at
        )
        graph = await self.account.graph(as_of, known_at)
        for kind in self._kinds():
            expected = self.model.shown(kind, as_of, known_at)
            page = await self.account.page(kind, snapshot, limit=100)
            assert _as_expected(page.items, kind) == expected
            if kind in GRAPH:
                nodes = getattr(graph, GRAPH[kind])
                assert [node.id for node in nodes] == [row["id"] for row in expected]
                assert [node._asdict() for node in nodes] == [
                    {field: row.get(field) for field in node._fields} for node, row in zip(nodes, expected, strict=True)
                ]

    def _kinds(self) -> list[str]:
        """Return the kinds of an account of which something was written."""
        kinds = {kind for kind, _ in self.model.records}
        return [resource.kind for resource in ACCOUNT_RESOURCES if resource.kind in kinds]

    async def give(self, as_of: str) -> None:
        """Answer for an instant with all that is known, and keep the answer."""
        known_at = (await self.account.snapshot(as_of)).known_at
        self._given.append((as_of, known_at, await self._answers(as_of, None, self._kinds())))

    async def give_again(self) -> None:
        """Give every answer again as of what was known then: byte for byte the same."""
        for as_of, known_at, answers in self._given:
            assert await self._answers(as_of, known_at, answers.keys() - {"influence_analysis"}) == answers

    async def _answers(self, as_of: str, known_at: str | None, kinds: Iterable[str]) -> dict[str, bytes]:
        snapshot = await self.account.snapshot(as_of, known_at)
        lists = {kind: await self.account.body(kind, snapshot) for kind in kinds}
        graph = await self.account.fresh_graph(snapshot)
        return {**lists, "influence_analysis": influence_analysis(graph, AnalysisSettings()).model_dump_json().encode()}


def _of_the_book(item: WriteItem) -> Record:
    """Return a record of the book as the model knows it: written before all else, and always so."""
    record = Record([("", dict(item.data))], (None, None), dict(item.data))
    record.remember(BOOK_WRITTEN)
    return record


def _as_expected(rows: Sequence[Mapping[str, Any]], kind: str) -> list[Data]:
    """Return rows as the model gives them: what a caller wrote, and the lifetime."""
    resource = BY_KIND[kind]
    written = {"id", *resource.fields.model_fields}
    wire_rows = [wire_form(resource, row) for row in rows]
    return [
        {name: value for name, value in row.items() if (name in written and value is not None) or name in TIMES}
        for row in ({"valid_from": None, "valid_to": None, **one} for one in wire_rows)
    ]


async def write_and_compare(
    store: Store, clock: HeldClock, batches: Sequence[Sequence[WriteItem]], at: Sequence[tuple[str, int]]
) -> Counter[str]:
    """Write everything, comparing as it goes and at the end; return how often each case came up."""
    comparison = await Comparison.begin(store, clock)
    for number, batch in enumerate(batches):
        await comparison.write(batch)
        if number % 3 == 0:
            await comparison.give(at[number % len(at)][0])
    for as_of, batches_known in at:
        await comparison.compare(as_of, comparison.instants[min(batches_known, len(comparison.instants) - 1)])
    await comparison.compare(at[0][0], comparison.instants[-1])
    await comparison.give_again()
    return comparison.cases


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(batches=sequences, at=moments)
async def test_any_sequence_of_batches_agrees_with_the_model(
    store: Store, service_clock: HeldClock, batches: list[list[WriteItem]], at: list[tuple[str, int]]
):
    try:
        for case in await write_and_compare(store, service_clock, batches, at):
            event(case)
    finally:
        service_clock.release()


async def test_every_case_of_the_model_comes_up_and_agrees(store: Store, service_clock: HeldClock):
    at = [(instant, known) for instant in (day(2019), day(2023), day(2026, 1, 5), day(2029)) for known in (5, 15, 99)]
    try:
        cases = await write_and_compare(store, service_clock, STORY, at)
    finally:
        service_clock.release()
    assert CASES - cases.keys() == set()
