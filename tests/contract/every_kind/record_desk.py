"""One record of any kind, as a test writes and reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import pytest

from app.records.answers import list_body, record_body
from schemas.errors import ServiceError
from schemas.reads import PageRequest, Snapshot
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import WriteItem, WriteOutcome, WriteResult
from tests.contract.kinds import Maker, change_of, ledger_of, new_id
from tests.contract.ledgers import AUTHOR, FAR, AccountDesk
from tests.contract.placing import placed


@dataclass(frozen=True)
class RecordDesk:
    """One record, the account it is of, and what it is made of.

    Attributes
    ----------
    data : dict
        What makes it sound, with a tag that nothing else has.
    """

    account: AccountDesk
    resource: Resource
    maker: Maker
    id: str
    tag: str
    data: dict[str, Any]

    @classmethod
    async def new(cls, account: AccountDesk, kind: str) -> Self:
        """Return the desk of a record that is not there yet; what it needs is written."""
        maker, tag = Maker(account.id), new_id("tag")
        data = {**maker.minimal(kind), "tags": [tag]}
        desk = cls(account, BY_KIND[kind], maker, new_id(kind), tag, data)
        await desk.write_needed()
        return desk

    @property
    def ledger(self) -> str:
        """Whose revision the record raises."""
        return ledger_of(self.resource, self.account.id, self.id)

    async def write_needed(self) -> None:
        """Write what was made and is not there yet."""
        for of_book in (True, False):
            items = [one for one in self.maker.needed if (not one.ledger) == of_book]
            if items:
                await self.write(*items)
        self.maker.needed.clear()

    async def write(self, *items: WriteItem, author: str = AUTHOR, skip: bool = False) -> WriteOutcome:
        """Store items of whatever ledger in one write."""
        return await placed(items, self.account.store.writer.write(items, author=author, skip=skip))

    def item(
        self, fields: Mapping[str, Any], at: str | None = None, record_id: str | None = None, **options: Any
    ) -> WriteItem:
        """Return an upsert of these fields of the record and no others; or of another record of the kind."""
        return self.maker.upsert(self.resource.kind, record_id or self.id, fields, effective_at=at, **options)

    def unnamed(self, fields: Mapping[str, Any] | None = None) -> WriteItem:
        """Return an upsert that leaves the id to the service."""
        return self.maker.upsert(self.resource.kind, None, {**self.data, **(fields or {})})

    def unnamed_ending(self, at: str) -> WriteItem:
        """Return the end of the relation that the record is."""
        return self.maker.upsert(self.resource.kind, None, self.data, effective_at=at, action="end")

    def ending(self, at: str | None = None) -> WriteItem:
        """Return the end of the record."""
        return self.item({}, at, action="end")

    async def create(self, fields: Mapping[str, Any] | None = None) -> WriteResult:
        """Create the record."""
        return await self.write_fields({**self.data, **(fields or {})})

    async def write_fields(self, fields: Mapping[str, Any], at: str | None = None, **options: Any) -> WriteResult:
        """Write these fields of the record and no others."""
        [result] = (await self.write(self.item(fields, at, **options))).results
        return result

    async def end(self, at: str | None = None) -> WriteResult:
        """End the record."""
        [result] = (await self.write(self.ending(at))).results
        return result

    async def refusal(self, *items: WriteItem) -> ServiceError:
        """Return why a write is refused, having seen that it raised no revision."""
        before = await self.revision()
        with pytest.raises(ServiceError) as caught:
            await self.write(*items)
        assert await self.revision() == before
        return caught.value

    async def moment(self, as_of: str = FAR, known_at: str | None = None) -> Snapshot:
        """Return the moment of a list of this kind."""
        repository = self.account.store.repository
        if self.resource.scope == "account":
            return await repository.snapshot(self.account.id, as_of, known_at)
        if self.resource.scope == "book":
            return await repository.book_snapshot(as_of, known_at)
        return await repository.accounts_snapshot(as_of, known_at)

    async def revision(self) -> int:
        """Return the revision that writes of this kind raise; of accounts, the number of all writes."""
        return (await self.moment()).revision

    async def shown(self, as_of: str = FAR, known_at: str | None = None, **request: Any) -> Sequence[Mapping[str, Any]]:
        """Return what a list shows of the records with the tag, as they are stored."""
        return await self.shown_at(await self.moment(as_of, known_at), **request)

    async def shown_at(self, moment: Snapshot, **request: Any) -> Sequence[Mapping[str, Any]]:
        """Return the same at a moment."""
        return (await self.account.store.repository.page(self.resource, moment, self.asked(**request))).items

    def asked(self, **request: Any) -> PageRequest:
        """Return what a list of the records with the tag asks for."""
        return PageRequest(**{"holds": {"tags": self.tag}, "limit": 1000, **request})

    async def values(self, field: str, *instants: str) -> list[Any]:
        """Return what a field was at instants; None where the record was not, or had none."""
        rows = [await self.shown(instant) for instant in instants]
        return [found[0].get(field) if found else None for found in rows]

    async def body(self, moment: Snapshot) -> bytes:
        """Return the list as it goes out."""
        return list_body(self.resource, await self.shown_at(moment), moment, None, None)

    async def get(self) -> dict[str, Any]:
        """Return the latest state of the record as it goes out; what is null is left out."""
        row, _ = await self.account.store.repository.get(self.resource, self.ledger, self.id)
        complete = {"revision": 0, "revised_at": None, **row}
        return {name: value for name, value in record_body(self.resource, complete).items() if value is not None}

    async def history(self) -> Sequence[Mapping[str, Any]]:
        """Return every row of the record, newest first."""
        rows, _ = await self.account.store.repository.history(self.resource, self.ledger, self.id)
        return rows

    @property
    def change(self) -> tuple[str, Any, Any]:
        """A field that may change, and two values of it."""
        return change_of(self.resource.kind)
