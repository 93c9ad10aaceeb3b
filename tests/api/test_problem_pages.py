"""The type of a problem is the address of a page that says what it means and what to do, for people."""

import re
import socket

import httpx
import pytest

from app.http.errors import STATUS
from app.http.problem_types import problem_code
from app.messages.sentences import LANGUAGES, Language, title_of
from schemas.errors import NotFound
from tests.api.problems import assert_problem
from tests.api.serving import Service


def test_the_type_of_a_refusal_leads_to_its_page(client: httpx.Client):
    refused = assert_problem(client.get("/v1/accounts/not-there"), 404, "NotFound")
    assert refused["type"] == f"{client.base_url}/problems/NotFound"
    page = client.get(refused["type"], headers={"Accept-Language": "zh-CN"})
    assert page.status_code == httpx.codes.OK
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == "zh"
    assert title_of(NotFound, "zh") in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_problem_has_a_page_and_stands_in_their_list(client: httpx.Client, language: Language):
    every = client.get("/problems", params={"lang": language}).text
    for error, status in STATUS.items():
        address = f"/problems/{problem_code(error)}?lang={language}"
        page = client.get(address)
        assert page.status_code == httpx.codes.OK
        assert f"<h1>{title_of(error, language)}</h1>" in page.text
        assert f"<code>{problem_code(error)}</code>" in page.text
        assert str(status) in page.text
        assert f'href="{address}"' in every


def test_a_page_fetches_and_runs_nothing(client: httpx.Client):
    page = client.get("/problems/InvalidInput")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in page.text
    assert "http" not in page.text.replace("<html", "")


@pytest.mark.parametrize("code", ["Nothing", "invalidinput", "%3Cscript%3E", ".."])
def test_other_addresses_have_no_page(client: httpx.Client, code: str):
    assert_problem(client.get(f"/problems/{code}/" if code == ".." else f"/problems/{code}"), 404, "NotFound")


@pytest.mark.parametrize(
    ("head", "leads"),
    [
        ("Host: localhost", "http://localhost/problems/NotFound"),
        ("Host: localhost:81", "http://localhost:81/problems/NotFound"),
        (f"Host: localhost\r\nX-Long: {'a' * 70_000}", "http://localhost/problems/HeadTooLarge"),
        ("Host: localhost\r\nX: y\r\nA header: x", "http://localhost/problems/NoHttp"),
    ],
    ids=["host", "port", "too long to be read", "no HTTP"],
)
def test_the_type_is_at_the_host_that_was_asked_and_the_id_in_a_header_also_where_the_request_was_not_read(
    service: Service, head: str, leads: str
):
    place = httpx.URL(service.url)
    with socket.create_connection((place.host, place.port), timeout=20) as way:
        way.sendall(f"GET /v1/nothing HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: way.recv(65_536), b"")).decode()
    assert f'"type":"{leads}"' in answer
    [own] = re.findall("^x-request-id: (.*)\r$", answer, re.MULTILINE | re.IGNORECASE)
    assert f'"instance":"urn:uuid:{own}"' in answer
