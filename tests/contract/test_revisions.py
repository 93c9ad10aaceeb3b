"""Revisions: one write, one number, one change; of those who race for a number one wins."""

import asyncio
import json

import pytest

from cypher import statements
from graph.engine.client import GraphClient, Transaction
from graph.store import Store
from schemas.errors import Conflict, NotFound, RevisionMismatch
from schemas.writes import WriteOutcome
from tests.contract.held_clock import HeldClock
from tests.contract.items import influence, item, people, person
from tests.contract.ledgers import AccountDesk, fresh_id
from tests.sentences import refusal

ROUNDS, WRITERS = 20, 20
"""A tenth of the rounds that `make soak` runs."""


async def changes_since(client: GraphClient, account: AccountDesk, revision: int = 0) -> list[list[object]]:
    return await client.read("changes.since", account_id=account.id, revision=revision, limit=10_000)


async def attempt(account: AccountDesk, number: int, revision: int) -> WriteOutcome | RevisionMismatch:
    try:
        return await account.write(
            person("p1", name=f"name {revision}.{number}"), author=str(number), if_match=revision
        )
    except RevisionMismatch as mismatch:
        return mismatch


async def test_of_twenty_writers_on_one_revision_exactly_one_wins(account: AccountDesk, client: GraphClient):
    await account.write(person("p1"))
    for revision in range(2, 2 + ROUNDS):
        outcomes = await asyncio.gather(*(attempt(account, number, revision) for number in range(WRITERS)))
        winners = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, WriteOutcome)]
        assert len(winners) == 1
        [[_, _, author, _]] = await changes_since(client, account, revision)
        assert author == str(winners[0])
        assert (await account.get("person", "p1"))["name"] == f"name {revision}.{winners[0]}"
    revisions = [row[0] for row in await changes_since(client, account)]
    assert revisions == list(range(1, 2 + ROUNDS + 1))


async def test_writers_without_if_match_all_come_through_and_leave_no_hole(account: AccountDesk, client: GraphClient):
    await asyncio.gather(*(account.write(person(f"p{number}")) for number in range(WRITERS)))
    rows = await changes_since(client, account)
    assert [row[0] for row in rows] == list(range(1, WRITERS + 2))
    instants = [str(row[1]) for row in rows]
    assert instants == sorted(set(instants))
    assert len(await account.list("person")) == WRITERS


async def test_of_writers_who_create_one_account_one_creates_and_all_are_answered(store: Store):
    account = AccountDesk(store, fresh_id())
    outcomes = await asyncio.gather(
        *(account.write(item("account", account.id, name=f"name {number % 2}")) for number in range(8))
    )
    assert [outcome.results[0].outcome for outcome in outcomes].count("created") == 1
    assert await account.revision() == 1 + sum(outcome.results[0].outcome == "updated" for outcome in outcomes)


async def test_a_mismatch_names_the_revision_and_what_changed_since(account: AccountDesk):
    await account.write(person("p1"), author="ada")
    await account.write(*people("p2", "p3"), author="bo")
    with pytest.raises(RevisionMismatch) as caught:
        await account.write(person("p1", name="late"), if_match=1)
    assert caught.value.revision == 3
    assert [(change["revision"], change["author"]) for change in caught.value.changed] == [(2, "ada"), (3, "bo")]
    assert caught.value.changed[1]["entries"] == [
        {"kind": "person", "id": "p2", "what": "created"},
        {"kind": "person", "id": "p3", "what": "created"},
    ]


async def test_a_write_that_changes_nothing_raises_nothing(account: AccountDesk, client: GraphClient):
    batch = [*people("p1", "p2"), influence("p1", "p2", strength=0.5, tags=["a"], external_ids={"crm": fresh_id()})]
    first = await account.write(*batch)
    again = await account.write(*batch)
    assert [result.outcome for result in again.results] == ["unchanged"] * 3
    assert again.revisions == first.revisions == {account.id: 2}
    assert again.revised_at == first.revised_at
    assert len(await changes_since(client, account)) == 2
    assert [row["sequence"] for row in await account.history("person", "p1")] == [1]


async def test_an_unchanged_write_still_asks_for_the_right_revision(account: AccountDesk):
    await account.write(person("p1"))
    with pytest.raises(RevisionMismatch):
        await account.write(person("p1"), if_match=1)


async def test_a_write_to_the_accounts_own_record_raises_its_revision_and_not_the_books(
    account: AccountDesk, store: Store
):
    before = await account.snapshot()
    await account.write(item("account", account.id, tier="A"))
    after = await account.snapshot()
    assert (after.revision, after.book_revision) == (before.revision + 1, before.book_revision)


async def test_a_change_says_who_did_what(account: AccountDesk, client: GraphClient):
    outcome = await account.write(*people("p1", "p2"), influence("p1", "p2", id_ := fresh_id("i")), author="ada")
    [[revision, recorded_at, author, entries]] = await changes_since(client, account, 1)
    assert (revision, recorded_at, author) == (2, outcome.revised_at[account.id], "ada")
    listed = [(entry["kind"], entry["id"], entry["what"]) for entry in json.loads(str(entries))]
    assert listed == [("person", "p1", "created"), ("person", "p2", "created"), ("influence", id_, "created")]


async def test_one_write_to_several_accounts_raises_each_once(store: Store):
    ids = [fresh_id() for _ in range(3)]
    items = [item("account", one, ledger=one, name="Acme") for one in ids]
    outcome = await store.writer.write([*items, item("account", ids[0], ledger=ids[0], tier="B")], author="ada")
    assert outcome.revisions == dict.fromkeys(ids, 1)
    assert [result.outcome for result in outcome.results] == ["created", "created", "created", "updated"]
    row, revision = await store.repository.get(items[0].resource, ids[0], ids[0])
    assert (row["tier"], row["sequence"], revision) == ("B", 2, 1)


async def test_an_account_that_is_not_there_cannot_be_written_to(store: Store):
    nowhere = AccountDesk(store, fresh_id())
    with refusal(NotFound, match=nowhere.id):
        await nowhere.write(person("p1"))


async def test_a_second_change_of_one_revision_is_refused_by_the_store_itself(
    account: AccountDesk, client: GraphClient
):
    [example] = statements()["accounts.revise"].example["rows"]

    async def past_the_lock(transaction: Transaction) -> None:
        await transaction.run("accounts.revise", rows=[{**example, "account_id": account.id, "revision": 1}])

    with pytest.raises(Conflict):
        await client.write(past_the_lock)
    assert await account.revision() == 1
    [[_, _, author, _]] = await changes_since(client, account)
    assert author == "tester"


async def test_recorded_instants_rise_even_when_the_clock_goes_back(
    store: Store, client: GraphClient, clock: HeldClock
):
    clock.hold("2025-06-01T00:00:00.000000Z")
    account = await AccountDesk.new(store)
    clock.hold("2026-01-01T00:00:00.000000Z")
    await account.write(person("p1"))
    clock.hold("2025-01-01T00:00:00.000000Z")
    await account.write(person("p2"))
    await account.write(person("p3"))
    instants = [row[1] for row in await changes_since(client, account, 1)]
    assert instants == [
        "2026-01-01T00:00:00.000000Z",
        "2026-01-01T00:00:00.000001Z",
        "2026-01-01T00:00:00.000002Z",
    ]
