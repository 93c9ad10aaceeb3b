"""Accounts that belong to accounts: the parent is there, and nobody belongs to themselves."""

import asyncio

import pytest

from graph.store import Store
from schemas.errors import InvalidInput
from schemas.writes import WriteItem
from tests.contract.items import item
from tests.contract.ledgers import AccountDesk, fresh_id
from tests.sentences import refusal


def child(account_id: str, parent: str) -> WriteItem:
    belongs = {"account": parent, "relation": "subsidiary"}
    return item("account", account_id, ledger=account_id, name=account_id, parent=belongs)


async def test_a_parent_that_is_not_there_is_refused(store: Store, account: AccountDesk):
    with refusal(InvalidInput, match="no account 'ghost'") as caught:
        await account.write(child(account.id, "ghost"))
    assert [problem.pointer for problem in caught.value.problems] == ["/parent/account"]
    assert "parent" not in await account.get("account", account.id)


async def test_nobody_belongs_to_themselves(account: AccountDesk):
    with refusal(InvalidInput, match="would belong to itself"):
        await account.write(child(account.id, account.id))


async def test_a_ring_of_parents_is_refused_wherever_it_closes(store: Store):
    ids = [fresh_id() for _ in range(3)]
    first = item("account", ids[0], ledger=ids[0], name="top")
    await store.writer.write([first, child(ids[1], ids[0]), child(ids[2], ids[1])], author="ada")
    with refusal(InvalidInput, match="would belong to itself"):
        await store.writer.write([child(ids[0], ids[2])], author="ada")
    assert (await AccountDesk(store, ids[0]).revision()) == 1


async def test_a_ring_within_one_batch_is_refused(store: Store):
    ids = [fresh_id() for _ in range(2)]
    with pytest.raises(InvalidInput) as caught:
        await store.writer.write([child(ids[0], ids[1]), child(ids[1], ids[0])], author="ada")
    assert len(caught.value.problems) == 2
    await store.writer.write([child(ids[1], ids[0]), item("account", ids[0], ledger=ids[0], name="top")], author="ada")
    assert (await AccountDesk(store, ids[1]).revision()) == 1


async def test_nobody_gets_a_parent_that_was_refused(store: Store):
    refused, orphan = fresh_id(), fresh_id()
    batch = [child(refused, "ghost"), child(orphan, refused)]
    outcome = await store.writer.write(batch, author="ada", skip=True)
    assert [result.outcome for result in outcome.results] == ["refused", "refused"]


async def test_departments_are_part_of_what_is_there_and_never_of_themselves(account: AccountDesk):
    def unit(record_id: str, above: str | None) -> WriteItem:
        return item("department", record_id, name=record_id, part_of=above)

    await account.write(unit("d1", None), unit("d2", "d1"), unit("d3", "d2"))
    for wrong in (unit("d4", "ghost"), unit("d1", "d3"), unit("d1", "d1")):
        with pytest.raises(InvalidInput) as caught:
            await account.write(wrong)
        assert [problem.pointer for problem in caught.value.problems] == ["/part_of"]
    assert {one.id: one.part_of for one in (await account.graph()).departments} == {"d1": None, "d2": "d1", "d3": "d2"}


async def test_two_accounts_that_move_under_each_other_at_once_close_no_ring(store: Store):
    first, second = fresh_id(), fresh_id()
    for record_id in (first, second):
        await store.writer.write([item("account", record_id, ledger=record_id, name="Firm")], author="ada")

    async def move(account_id: str, parent: str) -> bool:
        try:
            await store.writer.write([child(account_id, parent)], author="ada")
        except InvalidInput:
            return False
        return True

    moved = await asyncio.gather(move(first, second), move(second, first))
    assert sorted(moved) == [False, True]


async def test_two_items_of_one_department_are_applied_in_their_order(account: AccountDesk):
    await account.write(
        item("department", "below", name="Below", part_of="above"),
        item("department", "above", name="First"),
        item("department", "above", name="Second"),
    )
    assert (await account.get("department", "above"))["name"] == "Second"
