"""Every kind of record is found by what it holds, by a tag or by another system's id, and paged in order."""

from collections.abc import Sequence
from typing import Any

import pytest

from app.records.list_parameters import field_kinds
from schemas.errors import Conflict
from tests.contract.every_kind.record_desk import RecordDesk
from tests.contract.kinds import KINDS, Maker, new_id
from tests.contract.ledgers import FAR, day, ids_of
from tests.sentences import english

every_kind = pytest.mark.parametrize("kind", KINDS)

COPIES = 5
NOT_STORED = "nothing has this"


async def copies(desk: RecordDesk) -> list[str]:
    """Write several records of the kind with the tag, each with records of its own around it; return their ids."""
    field, *values = desk.change
    ids = []
    for number in range(COPIES):
        own = RecordDesk(desk.account, desk.resource, Maker(desk.account.id), new_id(desk.resource.kind), desk.tag, {})
        own.data.update(own.maker.minimal(desk.resource.kind), tags=[desk.tag])
        await own.write_needed()
        await own.create({field: values[number % 2]})
        ids.append(own.id)
    return sorted(ids)


@every_kind
async def test_a_record_is_found_by_each_of_its_fields_and_by_no_other_value(desk: RecordDesk):
    full = desk.maker.full(desk.resource.kind)
    await desk.write_needed()
    await desk.write_fields({**full, "tags": [desk.tag, "also"]})
    [row] = await desk.shown()
    kinds = field_kinds(desk.resource)
    for field in (kinds.keys() & row.keys()) - {"valid_from", "valid_to"}:
        if kinds[field] == "list":
            found = await desk.shown(holds={"tags": desk.tag, field: row[field][-1]})
            assert await desk.shown(holds={"tags": desk.tag, field: NOT_STORED}) == ()
        else:
            found = await desk.shown(equal={field: row[field]})
            assert await desk.shown(equal={field: NOT_STORED}) == ()
        assert ids_of(found) == [desk.id], field


@every_kind
async def test_a_tag_finds_its_records_only(desk: RecordDesk):
    await desk.create({"tags": [f"{desk.tag}-2", desk.tag]})
    assert ids_of(await desk.shown()) == [desk.id]
    assert await desk.shown(holds={"tags": desk.tag.upper()}) == ()
    assert await desk.shown(holds={"tags": desk.tag[:-1]}) == ()


@every_kind
async def test_words_are_found_in_the_names_of_what_has_one(desk: RecordDesk):
    if not desk.resource.named:
        return
    await desk.create({"name": "Ürün 采购部 Pumps"})
    assert ids_of(await desk.shown(words=("pump", "采购"))) == [desk.id]
    assert await desk.shown(words=("pump", "valve")) == ()


@every_kind
async def test_an_id_of_another_system_is_unique_and_finds_its_record(desk: RecordDesk):
    name = new_id("crm")
    await desk.create({"external_ids": {"crm": name}})
    repository = desk.account.store.repository
    assert await repository.holder(desk.resource, "crm", name) == (desk.ledger, desk.id)
    assert ids_of(await desk.shown(external_id=("crm", name))) == [desk.id]
    assert await desk.shown(external_id=("crm", name[:-1])) == ()
    other = RecordDesk(desk.account, desk.resource, Maker(desk.account.id), new_id("other"), desk.tag, {})
    other.data.update(other.maker.minimal(desk.resource.kind))
    await other.write_needed()
    error = await other.refusal(other.item({**other.data, "external_ids": {"crm": name}}))
    assert isinstance(error, Conflict)
    assert [problem.pointer for problem in error.problems] == ["/external_ids/crm"]
    assert f"'{desk.id}'" in english(error.detail)
    await desk.end(day(2025))
    await other.create({"external_ids": {"crm": name}})
    assert await repository.holder(desk.resource, "crm", name) == (other.ledger, other.id)


async def paged(desk: RecordDesk, **request: Any) -> Sequence[Any]:
    """Return what pages of two show, one after the other, all of one moment."""
    rows: list[Any] = []
    moment, after = await desk.moment(), None
    while True:
        page = await desk.account.store.repository.page(desk.resource, moment, desk.asked(after=after, **request))
        assert len(page.items) <= 2
        rows.extend(page.items)
        after = page.after
        if after is None:
            return rows


@every_kind
async def test_pages_are_in_order_and_show_each_record_once(desk: RecordDesk):
    ids = await copies(desk)
    field, *_ = desk.change
    for descending in (False, True):
        assert ids_of(await paged(desk, limit=2, descending=descending)) == sorted(ids, reverse=descending)
        if (field_kind := field_kinds(desk.resource)[field]) == "flag":
            continue
        rows = await paged(desk, limit=2, sort=field, descending=descending, numeric=field_kind == "number")
        expected = sorted(sorted(rows, key=lambda row: row["id"]), key=lambda row: row[field], reverse=descending)
        assert rows == expected
        assert sorted(ids_of(rows)) == ids


@every_kind
async def test_a_list_of_one_account_shows_nothing_of_another(desk: RecordDesk, store):
    await desk.create()
    other = await RecordDesk.new(await type(desk.account).new(store), desk.resource.kind)
    found = await other.shown(FAR, holds={"tags": desk.tag})
    assert ids_of(found) == ([] if desk.resource.scope == "account" else [desk.id])
