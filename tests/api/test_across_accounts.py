"""Across accounts: health, gaps and people due of the newest snapshots, and what these do not know."""

import asyncio
import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.reports.lists import SeverityCounts
from schemas.reports.snapshot import Snapshot
from tests.api.accounts import Account, done, fresh_id
from tests.api.conftest import connect
from tests.api.problems import assert_problem
from tests.api.serving import Service
from tests.opened_store import joined
from tests.sample_snapshots import contact, gap, said, snapshot

SEGMENT = fresh_id("segment")
BOSS, KIM, LEFT = (fresh_id(name) for name in ("boss", "kim", "left"))


@pytest.fixture(scope="module")
def book(service: Service) -> Iterator[tuple[httpx.Client, list[str]]]:
    """Four accounts of one segment: of three there are snapshots, and one of these changed since."""
    with connect(service) as client:
        for member in (BOSS, KIM, LEFT):
            done(client.put(f"/v1/team-members/{member}", json={"name": member}))
        done(client.put(f"/v1/team-reporting-lines/{KIM}", json={"member": KIM, "manager": BOSS}))
        line = {"member": LEFT, "manager": KIM, "line": "dotted"}
        done(client.put(f"/v1/team-reporting-lines/{LEFT}", json=line))
        ids = [Account(client, segment=SEGMENT, tier="A").id for _ in range(4)]
        asyncio.run(keep(service.folder, client, ids[:3]))
        done(client.patch(f"/v1/accounts/{ids[2]}", json={"name": "Zeta"}))
        done(client.patch(f"/v1/team-members/{LEFT}", json={"status": "left"}))
        yield client, ids


async def keep(folder: Path, client: httpx.Client, ids: list[str]) -> None:
    """Keep snapshots of two days of each account, as the nightly run does."""
    async with joined(folder) as store:
        for date, healths in (("2026-06-30", (50.0, 60.0, None)), ("2026-07-01", (40.0, 65.5, 30.0))):
            await store.snapshots.write(
                one_of(client, account_id, date, health, place)
                for place, (account_id, health) in enumerate(zip(ids, healths, strict=True))
            )


def one_of(client: httpx.Client, account_id: str, date: str, health: float | None, place: int) -> Snapshot:
    """Return a snapshot with two gaps, one of them muted, and two people due."""
    gaps = (
        gap(1, priority=2.0 - place, rule="overdue-contact", severity="critical", finding=said(f"Gap of {place}")),
        gap(2, priority=0.1, rule="stale-belief", severity="low", muted=True),
        gap(3, priority=0.5, rule="overdue-contact", severity="low", opportunity=f"o{place}"),
    )
    due = (contact(1, priority=0.5 + place), contact(2, due="2026-06-20T00:00:00.000000Z"))
    revision = done(client.get(f"/v1/accounts/{account_id}"))["revision"]
    return snapshot(
        account_id,
        date,
        health,
        owner=(KIM, LEFT, KIM)[place],
        revision=revision,
        book_revision=10**6,
        gaps=gaps,
        contacts_due=due,
        counts=SeverityCounts(critical=1, high=0, medium=0, low=1),
    )


def ask(client: httpx.Client, noun: str, **asked: Any) -> dict[str, Any]:
    return dict(done(client.get(f"/v1/analysis/{noun}", params={"segment": SEGMENT, **asked})))


def accounts_of(answer: dict[str, Any]) -> list[str]:
    return [item["account_id"] for item in answer["items"]]


def test_an_answer_says_on_what_it_rests_and_what_it_does_not_know(book):
    client, ids = book
    for noun in ("health", "gaps", "contacts-due"):
        answer = ask(client, noun)
        assert (answer["accounts"], answer["not_computed"], answer["changed_since"]) == (4, 1, 1)
        assert (answer["first_date"], answer["last_date"], answer["next_cursor"]) == ("2026-07-01", "2026-07-01", None)
        assert answer["as_of"] == "2026-07-01T00:00:00.000000Z"
        assert {item["account_id"] for item in answer["items"] if item["changed"]} == {ids[2]}
        assert {item["account_name"] for item in answer["items"]} == {"Northwind Traders", "Zeta"}
        assert {(item["owner"], item["owner_name"]) for item in answer["items"]} == {(KIM, KIM), (LEFT, LEFT)}


def test_health_is_sorted_filtered_and_compared_with_the_snapshot_before(book):
    client, ids = book
    worst_first = ask(client, "health")
    assert accounts_of(worst_first) == [ids[2], ids[0], ids[1]]
    rows = {item["account_id"]: item for item in worst_first["items"]}
    assert [(rows[one]["change"], rows[one]["previous"]) for one in ids[:3]] == [
        (-10.0, "2026-06-30"),
        (5.5, "2026-06-30"),
        (None, "2026-06-30"),
    ]
    freshness = {"components.freshness": "no_interactions"}  # what the snapshots say
    assert rows[ids[2]]["reasons"] == {**freshness, "change": "mostly_unknown"}
    assert rows[ids[0]]["reasons"] == freshness
    assert accounts_of(ask(client, "health", sort="-change")) == [ids[1], ids[0], ids[2]]
    assert accounts_of(ask(client, "health", sort="name"))[-1] == ids[2]
    assert accounts_of(ask(client, "health", grade="A")) == []


def test_pages_hold_everything_once(book):
    client, _ = book
    for noun in ("health", "gaps", "contacts-due"):
        whole, cursor = ask(client, noun)["items"], None
        pages: list[Any] = []
        while cursor is not None or not pages:
            answer = ask(client, noun, limit=2, **({"cursor": cursor} if cursor else {}))
            pages.append(answer["items"])
            cursor = answer["next_cursor"]
        assert [item for page in pages for item in page] == whole
        assert len(pages) == (len(whole) + 1) // 2


