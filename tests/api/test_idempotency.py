"""`Idempotency-Key`: a POST that is sent again is done once and answered alike, also at once and after a crash."""

import asyncio
import json
from functools import partial
from typing import Any

import httpx
import pytest

from tests.api.accounts import SMALL, Account, Json, done, fresh_id, item
from tests.api.conftest import connect
from tests.api.openapi_parts import with_messages
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until

HEADER = "Idempotency-Key"
REPLAYED = "idempotency-replayed"
SAME = ("etag", "location", "stakegraph-outcome", "stakegraph-revision", "content-type")


def keyed(key: str | None = None) -> dict[str, str]:
    return {HEADER: key or fresh_id("k")}


def assert_same(first: httpx.Response, again: httpx.Response) -> None:
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert {name: again.headers.get(name) for name in SAME} == {name: first.headers.get(name) for name in SAME}
    assert (REPLAYED in first.headers, again.headers[REPLAYED]) == (False, "true")


POSTS: dict[str, tuple[str, Json]] = {
    "an account": ("/v1/accounts", {"name": "Contoso"}),
    "a record of the book": ("/v1/settings", {"voice": 0.2}),
    "a record": ("/people", {"name": "Eve Sato"}),
    "an edge": ("/influences", {"source": "ada", "target": "di"}),
}


@pytest.mark.parametrize(("path", "body"), POSTS.values(), ids=POSTS)
def test_a_post_is_answered_again(firm: Account, path: str, body: Json):
    place, headers = path if path.startswith("/v1") else f"{firm.path}{path}", keyed()
    if path == "/v1/settings":
        body = {**body, "account": firm.id}
    first = firm.client.post(place, json=body, headers=headers)
    assert first.status_code == 201, first.text
    assert_same(first, firm.client.post(place, json=body, headers=headers))
    assert firm.client.get(first.headers["location"]).json()["id"] == first.json()["id"]


def test_a_repeat_makes_no_second_person(firm: Account):
    headers = keyed()
    for _ in range(3):
        done(firm.client.post(f"{firm.path}/people", json={"name": "Zed"}, headers=headers))
    assert len(firm.get("people", q="zed")["items"]) == 1
    done(firm.client.post(f"{firm.path}/people", json={"name": "Zed"}))
    assert len(firm.get("people", q="zed")["items"]) == 2


@pytest.mark.parametrize("on_error", ["refuse", "skip"])
def test_a_batch_is_answered_again(account: Account, on_error: str):
    items = [item("person", "p1", name="Ada"), item("person", name="Bo")]
    items += [item("person", "p3", nonsense=1)] if on_error == "skip" else []
    asked: Json = {"json": {"items": items}, "params": {"on_error": on_error}, "headers": keyed()}
    first = account.client.post(f"{account.path}/batch", **asked)
    assert first.json()["revision"] == 2
    account.put("people/p9", name="Later")
    assert_same(first, account.client.post(f"{account.path}/batch", **asked))
    assert account.revision == 3


@pytest.mark.parametrize("items", [[], [item("person", "p1", nonsense=1)]])
def test_a_batch_that_writes_nothing_is_answered_again(account: Account, items: list[Json]):
    asked: Json = {"json": {"items": items}, "params": {"on_error": "skip"}, "headers": keyed()}
    first = account.client.post(f"{account.path}/batch", **asked)
    account.put("people/p9", name="Later")
    assert_same(first, account.client.post(f"{account.path}/batch", **asked))


def test_a_batch_of_the_book_is_answered_again(client: httpx.Client):
    body = {"items": [item("account", fresh_id(), name="Acme")]}
    asked: Json = {"json": body, "headers": keyed()}
    first = client.post("/v1/batch", **asked)
    assert_same(first, client.post("/v1/batch", **asked))


def test_a_write_that_changes_nothing_is_answered_again(firm: Account):
    body = {"source": "cy", "target": "ada", "strength": 0.6}
    headers, before = keyed(), firm.revision
    first = firm.client.post(f"{firm.path}/influences", json=body, headers=headers)
    assert (first.status_code, first.headers["stakegraph-outcome"]) == (200, "unchanged")
    assert_same(first, firm.client.post(f"{firm.path}/influences", json=body, headers=headers))
    assert firm.revision == before


def test_the_key_with_another_method_path_query_or_body_is_refused(firm: Account):
    headers, batch = keyed(), f"{firm.path}/batch"
    body = {"items": [item("person", "x1", name="X")]}
    done(firm.client.post(batch, json=body, headers=headers))
    others: list[tuple[str, Json]] = [
        (batch, {"json": {"items": [item("person", "x1", name="Y")]}}),
        (batch, {"json": body, "params": {"on_error": "skip"}}),
        (f"{firm.path}/people", {"json": {"name": "X"}}),
        ("/v1/batch", {"json": {"items": []}}),
    ]
    with firm.untouched():
        for path, asked in others:
            assert_invalid(firm.client.post(path, headers=headers, **asked), "header/idempotency-key", "new key")


def test_the_same_body_written_otherwise_is_the_same_request(account: Account):
    body: Json = {"items": [item("person", "p1", name="Ada")]}
    sent = {**keyed(), "Content-Type": "application/json"}
    first, second = (
        account.client.post(f"{account.path}/batch", content=json.dumps(body, indent=indent), headers=sent)
        for indent in (None, 4)
    )
    assert_same(first, second)


