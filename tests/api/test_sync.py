"""Synchronisation: lines of many accounts in, a line for each group out, nothing lost and nothing twice."""

import json
import socket
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from app.exchange.ndjson_lines import LINES_A_WRITE
from schemas.api_keys import Role
from tests.api.accounts import Account, done, fresh_id
from tests.api.conftest import connect
from tests.api.keys import make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until
from tests.cli.running import line

NDJSON = {"content-type": "application/x-ndjson"}
CLEAN = {"created": 0, "updated": 0, "unchanged": 0, "ended": 0, "replaced": [], "refused": []}

Json = dict[str, Any]


def text(*lines: Json | str) -> bytes:
    written = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in lines]
    return "".join(f"{each}\n" for each in written).encode()


def people(account: str, count: int, start: int = 0, **more: Any) -> Iterator[Json]:
    for number in range(start, start + count):
        yield line(account, "person", f"p{number}", name=f"人员 {number}", **more)


def send(client: httpx.Client, body: bytes | Iterable[bytes], **headers: str) -> list[Json]:
    response = client.post("/v1/sync", content=body, headers={**NDJSON, **headers})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/x-ndjson"
    return [json.loads(each) for each in response.text.splitlines()]


def test_consecutive_lines_of_one_account_are_one_write(client, account: Account):
    other = Account(client)
    lines = [*people(account.id, 3), *people(other.id, 2), *people(account.id, 1, start=2)]
    answers = send(client, text(*lines))
    assert answers == [
        {**CLEAN, "account_id": account.id, "revision": 2, "first_line": 1, "last_line": 3, "created": 3},
        {**CLEAN, "account_id": other.id, "revision": 2, "first_line": 4, "last_line": 5, "created": 2},
        {**CLEAN, "account_id": account.id, "revision": 2, "first_line": 6, "last_line": 6, "unchanged": 1},
    ]
    assert [each["name"] for each in account.get("people")["items"]] == ["人员 0", "人员 1", "人员 2"]


def test_null_clears_whatever_stands_and_what_is_not_sent_is_left(client, account: Account):
    send(
        client, text(line(account.id, "person", "p0", name="An", title="CFO", tags=["pilot"], mails=["a@example.com"]))
    )
    client.put(f"{account.path}/people/p0", json={"title": "Chief of money"}).raise_for_status()
    [answer] = send(client, text(line(account.id, "person", "p0", name="An", title=None, tags=None)))
    assert answer["updated"] == 1
    stored = account.get("people/p0")
    assert (stored["title"], stored["tags"], stored["mails"]) == (None, None, ["a@example.com"])


def test_a_new_account_and_what_belongs_to_it_come_together(client):
    name, member = fresh_id(), fresh_id("m")
    own = {"kind": "account", "id": name, "data": {"name": "Neu"}}
    book = {"kind": "team_member", "id": member, "data": {"name": "Li"}}
    ending = {"account_id": name, "kind": "person", "id": "p0", "action": "end", "effective_at": "2026-01-01T00:00:00Z"}
    answers = send(client, text(book, *people(name, 2), own, ending))
    assert [(each["account_id"], each["created"], each["ended"]) for each in answers] == [(None, 1, 0), (name, 3, 1)]
    assert done(client.get(f"/v1/accounts/{name}/people/p0"))["valid_to"] == "2026-01-01T00:00:00.000000Z"


def test_what_is_wrong_is_refused_by_its_line_and_the_rest_is_stored(client, account: Account):
    body = text(
        "garbage",
        line(account.id, "person", "p1", name="Ada"),
        line(account.id, "person", "p2", nme="Bo"),
        "",
        line(account.id, "influence", None, source="p1", target="ghost"),
        "x" * 1_000_001,
        line("nobody-here", "person", "p1", name="Cy"),
        '{"kind": "person", "id": "p1"}',
    )
    first, unknown = send(client, body)
    assert (first["account_id"], first["first_line"], first["last_line"], first["created"]) == (account.id, 1, 6, 1)
    refused = {entry["line"]: entry["errors"][0] for entry in first["refused"]}
    assert {number: error["pointer"] for number, error in refused.items()} == {
        1: "",
        3: "/data/nme",
        5: "/data/target",
        6: "",
    }
    assert "too long" in refused[6]["detail"]
    assert (unknown["revision"], [entry["line"] for entry in unknown["refused"]]) == (None, [7, 8])
    assert "no account 'nobody-here'" in unknown["refused"][0]["errors"][0]["detail"]
    assert unknown["refused"][1]["errors"][0]["pointer"] == "/account_id"


