"""Whom a service with keys believes: its proxies and nobody else about addresses, and a key until it is revoked."""

import json
import socket
from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from schemas.api_keys import Role
from tests.api.imports import begin_people, ended, files_of, under_way
from tests.api.keys import Sent, connect_from, make_key, revoke_key
from tests.api.serving import Service, wait_until
from tests.cli.running import line
from tests.conftest import Serve

ACCOUNTS = "/v1/accounts"
PROXY = "127.9.9.9"
NDJSON = "application/x-ndjson"
MANY = 20_000
"""People whose import takes some seconds."""


@pytest.fixture(scope="module")
def behind(serve: Serve) -> Service:
    """A service that stands behind a proxy."""
    return serve("behind", {"STAKEGRAPH_TRUSTED_PROXIES": f"{PROXY}, 10.0.0.0/24"})


@pytest.fixture(scope="module")
def admin(behind: Service) -> Sent:
    return make_key(behind, Role.ADMIN)


@pytest.fixture
def client(behind: Service, admin: Sent) -> Iterator[httpx.Client]:
    with connect_from(behind) as opened:
        opened.headers.update(admin.header)
        wait_until(lambda: opened.get(ACCOUNTS).status_code == 200)
        yield opened


def guesses(service: Service, address: str, forwarded: Iterator[str]) -> set[int]:
    """Return the statuses of a hundred requests without a key that name other addresses."""
    with connect_from(service, address) as guesser:
        return {guesser.get(ACCOUNTS, headers={"x-forwarded-for": next(forwarded)}).status_code for _ in range(100)}


def test_the_limit_of_guesses_is_not_evaded_by_naming_other_addresses(behind, client):
    assert guesses(behind, "127.8.8.8", (f"203.0.113.{number}" for number in count())) == {401, 429}


def test_a_named_proxy_says_for_whom_it_asks_and_what_its_callers_name_before_does_not_count(behind, client):
    assert guesses(behind, PROXY, (f"203.0.113.{number}" for number in count())) == {401}
    assert guesses(behind, PROXY, (f"192.0.2.{number}, 198.51.100.1" for number in count())) == {401, 429}


def test_a_job_ends_within_seconds_after_its_key_was_revoked(behind, client):
    key = make_key(behind, Role.EDITOR)
    with connect_from(behind) as editor:
        editor.headers.update(key.header)
        wait_until(lambda: editor.get(ACCOUNTS).status_code == 200)
        _, running = begin_people(editor, MANY)
        _, waiting = begin_people(editor, 10)
        under_way(client, running)
        revoke_key(behind, key)
    for job in (running, waiting):
        found = ended(client, job)
        assert (found["state"], found["error"]) == ("cancelled", "NotAuthenticated")
        assert key.id in found["detail"]
        assert set(files_of(behind, job)) <= {"rejects.csv"}


def test_the_events_of_a_job_end_within_seconds_after_their_key_was_revoked(behind, client):
    key = make_key(behind)
    _, job = begin_people(client, MANY)
    with connect_from(behind) as follower:
        wait_until(lambda: follower.get(ACCOUNTS, headers=key.header).status_code == 200)
        with follower.stream("GET", f"/v1/jobs/{job['id']}/events", headers=key.header, timeout=20) as events:
            revoke_key(behind, key)
            received = "".join(events.iter_text())
    client.delete(f"/v1/jobs/{job['id']}")
    assert "event: progress" in received
    assert "event: end" not in received


def test_a_synchronisation_ends_within_seconds_after_its_key_was_revoked_and_stores_nothing_more(behind, client):
    key = make_key(behind, Role.EDITOR)
    wait_until(lambda: client.get(ACCOUNTS, headers=key.header).status_code == 200)
    lines = "".join(json.dumps(line(f"stream-{n}", "account", None, name="Acme")) + "\n" for n in (1, 2))
    head = f"POST /v1/sync HTTP/1.1\r\nHost: localhost\r\nContent-Type: {NDJSON}\r\nTransfer-Encoding: chunked\r\n"
    place = httpx.URL(behind.url)
    with socket.create_connection((place.host, place.port), timeout=20) as way:
        way.sendall(f"{head}Authorization: Bearer {key.text}\r\n\r\n{len(lines):x}\r\n{lines}\r\n".encode())
        answer = way.recv(65_536)
        revoke_key(behind, key)
        while not answer.endswith(b"0\r\n\r\n"):
            answer += way.recv(65_536)
    assert b"200 OK" in answer
    assert [client.get(f"{ACCOUNTS}/stream-{n}").status_code for n in (1, 2)] == [200, 404]
