"""A book of all there is: a story, records of every kind with all their fields, names that go from one to another."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from graph.merging.merges import AskedMerge
from graph.store import Store
from schemas.errors import ServiceError
from schemas.registry import RESOURCES
from schemas.writes import WriteItem
from tests.contract.history_sequences import BEGINNING
from tests.contract.history_stories import STORY
from tests.contract.items import end, influence, item, patch, person
from tests.contract.kinds import Maker, change_of, new_id
from tests.contract.ledgers import AccountDesk, day


async def write_batches(desk: AccountDesk, batches: Sequence[Sequence[WriteItem]]) -> None:
    """Write what can be written of batches."""
    for batch in (BEGINNING, *batches):
        with suppress(ServiceError):
            await desk.write(*batch)


async def write_every_kind(desk: AccountDesk) -> None:
    """Create, change, correct and end a record of every kind, with all fields that it can have."""
    for resource in RESOURCES:
        if resource.scope == "self":
            continue
        maker, record_id = Maker(desk.id), new_id(resource.kind)
        items = [maker.upsert(resource.kind, record_id, maker.full(resource.kind))]
        field, *values = change_of(resource.kind)
        items += [maker.upsert(resource.kind, record_id, {field: value}, effective_at=day(2024)) for value in values]
        items.append(maker.upsert(resource.kind, record_id, {field: values[0]}, correction=True))
        for one in (*maker.needed, *items, end(resource.kind, record_id, ledger=items[0].ledger)):
            with suppress(ServiceError):
                await write(desk.store, one)


async def write(store: Store, *items: WriteItem) -> None:
    await store.writer.write(items, author="tester")


async def filled(store: Store) -> list[str]:
    """Fill a store: two accounts with history, records of every kind, names that go from one to another."""
    desks = [await AccountDesk.new(store, timezone="Asia/Shanghai") for _ in range(2)]
    await write_batches(desks[0], STORY)
    await write_every_kind(desks[1])
    first, second = desks
    await first.write(person("n1", external_ids={"crm": "7"}), person("n2", external_ids={"crm": "8", "erp": "ä/1"}))
    await first.write(patch("person", "n1", external_ids={"crm": None}))
    await second.write(person("twin", external_ids={"crm": "9"}), person("other"), influence("twin", "other"))
    await store.merges.merge(AskedMerge(second.id, "twin", "other", "tester"))
    await second.write(person("n3", external_ids={"crm": "7"}))
    await write(store, item("account", first.id, ledger=first.id, tier="A", parent=None, tags=[]))
    await write(store, item("account_tie", account=first.id, other=second.id, relation="supplier"))
    await write(store, *(item("account", one.id, ledger=one.id, region="North") for one in desks))
    await write(store, replace(item("account", first.id, ledger=first.id, region="West"), source="salesforce"))
    return [first.id, second.id]
