"""Custom fields: what ``extra`` holds was declared for its kind, and fits."""

from dataclasses import replace
from typing import Any

import pytest

from schemas.errors import InvalidInput
from schemas.writes import WriteItem, WriteResult
from tests.contract.every_kind.record_desk import RecordDesk
from tests.contract.items import end, item, patch, person
from tests.contract.kinds import KINDS
from tests.contract.ledgers import AccountDesk, fresh_id
from tests.contract.placing import placed
from tests.sentences import english, refusal

TYPES: dict[str, tuple[Any, list[Any]]] = {
    "text": ("north", [4711, True]),
    "number": (4.5, ["4.5", True]),
    "flag": (True, ["true", 1]),
    "date": ("2026-06-30T00:00:00Z", ["2026-06-31", 20260630]),
    "choice": ("day", ["noon", 1]),
}
"""Type of a declared field: a value that fits, and some that do not."""


def declared(kind: str, field_type: str = "text", **more: Any) -> tuple[str, WriteItem]:
    """Return a new key, and the item that declares it."""
    key = f"k_{fresh_id('x')[2:14]}"
    values: dict[str, Any] = {"values": ["day", "night"]} if field_type == "choice" else {}
    return key, item("field", record_kind=kind, key=key, type=field_type, **values, **more)


async def write(account: AccountDesk, *items: WriteItem) -> list[WriteResult]:
    return (await placed(items, account.store.writer.write(items, author="ada"))).results


def of(account: AccountDesk, one: WriteItem) -> WriteItem:
    return replace(one, ledger=account.id)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_keeps_what_was_declared_for_it_and_nothing_else(desk: RecordDesk):
    key, declaration = declared(desk.resource.kind)
    error = await desk.refusal(desk.item({**desk.data, "extra": {key: "north"}}))
    assert [problem.pointer for problem in error.problems] == [f"/extra/{key}"]
    assert "is not declared" in english(error.detail)
    await desk.write(declaration)
    await desk.create({"extra": {key: "north"}})
    assert (await desk.get())["extra"] == {key: "north"}
    await desk.write_fields({"extra": {key: None}})
    assert "extra" not in await desk.get()


@pytest.mark.parametrize("field_type", TYPES)
async def test_a_value_fits_its_declaration(account: AccountDesk, field_type: str):
    right, wrong = TYPES[field_type]
    key, declaration = declared("person", field_type)
    await write(account, declaration)
    for value in wrong:
        with refusal(InvalidInput, match=f"'{key}'") as caught:
            await account.write(person("p1", extra={key: value}))
        assert [problem.pointer for problem in caught.value.problems] == [f"/extra/{key}"]
    await account.write(person("p1", extra={key: right}))


async def test_a_field_declared_in_the_same_write_counts(account: AccountDesk):
    key, declaration = declared("person", "choice")
    results = await write(account, of(account, person("p1", extra={key: "night"})), declaration)
    assert [result.outcome for result in results] == ["created", "created"]


async def test_a_field_of_another_kind_is_none_of_this_one(account: AccountDesk):
    key, declaration = declared("department")
    await write(account, declaration)
    with refusal(InvalidInput, match="not declared for a person"):
        await account.write(person("p1", extra={key: "x"}))


async def test_a_field_that_ended_takes_no_new_values_and_loses_none(account: AccountDesk):
    key, declaration = declared("person")
    [result] = await write(account, declaration)
    await account.write(person("p1", extra={key: "x"}))
    await write(account, end("field", result.id))
    with refusal(InvalidInput, match="not declared"):
        await account.write(person("p1", extra={key: "y"}))
    await account.write(person("p1", title="head"))
    assert (await account.get("person", "p1"))["extra"] == f'{{"{key}":"x"}}'


async def test_entries_are_merged_one_by_one(account: AccountDesk):
    (first, one), (second, two) = declared("person"), declared("person", "number")
    await write(account, one, two)
    await account.write(person("p1", extra={first: "x"}))
    await account.write(patch("person", "p1", extra={second: 1}))
    await account.write(patch("person", "p1", extra={first: None}))
    assert (await account.get("person", "p1"))["extra"] == f'{{"{second}":1}}'


async def test_only_a_choice_has_values_and_it_has_some(account: AccountDesk):
    for field_type, values in (("choice", None), ("text", ["a"])):
        with pytest.raises(InvalidInput) as caught:
            await write(account, item("field", record_kind="person", key="k", type=field_type, values=values))
        assert [problem.pointer for problem in caught.value.problems] == ["/values"]
