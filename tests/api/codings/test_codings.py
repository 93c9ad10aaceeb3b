"""Answers in gzip and Brotli: who accepts them gets them, and whatever was received so serves as the answer itself."""

import zlib
from collections.abc import Callable
from typing import NamedTuple

import brotli
import httpx
import pytest

from app.routers.pages.documentation import STATIC
from tests.api.accounts import Account, done
from tests.api.imports import archive, read, send
from tests.api.problems import assert_problem

DECODED: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": lambda data: zlib.decompress(data, 31)}
BUNDLE = "/docs/swagger_ui/swagger-ui-bundle.js"

each_coding = pytest.mark.parametrize("coding", DECODED)


class Raw(NamedTuple):
    """An answer with its body as it was sent."""

    status_code: int
    headers: httpx.Headers
    sent: bytes


def raw(client: httpx.Client, path: str, accepted: str, **headers: str) -> Raw:
    """Ask, and return the answer."""
    asked = {"accept-encoding": accepted, **{name.replace("_", "-"): value for name, value in headers.items()}}
    with client.stream("GET", path, headers=asked) as response:
        return Raw(response.status_code, response.headers, b"".join(response.iter_raw()))


@each_coding
def test_a_coded_answer_is_the_plain_one_and_has_an_etag_of_its_own(firm: Account, coding: str):
    plain, coded = (raw(firm.client, f"{firm.path}/graph", each) for each in ("identity", coding))
    assert DECODED[coding](coded.sent) == plain.sent
    assert coded.headers["content-encoding"] == coding
    assert int(coded.headers["content-length"]) == len(coded.sent) < len(plain.sent) / 3
    assert coded.headers["etag"] != plain.headers["etag"]
    assert plain.headers["vary"] == coded.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in plain.headers


@each_coding
def test_a_file_that_is_sent_in_parts_is_coded_on_its_way(client: httpx.Client, coding: str):
    coded = raw(client, BUNDLE, coding)
    assert DECODED[coding](coded.sent) == (STATIC / "swagger_ui" / "swagger-ui-bundle.js").read_bytes()
    assert "content-length" not in coded.headers
    assert "accept-ranges" not in coded.headers


def test_a_part_of_a_file_is_sent_as_it_is(client: httpx.Client):
    part = raw(client, BUNDLE, "br", range="bytes=10-19")
    assert (part.status_code, part.headers.get("content-encoding")) == (206, None)
    assert part.sent == (STATIC / "swagger_ui" / "swagger-ui-bundle.js").read_bytes()[10:20]


@each_coding
def test_who_has_the_answer_in_this_coding_is_not_sent_it_again_and_who_has_another_is(firm: Account, coding: str):
    path = f"{firm.path}/graph"
    etag = raw(firm.client, path, coding).headers["etag"]
    again = raw(firm.client, path, coding, if_none_match=f'"1.x", {etag}')
    assert (again.status_code, again.headers["etag"], again.sent) == (304, etag, b"")
    assert again.headers["vary"] == "Accept-Encoding"
    for other in {"br", "gzip", "identity"} - {coding}:
        assert raw(firm.client, path, other, if_none_match=etag).status_code == 200


@each_coding
def test_a_write_may_start_from_what_was_received_coded(firm: Account, coding: str):
    etag = raw(firm.client, f"{firm.path}/graph", coding).headers["etag"]
    url = f"{firm.path}/people/ada"
    assert etag.endswith(f'.{coding}"')
    done(firm.client.patch(url, json={"title": "Chief buyer"}, headers={"if-match": etag}))
    late = firm.client.patch(url, json={"title": "Too late"}, headers={"if-match": etag})
    assert_problem(late, 412, "RevisionMismatch")


@pytest.mark.parametrize("accepted", ["identity;q=0", "*;q=0", "gzip;q=0, br;q=0, identity;q=0", "deflate, *;q=0"])
def test_who_excludes_every_coding_is_refused_and_nothing_is_done(firm: Account, accepted: str):
    with firm.untouched():
        refused = firm.client.patch(
            f"{firm.path}/people/ada", json={"title": "x"}, headers={"accept-encoding": accepted}
        )
    assert_problem(refused, 406, "NotAcceptable", says="br")
    assert "Accept-Encoding" in refused.headers["vary"]


def test_a_short_answer_is_coded_only_where_it_is_not_accepted_plain(firm: Account):
    path = f"{firm.path}/people/ada"
    plain, coded = raw(firm.client, path, "gzip"), raw(firm.client, path, "identity;q=0, gzip")
    assert "content-encoding" not in plain.headers
    assert DECODED["gzip"](coded.sent) == plain.sent


def test_the_events_of_a_job_come_as_they_happen(client: httpx.Client):
    job = send(client, archive([])).json()
    stream = raw(client, f"/v1/jobs/{job['id']}/events", "br, gzip")
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in stream.headers
    assert b"event:" in stream.sent
    assert read(client, job)["state"] in {"done", "failed"}


def test_the_document_is_kept_by_whoever_has_it(client: httpx.Client):
    first = raw(client, "/openapi.json", "br")
    assert first.headers["cache-control"] == "no-cache"
    assert raw(client, "/openapi.json", "br", if_none_match=first.headers["etag"]).status_code == 304
    assert len(first.sent) < 110_000  # of 890 kB


@pytest.mark.parametrize("path", ["/docs", "/docs/start.js", BUNDLE])
def test_files_of_the_page_are_kept_by_whoever_has_them(client: httpx.Client, path: str):
    etag = raw(client, path, "gzip").headers["etag"]
    assert raw(client, path, "gzip", if_none_match=etag).status_code == 304