def test_nothing_sent_is_nothing_answered(client):
    assert send(client, b"") == []
    assert send(client, b"\n\n") == []


def test_a_key_makes_a_repeat_harmless(client, account: Account):
    key = {"idempotency-key": fresh_id()}
    other = Account(client)
    lines: list[Json | str] = [*people(account.id, 2), *people(other.id, 2), "garbage", *people(account.id, 1, start=7)]
    first = send(client, text(*lines), **key)
    account.put("people/p0", name="Changed since")
    with account.untouched():
        assert send(client, text(*lines), **key) == first
    assert account.get("people/p0")["name"] == "Changed since"


def test_a_key_of_another_body_is_refused(client, account: Account):
    key = {"idempotency-key": fresh_id(), **NDJSON}
    lines = [*people(account.id, 1), *people(Account(client).id, 1)]
    done_first = client.post("/v1/sync", content=text(*lines), headers=key)
    assert done_first.status_code == 200
    with account.untouched():
        other = client.post("/v1/sync", content=text(*people(account.id, 3)), headers=key)
        assert_invalid(other, "header/idempotency-key", "another request")
        later = client.post("/v1/sync", content=text(lines[0], *people(account.id, 3)), headers=key)
        assert_invalid(later, "header/idempotency-key")
    changed = [lines[0], *people(lines[1]["account_id"], 3)]
    answers = client.post("/v1/sync", content=text(*changed), headers=key).text.splitlines()
    assert answers[0] == done_first.text.splitlines()[0]
    assert json.loads(answers[1])["error"]["type"] == "InvalidInput"


def test_a_wrong_request_is_refused_before_anything_is_written(client, account: Account):
    with account.untouched():
        body = text(*people(account.id, 1))
        refused = client.post("/v1/sync", content=body)
        assert_problem(refused, 415, "UnsupportedMediaType", "header/content-type", "x-ndjson")
        spaced = {**NDJSON, "idempotency-key": "a b"}
        assert_invalid(client.post("/v1/sync", content=body, headers=spaced), "header/idempotency-key")
        assert_invalid(client.post("/v1/sync?on_error=skip", content=body, headers=NDJSON), "?on_error")


def test_a_body_far_beyond_the_limit_of_others_takes_little_memory(client, service: Service, account: Account):
    names = (text(line(account.id, "person", f"p{number % 50}", title="x" * 250)) for number in range(30_000))
    padding = b" " * 900_000 + b"\n"
    warm = send(client, text(*people(account.id, LINES_A_WRITE)))
    before = peak_memory(service.pid)

    def body() -> Iterator[bytes]:
        for number, each in enumerate(names):
            yield each
            if number % 250 == 0:
                yield padding

    answers = send(client, body())
    assert warm[0]["created"] == LINES_A_WRITE
    assert sum(each["updated"] + each["unchanged"] for each in answers) == 30_000
    assert len(answers) == 15
    assert peak_memory(service.pid) - before < 60_000_000


