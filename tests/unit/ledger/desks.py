"""What tests write to and read from a book in memory: one account, and one record of any kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Self

import pytest

from app.writing.places import errors_located
from graph.ledger.record_rows import Row
from graph.ledger.stored_form import wire_form
from schemas.errors import ServiceError
from schemas.instants import LAST_INSTANT, instant_text, parse_instant
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, WriteItem, WriteOutcome, WriteResult
from tests.contract.items import item
from tests.contract.kinds import Maker, change_of, ledger_of, new_id
from tests.contract.ledgers import day
from tests.contract.placing import place_in, with_places
from tests.unit.ledger.memory_book import MemoryBook

NOW = day(2026)


def pointers_of(error: ServiceError) -> list[str]:
    """Return where an error points to."""
    return [problem.pointer for problem in error.problems]


def outcomes(outcome: WriteOutcome) -> list[str]:
    """Return what became of each item."""
    return [result.outcome for result in outcome.results]


@dataclass
class Desk:
    """Writes to one account of a book; time goes on by a second with each write.

    Attributes
    ----------
    now : str
        When the next write is recorded; a test may set it.
    """

    book: MemoryBook
    id: str = "acme"
    now: str = NOW

    @classmethod
    def new(cls, book: MemoryBook | None = None, account_id: str = "acme") -> Self:
        """Create an account."""
        desk = cls(book or MemoryBook(), account_id)
        desk.write(item("account", account_id, name="Acme"))
        return desk

    def write(self, *items: WriteItem, skip: bool = False, author: str = "tester") -> WriteOutcome:
        """Write items of the account."""
        return self.write_all(*(replace(one, ledger=self.id) for one in items), skip=skip, author=author)

    def write_all(self, *items: WriteItem, author: str = "tester", **how: bool) -> WriteOutcome:
        """Write items of whatever ledger."""
        place = place_in(items)
        with errors_located(place):
            outcome = with_places(self.book.write(items, self.now, author, **how), place)
        self.now = instant_text(parse_instant(self.now) + timedelta(seconds=1))
        return outcome

    def write_one(self, one: WriteItem) -> WriteResult:
        """Write one item of the account and return what became of it."""
        [result] = self.write(one).results
        return result

    def refusal(self, *items: WriteItem) -> ServiceError:
        """Return why items of the account are refused, having seen that nothing was stored."""
        return self.refusal_of_all(*(replace(one, ledger=self.id) for one in items))

    def refusal_of_all(self, *items: WriteItem) -> ServiceError:
        """Return why items of whatever ledger are refused."""
        before = len(self.book.changes)
        with pytest.raises(ServiceError) as caught:
            self.write_all(*items)
        assert len(self.book.changes) == before
        return caught.value

    def get(self, kind: str, record_id: str) -> Row:
        """Return the latest state of a record."""
        return self.book.latest(self._ledger(kind), kind, record_id)

    def lifetime(self, kind: str, record_id: str) -> tuple[str | None, str | None]:
        """Return when a record exists."""
        return self.book.lifetime(self._ledger(kind), kind, record_id)

    def at(self, kind: str, as_of: str = LAST_INSTANT, known_at: str = LAST_INSTANT) -> dict[str, Row]:
        """Return the records of a kind at a moment, by id."""
        return self.book.at(self._ledger(kind), kind, as_of, known_at)

    @property
    def revision(self) -> int:
        """The revision of the account."""
        return self.book.revision(self.id)

    def _ledger(self, kind: str) -> str:
        return BOOK if BY_KIND[kind].scope == "book" else self.id


@dataclass
class RecordDesk:
    """One record of any kind, the account it is of, and what it is made of.

    Attributes
    ----------
    data : dict
        What makes it sound.
    """

    account: Desk
    resource: Resource
    id: str = ""
    maker: Maker = field(default_factory=lambda: Maker("acme"))
    data: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def new(cls, account: Desk, kind: str) -> Self:
        """Return the desk of a record that is not there yet; what it needs is written."""
        desk = cls(account, BY_KIND[kind], new_id(kind), Maker(account.id))
        desk.data = {**desk.maker.minimal(kind), "tags": ["one"]}
        desk.write_needed()
        return desk

    @property
    def ledger(self) -> str:
        """Whose revision the record raises."""
        return ledger_of(self.resource, self.account.id, self.id)

    @property
    def change(self) -> tuple[str, Any, Any]:
        """A field that may change, and two values of it."""
        return change_of(self.resource.kind)

    def write_needed(self) -> None:
        """Write what was made and is not there yet."""
        for of_book in (True, False):
            items = [one for one in self.maker.needed if (not one.ledger) == of_book]
            if items:
                self.account.write_all(*items)
        self.maker.needed.clear()

    def item(
        self, fields: Mapping[str, Any], at: str | None = None, record_id: str | None = None, **how: Any
    ) -> WriteItem:
        """Return an upsert of these fields of the record and no others; or of another record of the kind."""
        return self.maker.upsert(self.resource.kind, record_id or self.id, fields, effective_at=at, **how)

    def unnamed(self, fields: Mapping[str, Any] | None = None, **how: Any) -> WriteItem:
        """Return an item that leaves the id to the service."""
        return self.maker.upsert(self.resource.kind, None, {**self.data, **(fields or {})}, **how)

    def ending(self, at: str | None = None) -> WriteItem:
        """Return the end of the record."""
        return self.item({}, at, action="end")

    def write(self, *items: WriteItem, **how: Any) -> list[WriteResult]:
        """Write items of whatever ledger and return what became of each."""
        return self.account.write_all(*items, **how).results

    def put(self, fields: Mapping[str, Any], at: str | None = None, **how: Any) -> WriteResult:
        """Write these fields of the record and no others."""
        [result] = self.write(self.item(fields, at, **how))
        return result

    def create(self, fields: Mapping[str, Any] | None = None) -> WriteResult:
        """Create the record."""
        return self.put({**self.data, **(fields or {})})

    def end(self, at: str | None = None) -> WriteResult:
        """End the record."""
        [result] = self.write(self.ending(at))
        return result

    def refusal(self, *items: WriteItem) -> ServiceError:
        """Return why items are refused, having seen that nothing was stored."""
        return self.account.refusal_of_all(*items)

    def rows(self, record_id: str | None = None) -> list[Row]:
        """Return every row of the record, newest first."""
        return self.account.book.rows(self.ledger, self.resource.kind, record_id or self.id)

    def get(self) -> dict[str, Any]:
        """Return the latest state of the record as a caller wrote it."""
        row = self.account.book.latest(self.ledger, self.resource.kind, self.id)
        return {name: value for name, value in wire_form(self.resource, row).items() if value is not None}

    def at(self, as_of: str, known_at: str = LAST_INSTANT) -> Row | None:
        """Return the record as it was, or None where it was not."""
        return self.account.book.at(self.ledger, self.resource.kind, as_of, known_at).get(self.id)

    def values(self, name: str, *instants: str) -> list[Any]:
        """Return what a field was at instants; None where the record was not, or had none."""
        return [(self.at(instant) or {}).get(name) for instant in instants]

    def revision(self) -> int:
        """Return the revision that writes of the record raise."""
        return self.account.book.revision(self.ledger)
