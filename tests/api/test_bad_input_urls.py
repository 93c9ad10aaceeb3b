"""Addresses, methods, parameters and headers that are wrong: each is a problem too."""

import base64
import json
import socket

import pytest

from schemas.registry import RESOURCES
from tests.api.accounts import Account, item
from tests.api.problems import assert_invalid, assert_problem

WRITTEN = [resource for resource in RESOURCES if not resource.read_only]


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/v2/accounts", "/v1/acounts", "/v1/accounts/a/b/c/d/e", "/.env"])
def test_an_unknown_address_is_not_found(client, path):
    assert_problem(client.get(path), 404, "NotFound", says="see /docs")


@pytest.mark.parametrize("method", ["POST", "PATCH", "TRACE", "PROPFIND"])
def test_a_method_that_an_address_does_not_take_is_refused_with_those_it_takes(client, firm, method):
    with firm.untouched():
        response = client.request(method, f"{firm.path}/people/ada/history")
        assert_problem(response, 405, "MethodNotAllowed", says=method)
        assert "GET" in response.headers["allow"]


def test_an_address_with_a_slash_too_many_is_not_found(client, firm):
    assert client.get(f"{firm.path}/people/").status_code in {307, 404}


@pytest.mark.parametrize(
    "path", ["", "/people", "/people/ada", "/people/ada/history", "/analysis/influence", "/analysis/network"]
)
def test_an_unknown_parameter_is_refused_by_name(client, firm, path):
    refused = assert_invalid(client.get(f"{firm.path}{path}?lmit=1"), "?lmit", "unknown parameter 'lmit'")
    assert refused["count"] == 1


@pytest.mark.parametrize("resource", WRITTEN, ids=lambda resource: resource.path)
def test_an_unknown_parameter_of_a_write_is_refused_and_nothing_written(client, firm, resource):
    path = firm.path if resource.scope == "account" else "/v1"
    with firm.untouched():
        for response in (
            client.put(f"{path}/{resource.path}/new?dry_run=true", json={"name": "x"}),
            client.delete(f"{path}/{resource.path}/new?dry_run=true"),
            client.post(f"{path}/{resource.path}?effective_at=2026-01-01T00:00:00Z", json={"name": "x"}),
        ):
            assert_invalid(response, says="unknown parameter")


@pytest.mark.parametrize(
    ("query", "pointer", "says"),
    [
        ("limit=0", "?limit", "at least 1"),
        ("limit=501", "?limit", "at most 500"),
        ("limit=ten", "?limit", "whole number"),
        ("limit=9223372036854775808", "?limit", "at most 500"),
        ("limit=1e999", "?limit", "whole number"),
        ("sort=shoe_size", "?sort", "sort by one of"),
        ("sort=-", "?sort", "sort by one of"),
        ("sort=tags", "?sort", "sort by one of"),
        ("fields=id,shoe_size", "?fields", "no field 'shoe_size'"),
        ("seniority=boss", "?seniority", "c_level"),
        ("vacant=maybe", "?vacant", "true or false"),
        ("title=", "?title", "at least 1"),
        ("external_id=0035g", "?external_id", "must"),
        (f"q={'x' * 201}", "?q", "at most 200"),
        ("tag=%00", "?tag", "must"),
        ("as_of=yesterday", "?as_of", "zone"),
        ("as_of=2026-01-01T00:00:00", "?as_of", "zone"),
        ("as_of=0000-01-01T00:00:00Z", "?as_of", "year"),
        ("as_of=10000-01-01T00:00:00Z", "?as_of", "zone"),
        ("known_at=2026-01-01T00:00", "?known_at", "zone"),
        ("limit=1&limit=2", "?limit", "once"),
    ],
)
def test_a_wrong_value_of_a_parameter_is_refused_by_name(client, firm, query, pointer, says):
    assert_invalid(client.get(f"{firm.path}/people?{query}"), pointer, says)


