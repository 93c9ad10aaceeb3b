"""What a planned write records: new rows, rows that take the place of others, older ones kept, and the change."""

import json
from dataclasses import replace

from graph.ledger.planning.needs import Surroundings
from graph.ledger.planning.recorded_batch import RecordedRows, recorded_rows, write_outcome
from graph.ledger.planning.write_batch import Ledger, WriteContext, plan_batch, ready_items
from schemas.writes import WriteItem
from tests.contract.items import end, influence, item, people, person
from tests.contract.ledgers import day
from tests.unit.ledger.desks import Desk

NOW = day(2026, 2)


def recorded(account: Desk, *items: WriteItem) -> RecordedRows:
    """Return what a write of an account would record."""
    book, placed = account.book, [replace(one, ledger=account.id) for one in items]
    by_ledger = ready_items(placed, lambda: "new")
    held = {account.id: book.properties(account.id)}
    ledgers = [(Ledger(account.id, held[account.id], book.stored(account.id)), by_ledger[account.id])]
    planned = plan_batch(ledgers, Surroundings(), WriteContext(NOW, "ada"))
    write_outcome(planned, held, len(items))
    return recorded_rows([plan for plan, _ in planned])


def test_a_new_record_is_created_and_nothing_of_it_is_kept(account: Desk):
    rows = recorded(account, person("a", title="head"))
    assert rows.created["person"] == [
        {
            "account_id": "acme",
            "id": "a",
            "name": "a",
            "title": "head",
            "sequence": 1,
            "recorded_at": NOW,
            "recorded_by": "ada",
        }
    ]
    assert (rows.changed, rows.kept) == ({}, [])


def test_a_change_takes_the_place_of_the_newest_row_which_is_kept(account: Desk):
    account.write(person("a", title="clerk"))
    before = account.book.rows("acme", "person", "a")[0]
    rows = recorded(account, person("a", title="head"))
    [new] = rows.changed["person"]
    assert (new["sequence"], new["title"], new["state_from"]) == (2, "head", NOW)
    assert rows.kept == [{**before, "record": "acme/person/a"}]
    assert rows.created == {}


def test_a_change_of_the_past_keeps_every_row_but_the_newest(account: Desk):
    account.write(person("a", title="clerk"))
    account.write(person("a", title="head", at=day(2025)))
    rows = recorded(account, person("a", title="chief", at=day(2024)))
    assert [row["sequence"] for row in rows.changed["person"]] == [4]
    assert [row["sequence"] for row in rows.kept] == [3, 2]


def test_what_is_created_and_changed_in_one_write_is_created_with_its_past(account: Desk):
    rows = recorded(account, person("a", title="clerk"), person("a", title="head", at=day(2027)))
    assert [row["sequence"] for row in rows.created["person"]] == [2]
    assert [row["sequence"] for row in rows.kept] == [1]


def test_a_value_that_is_cleared_is_absent_and_of_an_account_named_with_null(account: Desk):
    account.write(person("a", title="clerk"), item("account", "acme", tier="A"))
    rows = recorded(account, person("a", title=None), item("account", "acme", tier=None))
    assert "title" not in rows.changed["person"][0]
    assert rows.changed["account"][0]["tier"] is None


def test_a_new_account_begins_to_count_its_writes():
    rows = Desk.new().book.changes
    assert [(row["account_id"], row["revision"]) for row in rows] == [("acme", 1)]


def test_the_change_of_a_ledger_names_each_record_and_what_became_of_it(account: Desk):
    account.write(*people("a", "b"), influence("a", "b", "i1"))
    rows = recorded(account, person("c"), person("b", title="head", correction=True), end("person", "a"))
    [change] = rows.changes
    assert {name: change[name] for name in ("account_id", "revision", "recorded_at", "author")} == {
        "account_id": "acme",
        "revision": 3,
        "recorded_at": NOW,
        "author": "ada",
    }
    assert json.loads(change["entries"]) == [
        {"kind": "person", "id": "c", "what": "created"},
        {"kind": "person", "id": "b", "what": "corrected"},
        {"kind": "person", "id": "a", "what": "ended"},
        {"kind": "influence", "id": "i1", "what": "ended"},
    ]


def test_names_are_let_go_of_and_held_by_what_the_write_leaves(account: Desk):
    account.write(person("a", external_ids={"crm": "1"}))
    rows = recorded(account, person("a", external_ids={"crm": "2"}))
    assert rows.released == [["crm", "person", "1"]]
    assert rows.held == [{"system": "crm", "kind": "person", "external_id": "2", "account_id": "acme", "id": "a"}]


def test_what_has_no_names_moves_none(account: Desk):
    assert recorded(account, person("a")).moves == []
