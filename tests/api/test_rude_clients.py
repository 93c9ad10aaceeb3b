"""Clients that send half a request, an endless one or far too much: each is refused, or dropped; others are served."""

import asyncio
import json
import socket
import time
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from app.limits.connection import HEAD_BYTES, PIPELINED_AT_MOST
from app.limits.json_values import MOST_FIELDS
from app.limits.places import REFUSED_AT_MOST
from tests.api.imports import send
from tests.api.serving import Service, wait_until
from tests.conftest import Serve
from tests.soak.rude import archives
from tests.soak.rude.sockets import HEAD, RUDE, Rude, crowd

PATIENCE = 1.0
OF_ADDRESS, IN_ALL = 6, 10
WRITE = b"POST /v1/accounts/acme/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def strict(serve: Serve) -> Service:
    """A service that has little patience and few places, and takes archives of 20 MB."""
    settings = {
        "client_seconds": str(PATIENCE),
        "connections": str(IN_ALL),
        "connections_per_address": str(OF_ADDRESS),
        "upload_megabytes": "20",
    }
    return serve("strict", {f"STAKEGRAPH_{name.upper()}": value for name, value in settings.items()})


@pytest.fixture
def client(strict: Service) -> Iterator[httpx.Client]:
    """A polite client, with one connection that it closes."""
    with httpx.Client(base_url=strict.url, timeout=30, limits=httpx.Limits(max_connections=1)) as opened:
        wait_until(lambda: opened.get("/healthz").status_code == 200)
        yield opened


async def until_dropped(one: Rude, part: bytes) -> float:
    """Send a part again and again until the service hangs up, and return how many seconds that took."""
    began = time.monotonic()
    while await one.send(part):
        assert time.monotonic() - began < 30 * PATIENCE
        await asyncio.sleep(PATIENCE / 5)
    return time.monotonic() - began


def answers(strict: Service, *sent: bytes, count: int = 1) -> Counter[int]:
    """Return the statuses that so many connections get which send the same."""

    async def ask() -> Counter[int]:
        async with crowd(strict.url, [RUDE] * count) as there:
            await asyncio.gather(*(one.send(*sent) for one in there))
            return Counter(await asyncio.gather(*(one.status(10) for one in there)))

    return asyncio.run(ask())


def test_a_head_that_does_not_come_in_time_is_408(strict, client):
    assert answers(strict, HEAD, count=OF_ADDRESS) == {408: OF_ADDRESS}
    assert answers(strict, b"") == {408: 1}


def test_a_head_that_trickles_is_not_waited_for_longer(strict):
    async def trickle() -> int:
        async with crowd(strict.url, [RUDE]) as [one]:
            await one.send(HEAD)
            await until_dropped(one, b"X: 1\r\n")
            return await one.status()

    assert asyncio.run(trickle()) in {408, 0}


def test_a_body_that_does_not_come_is_408_and_nothing_is_stored(strict, client):
    noted = "POST /v1/accounts/{account_id}/batch 408"
    before = strict.said.count(noted)
    assert answers(strict, WRITE + b'Content-Length: 1000\r\n\r\n{"items": [') == {408: 1}
    wait_until(lambda: strict.said.count(noted) == before + 1, 10)
    assert client.get("/v1/accounts/acme").status_code == 404


