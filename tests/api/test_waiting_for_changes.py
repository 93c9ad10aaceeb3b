"""`GET /v1/changes?wait=` and its stream of events: who waits for a change has it when it is written."""

import asyncio
import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from app.changes.watch import MOST_OF_CALLER
from app.routers.changes import LONGEST_WAIT
from schemas.api_keys import Role
from tests.api.accounts import Account, Json, done
from tests.api.conftest import connect
from tests.api.keys import make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until
from tests.cli.running import key_object
from tests.contract.feed_load import Key, faults
from tests.nightly import NIGHTLY

PATH = "/v1/changes"
EVENTS = {"Accept": "text/event-stream"}
WRITES = 12


def get(client: httpx.Client, **parameters: Any) -> Json:
    return dict(done(client.get(PATH, params=parameters)))


def place_behind(account: Account) -> str:
    """Return the cursor behind all that was written to an account."""
    page = wait_until(lambda: (found := get(account.client, account_id=account.id))["items"] and found)
    return str(page["next_cursor"])


@contextmanager
def stream(client: httpx.Client, headers: dict[str, str] | None = None, **parameters: Any) -> Iterator[Iterator[Json]]:
    """Follow the feed; yields its events, each with its id and its change."""
    asked = EVENTS | (headers or {})
    with client.stream("GET", PATH, params=parameters, headers=asked) as answer:
        assert answer.status_code == httpx.codes.OK, answer.read()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events(answer)


def events(answer: httpx.Response) -> Iterator[Json]:
    event: Json = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if name in {"id", "event"}:
            event[name] = value
        elif name == "data":
            yield event | {"data": json.loads(value)}


def test_what_is_written_is_in_the_feed_when_the_write_is_answered(account: Account):
    after = place_behind(account)
    account.put("people/p1", name="Ada")
    assert [one["revision"] for one in get(account.client, account_id=account.id, after=after)["items"]] == [2]


def test_a_request_that_waits_is_answered_with_the_next_change(account: Account, service: Service):
    after = place_behind(account)
    with connect(service) as other, ThreadPoolExecutor() as pool:
        waiting = pool.submit(get, other, account_id=account.id, after=after, wait=LONGEST_WAIT)
        account.put("people/p1", name="Ada")
        page = waiting.result()
    assert [one["revision"] for one in page["items"]] == [2]


def test_a_request_waits_in_vain_when_only_another_account_changes(account: Account, service: Service):
    after = place_behind(account)
    with connect(service) as client, ThreadPoolExecutor() as pool:
        waiting = pool.submit(get, client, account_id=account.id, after=after, wait=1)
        Account(account.client)
        page = waiting.result()
    assert (page["items"], page["next_cursor"]) == ([], after)


@pytest.mark.parametrize("wait", [LONGEST_WAIT + 1, 10**9, -1, "soon"])
def test_a_wait_that_is_too_long_is_refused(client: httpx.Client, wait: int | str):
    assert_invalid(client.get(PATH, params={"wait": wait}), "?wait")


def test_a_stream_refuses_what_it_cannot_do(client: httpx.Client):
    assert_invalid(client.get(PATH, params={"wait": 1}, headers=EVENTS), "?wait", "waits by itself")
    wrong = client.get(PATH, headers=EVENTS | {"Last-Event-ID": "rubbish"})
    assert_invalid(wrong, "header/last-event-id", "not a cursor")


def test_a_stream_gives_changes_as_they_come_and_goes_on_behind_the_last(account: Account, service: Service):
    with connect(service) as client:
        with stream(client, account_id=account.id) as following:
            first = next(following)
            account.put("people/p1", name="Ada")
            second = next(following)
        account.put("people/p2", name="Bo")
        with stream(client, {"Last-Event-ID": second["id"]}, account_id=account.id) as following:
            third = next(following)
    assert [one["data"]["revision"] for one in (first, second, third)] == [1, 2, 3]
    pages = get(account.client, account_id=account.id)
    assert [one["data"] for one in (first, second, third)] == pages["items"]
    assert third["id"] == pages["next_cursor"]


def test_too_many_streams_are_refused_and_one_that_is_left_frees_its_place(account: Account, service: Service):
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=service.url, timeout=60, trust_env=False, limits=limits) as client:
        with ExitStack() as opened:
            for _ in range(MOST_OF_CALLER):
                opened.enter_context(stream(client, account_id=account.id))
            refused = account.client.get(PATH, params={"account_id": account.id}, headers=EVENTS)
            assert (refused.status_code, refused.json()["code"]) == (503, "Overloaded")
            assert int(refused.headers["retry-after"]) > 0
            account.put("people/p1", name="Ada")
        wait_until(lambda: _has_place(client, account))


