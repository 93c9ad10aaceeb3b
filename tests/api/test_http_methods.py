"""Methods and headers of HTTP as its standards have them, whatever the address."""

import asyncio
import http.client
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.accounts import Account, fresh_id
from tests.api.problems import assert_problem
from tests.api.serving import Service, wait_until
from tests.nightly import NIGHTLY

PATCH_TYPES = "application/merge-patch+json, application/json"
# The example of W3C Trace Context, section 3.2.4.
TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

FLOOD = 10_000 if NIGHTLY else 800
"""How many requests are sent at once."""


def test_head_is_get_without_its_body(firm: Account, client):
    paths = [firm.path, f"{firm.path}/people", f"{firm.path}/people/ada", f"{firm.path}/graph", "/v1/changes"]
    paths += [f"{firm.path}/analysis/influence", "/docs", "/openapi.json", "/healthz", f"{firm.path}/people/nobody"]
    for path in paths:
        whole, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (whole.status_code, b""), path
        # The length of the feed is left out: the instant that it was read until may be written with a digit less.
        for name in ("content-type", "etag", *(["content-length"] if path != "/v1/changes" else [])):
            assert head.headers.get(name) == whole.headers.get(name), (path, name)


def test_the_head_of_a_stream_ends(client):
    """Of the events of a job, which would last until it has ended, and of the changes, which lasts for minutes."""
    job = client.post("/v1/reports", json={"date": "2026-01-31"})
    place = f"{job.headers['location']}/events"
    head = client.head(place, timeout=10)
    assert (head.status_code, head.headers["content-type"][:17]) == (200, "text/event-stream")
    assert client.head(place, timeout=10).status_code == 200
    changes = client.head("/v1/changes", headers={"Accept": "text/event-stream"}, timeout=10)
    assert (changes.status_code, changes.headers["content-type"][:17]) == (200, "text/event-stream")


def test_options_says_what_an_address_takes_and_405_says_the_same(firm: Account, client):
    one = client.options(f"{firm.path}/people/ada")
    assert (one.status_code, one.headers["allow"]) == (204, "DELETE, GET, HEAD, OPTIONS, PATCH, PUT")
    assert one.headers["accept-patch"] == PATCH_TYPES
    for path in (f"{firm.path}/people", f"{firm.path}/batch", "/v1/changes", "/healthz", "/docs"):
        allowed = client.options(path).headers["allow"]
        refused = client.request("PATCH", path)
        assert (refused.status_code, refused.headers["allow"]) == (405, allowed), path
    assert client.options(f"{firm.path}/people").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert_problem(client.options("/v1/peopel"), 404, "NotFound")


def test_options_of_the_whole_service_is_answered(service: Service):
    at = urlsplit(service.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=10)
    connection.request("OPTIONS", "*")
    answer = connection.getresponse()
    connection.close()
    assert answer.status == 204
    assert {"GET", "POST"} <= set((answer.getheader("allow") or "").split(", "))


async def test_a_flood_of_options_is_answered_and_others_are_served_meanwhile(service: Service):
    """Send them on ten connections, each without waiting for answers; too many on one are refused with 429."""
    async with httpx.AsyncClient(base_url=service.url) as other:
        flood = asyncio.gather(*(flooded(service) for _ in range(10)))
        read = [(await other.get("/healthz")).status_code for _ in range(5)]
        counted = sum(await flood, Counter())
    assert (counted.total(), counted.keys() <= {204, 429}, set(read)) == (FLOOD, True, {200})
    assert counted[204] > 0


async def flooded(service: Service) -> Counter[int]:
    """Return how often a connection was answered with each status, which asks for eight things at a time."""
    at, counted = urlsplit(service.url), Counter[int]()
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    asked = f"OPTIONS /v1/accounts HTTP/1.1\r\nHost: {at.netloc}\r\n\r\n".encode()
    for _ in range(FLOOD // 80):
        writer.write(asked * 8)
        for _ in range(8):
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(re.search(rb"content-length: (\d+)|$", head)[1] or 0))  # type: ignore[index]
            counted[int(head.split()[1])] += 1
    writer.close()
    return counted


def test_a_patch_of_steps_and_a_packed_body_are_415_and_say_what_is_taken(firm: Account, client):
    steps = [{"op": "replace", "path": "/title", "value": "CFO"}]
    patch, put = ({"url": f"{firm.path}/people/ada", "method": name} for name in ("PATCH", "PUT"))
    with firm.untouched():
        for asked in (patch, put):
            refused = client.request(**asked, json=steps, headers={"content-type": "application/json-patch+json"})
            assert_problem(refused, 415, "UnsupportedMediaType", "header/content-type", "merge-patch")
        packed = {"content-type": "application/json", "content-encoding": "gzip"}
        refused = client.request(**put, json={"title": "CFO"}, headers=packed)
        assert_problem(refused, 415, "UnsupportedMediaType", "header/content-encoding")
        assert refused.headers["accept-encoding"] == "identity"
        xml = client.request(**patch, content=b"<a/>", headers={"content-type": "application/xml"})
        assert (xml.status_code, xml.headers["accept-patch"]) == (415, PATCH_TYPES)