def test_a_head_beyond_the_limit_is_431(strict):
    line = b"X: %s\r\n" % (b"x" * (HEAD_BYTES // 8))
    assert answers(strict, HEAD, *[line] * 7, b"\r\n") == {200: 1}
    assert answers(strict, HEAD, *[line] * 9, b"\r\n") == {431: 1}
    assert answers(strict, HEAD, b"X: " + b"x" * 2 * HEAD_BYTES) == {431: 1}
    assert answers(strict, b"GET /" + b"x" * 2 * HEAD_BYTES) == {431: 1}


@pytest.mark.parametrize(
    "sent",
    [
        b"get / HTTP/1.1\r\n\r\n",
        HEAD + b"Cookie: \x00\r\n\r\n",
        WRITE + b"Content-Length: 2, 3\r\n\r\n{}",
        b"{}\r\n\r\n",
    ],
    ids=["method", "control character", "two lengths", "no line of a request"],
)
def test_what_is_no_http_is_400_as_a_problem(strict, sent):
    place = httpx.URL(strict.url)
    with socket.create_connection((place.host, place.port), timeout=20) as way:
        way.sendall(sent)
        head, _, body = b"".join(iter(lambda: way.recv(65_536), b"")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["code"] == "NoHttp"


def test_a_body_in_the_smallest_chunks_is_taken_and_endless_headers_after_it_are_431(strict):
    head = WRITE + b"Transfer-Encoding: chunked\r\n\r\n"
    small = b"1\r\n \r\n" * 3 * HEAD_BYTES
    assert answers(strict, head + small + b"0\r\n\r\n") == {422: 1}
    assert answers(strict, head + b"1\r\n{\r\n0\r\n", *[b"X: 1\r\n" * 1000] * 40) <= Counter({431: 1, 422: 1})


def test_more_connections_of_one_address_than_it_may_hold_are_503_and_others_are_served(strict, client):
    async def ask() -> Counter[int]:
        async with crowd(strict.url, [RUDE] * OF_ADDRESS) as held, crowd(strict.url, [RUDE] * 3) as more:
            await asyncio.gather(*(one.send(HEAD) for one in held), *(one.send(HEAD + b"\r\n") for one in more))
            found = Counter(await asyncio.gather(*(one.status() for one in more)))
            assert (await asyncio.to_thread(client.get, "/healthz")).status_code == 200
            return found

    wait_until(lambda: asyncio.run(ask()) == {503: 3})  # places of other tests become free meanwhile


def test_who_finds_no_place_at_all_hears_when_to_come_again(strict):
    async def ask() -> httpx.Response | None:
        addresses = [f"127.0.0.{number // 4 + 70}" for number in range(IN_ALL)]
        async with crowd(strict.url, addresses) as held, httpx.AsyncClient(base_url=strict.url) as polite:
            await asyncio.gather(*(one.send(HEAD) for one in held))
            answer = await polite.get("/v1/accounts", headers={"Accept-Language": "zh"})
            return None if answer.is_success else answer  # places of other tests became free meanwhile

    refused = wait_until(lambda: asyncio.run(ask()))
    assert (refused.status_code, refused.headers["retry-after"], refused.headers["connection"]) == (503, "5", "close")
    assert refused.json()["code"] == "Overloaded"
    assert "连接数已达上限" in refused.json()["detail"]


def test_a_crowd_is_dropped_without_words_and_leaves_every_place_free(strict, client):
    found = answers(strict, HEAD, count=OF_ADDRESS + REFUSED_AT_MOST + 50)
    assert found.keys() == {0, 408}
    assert 50 <= found[0] < OF_ADDRESS + REFUSED_AT_MOST  # whoever is refused may be gone before its place is asked for
    wait_until(lambda: answers(strict, HEAD + b"Connection: close\r\n\r\n", count=OF_ADDRESS) == {200: OF_ADDRESS})


def test_answers_that_are_not_read_end_the_connection(strict):
    async def ask_on() -> float:
        async with crowd(strict.url, [RUDE]) as [one]:
            await one.send(b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * (PIPELINED_AT_MOST // 2))
            return await until_dropped(one, b"\r\n")

    assert asyncio.run(ask_on()) > PATIENCE


def test_requests_in_advance_are_bounded(strict):
    ask = HEAD + b"\r\n"
    assert answers(strict, ask * PIPELINED_AT_MOST) == {200: 1}

    async def all_at_once() -> float:
        async with crowd(strict.url, [RUDE]) as [one]:
            await one.send(ask * 4 * PIPELINED_AT_MOST)
            return await until_dropped(one, b"\r\n")

    assert asyncio.run(all_at_once()) < 10


def test_who_hangs_up_in_a_body_is_one_line_of_the_log_and_no_error(strict, client):
    ended = "POST /v1/accounts/{account_id}/batch 499"
    before = strict.said.count(ended)

    async def hang_up() -> None:
        async with crowd(strict.url, [RUDE]) as [one]:
            await one.send(WRITE + b"Content-Length: 1000\r\n\r\n{")

    asyncio.run(hang_up())
    wait_until(lambda: strict.said.count(ended) > before, 10)
    assert "ERROR" not in strict.said
    assert "Traceback" not in strict.said
    assert '  File "' not in strict.said


def test_an_object_of_too_many_fields_is_refused_where_it_stands(client):
    wide = {f"k{number}": 0 for number in range(MOST_FIELDS + 1)}
    item = {"kind": "person", "id": "p1", "data": {"extra": wide}}
    refused = client.post("/v1/accounts/acme/batch", json={"items": [item]})
    assert refused.status_code == 422
    assert [problem["pointer"] for problem in refused.json()["errors"]] == ["/items/0/data/extra"]
    assert refused.json()["detail"] == "this object has 1,001 fields; none here takes more than 1,000"


def test_a_large_body_is_read_as_a_small_one_is(client):
    people = [{"kind": "person", "id": f"p{number}", "data": {"name": "x" * 100}} for number in range(1_000)]
    client.put("/v1/accounts/large", json={"name": "Large"}).raise_for_status()
    assert client.post("/v1/accounts/large/batch", json={"items": people}).json()["revision"] == 2
    broken = json.dumps({"items": people})[:-1]
    refused = client.post("/v1/accounts/large/batch", content=broken, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (422, "InvalidInput")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (archives.unknown_codec(), "'rot13' is not a known encoding"),
        (archives.nested(), "nests tables and lists more than 20 deep"),
        (archives.repeated_directive(), "names a part of the date twice"),
    ],
    ids=["codec", "nested", "directive"],
)
def test_a_strange_mapping_is_refused_before_its_job_begins(client, body, words):
    refused = send(client, body, form="mapping")
    assert refused.status_code == 422
    assert words in refused.json()["detail"]


def test_an_archive_that_grows_a_hundredfold_is_413(client):
    refused = send(client, archives.swollen(20))
    assert (refused.status_code, refused.json()["code"]) == (413, "TooLarge")
    assert "more than 100 times as large" in refused.json()["detail"]


def test_a_service_that_holds_more_memory_than_it_may_refuses_new_work_and_says_that_it_lives(serve):
    full = serve("full", {"STAKEGRAPH_MEMORY_MEGABYTES": "1"})
    with httpx.Client(base_url=full.url, timeout=30) as client:
        refused = client.put("/v1/accounts/acme", json={"name": "Acme"})
        assert (refused.status_code, refused.json()["code"], refused.headers["retry-after"]) == (503, "Overloaded", "5")
        assert "as much in memory as it may" in refused.json()["detail"]
        assert [client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
    assert full.said.count("new work is refused") == 1