def test_gaps_come_by_priority_and_are_counted_as_they_match(book):
    client, ids = book
    answer = ask(client, "gaps")
    assert [(item["account_id"], item["priority"]) for item in answer["items"]][:2] == [(ids[0], 2.0), (ids[1], 1.0)]
    assert answer["items"][0]["finding"] == "Gap of 0"
    assert answer["counts"] == {"critical": 3, "high": 0, "medium": 0, "low": 3}
    of_rule = {"rule": "overdue-contact", "gaps": 6, "accounts": 3}
    assert answer["by_rule"] == [{**of_rule, "title": "Contact overdue"}]
    assert ask(client, "gaps", lang="zh")["by_rule"] == [{**of_rule, "title": "联系逾期"}]
    assert ask(client, "gaps", lang="zh")["items"][0]["finding"] == "Gap of 0。"
    assert ask(client, "gaps", muted=True)["counts"]["low"] == 6
    assert len(ask(client, "gaps", severity="critical", account=ids[1])["items"]) == 1
    assert accounts_of(ask(client, "gaps", opportunity="o2")) == [ids[2]]
    assert ask(client, "gaps", rule="stale-belief")["items"] == []


def test_an_owner_is_found_by_solid_and_by_dotted_lines_and_also_after_leaving(book):
    client, ids = book
    assert set(accounts_of(ask(client, "health", owner=KIM))) == {ids[0], ids[2]}
    assert set(accounts_of(ask(client, "health", under=BOSS))) == {ids[0], ids[2]}
    assert set(accounts_of(ask(client, "gaps", under=BOSS, line="dotted"))) == set(ids[:3])
    assert accounts_of(ask(client, "health", owner=LEFT)) == [ids[1]]
    assert ask(client, "health", owner=BOSS)["accounts"] == 0


def test_people_due_come_by_priority_until_an_instant(book):
    client, ids = book
    answer = ask(client, "contacts-due")
    assert (answer["total"], accounts_of(answer)[:3]) == (6, [ids[2], ids[1], ids[0]])
    assert answer["items"][0]["facts"]["topic"] == "Ask Ada 1 who signs"
    assert ask(client, "contacts-due", until="2026-06-16T00:00:00Z")["total"] == 3
    assert ask(client, "contacts-due", member="nobody")["total"] == 0


def test_the_health_of_an_account_is_compared_with_its_last_snapshot(book):
    client, ids = book
    url = f"/v1/accounts/{ids[1]}/analysis"
    answer = done(client.get(f"{url}/health", params={"as_of": "2026-07-01T08:00:00Z"}))
    assert answer["health"] is None
    assert answer["reasons"]["change"] == "mostly_unknown"
    history = done(client.get(f"{url}/health/history"))
    assert [(one["date"], one["health"]) for one in history["items"]] == [("2026-06-30", 60.0), ("2026-07-01", 65.5)]
    only = done(client.get(f"{url}/health/history", params={"from": "2026-07-01", "to": "2026-07-02"}))
    assert [one["date"] for one in only["items"]] == ["2026-07-01"]


@pytest.mark.parametrize(
    ("path", "asked", "pointer", "says"),
    [
        ("gaps", {"rule": "no-such-rule"}, "?rule", "GET /v1/gap-rules"),
        ("gaps", {"account": "no-such-account"}, "?account", "no-such-account"),
        ("health", {"owner": "no-such-member"}, "?owner", "no-such-member"),
        ("contacts-due", {"under": "no-such-member"}, "?under", "no-such-member"),
        ("health", {"cursor": "nonsense"}, "?cursor", "not a cursor"),
        ("health", {"sort": "colour"}, "?sort", "health"),
    ],
)
def test_what_does_not_exist_is_refused_where_it_is_named(client, path, asked, pointer, says):
    assert_problem(client.get(f"/v1/analysis/{path}", params=asked), 422, "InvalidInput", pointer, says)


def test_a_cursor_belongs_to_its_filters(book):
    client, _ = book
    cursor = ask(client, "health", limit=1)["next_cursor"]
    response = client.get("/v1/analysis/health", params={"cursor": cursor})
    assert_problem(response, 422, "InvalidInput", "?cursor", "another list")


@pytest.mark.parametrize("path", ["health", "gaps", "contacts-due"])
@pytest.mark.parametrize("place", [["x", "y", "z"], [None], [[1.0]]])
def test_a_cursor_that_somebody_made_is_refused(book, path, place):
    client, _ = book
    cursor = ask(client, path, limit=1)["next_cursor"]
    content = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))) | {"place": place}
    forged = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
    response = client.get(f"/v1/analysis/{path}", params={"segment": SEGMENT, "limit": 1, "cursor": forged})
    assert_problem(response, 422, "InvalidInput", "?cursor", "not a cursor of this service")


def test_a_history_refuses_days_that_are_turned_round_and_unknown_accounts(client, account):
    url = f"{account.path}/analysis/health/history"
    turned = client.get(url, params={"from": "2026-07-02", "to": "2026-07-01"})
    assert_problem(turned, 422, "InvalidInput", "?from", "must not be after")
    assert done(client.get(url))["items"] == []
    assert client.get("/v1/accounts/no-such-account/analysis/health/history").status_code == 404


@pytest.mark.parametrize("day", ["0", "20260701", "2026-07-01T00:00:00Z", "1782864000", "2026-W27-3", "2026-02-30"])
def test_a_history_takes_a_date_as_it_is_written_and_nothing_else(client, account, day):
    response = client.get(f"{account.path}/analysis/health/history", params={"to": day})
    assert_problem(response, 422, "InvalidInput", "?to", "not a date of the calendar")