def test_pages_name_the_next_one_and_following_them_gives_each_record_once(firm: Account, client):
    page = client.get(f"{firm.path}/people", params={"limit": 3, "sort": "name", "fields": "id,name"})
    pages = [page]
    while following := pages[-1].links.get("next"):
        pages.append(client.get(following["url"]))
    assert all(("next" in each.links) == bool(each.json()["next_cursor"]) for each in pages)
    names = [record["name"] for each in pages for record in each.json()["items"]]
    assert len(pages) == 2
    assert len(names) == 4
    assert all(earlier <= later for earlier, later in pairwise(names))


def test_the_feed_names_the_next_page(account: Account, client):
    """Once it gives what was written, some seconds later."""
    place = {"limit": 1, "account_id": account.id}
    first = wait_until(lambda: (page := client.get("/v1/changes", params=place)).json()["items"] and page)
    assert first.links["next"]["url"].startswith(f"/v1/changes?limit=1&account_id={account.id}&after=")


def test_each_answer_says_what_is_left_of_the_limit(client):
    headers = client.get("/v1/accounts").headers
    # 1,000 a second and twice as many at once, as the README says.
    assert headers["ratelimit-policy"] == '"requests";q=2000;w=2'
    left = re.fullmatch(r'"requests";r=(\d+);t=(\d+)', headers["ratelimit"])
    assert left
    assert 0 < int(left[1]) < 2000
    assert int(left[2]) <= 2


def test_names_of_a_request_are_said_back_and_stand_in_the_log(service: Service, client):
    given = fresh_id("asked")
    names = {"x-request-id": given, "traceparent": TRACEPARENT}
    answer = client.get(f"/v1/accounts/{given}", headers=names)  # refused: of those that are not, some are counted
    assert answer.headers["x-request-id"] == given
    assert re.fullmatch(rf"{TRACEPARENT[:35]}-[0-9a-f]{{16}}-01", answer.headers["traceresponse"])
    [line] = wait_until(lambda: [line for line in service.said.splitlines() if given in line])
    assert f" given={given} trace={TRACEPARENT[3:35]} span={answer.headers['traceresponse'][36:52]}" in line


@pytest.mark.parametrize("header", ["rubbish", "00-0-0-0", "ff" + TRACEPARENT[2:], "-" * 500])
def test_rubbish_of_a_trace_is_passed_over(client, header):
    answer = client.get("/v1/accounts", headers={"traceparent": header, "x-request-id": "a b", "tracestate": "=,=;"})
    assert answer.status_code == 200
    assert "traceresponse" not in answer.headers
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["x-request-id"])


def test_a_quoted_key_is_the_bare_one(account: Account, client):
    key = fresh_id("key")
    sent = {"url": f"{account.path}/people", "json": {"name": "Ada"}}
    first = client.post(**sent, headers={"idempotency-key": key})
    again = client.post(**sent, headers={"idempotency-key": f'"{key}"'})
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.headers["idempotency-replayed"], again.json()) == ("true", first.json())


def test_what_a_browser_would_rather_have_is_answered_as_json(firm: Account, client):
    """A service may answer with what it has (RFC 9110, 12.5.1), and a link that somebody follows shows something."""
    for accepted in ("text/html", "text/html, */*;q=0", "application/xml;q=1", "rubbish;;q=x,,"):
        answer = client.get(firm.path, headers={"accept": accepted})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json"), accepted


@pytest.mark.parametrize("asked", ["bytes=0-0", "bytes=5-1", "bytes=-", "rubbish", "lines=1-2", "bytes=0-,0-,0-"])
def test_a_range_of_what_has_none_is_passed_over(firm: Account, client, asked):
    """RFC 9110, 14.2: of an answer that is made or streamed, and any that is not valid."""
    job = client.post("/v1/reports", json={"date": "2026-01-31"}).headers["location"]
    for path in (firm.path, f"{firm.path}/people", "/openapi.json"):
        answer = client.get(path, headers={"range": asked})
        assert (answer.status_code, answer.json()) == (200, client.get(path).json())
    changes = {"accept": "text/event-stream"}
    for path, headers in ((f"{job}/events", {}), ("/v1/changes", changes)):
        with client.stream("GET", path, headers={"range": asked, **headers}) as events:
            assert (events.status_code, events.headers.get("content-range")) == (200, None)


def test_two_lengths_that_contradict_are_not_http(service: Service):
    """RFC 9112, 6.1: a request with both is refused, for another reader could see two requests in it."""
    at = urlsplit(service.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=10)
    connection.putrequest("POST", "/v1/batch", skip_accept_encoding=True)
    for name, value in {"content-length": "4", "transfer-encoding": "chunked"}.items():
        connection.putheader(name, value)
    connection.endheaders(b"0\r\n\r\n")
    answer = connection.getresponse()
    connection.close()
    assert answer.status == 400


def test_encodings_that_contradict_are_not_our_fault(client: httpx.Client):
    for accepted in ("identity;q=0", "gzip;q=0, gzip;q=1", "*;q=0", "gzip;q=2, ;;"):
        assert client.get("/v1/accounts", headers={"accept-encoding": accepted}).status_code in {200, 406}