@pytest.mark.parametrize(
    ("path", "query", "says"),
    [
        ("interactions", "people=a%20b", "must"),
        ("interactions", "members=..", "."),
        ("actions", f"through={'x' * 129}", "at most 128"),
        ("assessments", "assessor_id=a/b", "must"),
        ("assessments", "assessor_kind=boss", "team_member"),
        ("coverages", "target_kind=planet", "person"),
        ("stakes", "roles=king", "champion"),
    ],
)
def test_a_filter_takes_no_value_that_its_field_cannot_hold(client, firm, path, query, says):
    assert_invalid(client.get(f"{firm.path}/{path}?{query}"), f"?{query.partition('=')[0]}", says)


@pytest.mark.parametrize(
    ("path", "query", "pointer"),
    [
        ("analysis/network", "relation=friendships", "?relation"),
        ("analysis/network", "weighted=perhaps", "?weighted"),
        ("analysis/influence", "department=a/b", "?department"),
        ("analysis/influence", "as_of=now", "?as_of"),
    ],
)
def test_a_wrong_value_of_an_analysis_is_refused_by_name(client, firm, path, query, pointer):
    assert_invalid(client.get(f"{firm.path}/{path}?{query}"), pointer)


def test_a_department_that_is_not_there_is_not_found(client, firm):
    for name in ("influence", "network"):
        response = client.get(f"{firm.path}/analysis/{name}?department=ghost")
        assert_problem(response, 404, "NotFound", says="'ghost'")


@pytest.mark.parametrize("query", ["correction=perhaps", "effective_at=now", "effective_at=0000-01-01T00:00:00Z"])
def test_a_wrong_value_of_a_write_is_refused_by_name(client, firm, query):
    with firm.untouched():
        for response in (
            client.put(f"{firm.path}/people/ada?{query}", json={"title": "x"}),
            client.delete(f"{firm.path}/people/ada?{query}"),
        ):
            assert_invalid(response, f"?{query.partition('=')[0]}")
        assert_invalid(client.post(f"{firm.path}/batch?on_error=ignore", json={"items": []}), "?on_error", "skip")


def test_another_site_cannot_speak_through_a_browser_to_this_service(client, firm):
    """DNS rebinding: the name of the other site arrives as Host."""
    with firm.untouched():
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "192.168.0.1", ""):
            for response in (
                client.get(firm.path, headers={"host": host}),
                client.put(f"{firm.path}/people/ada", json={"title": "x"}, headers={"host": host}),
            ):
                assert_problem(response, 403, "NotAllowed", says="this machine only")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.8.8.8:1", "[::1]:8000"])
def test_names_of_this_machine_are_its_own(client, firm, host):
    assert client.get(firm.path, headers={"host": host}).status_code == 200


ELSEWHERE = {
    "another site": {"origin": "https://evil.example"},
    "a sandboxed page": {"origin": "null"},
    "another port of this machine": {"origin": "http://127.0.0.1:3000"},
    "a proxy": {"x-forwarded-for": "203.0.113.7"},
    "a proxy for another host": {"x-forwarded-host": "stakegraph.example"},
    "a proxy that speaks RFC 7239": {"forwarded": "for=127.0.0.1"},
    "nginx as many set it up": {"x-real-ip": "127.0.0.1"},
}
"""What a request carries that may come from anybody, though it arrives from this machine."""


@pytest.mark.parametrize("headers", ELSEWHERE.values(), ids=ELSEWHERE)
def test_without_a_key_nobody_else_is_answered_by_way_of_this_machine(client, firm, headers):
    with firm.untouched():
        for response in (
            client.get(firm.path, headers=headers),
            client.put(f"{firm.path}/people/eve", json={"name": "Eve"}, headers=headers),
        ):
            assert_problem(response, 403, "NotAllowed", says="stakegraph key create")
            assert not [name for name in response.headers if name.startswith("access-control-")]


