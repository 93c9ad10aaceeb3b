"""The list of accounts with scores: each the one of the account's own answers, chosen and sorted by all of them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.reports.run.batch import AccountOfRun, Batch
from app.reports.run.computing import computed
from tests.api.accounts import done
from tests.api.conftest import connect
from tests.api.problems import assert_invalid
from tests.api.serving import Service
from tests.conftest import Serve
from tests.opened_store import joined

Json = dict[str, Any]

DATE = "2026-07-01"


@pytest.fixture(scope="module")
def service(serve: Serve) -> Service:
    """A service with the sample, of whose accounts nobody has made a report."""
    return serve("portfolio", arguments=["--sample"])


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[httpx.Client]:
    """A client of the service."""
    with connect(service) as opened:
        yield opened


async def keep_snapshots(folder: Path, account_ids: list[str]) -> None:
    """Take a snapshot of each account, as a worker of the nightly run does."""
    async with joined(folder) as store:
        batch = Batch(DATE, f"{DATE}T00:00:00.000000Z", tuple(AccountOfRun(one, None) for one in account_ids))
        found = await computed(store, batch)
        await store.snapshots.write_stored(found.snapshots, found.packed)


def portfolio(client: httpx.Client, **asked: Any) -> list[Json]:
    """Return accounts with their scores."""
    return list(done(client.get("/v1/accounts", params={"include": "scores", **asked}))["items"])


def scores_of(items: list[Json]) -> dict[str, Json]:
    return {item["id"]: item["scores"] for item in items}


def assert_own(client: httpx.Client, account_id: str, scores: Json) -> None:
    """Assert that scores are those of the account's own answers about the moment that they name."""
    path = f"/v1/accounts/{account_id}"
    moment = {"as_of": scores["as_of"]}
    health = done(client.get(f"{path}/analysis/health", params=moment))
    gaps = done(client.get(f"{path}/analysis/gaps", params=moment))
    coverage, closeness = (
        done(client.get(f"{path}/analysis/{noun}", params=moment))["account"] for noun in ("coverage", "closeness")
    )
    assert (scores["revision"], scores["book_revision"]) == (health["revision"], health["book_revision"])
    assert (scores["health"], scores["grade"]) == (health["health"], health["grade"])
    assert (scores["coverage"], scores["closeness"]) == (coverage["coverage"], closeness["closeness"])
    assert scores["gaps"] == gaps["counts"]["by_severity"]
    worst = gaps["gaps"][0] if gaps["gaps"] else None
    assert scores["worst_gap"] == (worst and {name: worst[name] for name in scores["worst_gap"]})
    page = done(client.get(f"{path}/overview", params=moment))["account"]
    assert (scores["owner"], scores["owner_name"]) == (page["owner"], page["owner_name"])
    for name, score in (("health", health["health"]), ("coverage", scores["coverage"])):
        assert (score is None) == (name in scores["reasons"])


def test_without_a_report_scores_are_computed_and_from_it_on_stored_until_the_account_changes(
    service: Service, client: httpx.Client
):
    before = scores_of(portfolio(client))
    assert len(before) > 2
    assert {scores["source"] for scores in before.values()} == {"live"}
    for account_id, scores in before.items():
        assert_own(client, account_id, scores)
    asyncio.run(keep_snapshots(service.folder, sorted(before)))
    stored = scores_of(portfolio(client))
    assert {(scores["source"], scores["changed"], scores["as_of"][:10]) for scores in stored.values()} == {
        ("stored", False, DATE)
    }
    for account_id, scores in stored.items():
        assert_own(client, account_id, scores)
    changed = min(stored)
    done(client.put(f"/v1/accounts/{changed}/people/somebody", json={"name": "Somebody New", "seniority": "vp"}))
    after = scores_of(portfolio(client))
    assert {one: scores["source"] for one, scores in after.items() if scores["source"] != "stored"} == {changed: "live"}
    assert_own(client, changed, after[changed])
    done(client.put("/v1/settings/scores-test", json={"known_parts": 6}))
    settled = scores_of(portfolio(client, sort="health"))
    assert {scores["source"] for scores in settled.values()} == {"live"}
    for account_id, scores in settled.items():
        assert_own(client, account_id, scores)


