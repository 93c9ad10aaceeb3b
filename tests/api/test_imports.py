"""Imports: an archive is taken as a whole or refused as a whole, with the reason, and nothing of it is left behind."""

import http.client
import io
import os
import resource
import socket
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from app.exchange.history_form import KIND
from app.limits.waiting import JOBS_AT_MOST
from schemas.api_keys import Role
from tests.api.accounts import done, fresh_id
from tests.api.conftest import connect
from tests.api.imports import ZIP, archive, begin, begin_people, ended, files_of, people, people_of, read, send, zipped
from tests.api.keys import Sent, connect_from, make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until
from tests.cli.running import line
from tests.conftest import Serve

LIMIT = 1_000_000
Json = dict[str, Any]
SOUND = '{"kind": "account", "id": "never", "data": {"name": "Never"}}\n'


@pytest.fixture(scope="module")
def small(serve: Serve) -> Service:
    """A service that takes archives of a megabyte at most."""
    return serve("small", {"STAKEGRAPH_UPLOAD_MEGABYTES": "1"})


@pytest.fixture
def untouched(small: Service) -> Iterator[httpx.Client]:
    """A client of that service; after the test nothing is stored there, no job and no file."""
    with connect(small) as client:
        yield client
        assert done(client.get("/v1/jobs"))["items"] == []
        assert done(client.get("/v1/accounts"))["items"] == []
        assert files_of(small) == []
        assert list((Path(small.folder) / "jobs").glob("*")) == []