@pytest.mark.parametrize("key", ["", "two words", "é", "x" * 256, "tab\there"])
def test_a_key_that_is_none_is_refused(account: Account, key: str):
    headers = [(b"Idempotency-Key", key.encode())]
    response = account.client.post(f"{account.path}/people", json={"name": "Ada"}, headers=headers)
    assert_invalid(response, "header/idempotency-key", "255")
    assert account.revision == 1


def test_two_keys_are_refused(account: Account):
    headers = [(HEADER, "one"), (HEADER, "two")]
    assert_invalid(account.client.post(f"{account.path}/people", json={"name": "A"}, headers=headers))


def test_the_longest_key_is_taken(account: Account):
    headers = keyed("!" + fresh_id("~") * 20)
    headers[HEADER] = headers[HEADER][:255]
    done(account.client.post(f"{account.path}/people", json={"name": "Ada"}, headers=headers))


def test_after_an_error_the_key_is_free(account: Account):
    headers, body = keyed(), {"source": "a", "target": "b"}
    assert account.client.post(f"{account.path}/influences", json=body, headers=headers).status_code == 422
    account.batch(item("person", "a", name="A"), item("person", "b", name="B"))
    first = account.client.post(f"{account.path}/influences", json=body, headers=headers)
    assert (first.status_code, REPLAYED in first.headers) == (201, False)


def test_a_repeat_comes_before_if_match(account: Account):
    headers = {**keyed(), "If-Match": account.etag}
    first = account.client.post(f"{account.path}/people", json={"name": "Ada"}, headers=headers)
    assert_same(first, account.client.post(f"{account.path}/people", json={"name": "Ada"}, headers=headers))
    late = {**headers, **keyed()}
    assert_problem(
        account.client.post(f"{account.path}/people", json={"name": "Ada"}, headers=late), 412, "RevisionMismatch"
    )


def test_other_methods_know_no_key(account: Account):
    headers = keyed()
    for name in ("Ada", "Bo"):
        response = account.client.put(f"{account.path}/people/p1", json={"name": name}, headers=headers)
        assert (response.json()["name"], REPLAYED in response.headers) == (name, False)


async def post_at_once(url: str, path: str, times: int, **asked: Any) -> list[httpx.Response]:
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:
        return list(await asyncio.gather(*(client.post(path, **asked) for _ in range(times))))


async def test_twenty_at_once_have_one_effect_and_one_answer(service: Service, account: Account):
    for number in range(1, 6):
        asked: Json = {"json": {"name": "Ada"}, "headers": keyed()}
        answers = await post_at_once(service.url, f"{account.path}/people", 20, **asked)
        assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
        assert {answer.headers["location"] for answer in answers} == {answers[0].headers["location"]}
        assert sum(REPLAYED not in answer.headers for answer in answers) == 1
        assert len(account.get("people")["items"]) == number
        assert account.revision == number + 1


def test_an_answer_is_given_again_after_a_restart_and_after_kills(own_service: Service):
    with connect(own_service) as client:
        account = Account(client)
        account.batch(*SMALL)
        asked: Json = {"json": {"name": "Zed"}, "headers": keyed()}
        first = client.post(f"{account.path}/people", **asked)
    for end in (own_service.stop, own_service.kill, own_service.kill):
        end()
        own_service.start()
        with connect(own_service) as client:
            assert_same(first, client.post(f"{account.path}/people", **asked))
            account.client = client
            assert len(account.get("people", q="zed")["items"]) == 1


@pytest.mark.slow
async def test_whoever_repeats_until_there_is_an_answer_has_one_effect_though_the_service_is_killed(
    own_service: Service,
):
    with connect(own_service) as client:
        account = Account(client)
    for number in range(1, 4):
        asked: Json = {"json": {"name": f"Zed {number}"}, "headers": keyed()}
        sending = asyncio.create_task(post_at_once(own_service.url, f"{account.path}/people", 1, **asked))
        await asyncio.sleep(0.006 * number)
        own_service.kill()
        with_answer = await asyncio.gather(sending, return_exceptions=True)
        own_service.start()
        with connect(own_service) as client:
            account.client = client
            again = wait_until(partial(sent_again, account, asked))
            assert len(account.get("people")["items"]) == number
            assert account.revision == number + 1
        if isinstance(with_answer[0], list):
            assert_same(with_answer[0][0], again)


def sent_again(account: Account, asked: Json) -> httpx.Response | None:
    response = account.client.post(f"{account.path}/people", **asked)
    return response if response.status_code == 201 else None


def test_every_post_that_writes_declares_the_key(client: httpx.Client):
    document = client.get("/openapi.json").json()
    paths = document["paths"].items()
    storing_nothing = ("/analysis/", "/v1/sessions")
    writing = [
        path for path, methods in paths if "post" in methods and not any(part in path for part in storing_nothing)
    ]
    posts = {path: with_messages(document, path, "post") for path in writing}
    assert len(posts) > 3
    for path, operation in posts.items():
        assert HEADER in {parameter["name"] for parameter in operation["parameters"]}, path
