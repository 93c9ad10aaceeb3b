"""Limits: what is large works, what is slow is stopped, and what fails in the middle has not happened."""

import asyncio
import json
import time
from contextlib import suppress

import pytest

from graph.engine.client import GraphClient, Transaction
from schemas.errors import Conflict, InvalidInput, StoreTimeout
from tests.contract.items import influence, line, people, person
from tests.contract.ledgers import AccountDesk, day, fresh_id
from tests.sentences import refusal

LARGEST_WRITE = 10_000


async def test_ten_thousand_items_are_one_write(account: AccountDesk):
    ids = [f"p{number}" for number in range(4_000)]
    edges = [line(one, ids[(number - 1) // 8]) for number, one in enumerate(ids) if number]
    others = [influence(one, ids[number - 7]) for number, one in enumerate(ids) if number]
    batch = [*people(*ids), *edges, *others][:LARGEST_WRITE]
    assert len(batch) == LARGEST_WRITE
    outcome = await account.write(*batch)
    assert [result.outcome for result in outcome.results] == ["created"] * LARGEST_WRITE
    assert outcome.revisions == {account.id: 2}
    graph = await account.graph()
    counts = len(graph.people), len(graph.reporting_lines), len(graph.influences)
    assert counts == (4_000, 3_999, LARGEST_WRITE - 7_999)
    again = await account.write(*batch)
    assert {result.outcome for result in again.results} == {"unchanged"}


async def test_every_one_of_ten_thousand_wrong_items_is_counted(account: AccountDesk):
    with refusal(InvalidInput, match="10,000 of 10,000") as caught:
        await account.write(*(influence(f"p{number}", "ghost") for number in range(LARGEST_WRITE)))
    assert caught.value.count >= LARGEST_WRITE
    assert len(caught.value.problems) == 100
    assert await account.revision() == 1


async def test_a_statement_over_its_time_is_stopped(open_store, account: AccountDesk):
    hasty = await open_store(statement_seconds=1.0)
    started = time.monotonic()
    with pytest.raises(StoreTimeout):
        await hasty._client.read("people.lifetimes", account_id=account.id, ids=["nobody"] * 1_000_000)
    assert time.monotonic() - started < 30
    assert await hasty._client.read("accounts.get", id=fresh_id()) == []


async def test_a_unit_of_work_over_its_time_is_taken_back(open_store):
    hasty = await open_store(work_seconds=2.0)  # a cold engine takes a second for its first write
    account = await AccountDesk.new(hasty)
    started = time.monotonic()

    async def slow(transaction: Transaction) -> None:
        await transaction.run("people.create", rows=[{"account_id": account.id, "id": "p1", "sequence": 1}])
        while time.monotonic() - started < 2.2:
            await transaction.run("accounts.get", id=account.id)

    with pytest.raises(StoreTimeout):
        await hasty._client.write(slow)
    assert (await account.graph()).people == ()
    await account.write(person("p1"))


async def test_a_write_that_fails_in_its_last_statement_leaves_nothing(account: AccountDesk, client: GraphClient):
    """The number of the next change is taken, as by one who went past the lock: only the last statement meets it."""
    taken = {"account_id": account.id, "revision": 3, "recorded_at": day(2026), "author": "thief", "entries": "[]"}
    await account.write(person("p1", title="clerk"))
    await take_change(client, account, taken)
    name = fresh_id()
    with pytest.raises(Conflict):
        await account.write(
            person("p1", title="head", external_ids={"crm": name}),
            person("p2"),
            influence("p1", "p2"),
            line("p2", "p1"),
        )
    graph = await account.graph()
    assert [(one.id, one.title) for one in graph.people] == [("p1", "clerk")]
    assert (graph.influences, graph.reporting_lines, graph.revision) == ((), (), 2)
    assert [row["sequence"] for row in await account.history("person", "p1")] == [1]
    assert await client.read("history.rows", records=[f"{account.id}/person/p1"]) == []
    assert await client.read("external_ids.holders", keys=[["crm", "person", name]]) == [[[]]]


async def take_change(client: GraphClient, account: AccountDesk, change: dict[str, object]) -> None:
    """Record a change of a revision that the account has not reached, and put the account's counters back."""

    async def work(transaction: Transaction) -> None:
        [[_, _, before]] = await transaction.run("accounts.get", id=account.id)
        await transaction.run("accounts.revise", rows=[change])
        counters = {"id": account.id, "revision": before["revision"], "revised_at": before["revised_at"]}
        await transaction.run("accounts.change", rows=[counters])

    await client.write(work)


async def test_a_write_that_is_cancelled_leaves_all_or_nothing(account: AccountDesk, client: GraphClient):
    for patience in (0.0, 0.002, 0.005, 0.01, 0.02, 0.04):
        before = await account.revision()
        ids = [f"{before}-{number}" for number in range(50)]
        writing = asyncio.create_task(account.write(*people(*ids)))
        with suppress(TimeoutError):
            await asyncio.wait_for(writing, patience)
        # A commit may have been on its way: the next write takes its turn after it.
        await account.write(person("next", title=str(patience)))
        stored = [one.id for one in (await account.graph()).people if one.id in ids]
        assert stored in ([], sorted(ids))
        changes = await client.read("changes.since", account_id=account.id, revision=before, limit=10)
        assert [len(json.loads(change[3])) for change in changes] == ([50, 1] if stored else [1])
        assert await account.revision() == before + len(changes)
