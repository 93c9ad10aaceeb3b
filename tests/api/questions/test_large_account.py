"""A large account is answered by another process, and nobody who asks can tell, but for what they can do meanwhile."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from app.questions.expected import ELSEWHERE_SECONDS, expected_seconds
from schemas.reads import AccountSize
from tests.api.accounts import Account, item
from tests.api.serving import Service, children_of

PEOPLE = 1_150
AS_OF = {"as_of": "2026-07-01T00:00:00Z"}


@pytest.fixture(scope="module")
def large(client: httpx.Client) -> Account:
    """An account of so many people that a worker answers; two of them know each other."""
    assert expected_seconds(AccountSize(PEOPLE)) > ELSEWHERE_SECONDS
    account = Account(client)
    account.batch(*(item("person", f"p{number}", name=f"Person {number}") for number in range(PEOPLE)))
    account.batch(item("influence", "i1", source="p1", target="p2", strength=0.5))
    return account


def asked(large: Account, noun: str, **given: Any) -> httpx.Response:
    return large.client.get(f"/v1/accounts/{large.id}/analysis/{noun}", **given)


def test_a_worker_answers_as_the_service_does_and_its_answer_is_kept(large, service: Service):
    before = set(children_of(service.pid))
    with ThreadPoolExecutor(3) as asking:
        answers = list(asking.map(lambda _: asked(large, "influence", params=AS_OF), range(3)))
    assert set(children_of(service.pid)) > before
    assert {answer.status_code for answer in answers} == {200}
    names = Counter(name for name, _ in answers[0].headers.multi_items() if name != "vary")
    assert set(names.values()) == {1}, names
    assert len({answer.content for answer in answers}) == 1
    first = answers[0]
    assert first.json()["people"][0]["id"] == "p1"
    assert {"etag", "stakegraph-as-of", "stakegraph-known-at"} <= first.headers.keys()
    assert first.headers["content-type"] == "application/json"
    again = asked(large, "influence", params=AS_OF, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_what_is_posted_reaches_the_worker_and_what_is_refused_is_said_in_the_language_of_whoever_asks(large):
    change = {"kind": "person_leaves", "person": "p1"}
    simulated = large.client.post(
        f"/v1/accounts/{large.id}/analysis/simulate", params=AS_OF, json={"changes": [change]}
    )
    assert simulated.status_code == 200, simulated.text
    assert simulated.json()["changes"] == 1
    refused = asked(large, "coverage", params={"department": "nowhere"}, headers={"Accept-Language": "zh"})
    assert (refused.status_code, refused.json()["code"]) == (404, "NotFound")
    assert refused.headers["content-language"] == "zh"
    assert "nowhere" in refused.json()["detail"]


def test_questions_that_differ_in_their_url_alone_are_not_taken_for_one_that_is_asked_twice(large):
    """The same body to the same account: one is answered by what stands in its own query."""

    def refusal(profile: str) -> str:
        url = f"/v1/accounts/{large.id}/analysis/plan"
        return str(large.client.post(url, params=AS_OF | {"profile": profile}, json={"goal": "gaps"}).text)

    with ThreadPoolExecutor(2) as asking:
        first, second = asking.map(refusal, ["first", "second"])
    assert "first" in first
    assert "second" in second


def test_a_graph_of_a_large_account_comes_from_a_worker_in_the_shape_that_is_asked_for(large, service: Service):
    url, shape = f"{large.path}/graph", {**AS_OF, "include": "person", "fields": "name,title"}
    whole = large.client.get(url, params=shape)
    assert children_of(service.pid)
    assert {row["name"] for row in whole.json()["people"]} == {f"Person {number}" for number in range(PEOPLE)}
    assert {row["title"] for row in whole.json()["people"]} == {None}
    less = large.client.get(url, params={**shape, "nulls": "omit"})
    assert {frozenset(row) for row in less.json()["people"]} == {frozenset({"account_id", "id", "name"})}
    assert less.headers["etag"] != whole.headers["etag"]
    known = {"If-None-Match": less.headers["etag"]}
    assert large.client.get(url, params={**shape, "nulls": "omit"}, headers=known).status_code == 304
    assert large.client.get(url, params=shape, headers=known).status_code == 200
    edges = large.client.get(url, params={**AS_OF, "include": "influence"}).json()
    assert [row["id"] for row in edges["influences"]] == ["i1"]


def test_what_a_worker_answered_in_part_is_kept_whole(large):
    part = asked(large, "network", params={**AS_OF, "include": "people", "fields": "in_degree"}).json()
    assert "account" not in part
    assert {row["id"]: row["in_degree"] for row in part["people"]}["p2"] == 1
    assert {"account", "people"} <= asked(large, "network", params=AS_OF).json().keys()