def test_the_pages_of_the_service_itself_may_ask_without_a_key(client, firm):
    own = str(client.base_url).rstrip("/")
    assert client.get(firm.path, headers={"origin": own}).status_code == 200


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_without_a_key_a_request_that_names_no_host_is_refused(client, firm, version):
    with socket.create_connection((client.base_url.host, client.base_url.port)) as way:
        way.sendall(f"GET {firm.path} HTTP/{version}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: way.recv(65_536), b""))
    assert answer.split(b" ", 2)[1] in {b"400", b"403"}
    assert firm.id.encode() not in answer


@pytest.fixture
def crowd(account: Account) -> Account:
    """An account with seven people."""
    account.batch(*(item("person", f"p{number}", name=f"Person {number}", title="Clerk") for number in range(7)))
    return account


def cursor_of(crowd: Account, **parameters: object) -> str:
    return str(crowd.get("people", limit=2, **parameters)["next_cursor"])


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "name"},
        {"sort": "-id"},
        {"q": "person"},
        {"title": "Clerk"},
        {"tag": "pilot"},
        {"seniority": "vp"},
        {"external_id": "crm:1"},
    ],
)
def test_a_cursor_of_another_question_is_refused(crowd, client, asked):
    refused = client.get(f"{crowd.path}/people", params={"cursor": cursor_of(crowd), **asked})
    assert_invalid(refused, "?cursor", "another list")


def test_a_cursor_of_another_list_is_refused(crowd, client):
    other = Account(client)
    for path in (f"{crowd.path}/departments", f"{crowd.path}/influences", f"{other.path}/people", "/v1/accounts"):
        assert_invalid(client.get(path, params={"cursor": cursor_of(crowd)}), "?cursor", "another list")


def test_a_cursor_at_another_time_than_its_first_page_is_refused(crowd, client):
    for name in ("as_of", "known_at"):
        parameters = {"cursor": cursor_of(crowd), name: "2027-01-01T00:00:00Z"}
        assert_invalid(client.get(f"{crowd.path}/people", params=parameters), f"?{name}", "leave it out")


@pytest.mark.parametrize("place", [1, 10, -1, -7])
def test_a_cursor_cut_short_is_refused(crowd, client, place):
    refused = client.get(f"{crowd.path}/people", params={"cursor": cursor_of(crowd)[:place]})
    assert_invalid(refused, "?cursor", "not a cursor of this service")


@pytest.mark.parametrize(
    "text",
    ["x", "%00", "null", "äöü", "=" * 8, "eyJhIjoxfQ", base64.urlsafe_b64encode(b"[" * 1000).decode(), "A" * 1999],
)
def test_an_invalid_cursor_is_refused(crowd, client, text):
    assert_invalid(
        client.get(f"{crowd.path}/people", params={"cursor": text}), "?cursor", "not a cursor of this service"
    )


def test_a_cursor_of_more_than_2000_characters_is_refused(crowd, client):
    assert_invalid(client.get(f"{crowd.path}/people", params={"cursor": "A" * 2001}), "?cursor", "2,000")


@pytest.mark.parametrize(
    "change",
    [
        {"sort_key": 7},
        {"sort_key": [1]},
        {"sort_key": None},
        {"sort_key": None, "id": "nobody"},
        {"sort_key": None, "id": "\x00"},
        {"id": 7},
        {"id": "\x00"},
        {"as_of": "now"},
        {"more": 1},
    ],
)
def test_a_cursor_that_was_written_by_hand_never_fails_inside(crowd, client, change):
    text = cursor_of(crowd)
    parts = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    forged = base64.urlsafe_b64encode(json.dumps(parts | change).encode()).decode()
    response = client.get(f"{crowd.path}/people", params={"cursor": forged})
    assert response.status_code in {200, 422}, response.text


def test_an_empty_cursor_is_refused_like_any_other_that_is_none(crowd, client):
    assert_invalid(client.get(f"{crowd.path}/people?cursor="), "?cursor")