def peak_memory(pid: int) -> int:
    """Return the most memory in bytes that a process ever had."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def test_who_sends_everything_before_reading_anything_is_answered(client, account: Account):
    """Both ways at once are full: without room for the answer each side would wait for the other for ever."""
    count = 120_000
    answers = send(client, (b"%d garbage\n" % number * 1_000 for number in range(count // 1_000)))
    assert sum(len(each["refused"]) for each in answers) == count


class Wire:
    """A request whose body the test sends piece by piece."""

    def __init__(self, service: Service, **headers: str) -> None:
        address = urlsplit(service.url)
        self.socket = socket.create_connection((address.hostname, address.port), timeout=30)
        self.received = b""
        head = {"host": address.netloc, "transfer-encoding": "chunked", **NDJSON, **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        self.socket.sendall(f"POST /v1/sync HTTP/1.1\r\n{lines}\r\n".encode())

    def send(self, part: bytes) -> None:
        """Send a part of the body."""
        self.socket.sendall(b"%x\r\n%s\r\n" % (len(part), part))

    def answers(self, count: int) -> list[Json]:
        """Return the lines of the answer once there are so many."""

        def enough() -> list[Json] | None:
            self.received += self.socket.recv(65_536)
            found = [json.loads(each) for each in self.received.split(b"\r\n") if each.startswith(b"{")]
            return found if len(found) >= count else None

        return wait_until(enough)

    def close(self) -> None:
        """Break the connection."""
        self.socket.close()


@pytest.fixture
def wire(service: Service) -> Iterator[Wire]:
    opened = Wire(service)
    yield opened
    opened.close()


def test_an_answer_comes_while_the_body_is_still_sent(client, wire: Wire, account: Account):
    other = Account(client)
    body = text(*people(account.id, 2), *people(other.id, 1))
    for place in range(0, len(body), 7):
        wire.send(body[place : place + 7])
    (first,) = wire.answers(1)
    assert (first["account_id"], first["created"]) == (account.id, 2)
    assert len(account.get("people")["items"]) == 2
    assert other.get("people")["items"] == []
    wire.socket.sendall(b"0\r\n\r\n")
    assert [each["account_id"] for each in wire.answers(2)] == [account.id, other.id]


def test_a_slow_caller_keeps_nobody_waiting(client, wire: Wire, account: Account):
    wire.send(text(*people(account.id, 2)))
    started = time.monotonic()
    account.put("people/other", name="Meanwhile")
    assert time.monotonic() - started < 10


def test_a_broken_connection_loses_nothing_answered_and_stores_nothing_half(client, service, account: Account):
    other = Account(client)
    wire = Wire(service)
    wire.send(text(*people(account.id, 3), *people(other.id, 2)) + text(line(other.id, "person", "p9", name="X"))[:20])
    (first,) = wire.answers(1)
    wire.close()
    assert first["created"] == len(account.get("people")["items"]) == 3
    time.sleep(0.5)
    assert other.get("people")["items"] == []


def test_a_killed_service_keeps_what_it_answered(own_service: Service):
    with connect(own_service) as client:
        account, other = Account(client), Account(client)
        wire = Wire(own_service, **{"idempotency-key": "nightly"})
        body = text(*people(account.id, 50), *people(other.id, 1))
        wire.send(body)
        answered = wire.answers(1)
        own_service.kill()
        wire.close()
    own_service.start()
    with connect(own_service) as client:
        again = send(client, body, **{"idempotency-key": "nightly"})
        assert again[0] == answered[0]
        assert [each["created"] for each in again] == [50, 1]
        assert done(client.get(f"{account.path}"))["revision"] == again[0]["revision"]


def test_each_line_is_held_to_what_single_writes_are_held_to(own_service: Service):
    with connect(own_service) as client:
        account = Account(client)
        setting = {"kind": "setting", "id": "s1", "data": {"voice": 0.2}}
        member = {"kind": "team_member", "id": "m1", "data": {"name": "Li"}}
        body = text(setting, member, *people(account.id, 1))
        editor, reader = make_key(own_service, Role.EDITOR), make_key(own_service, Role.READER)
        wait_until(lambda: client.get("/v1/accounts").status_code == 401)
        wait_until(lambda: client.get("/v1/accounts", headers=reader.header).status_code == 200)
        book, person = send(client, body, **editor.header)
        assert (book["created"], [entry["line"] for entry in book["refused"]], person["created"]) == (1, [1], 1)
        assert book["refused"][0]["errors"][0]["pointer"] == "/kind"
        refused = client.post("/v1/sync", content=body, headers={**NDJSON, **reader.header})
        assert_problem(refused, 403, "NotAllowed")
