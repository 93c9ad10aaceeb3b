"""Behind nginx as the README sets it up the service is what it is without, and what nginx is for is refused there."""

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import httpx
import pytest

from schemas.api_keys import Role
from tests.api.accounts import Account, done
from tests.api.keys import make_key
from tests.api.serving import Service, wait_until
from tests.conftest import Serve
from tests.proxy import nginx
from tests.proxy.nginx import AT_ONCE, Nginx

pytestmark = pytest.mark.skipif(nginx.absent() is not None, reason=nginx.absent() or "")

ACCOUNTS = "/v1/accounts"
CROWD = AT_ONCE + 5


@pytest.fixture(scope="module")
def service(serve: Serve) -> Service:
    """A service that believes this machine's proxy, and counts its connections as those of many."""
    return serve("behind", {"STAKEGRAPH_TRUSTED_PROXIES": "127.0.0.1", "STAKEGRAPH_CONNECTIONS_PER_ADDRESS": "2000"})


@pytest.fixture(scope="module")
def proxy(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with Nginx(tmp_path_factory.mktemp("nginx"), service) as running:
        yield running


@pytest.fixture(scope="module")
def client(service: Service, proxy: Nginx) -> Iterator[httpx.Client]:
    key = make_key(service, Role.ADMIN)
    with proxy.client(headers=key.header) as opened:
        wait_until(lambda: opened.get(ACCOUNTS).status_code == httpx.codes.OK)
        yield opened


@pytest.fixture
def account(client: httpx.Client) -> Account:
    return Account(client)


def test_records_and_their_etags_pass(account: Account):
    account.put("people/p1", name="王芳")
    path = f"{account.path}/people/p1"
    read = account.client.get(path)
    assert read.json()["name"] == "王芳"
    unchanged = account.client.get(path, headers={"If-None-Match": read.headers["etag"]})
    assert unchanged.status_code == httpx.codes.NOT_MODIFIED
    account.put("people/p1", name="王芳芳")
    stale = account.client.patch(path, json={"name": "Wang"}, headers={"If-Match": read.headers["etag"]})
    assert stale.status_code == httpx.codes.PRECONDITION_FAILED


def test_callers_are_counted_by_their_own_address_whatever_they_name(client: httpx.Client, proxy: Nginx):
    with proxy.client("127.8.7.3") as guesser:
        named = (f"203.0.113.{number}" for number in count())
        found = {guesser.get(ACCOUNTS, headers={"X-Forwarded-For": next(named)}).status_code for _ in range(100)}
    assert found == {401, 429}
    with proxy.client("127.8.7.4") as other:
        assert other.get(ACCOUNTS).status_code == httpx.codes.UNAUTHORIZED


def test_changes_pass_as_they_happen(account: Account, proxy: Nginx):
    asked = {"account_id": account.id}
    events = {"Accept": "text/event-stream"}
    with account.client.stream("GET", "/v1/changes", params=asked, headers=events, timeout=10) as answer:
        lines = answer.iter_lines()
        first = next(json.loads(line[6:]) for line in lines if line.startswith("data: "))
        with proxy.client(headers=account.client.headers) as writer:
            done(writer.put(f"{account.path}/people/p2", json={"name": "Ada"}))
        second = next(json.loads(line[6:]) for line in lines if line.startswith("data: "))
    assert [first["revision"], second["revision"]] == [1, 2]


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (f"GET {ACCOUNTS} HTTP/1.1\r\nHost: a\r\nX-Long: {'a' * 20_000}\r\n\r\n", 400),
        (f"GET {ACCOUNTS}?q={'a' * 20_000} HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (f"POST {ACCOUNTS} HTTP/1.1\r\nHost: a\r\nContent-Length: 300000000\r\n\r\n", 413),
        (f"GET {ACCOUNTS} HTTP/1.1\r\nX-No-Host: a\r\n\r\n", 400),
    ],
    ids=["header", "address", "body", "host"],
)
def test_what_is_too_large_or_malformed_ends_at_the_proxy(proxy: Nginx, request_text: str, status: int):
    with proxy.connect() as way:
        way.sendall(request_text.encode())
        answer = way.recv(4096)
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"nginx" in answer


def test_slow_bodies_end_at_the_proxy_and_so_does_the_one_too_many_of_one_address(
    client: httpx.Client, proxy: Nginx, service: Service
):
    said = service.said
    with ThreadPoolExecutor(CROWD) as pool:
        answers = pool.map(_slowly, [proxy] * CROWD)
        with proxy.client("127.8.7.5") as other:
            assert other.get(ACCOUNTS).status_code == httpx.codes.UNAUTHORIZED
        ends = Counter(answers)
    assert ends[b"HTTP/1.1 503 "] == CROWD - AT_ONCE
    assert ends[b"HTTP/1.1 408 "] + ends[b""] == AT_ONCE
    assert "POST" not in service.said.removeprefix(said)


def _slowly(proxy: Nginx) -> bytes:
    """Send the beginning of a request and nothing more; return how the answer begins."""
    head = f"POST {ACCOUNTS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"
    with proxy.connect() as way:
        way.sendall(head.encode())
        return way.recv(4096)[:13]
