"""Whatever is written in whatever order, the plans agree with the plain model of history: no engine between them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, event, given, settings

from graph.ledger.record_rows import Row, resolve
from graph.ledger.stored_form import wire_form
from schemas.errors import ServiceError
from schemas.instants import instant_text, parse_instant
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND
from schemas.writes import WriteItem
from tests.contract.history_model import TIMES, AccountModel, Refused
from tests.contract.history_sequences import BEGINNING, BOOK_RECORDS, NOW, moments, sequences
from tests.contract.history_stories import CASES, STORY
from tests.contract.items import item
from tests.contract.ledgers import day
from tests.contract.model_kinds import ends
from tests.contract.model_record import Data, Record
from tests.nightly import examples
from tests.unit.ledger.desks import Desk
from tests.unit.ledger.memory_book import MemoryBook

BOOK_BEGAN, BEGAN = day(2024), day(2025)


class Comparison:
    """One account that the ledger and the model are given the same of."""

    def __init__(self) -> None:
        book = MemoryBook()
        Desk(book, now=BOOK_BEGAN).write_all(*BOOK_RECORDS)
        self.desk = Desk(book, now=BEGAN)
        self.desk.write(item("account", self.desk.id, name="Acme"))
        self.model = AccountModel({(one.resource.kind, one.id or ""): _of_the_book(one) for one in BOOK_RECORDS})
        self.model.writes.append(BEGAN)
        self.cases: Counter[str] = Counter()
        self.instants = [NOW]
        self.write(BEGINNING)

    def write(self, batch: Sequence[WriteItem]) -> None:
        """Write a batch to both; what becomes of each item must be the same."""
        now = self.desk.now = instant_text(parse_instant(self.instants[-1]) + timedelta(hours=1))
        try:
            expected = self.model.write(batch, now)
        except Refused:
            expected = []
        try:
            found = [result.outcome for result in self.desk.write(*batch).results]
        except ServiceError:
            found = []
        assert found == expected, self.model.cases
        self.cases.update(self.model.cases)
        self.instants.append(now)

    def compare(self, as_of: str, known_at: str) -> None:
        """Compare every list of one moment."""
        for resource in ACCOUNT_RESOURCES:
            assert self.shown(resource.kind, as_of, known_at) == self.model.shown(resource.kind, as_of, known_at)

    def shown(self, kind: str, as_of: str, known_at: str) -> list[Data]:
        """Return what a list shows, in order of ids: an edge only while both its ends exist."""
        found = []
        for record_id, row in self.desk.at(kind, as_of, known_at).items():
            values = wire_form(BY_KIND[kind], row)
            if all(self._exists(end, as_of, known_at) for end in ends(kind, values)):
                found.append({"id": record_id, **_as_written(kind, values)})
        return found

    def _exists(self, key: tuple[str, str], as_of: str, known_at: str) -> bool:
        ledger = "" if BY_KIND[key[0]].scope == "book" else self.desk.id
        rows: list[Row] = self.desk.book.rows(ledger, *key)
        return bool(rows) and resolve(rows, as_of, known_at) is not None


def _of_the_book(item: WriteItem) -> Record:
    """Return a record of the book as the model knows it: there before all else, and always so."""
    record = Record([("", dict(item.data))], (None, None), dict(item.data))
    record.remember(BOOK_BEGAN)
    return record


def _as_written(kind: str, values: Mapping[str, Any]) -> Data:
    """Return what a caller wrote, and the lifetime."""
    names = BY_KIND[kind].fields.model_fields
    kept = {name: value for name, value in values.items() if name in names and value is not None}
    return {**kept, **{name: values.get(name) for name in TIMES}}


def compared(batches: Sequence[Sequence[WriteItem]], at: Sequence[tuple[str, int]]) -> Counter[str]:
    """Write everything and compare at the end; return how often each case came up."""
    both = Comparison()
    for batch in batches:
        both.write(batch)
    for as_of, batches_known in at:
        both.compare(as_of, both.instants[min(batches_known, len(both.instants) - 1)])
    both.compare(at[0][0], both.instants[-1])
    return both.cases


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])
@given(batches=sequences, at=moments)
def test_any_sequence_of_batches_agrees_with_the_model(batches: list[list[WriteItem]], at: list[tuple[str, int]]):
    for case in compared(batches, at):
        event(case)


def test_every_case_of_the_model_comes_up_and_agrees():
    at = [(instant, known) for instant in (day(2019), day(2023), day(2026, 1, 5), day(2029)) for known in (5, 15, 99)]
    assert CASES - compared(STORY, at).keys() == set()
