"""Late news: a change may say until when it was so, and an answer says what it replaced of what was known for later."""

import json

import httpx
import pytest

from tests.api.accounts import Account, done
from tests.api.problems import assert_invalid

JANUARY, FEBRUARY, MARCH, APRIL = (f"2026-0{month}-01T00:00:00.000000Z" for month in range(1, 5))


@pytest.fixture
def ada(client: httpx.Client, account: Account) -> str:
    """The path of someone who was clerk, and is head from March on."""
    path = f"{account.path}/people/ada"
    account.put("people/ada", name="Ada", title="clerk", valid_from=JANUARY)
    done(client.patch(f"{path}?effective_at={MARCH}", json={"title": "head"}))
    return path


def titles(client: httpx.Client, path: str) -> list[str]:
    """Return the title in January, February, March and April."""
    instants = (JANUARY, FEBRUARY, MARCH, APRIL)
    items = [done(client.get(path.replace("/ada", ""), params={"as_of": at}))["items"] for at in instants]
    return [item["title"] for (item,) in items]


def test_a_change_until_an_instant_leaves_what_comes_after(client: httpx.Client, ada: str):
    answer = client.patch(f"{ada}?effective_at={FEBRUARY}&effective_until={MARCH}", json={"title": "deputy"})
    assert "Stakegraph-Replaced" not in answer.headers
    assert titles(client, ada) == ["clerk", "deputy", "head", "head"]


def test_a_change_that_goes_on_says_what_it_replaced(client: httpx.Client, ada: str):
    answer = client.patch(f"{ada}?effective_at={FEBRUARY}", json={"title": "deputy", "seniority": "vp"})
    assert answer.headers["Stakegraph-Replaced"] == f"title@{MARCH}"
    assert titles(client, ada) == ["clerk", "deputy", "deputy", "deputy"]


def test_a_change_within_one_state_ends_within_it(client: httpx.Client, ada: str):
    done(client.patch(f"{ada}?effective_at={MARCH}&effective_until={APRIL}", json={"title": "acting chief"}))
    assert titles(client, ada) == ["clerk", "clerk", "acting chief", "head"]


def test_a_batch_and_a_sync_say_it_of_each_item(client: httpx.Client, account: Account, ada: str):
    late = {"kind": "person", "id": "ada", "data": {"title": "deputy"}, "effective_at": FEBRUARY}
    [result] = done(client.post(f"{account.path}/batch", json={"items": [late]}))["results"]
    assert result["replaced"] == [{"field": "title", "state_from": MARCH, "state_to": None}]
    later = {"account_id": account.id, **late, "data": {"title": "chief"}, "effective_at": JANUARY}
    line = json.dumps({**later, "effective_until": MARCH})
    answer = client.post("/v1/sync", content=line, headers={"content-type": "application/x-ndjson"})
    [said] = [json.loads(text) for text in answer.text.splitlines()]
    assert said["replaced"] == [{"line": 1, "field": "title", "state_from": FEBRUARY, "state_to": MARCH}]
    assert titles(client, ada) == ["chief", "chief", "deputy", "deputy"]


@pytest.mark.parametrize(
    "query",
    [
        f"effective_at={MARCH}&effective_until={MARCH}",
        f"effective_at={MARCH}&effective_until={FEBRUARY}",
        f"effective_at={MARCH}&effective_until={APRIL}&correction=true",
        "effective_until=2020-01-01T00:00:00Z",
    ],
)
def test_a_bound_that_cannot_be_is_refused(client: httpx.Client, ada: str, query: str):
    assert_invalid(client.patch(f"{ada}?{query}", json={"title": "x"}), "?effective_until")
    assert titles(client, ada) == ["clerk", "clerk", "head", "head"]


def test_what_is_new_or_ends_has_no_bound(client: httpx.Client, account: Account, ada: str):
    assert_invalid(client.put(f"{account.path}/people/bo?effective_until={APRIL}", json={"name": "Bo"}))
    assert_invalid(client.delete(f"{ada}?effective_until=2090-01-01T00:00:00Z"), "?effective_until")
    assert client.get(f"{account.path}/people/bo").status_code == 404