def with_entry(name: str, content: bytes = SOUND.encode(), **attributes: int) -> bytes:
    """Return an archive of one entry whose attributes are as nobody's tool writes them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        entry = zipfile.ZipInfo("x" * len(name))
        for attribute, value in attributes.items():
            setattr(entry, attribute, value)
        opened.writestr(entry, content)
    return packed.getvalue().replace(b"x" * len(name), name.encode())


def encrypted() -> bytes:
    """Return an archive that says that its file is encrypted."""
    packed = bytearray(with_entry("a.ndjson"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + offset] |= 1
    return bytes(packed)


def damaged() -> bytes:
    """Return an archive of which one byte of a file was changed."""
    packed = bytearray(with_entry("a.ndjson"))
    packed[packed.index(b"never")] ^= 1
    return bytes(packed)


def listing_too_much() -> bytes:
    """Return a small archive that says that its list of files has 900 MB."""
    packed = bytearray(zipped({"a.ndjson": SOUND}))
    struct.pack_into("<L", packed, packed.index(b"PK\x05\x06") + 12, 900_000_000)
    return bytes(packed)


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a zip archive"),
    "text": (b"account,person\n1,2\n", "not a zip archive"),
    "cut off": (zipped({"a.ndjson": SOUND})[:-30], "not a zip archive"),
    "a beginning alone": (zipped({"a.ndjson": SOUND})[:30], "not a zip archive"),
    "damaged": (damaged(), "broken"),
    "empty": (zipped({}), "no file that ends in"),
    "without a file of lines": (zipped({"a.csv": "a,b\n"}), ".ndjson"),
    "encrypted": (encrypted(), "password"),
    "up and out": (with_entry("../a.ndjson"), "leads out"),
    "deep, up and out": (with_entry("a/../../a.ndjson"), "leads out"),
    "from the root": (with_entry("/etc/a.ndjson"), "leads out"),
    "a drive": (with_entry("C:/a.ndjson"), "leads out"),
    "backslashes": (with_entry("..\\a.ndjson"), "leads out"),
    "a line break": (with_entry("a\n.ndjson"), "leads out"),
    "a zero": (with_entry("a\0/../b.ndjson"), "leads out"),
    "a link": (with_entry("a.ndjson", b"/etc/passwd", external_attr=0o120777 << 16, create_system=3), "link"),
    "another method": (zipped({"a.ndjson": SOUND * 99}, zipfile.ZIP_LZMA), "deflate"),
    "folders in folders": (zipped({"a/b/c.ndjson": SOUND}), "one folder"),
    "two folders": (zipped({"a/c.ndjson": SOUND, "b/c.ndjson": SOUND}), "one folder"),
    "a name twice": (zipped({"A.ndjson": SOUND, "a.ndjson": SOUND}), "one name"),
    "a name too long": (zipped({"ü" * 101 + ".ndjson": SOUND}), "too long"),
    "two files of lines": (zipped({"a.ndjson": SOUND, "b.ndjson": SOUND}), "several files"),
    "a history": (zipped({"a.ndjson": f'{{"kind": "{KIND}"}}\n'}), "history"),
}


@pytest.mark.parametrize(("body", "says"), BAD.values(), ids=BAD)
def test_an_archive_that_cannot_be_read_is_refused_with_the_reason(untouched: httpx.Client, body: bytes, says: str):
    assert_invalid(send(untouched, body), says=says)


LARGE: dict[str, tuple[bytes, str]] = {
    "too many bytes": (os.urandom(LIMIT + 1), "1 MB"),
    "a bomb": (zipped({"a.ndjson": b" " * (10 * LIMIT + 1)}), "10 MB"),
    "a bomb of many": (zipped({"a.ndjson": b" " * 6 * LIMIT, "b.ndjson": b" " * 6 * LIMIT}), "10 MB"),
    "too many files": (zipped({f"{number}.ndjson": "" for number in range(1_001)}), "1,000 files"),
    "a list too long": (listing_too_much(), "1,000 files"),
}


@pytest.mark.parametrize(("body", "says"), LARGE.values(), ids=LARGE)
def test_an_archive_that_is_too_much_is_refused(untouched: httpx.Client, body: bytes, says: str):
    assert_problem(send(untouched, body), 413, "TooLarge", says=says)


def test_a_body_that_says_it_is_too_long_is_refused_without_being_read(small: Service, untouched: httpx.Client):
    connection = http.client.HTTPConnection(urlsplit(small.url).netloc, timeout=10)
    connection.putrequest("POST", "/v1/imports?format=ndjson")
    for name, value in {**ZIP, "content-length": str(5 * LIMIT)}.items():
        connection.putheader(name, value)
    connection.endheaders(b"PK")
    assert connection.getresponse().status == 413
    connection.close()
    assert untouched.get("/healthz").is_success


def test_a_body_without_a_length_is_refused_as_soon_as_it_is_too_much(untouched: httpx.Client):
    try:
        response = send(untouched, (b"x" * 100_000 for _ in range(1_000)))
    except httpx.NetworkError:
        return
    assert_problem(response, 413, "TooLarge", says="1 MB")


def test_an_upload_that_breaks_off_leaves_nothing(small: Service, untouched: httpx.Client):
    host, port = urlsplit(small.url).netloc.split(":")
    with socket.create_connection((host, int(port))) as connection:
        head = f"POST /v1/imports?format=ndjson HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/zip\r\n"
        connection.sendall(f"{head}Content-Length: 900000\r\n\r\nPK".encode() + b"x" * 200_000)
        wait_until(lambda: list((Path(small.folder) / "jobs").glob("*")))
    wait_until(lambda: not list((Path(small.folder) / "jobs").glob("*")))
    assert untouched.get("/healthz").is_success


def test_what_is_sent_as_something_else_is_refused(untouched: httpx.Client):
    body = archive([])
    refused = untouched.post("/v1/imports?format=ndjson", content=body, headers={"content-type": "text/csv"})
    assert_problem(refused, 415, "UnsupportedMediaType", "header/content-type", "application/zip")
    assert_invalid(send(untouched, body, form="excel"), "?format")
    assert_invalid(untouched.post("/v1/imports", content=body, headers=ZIP), "?format")
    assert_invalid(send(untouched, body, **{"idempotency-key": "two words"}), "header/idempotency-key")
    tried = untouched.post("/v1/imports?format=ndjson&dry_run=true", content=zipped({"a.ndjson": SOUND}), headers=ZIP)
    assert_invalid(tried, "?dry_run")


def test_where_the_disk_is_full_a_caller_hears_of_it_and_nothing_is_left(small: Service, untouched: httpx.Client):
    """The largest file that the service may write is made small: a disk that is full answers alike."""
    before = resource.prlimit(small.pid, resource.RLIMIT_FSIZE)
    sent = {
        "while it comes": os.urandom(400_000),
        "while it is unpacked": zipped({"a.ndjson": SOUND * 9_000}),
    }
    try:
        resource.prlimit(small.pid, resource.RLIMIT_FSIZE, (300_000, before[1]))
        for when, body in sent.items():
            assert_problem(send(untouched, body), 507, "DiskFull", says="room"), when
    finally:
        resource.prlimit(small.pid, resource.RLIMIT_FSIZE, before)


SYSTEMS: dict[str, tuple[str, ...]] = {
    "a file": ("book.jsonl",),
    "a folder of a Mac": ("book/", "book/lines.NDJSON", "__MACOSX/book/._lines.NDJSON", "book/.DS_Store"),
    "beside other files": ("lines.ndjson", "read.me", "image.png"),
}


@pytest.mark.parametrize("names", SYSTEMS.values(), ids=SYSTEMS)
def test_an_archive_is_taken_as_systems_make_them(client: httpx.Client, names: tuple[str, ...]):
    text = f'{{"kind": "account", "id": "{fresh_id()}", "data": {{"name": "云河"}}}}'
    main = next(name for name in names if name.lower().endswith(("n", "jsonl")) and "._" not in name)
    response = send(client, zipped({name: text if name == main else "" for name in names}))
    assert response.status_code == 202, response.text
    assert ended(client, response.json())["result"]["outcomes"] == {"created": 1}


def test_a_line_of_any_length_is_refused_without_being_held(client: httpx.Client):
    account = fresh_id()
    lines: list[Json | str] = [
        *people(account, 1),
        "x" * 9_000_000,
        line(f"{account}-0", "person", "p2", name="After"),
    ]
    job = ended(client, begin(client, lines))
    assert (job["done"], job["result"]["rejected"], people_of(client, account)) == (4, 1, [2])
    assert "too long" in client.get(job["links"]["rejects"]).text


def test_an_import_is_begun_once_under_a_key(service: Service, client: httpx.Client):
    account, headers = fresh_id(), {"idempotency-key": fresh_id()}
    body = archive(people(account, 3))
    first, again = send(client, body, **headers), send(client, body, **headers)
    assert (first.status_code, again.status_code, again.content) == (202, 202, first.content)
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert first.headers["location"] == again.headers["location"] == first.json()["links"]["self"]
    assert_invalid(send(client, archive(people(account, 4)), **headers), "header/idempotency-key", "new key")
    job = ended(client, first.json())
    assert send(client, body, **headers).content == first.content
    assert job["result"]["outcomes"] == {"created": 4}
    of_key = [one for one in done(client.get("/v1/jobs?limit=500"))["items"] if one["created_at"] >= job["created_at"]]
    assert of_key == [job]


def test_after_an_error_the_key_is_free(client: httpx.Client):
    headers = {"idempotency-key": fresh_id()}
    assert_invalid(send(client, b"no archive", **headers))
    assert send(client, archive(people(fresh_id(), 1)), **headers).status_code == 202


def test_sending_the_same_again_without_a_key_changes_nothing(client: httpx.Client):
    account, begun = begin_people(client, 5)
    ended(client, begun)
    again = ended(client, begin(client, people(account, 5)))
    assert again["result"] == {"lines": 6, "outcomes": {"unchanged": 6}, "rejected": 0}


@pytest.fixture(scope="module")
def keyed(serve: Serve) -> tuple[Service, dict[Role, Sent]]:
    """A service with a key of each role."""
    running = serve("keyed")
    keys = {role: make_key(running, role) for role in Role}
    with connect_from(running) as client:
        wait_until(lambda: client.get("/v1/jobs").status_code == 401)
    return running, keys


def test_an_import_is_begun_by_an_editor_and_watched_by_any_reader(keyed: tuple[Service, dict[Role, Sent]]):
    service, keys = keyed
    with connect_from(service) as client:
        body, reader = archive(people(fresh_id(), 2)), keys[Role.READER].header
        assert_problem(send(client, body), 401, "NotAuthenticated")
        assert_problem(send(client, body, **reader), 403, "NotAllowed", says="needs the role 'editor'")
        assert files_of(service) == []
        begun = send(client, body, **keys[Role.EDITOR].header).json()
        assert begun["author"] == f"key:{keys[Role.EDITOR].id}"
        client.headers.update(reader)
        assert ended(client, begun)["state"] == "done"
        assert_problem(client.delete(f"/v1/jobs/{begun['id']}"), 403, "NotAllowed")


def test_what_configures_is_imported_for_an_admin_alone(keyed: tuple[Service, dict[Role, Sent]]):
    service, keys = keyed
    lines = [{"kind": "setting", "id": "s1", "data": {"voice": 0.3}}, *people(fresh_id(), 1)]
    with connect_from(service) as client:
        client.headers.update(keys[Role.ADMIN].header)
        for role, outcomes in ((Role.EDITOR, {"created": 2}), (Role.ADMIN, {"created": 1, "unchanged": 2})):
            job = ended(client, send(client, archive(lines), **keys[role].header).json())
            assert job["result"]["outcomes"] == outcomes
            assert (job["result"]["rejected"] == 1) == (role is Role.EDITOR)
            if role is Role.EDITOR:
                assert "needs the role 'admin'" in client.get(job["links"]["rejects"]).text


def test_only_so_many_jobs_wait(own_service: Service):
    with connect(own_service) as client:
        _, first = begin_people(client, 100_000)
        wait_until(lambda: read(client, first)["state"] == "running")
        body = archive([])
        taken = [send(client, body).status_code for _ in range(JOBS_AT_MOST + 1)]
        assert taken == [202] * JOBS_AT_MOST + [429]
        refused = send(client, body)
        assert_problem(refused, 429, "TooMany", says="wait already")
        assert int(refused.headers["retry-after"]) > 0
        client.delete(f"/v1/jobs/{first['id']}")
