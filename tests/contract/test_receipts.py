"""Receipts: the same request under the same key has one effect and one answer, whoever sends it again, and when."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from graph.engine.client import GraphClient
from graph.store import Store, StoreOptions
from graph.write.receipts import FORGOTTEN_AT_ONCE, KEPT, Receipt, StoredAnswer
from schemas.errors import Conflict, InvalidInput, NotFound, RevisionMismatch
from schemas.instants import instant_text, parse_instant
from schemas.writes import WriteItem, WriteOutcome
from tests.conftest import JoinStore
from tests.contract.held_clock import HeldClock
from tests.contract.items import influence, person
from tests.contract.ledgers import AccountDesk, fresh_id

TWENTY = 20


def answer_to(outcome: WriteOutcome) -> StoredAnswer:
    """Return what an endpoint might answer: something new each time that it is asked."""
    body = [[result.kind, result.id, result.outcome] for result in outcome.results]
    return StoredAnswer(201, {"etag": fresh_id()}, json.dumps([body, outcome.revisions]))


def receipt(key: str, digest: str = "one") -> Receipt:
    return Receipt(key, digest, answer_to)


async def once(
    account: AccountDesk, key: str, *items: WriteItem, digest: str = "one", if_match: int | None = None
) -> StoredAnswer:
    """Store items of an account under a key."""
    placed = [replace(one, ledger=account.id) for one in items]
    known = None if if_match is None else frozenset({if_match})
    return await account.store.writer.write_once(placed, receipt(key, digest), author="ada", if_match=known)


async def kept(client: GraphClient, key: str) -> list[list[object]]:
    """Return what is kept under a key, without taking it."""
    rows = await client.read("idempotency_keys.expired", before="9999", limit=100_000)
    return [row for row in rows if row[0] == key]


async def test_a_repeat_is_answered_as_the_first_and_does_nothing(account: AccountDesk):
    key = fresh_id("k")
    first = await once(account, key, person("p1"))
    again = await once(account, key, person("p1"))
    assert again == replace(first, replayed=True)
    assert not first.replayed
    assert await account.revision() == 2


async def test_without_an_id_a_repeat_makes_no_second_record(account: AccountDesk):
    await account.write(person("p1"), person("p2"))
    key = fresh_id("k")
    answers = [await once(account, key, influence("p1", "p2", fresh_id("i"))) for _ in range(3)]
    assert {answer.body for answer in answers} == {answers[0].body}
    assert len(await account.list("influence")) == 1


async def test_a_repeat_does_not_ask_for_the_revision_again(account: AccountDesk):
    key = fresh_id("k")
    first = await once(account, key, person("p1"), if_match=1)
    assert (await once(account, key, person("p1"), if_match=1)).body == first.body
    with pytest.raises(RevisionMismatch):
        await once(account, fresh_id("k"), person("p1"), if_match=1)


async def test_another_request_under_the_key_is_refused_and_does_nothing(account: AccountDesk):
    key = fresh_id("k")
    await once(account, key, person("p1"))
    with pytest.raises(InvalidInput) as caught:
        await once(account, key, person("p2"), digest="another")
    assert [problem.pointer for problem in caught.value.problems] == ["header/idempotency-key"]
    assert await account.revision() == 2


async def test_twenty_at_once_have_one_effect_and_one_answer(account: AccountDesk):
    for _ in range(5):
        key, before = fresh_id("k"), await account.revision()
        answers = await asyncio.gather(*(once(account, key, person(fresh_id("p"))) for _ in range(TWENTY)))
        assert len({(answer.body, answer.headers["etag"]) for answer in answers}) == 1
        assert [answer.replayed for answer in answers].count(False) == 1
        assert await account.revision() == before + 1


async def test_of_several_processes_one_does_it(join_store: JoinStore):
    stores = [await join_store() for _ in range(4)]
    account = await AccountDesk.new(stores[0])
    desks = [AccountDesk(store, account.id) for store in stores]
    for number in range(5):
        key = fresh_id("k")
        answers = await asyncio.gather(
            *(once(desk, key, person(fresh_id("p"))) for desk in desks), return_exceptions=True
        )
        # Who collides too often is refused, and asks again.
        assert all(isinstance(answer, StoredAnswer | Conflict) for answer in answers), answers
        again = [await once(desk, key, person(fresh_id("p"))) for desk in desks]
        assert len({answer.body for answer in again}) == 1
        assert all(answer.replayed for answer in again)
        assert await account.revision() == 2 + number


async def test_what_changes_nothing_is_answered_again_too_and_raises_nothing(account: AccountDesk):
    await account.write(person("p1"))
    key = fresh_id("k")
    first = await once(account, key, person("p1"))
    await account.write(person("p1", title="later"))
    assert (await once(account, key, person("p1"))).body == first.body
    assert json.loads(first.body) == [[["person", "p1", "unchanged"]], {account.id: 2}]
    assert await account.revision() == 3


async def test_a_request_without_items_is_answered_again_too(store: Store):
    key = fresh_id("k")
    first = await store.writer.write_once([], receipt(key), author="ada")
    assert await store.writer.write_once([], receipt(key), author="ada") == replace(first, replayed=True)


async def test_after_an_error_a_repeat_is_a_first_try(account: AccountDesk, client: GraphClient):
    key = fresh_id("k")
    with pytest.raises(InvalidInput):
        await once(account, key, influence("p1", "p2"))
    nowhere = AccountDesk(account.store, fresh_id())
    with pytest.raises(NotFound):
        await once(nowhere, key, person("p1"))
    assert await kept(client, key) == []
    await account.write(person("p1"), person("p2"))
    assert not (await once(account, key, influence("p1", "p2"))).replayed


async def test_an_answer_that_cannot_be_rendered_leaves_nothing(account: AccountDesk, client: GraphClient):
    def broken(outcome: WriteOutcome) -> StoredAnswer:
        raise ZeroDivisionError

    key = fresh_id("k")
    with pytest.raises(ZeroDivisionError):
        await account.store.writer.write_once(
            [replace(person("p1"), ledger=account.id)], Receipt(key, "one", broken), author="ada"
        )
    assert (await account.revision(), await kept(client, key)) == (1, [])


async def test_a_key_counts_for_a_day(account: AccountDesk, clock: HeldClock):
    clock.hold("2026-03-01T00:00:00.000000Z")
    key = fresh_id("k")
    first = await once(account, key, person("p1"))
    clock.advance(hours=24, microseconds=-1)
    assert (await once(account, key, person("p1"))).body == first.body
    clock.advance(microseconds=1)
    later = await once(account, key, person("p2"), digest="another")
    assert not later.replayed
    clock.advance(hours=23)
    assert (await once(account, key, person("p2"), digest="another")).body == later.body


async def test_keys_that_are_too_old_are_removed_and_no_others(
    own_data: StoreOptions, service_clock: HeldClock, clock: HeldClock
):
    clock.hold("2026-03-01T00:00:00.000000Z")
    store = await Store.open(own_data, service_clock)
    try:
        account = await AccountDesk.new(store)
        old = [fresh_id("old") for _ in range(5)]
        for key in old:
            await once(account, key, person("p1"))
        clock.advance(hours=23)
        young = fresh_id("young")
        await once(account, young, person("p1"))
    finally:
        await store.close()
    clock.advance(hours=2)
    store = await Store.open(own_data, service_clock)
    try:
        await once(AccountDesk(store, account.id), fresh_id("new"), person("p1"))
        left = [key for one in (*old, young) for [key] in await kept(store._client, one)]
        assert left == [young]
    finally:
        await store.close()


async def test_an_answer_outlives_a_restart_whatever_its_size(own_data: StoreOptions):
    large = "语言" * 10_000_000

    def lengthy(outcome: WriteOutcome) -> StoredAnswer:
        return StoredAnswer(200, {}, large)

    before = await Store.open(own_data)
    account, key = await AccountDesk.new(before), fresh_id("k")
    items: Sequence[WriteItem] = [replace(person("p1"), ledger=account.id)]
    await before.writer.write_once(items, Receipt(key, "one", lengthy), author="ada")
    await before.close()
    after = await Store.open(own_data)
    try:
        answer = await after.writer.write_once(items, receipt(key), author="ada")
        assert answer == StoredAnswer(200, {}, large, replayed=True)
    finally:
        await after.close()


def test_a_day_is_a_day_and_batches_are_small():
    assert timedelta(hours=24) == KEPT
    assert FORGOTTEN_AT_ONCE <= 1_000
    assert parse_instant(instant_text(parse_instant("2026-03-01T00:00:00.000000Z") - KEPT)).day == 28