def _has_place(client: httpx.Client, account: Account) -> bool:
    with client.stream("GET", PATH, params={"account_id": account.id}, headers=EVENTS) as answer:
        return answer.status_code == httpx.codes.OK


async def test_a_request_that_is_given_up_frees_its_place(account: Account, service: Service):
    after = place_behind(account)
    asked: dict[str, Any] = {"account_id": account.id, "after": after, "wait": LONGEST_WAIT}
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=service.url, timeout=60, trust_env=False, limits=limits) as http:
        waiting = [asyncio.create_task(http.get(PATH, params=asked)) for _ in range(MOST_OF_CALLER + 1)]
        done_first, left = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        assert [task.result().status_code for task in done_first] == [503]
        for task in left:
            task.cancel()
        await asyncio.wait(left)
    await asyncio.to_thread(wait_until, lambda: _has_place(account.client, account))


def test_who_waits_is_sent_away_when_the_key_is_revoked(own_service: Service):
    key = make_key(own_service, Role.EDITOR)
    with httpx.Client(base_url=own_service.url, timeout=60, trust_env=False, headers=key.header) as client:
        wait_until(lambda: client.put("/v1/accounts/a", json={"name": "A"}).is_success)
        after = get(client)["next_cursor"]
        with stream(client) as following, ThreadPoolExecutor() as pool:
            assert next(following)["data"]["revision"] == 1
            waiting = pool.submit(client.get, PATH, params={"after": after, "wait": LONGEST_WAIT})
            key_object(own_service.folder, "revoke", key.id)
            assert {one["event"] for one in following} <= {"change"}, "it ends"
            assert_problem(waiting.result(), 401, "NotAuthenticated")


@pytest.mark.parametrize("seed", [1, 2] if NIGHTLY else [1])
async def test_three_kinds_of_readers_see_each_change_of_many_writers_once(own_service: Service, seed: int):
    # Readers begin at the first change: of the service that is shared they would read all that was ever tested.
    with connect(own_service) as client:
        accounts = [Account(client) for _ in range(4)]
    wanted = {one.id: 1 + WRITES for one in accounts}
    async with httpx.AsyncClient(base_url=own_service.url, timeout=60, trust_env=False) as http:
        readers = [_poll(http, wanted, 0), _poll(http, wanted, 5), _follow(http, wanted)]
        reading = asyncio.gather(*readers)
        await asyncio.gather(*(_write(http, one.id, random.Random(f"{seed} {one.id}")) for one in accounts))
        seen = await reading
    assert [faults(keys, wanted) for keys in seen] == [[], [], []]


async def _write(http: httpx.AsyncClient, account: str, chance: random.Random) -> None:
    """Write to an account, a little or much at once, so that writes are committed in another order than they begin."""
    for number in range(WRITES):
        names = [f"p{number}-{one}" for one in range(chance.choice((1, 1, 150)))]
        items = [{"kind": "person", "id": name, "data": {"name": name}} for name in names]
        answer = await http.post(f"/v1/accounts/{account}/batch", json={"items": items})
        assert answer.status_code == httpx.codes.OK, answer.text


async def _poll(http: httpx.AsyncClient, wanted: dict[str, int], wait: int) -> list[Key]:
    seen: list[Key] = []
    asked: dict[str, Any] = {"limit": 7, "wait": wait}
    while not _has_all(seen, wanted):
        page = (await http.get(PATH, params=asked)).json()
        asked["after"] = page["next_cursor"]
        seen += [_key(one) for one in page["items"]]
    return [key for key in seen if key[1] in wanted]


async def _follow(http: httpx.AsyncClient, wanted: dict[str, int]) -> list[Key]:
    seen: list[Key] = []
    async with http.stream("GET", PATH, headers=EVENTS) as answer:
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                seen.append(_key(json.loads(line.removeprefix("data: "))))
            if _has_all(seen, wanted):
                break
    return [key for key in seen if key[1] in wanted]


def _has_all(seen: list[Key], wanted: dict[str, int]) -> bool:
    """Whether the last change of each account was seen."""
    return {(key[1], key[2]) for key in seen} >= set(wanted.items())


def _key(change: Json) -> Key:
    return change["recorded_at"], change["account_id"] or "", change["revision"]