def test_it_is_sorted_by_each_score_and_what_is_not_known_is_last(client):
    done(client.put("/v1/accounts/nobody-yet", json={"name": "Nobody yet"}))
    for name in ("health", "coverage", "closeness", "worst_gap"):
        for sort in (name, f"-{name}"):
            values = [item["scores"][name] for item in portfolio(client, sort=sort)]
            values = [value["priority"] if isinstance(value, dict) else value for value in values]
            known = [value for value in values if value is not None]
            assert values == known + [None] * (len(values) - len(known))
            assert known == sorted(known, reverse=sort.startswith("-"))
            assert len(known) > 1
    owners = [item["scores"]["owner"] for item in portfolio(client, sort="owner")]
    assert [owner for owner in owners if owner] == sorted(owner for owner in owners if owner)
    names = [item["name"] for item in portfolio(client, sort="name")]
    assert names == sorted(names, key=str.casefold)
    done(client.delete("/v1/accounts/nobody-yet", params={"purge": "true"}))


def test_it_is_chosen_by_each_score_and_by_what_is_recorded(client):
    every = scores_of(portfolio(client))
    for name in ("health", "coverage", "closeness"):
        known = sorted(scores[name] for scores in every.values() if scores[name] is not None)
        bound = known[-1]
        low = scores_of(portfolio(client, **{f"{name}_below": bound}))
        high = scores_of(portfolio(client, **{f"{name}_min": bound}))
        assert low.keys() == {one for one, scores in every.items() if scores[name] is not None and scores[name] < bound}
        assert high.keys() == {
            one for one, scores in every.items() if scores[name] is not None and scores[name] >= bound
        }
        assert low
    for name in ("grade", "owner"):
        value = next(scores[name] for scores in every.values() if scores[name])
        expected = {one for one, scores in every.items() if scores[name] == value}
        assert scores_of(portfolio(client, **{name: value})).keys() == expected
    severity = next(scores["worst_gap"]["severity"] for scores in every.values() if scores["worst_gap"])
    found = scores_of(portfolio(client, severity=severity, sort="-health"))
    assert found.keys() == {
        one for one, scores in every.items() if scores["worst_gap"] and scores["worst_gap"]["severity"] == severity
    }
    assert [item["name"] for item in portfolio(client, q="云河")] == ["云河重工"]


def test_pages_hold_each_account_once_and_its_record_as_the_plain_list_does(client):
    plain = {item["id"]: item for item in done(client.get("/v1/accounts"))["items"]}
    seen: list[Json] = []
    cursor: Json = {}
    while True:
        answer = done(client.get("/v1/accounts", params={"include": "scores", "sort": "-health", "limit": 2, **cursor}))
        seen += answer["items"]
        if answer["next_cursor"] is None:
            break
        cursor = {"cursor": answer["next_cursor"]}
    assert [item["id"] for item in seen] == [item["id"] for item in portfolio(client, sort="-health")]
    for item in seen:
        assert {name: value for name, value in item.items() if name != "scores"} == plain[item["id"]]
    assert [set(item) for item in portfolio(client, fields="id", limit=1)] == [{"id", "scores"}]


def test_whoever_has_it_is_not_sent_it_again(client):
    asked = {"include": "scores"}
    first = client.get("/v1/accounts", params=asked)
    again = client.get("/v1/accounts", params=asked, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_cannot_be_asked_is_refused_where_it_stands(client):
    refused = [
        ({"include": "gossip"}, "?include"),
        ({"health_below": "50"}, "?health_below"),
        ({"owner": "x"}, "?owner"),
        ({"sort": "health"}, "?sort"),
        ({"include": "scores", "sort": "industry"}, "?sort"),
        ({"include": "scores", "as_of": "2026-01-01T00:00:00Z"}, "?as_of"),
        ({"include": "scores", "health_below": "101"}, "?health_below"),
        ({"include": "scores", "health_min": "60", "health_below": "50"}, "?health_min"),
        ({"include": "scores", "severity": "awful"}, "?severity"),
        ({"include": "scores", "cursor": "x"}, "?cursor"),
        ({"include": "scores", "fields": "mood"}, "?fields"),
    ]
    for asked, pointer in refused:
        assert_invalid(client.get("/v1/accounts", params=asked), pointer)
    cursor = done(client.get("/v1/accounts", params={"include": "scores", "limit": 1}))["next_cursor"]
    other = {"include": "scores", "sort": "health", "cursor": cursor}
    assert_invalid(client.get("/v1/accounts", params=other), "?cursor")
