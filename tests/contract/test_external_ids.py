"""Ids of other systems: one standing record of a kind each, across all accounts."""

import asyncio

import pytest

from schemas.errors import Conflict, ServiceError
from schemas.registry import BY_KIND
from schemas.writes import WriteOutcome
from tests.contract.held_clock import HeldClock
from tests.contract.items import department, end, item, patch, person
from tests.contract.ledgers import AccountDesk, day, fresh_id, ids_of
from tests.sentences import refusal


@pytest.fixture
def name() -> str:
    """An id of another system that nothing holds."""
    return fresh_id("crm")


async def holder(account: AccountDesk, name: str, kind: str = "person") -> tuple[str, str] | None:
    return await account.store.repository.holder(BY_KIND[kind], "crm", name)


async def test_a_name_finds_its_record_in_any_account(account: AccountDesk, name: str):
    await account.write(person("p1", external_ids={"crm": name}))
    assert await holder(account, name) == (account.id, "p1")
    assert await holder(account, name, "department") is None
    assert await holder(account, f"{name}x") is None


async def test_a_name_that_another_account_holds_is_refused(account: AccountDesk, name: str):
    other = await AccountDesk.new(account.store)
    await other.write(person("p9", external_ids={"crm": name}))
    with refusal(Conflict, match=f"'p9' in account '{other.id}'") as caught:
        await account.write(person("p1", external_ids={"crm": name}))
    assert [problem.pointer for problem in caught.value.problems] == ["/external_ids/crm"]
    assert await account.revision() == 1
    assert await account.list("person") == ()


async def test_two_kinds_and_two_systems_do_not_meet(account: AccountDesk, name: str):
    await account.write(
        person("p1", external_ids={"crm": name}),
        department("d1", external_ids={"crm": name}),
        person("p2", external_ids={"erp": name}),
        item("account", account.id, external_ids={"crm": name}),
    )
    assert await holder(account, name) == (account.id, "p1")
    assert await holder(account, name, "department") == (account.id, "d1")
    assert await holder(account, name, "account") == (account.id, account.id)


async def test_two_items_of_one_batch_cannot_claim_one_name(account: AccountDesk, name: str):
    outcome = await account.write(
        person("p1", external_ids={"crm": name}), person("p2", external_ids={"crm": name}), skip=True
    )
    assert [result.outcome for result in outcome.results] == ["created", "refused"]
    assert await holder(account, name) == (account.id, "p1")


async def test_of_writers_who_claim_one_name_in_two_accounts_one_wins(account: AccountDesk, name: str):
    desks = [account, *[await AccountDesk.new(account.store) for _ in range(4)]]
    claims = (desk.write(person("p1", external_ids={"crm": name})) for desk in desks)
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    winners = [desk.id for desk, outcome in zip(desks, outcomes, strict=True) if isinstance(outcome, WriteOutcome)]
    assert await holder(account, name) == (winners[0], "p1")
    assert [type(outcome) for outcome in outcomes].count(Conflict) == len(desks) - 1


async def test_entries_are_merged_and_a_cleared_one_is_free(account: AccountDesk, name: str):
    await account.write(person("p1", external_ids={"crm": name, "erp": name}))
    await account.write(person("p1", external_ids={"wechat": name}))
    await account.write(person("p1", external_ids={"crm": None}))
    assert (await account.get("person", "p1"))["external_ids"] == f'{{"erp":"{name}","wechat":"{name}"}}'
    await account.write(person("p2", external_ids={"crm": name}))
    assert await holder(account, name) == (account.id, "p2")


async def test_the_end_of_a_record_frees_its_name(account: AccountDesk, name: str):
    await account.write(person("p1", external_ids={"crm": name}))
    await account.write(end("person", "p1"))
    assert await holder(account, name) is None
    await account.write(person("p2", external_ids={"crm": name}))
    assert await holder(account, name) == (account.id, "p2")


async def test_a_reopened_record_holds_its_name_again(account: AccountDesk, name: str):
    await account.write(person("p1", external_ids={"crm": name}))
    await account.write(end("person", "p1"))
    await account.write(patch("person", "p1", valid_to=None, correction=True))
    assert await holder(account, name) == (account.id, "p1")


async def test_a_reopened_record_cannot_take_its_name_back_from_another(account: AccountDesk, name: str):
    await account.write(person("p1", external_ids={"crm": name}))
    await account.write(end("person", "p1"))
    await account.write(person("p2", external_ids={"crm": name}))
    with pytest.raises(Conflict):
        await account.write(patch("person", "p1", valid_to=None, correction=True))
    assert await holder(account, name) == (account.id, "p2")


async def test_a_word_about_the_past_frees_no_name_of_another(account: AccountDesk, name: str, clock: HeldClock):
    clock.hold(day(2026))
    await account.write(person("p1"))
    await account.write(patch("person", "p1", title="chief", at=day(2028)))
    await account.write(patch("person", "p1", external_ids={"crm": name}, correction=True))
    other = await AccountDesk.new(account.store)
    taken = await holder(account, name) is None
    if taken:
        await other.write(person("p2", external_ids={"crm": name}))
    await account.write(patch("person", "p1", title="head", at=day(2029)))
    assert await holder(account, name) == ((other.id, "p2") if taken else (account.id, "p1"))


async def test_names_of_one_state_do_not_spill_into_another(account: AccountDesk, name: str, clock: HeldClock):
    clock.hold(day(2026))
    await account.write(person("p1", external_ids={"crm": name}))
    await account.write(patch("person", "p1", external_ids={"crm": f"{name}-new"}, at=day(2028)))
    await account.write(patch("person", "p1", external_ids={"erp": name}, correction=True))
    [now] = await account.list("person", day(2027))
    [later] = await account.list("person", day(2029))
    assert now["external_ids"] == f'{{"crm":"{name}","erp":"{name}"}}'
    assert later["external_ids"] == f'{{"crm":"{name}-new"}}'


async def test_a_list_finds_by_a_name_and_not_by_a_part_of_it(account: AccountDesk, name: str):
    tricky = f'{name}","crm":"x'
    await account.write(
        person("p1", external_ids={"crm": name}),
        person("p2", external_ids={"crm": tricky}),
        person("p3", external_ids={"erp": name}),
    )
    assert ids_of(await account.list("person", external_id=("crm", name))) == ["p1"]
    assert ids_of(await account.list("person", external_id=("crm", tricky))) == ["p2"]
    assert ids_of(await account.list("person", external_id=("crm", "x"))) == []


async def test_two_accounts_of_one_batch_cannot_claim_one_name(account: AccountDesk, name: str):
    ids = [fresh_id(), fresh_id()]
    items = [item("account", one, ledger=one, name="Acme", external_ids={"crm": name}) for one in ids]
    with refusal(ServiceError, match="1 of 2"):
        await account.store.writer.write(items, author="ada")
    outcome = await account.store.writer.write(items, author="ada", skip=True)
    assert [result.outcome for result in outcome.results] == ["created", "refused"]
    assert await holder(account, name, "account") == (ids[0], ids[0])
