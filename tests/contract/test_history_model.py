"""Whatever is told in whatever order, the store agrees with the plain model of `history_model`, now and of any past."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, event, given, settings

from analytics.answers.influence import influence_analysis
from graph.store import Store
from schemas.errors import ServiceError
from schemas.resources import BY_KIND
from schemas.settings import AnalysisSettings
from schemas.writes import WriteItem
from tests.contract.held_clock import HeldClock
from tests.contract.history_model import AccountModel, Refused, formula
from tests.contract.history_sequences import BEGINNING, NOW, moments, sequences
from tests.contract.ledgers import AccountDesk, day, department, end, influence, item, line, membership, person
from tests.contract.told_record import Data

EXAMPLES = int(os.environ.get("STAKEGRAPH_TEST_SEQUENCES", "60"))
LISTS = {
    "person": "people",
    "department": "departments",
    "membership": "memberships",
    "reporting_line": "reporting_lines",
    "influence": "influences",
}


class Telling:
    """One account that the store and the model are told the same of."""

    def __init__(self, account: AccountDesk, clock: HeldClock) -> None:
        self.account = account
        self.model = AccountModel()
        self.cases: Counter[str] = Counter()
        self.told = [NOW]
        self._clock = clock
        self._given: list[tuple[str, str, list[bytes]]] = []

    @classmethod
    async def begin(cls, store: Store, clock: HeldClock) -> "Telling":
        """Create the account a year before anything else is told of it."""
        clock.hold(day(2025))
        account = await AccountDesk.new(store)
        clock.hold(NOW)
        telling = cls(account, clock)
        telling.model.writes.append(day(2025))
        await telling.tell(BEGINNING)
        return telling

    async def tell(self, batch: Sequence[WriteItem]) -> None:
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
        self.told.append(now)

    async def compare(self, as_of: str, known_at: str) -> None:
        """Compare every list and the graph of one moment."""
        snapshot = await self.account.snapshot(as_of, known_at)
        assert snapshot.revision == self.model.revision(known_at)
        assert snapshot.known_at == max((told for told in self.model.writes if told <= known_at), default=known_at)
        graph = await self.account.graph(as_of, known_at)
        for kind, name in LISTS.items():
            expected = self.model.shown(kind, as_of, known_at)
            page = await self.account.page(kind, snapshot, limit=100)
            assert _as_expected(page.items, kind) == expected
            nodes = getattr(graph, name)
            assert [node.id for node in nodes] == [row["id"] for row in expected]
            assert [node._asdict() for node in nodes] == [
                {field: row.get(field) for field in node._fields} for node, row in zip(nodes, expected, strict=True)
            ]

    async def give(self, as_of: str) -> None:
        """Answer for an instant with all that is known, and keep the answer."""
        known_at = (await self.account.snapshot(as_of)).known_at
        self._given.append((as_of, known_at, await self._answers(as_of, None)))

    async def give_again(self) -> None:
        """Give every answer again as of what was known then: byte for byte the same."""
        for as_of, known_at, answers in self._given:
            assert await self._answers(as_of, known_at) == answers

    async def _answers(self, as_of: str, known_at: str | None) -> list[bytes]:
        snapshot = await self.account.snapshot(as_of, known_at)
        lists = [await self.account.body(kind, snapshot) for kind in LISTS]
        graph = await self.account.fresh_graph(snapshot)
        return [*lists, influence_analysis(graph, AnalysisSettings()).model_dump_json().encode()]


def _as_expected(rows: Sequence[Mapping[str, Any]], kind: str) -> list[Data]:
    """Return rows as the model tells them: what a caller wrote, and the lifetime."""
    written = {"id", *BY_KIND[kind].fields.model_fields}
    times = {"valid_from": None, "valid_to": None}
    return [
        {**times, **{name: value for name, value in row.items() if name in written and value is not None}}
        for row in rows
    ]


async def tell_and_compare(
    store: Store, clock: HeldClock, batches: Sequence[Sequence[WriteItem]], at: Sequence[tuple[str, int]]
) -> Counter[str]:
    """Tell everything, comparing as it goes and at the end; return how often each case came up."""
    telling = await Telling.begin(store, clock)
    for number, batch in enumerate(batches):
        await telling.tell(batch)
        if number % 3 == 0:
            await telling.give(at[number % len(at)][0])
    for as_of, batches_known in at:
        await telling.compare(as_of, telling.told[min(batches_known, len(telling.told) - 1)])
    await telling.compare(at[0][0], telling.told[-1])
    await telling.give_again()
    return telling.cases


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
@given(batches=sequences, at=moments)
async def test_any_sequence_of_batches_agrees_with_the_model(
    store: Store, service_clock: HeldClock, batches: list[list[WriteItem]], at: list[tuple[str, int]]
):
    try:
        for case in await tell_and_compare(store, service_clock, batches, at):
            event(case)
    finally:
        service_clock.release()


STORY = [
    [person("a", title="clerk", at=day(2022)), person("b", title="head", at=day(2028))],
    [person("a", title="head", at=day(2020)), person("b", title="clerk", at=day(2024), correction=True)],
    [person("a", title="head", at=day(2020))],
    [person("b", seniority="vp", at=day(2030))],
    [line("a", "b", "r1"), influence("a", "b", strength=0.25), membership("a", "x")],
    [line("b", "a")],
    [line("b", "a", valid_to=day(2020)), line("a", "c")],
    [influence("a", "b", "i2")],
    [influence("a", "a")],
    [influence("a", "ghost")],
    [influence("a", "b", strength=1.0, at=day(2024))],
    [item("influence", formula("INFLUENCES", "a", "b"), source="c")],
    [end("influence", formula("INFLUENCES", "a", "b"), day(2024))],
    [end("influence", formula("INFLUENCES", "a", "b"))],
    [influence("a", "b", valid_from=day(2022))],
    [influence("a", "b", valid_to=day(2024), strength=1.0)],
    [influence("a", "b", strength=0.25, at=day(2022))],
    [person("d", valid_from=day(2028)), person("e", valid_to=day(2020))],
    [influence("d", "e")],
    [influence("d", "a", valid_to=day(2028))],
    [end("person", "d", day(2022))],
    [end("person", "a", day(2022))],
    [person("a", title="clerk")],
    [person("a", valid_to=None, correction=True)],
    [person("a", name=None)],
    [end("department", "x", day(2030)), end("reporting_line", "r1", day(2030), correction=True)],
    [end("department", "x", day(2030))],
    [department("x", valid_from=day(2031))],
    [person("f", valid_to=day(2020)), person("g", valid_from=day(2020))],
    [line("f", "b"), line("b", "g"), line("g", "f")],
    [person("f", valid_to=None, correction=True)],
]
"""Every rule of the model once, by hand: what Hypothesis draws may vary, what must come up may not."""

CASES = {
    "cascade",
    "created with derived id",
    "created with id",
    "department ended",
    "department unchanged",
    "influence unchanged",
    "influence updated",
    "person ended",
    "person unchanged",
    "person updated",
    "person updated by correction",
    "refused: a name is needed",
    "refused: a second open edge",
    "refused: a second solid line",
    "refused: a self loop",
    "refused: a solid cycle",
    "refused: an edge to nobody",
    "refused: an edge to someone at another time",
    "refused: begun again before it ended",
    "refused: ended again",
    "refused: ended before it began",
    "refused: it ends before it begins",
    "refused: it has ended",
    "refused: other ends",
    "renewed",
    "reporting_line ended by correction",
}


async def test_every_case_of_the_model_comes_up_and_agrees(store: Store, service_clock: HeldClock):
    at = [(instant, known) for instant in (day(2019), day(2023), day(2026, 1, 5), day(2029)) for known in (5, 15, 99)]
    try:
        cases = await tell_and_compare(store, service_clock, STORY, at)
    finally:
        service_clock.release()
    assert CASES - cases.keys() == set()
