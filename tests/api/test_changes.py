"""`GET /v1/changes` over HTTP: the feed as another system follows it."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.accounts import Account, Json, done, ending, fresh_id, item
from tests.api.conftest import connect
from tests.api.problems import assert_invalid
from tests.api.serving import Service, wait_until
from tests.conftest import Serve

PATH = "/v1/changes"
PATIENCE = 30.0


@pytest.fixture(scope="module")
def service(serve: Serve) -> Service:
    """A service that no other process joins: where one did, the feed holds back for 15 seconds of what it may write."""
    return serve("changes")


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of that service."""
    with connect(service) as opened:
        yield opened


def get(client: httpx.Client, **parameters: Any) -> Json:
    return dict(done(client.get(PATH, params=parameters)))


def follow(client: httpx.Client, wanted: int, limit: int = 500, **parameters: Any) -> list[Json]:
    """Return so many changes, page by page, as they come."""
    items: list[Json] = []

    def poll() -> bool:
        page = get(client, limit=limit, **parameters)
        parameters["after"] = page["next_cursor"]
        items.extend(page["items"])
        return len(items) >= wanted

    wait_until(poll, PATIENCE)
    return items


def test_writes_and_ends_come_in_their_order_with_what_they_did(account):
    account.batch(item("person", "p1", name="Ada"), item("person", "p2", name="Bo"))
    account.batch(ending("person", "p1"))
    made, both, ended = follow(account.client, 3, limit=2, account_id=account.id)
    assert [change["revision"] for change in (made, both, ended)] == [1, 2, 3]
    assert made["recorded_at"] < both["recorded_at"] < ended["recorded_at"]
    assert {change["account_id"] for change in (made, both, ended)} == {account.id}
    assert made["author"] == "keeper"
    assert [(entry["kind"], entry["id"], entry["what"]) for entry in both["entries"]] == [
        ("person", "p1", "created"),
        ("person", "p2", "created"),
    ]
    assert [(entry["id"], entry["what"]) for entry in ended["entries"]] == [("p1", "ended")]


def test_a_gap_that_opens_or_closes_is_an_event_and_nothing_else_is(account):
    seen = "2026-06-01T00:00:00Z"
    account.batch(item("person", "p1", name="Ada"), item("gap_state", "g", rule="x", first_seen=seen, since=seen))
    account.batch(item("gap_state", "g", severity="low"))
    account.batch(item("gap_state", "g", closed_at="2026-06-02T00:00:00Z"))
    account.batch(item("gap_state", "g", closed_at=None))
    changes = follow(account.client, 5, account_id=account.id)[1:]
    assert [[entry.get("event") for entry in change["entries"]] for change in changes] == [
        [None, "gap.opened"],
        [None],
        ["gap.closed"],
        ["gap.opened"],
    ]


def test_a_change_of_the_book_has_no_account(client):
    setting = fresh_id("s")
    done(client.put(f"/v1/settings/{setting}", json={"account": fresh_id(), "voice": 0.2}))
    start: Json = {}

    def found() -> Json | None:
        page = get(client, limit=500, **start)
        start["after"] = page["next_cursor"]
        ours = [one for one in page["items"] if setting in [entry["id"] for entry in one["entries"]]]
        return ours[0] if ours else None

    change = wait_until(found, PATIENCE)
    assert (change["account_id"], change["entries"][0]["kind"]) == (None, "setting")


def test_a_cursor_stays_where_it_is_while_nothing_comes(account):
    follow(account.client, 1, account_id=account.id)  # what is written beside it may hold it back a little
    page = get(account.client, account_id=account.id)
    assert len(page["items"]) == 1
    again = get(account.client, account_id=account.id, after=page["next_cursor"])
    assert (again["items"], again["next_cursor"]) == ([], page["next_cursor"])
    assert again["complete_until"] > page["complete_until"]


def test_a_reader_who_has_all_that_came_gets_one_word(account):
    follow(account.client, 1, account_id=account.id)
    answer = account.client.get(PATH, params={"account_id": account.id})
    etag = answer.headers["etag"]
    known = {"params": {"account_id": account.id}, "headers": {"If-None-Match": etag}}
    assert account.client.get(PATH, **known).status_code == 304
    account.put("people/p1", name="Ada")
    changed = wait_until(lambda: (found := account.client.get(PATH, **known)).status_code == 200 and found, PATIENCE)
    assert len(changed.json()["items"]) == 2
    assert changed.headers["etag"] != etag


def test_limits_and_unknown_parameters_are_refused_by_name(client):
    assert_invalid(client.get(PATH, params={"limit": 501}), "?limit")
    assert_invalid(client.get(PATH, params={"limit": 0}), "?limit")
    assert_invalid(client.get(PATH, params={"cursor": "x"}), "?cursor")
    assert_invalid(client.get(PATH, params={"account_id": "a b"}), "?account_id")


def cursor(**fields: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(fields).encode()).decode().rstrip("=")


def test_a_foreign_cursor_is_refused(account):
    mine = get(account.client, account_id=account.id)["next_cursor"]
    assert_invalid(account.client.get(PATH, params={"after": mine}), "?after", "another list")
    people = cursor(list_name="x", as_of="2026-01-01T00:00:00Z", known_at="2026-01-01T00:00:00Z", sort_key="", id="p1")
    too_far = cursor(list_name="x", recorded_at="2026-01-01T00:00:00Z", account_id="a", revision=2**70)
    for foreign in ("", "x", "é", people, too_far):
        assert_invalid(account.client.get(PATH, params={"after": foreign}), "?after", "not a cursor")


@pytest.mark.slow
def test_a_reader_who_kept_his_cursor_goes_on_after_a_crash(tmp_path: Path):
    with Service(tmp_path / "data") as own_service:
        read_on_after_a_crash(own_service)


def read_on_after_a_crash(own_service: Service) -> None:
    with connect(own_service) as client:
        account = Account(client)
        for number in range(5):
            account.put(f"people/p{number}", name="Ada")
        first = wait_until(lambda: (page := get(client, limit=3))["items"] and page, PATIENCE)
    own_service.kill()
    own_service.start()
    with connect(own_service) as client:
        later = follow(client, 6 - len(first["items"]), limit=2, after=first["next_cursor"])
    assert [change["revision"] for change in (*first["items"], *later)] == [1, 2, 3, 4, 5, 6]
