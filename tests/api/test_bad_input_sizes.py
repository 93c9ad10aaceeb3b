"""More than a request may carry, or more wrong things than an answer can list: refused quickly and clearly."""

import http.client
import json
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.accounts import item
from tests.api.problems import assert_invalid, assert_problem

MEGABYTE = 1_000_000
QUICKLY = 5.0
"""Seconds; a fraction of one on an idle machine."""

JSON = {"content-type": "application/json"}


def people(count: int) -> list[dict[str, object]]:
    return [item("person", f"p{number}", name=f"Person {number}") for number in range(count)]


def test_a_body_of_50_megabytes_is_refused_by_its_length_without_being_read(firm, client):
    """Only the head is sent; the answer must not wait for the rest."""
    with firm.untouched():
        connection = http.client.HTTPConnection(urlsplit(str(client.base_url)).netloc, timeout=QUICKLY)
        connection.putrequest("POST", f"{firm.path}/batch")
        connection.putheader("content-type", "application/json")
        connection.putheader("content-length", str(50 * MEGABYTE))
        connection.endheaders(b'{"items": [')
        answer = connection.getresponse()
        problem = json.loads(answer.read())
        connection.close()
    assert (answer.status, problem["code"]) == (413, "TooLarge")
    assert "10 MB" in problem["detail"]


def test_a_body_of_50_megabytes_in_chunks_is_refused_as_soon_as_it_is_too_much(firm, client):
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(50):
            sent += MEGABYTE
            yield b" " * MEGABYTE

    with firm.untouched():
        started = time.monotonic()
        try:
            response = client.post(f"{firm.path}/batch", content=chunks(), headers=JSON)
        except httpx.NetworkError:
            assert sent < 50 * MEGABYTE
        else:
            assert_problem(response, 413, "TooLarge", says="10 MB")
        assert time.monotonic() - started < QUICKLY


def test_a_body_of_one_byte_too_many_is_refused(firm, client):
    with firm.untouched():
        response = client.put(f"{firm.path}/people/new", content=b" " * (10 * MEGABYTE + 1), headers=JSON)
        assert_problem(response, 413, "TooLarge", says="10 MB")


def test_a_body_of_exactly_the_limit_is_read(firm, client):
    body = b'{"name": "Ada"}'.rjust(10 * MEGABYTE)
    assert client.put(f"{firm.path}/people/new", content=body, headers=JSON).status_code == 201


def test_a_batch_of_10_001_is_refused_and_one_of_10_000_taken(account):
    with account.untouched():
        refused = assert_invalid(account.send(*people(10_001)), "/items", "10,001")
        assert "at most 10,000" in str(refused["detail"])
    assert len(account.batch(*people(10_000))["results"]) == 10_000


def test_of_ten_thousand_wrong_items_the_first_hundred_and_the_count_are_named(account):
    wrong = [item("person", f"p{number}", name=number) for number in range(10_000)]
    with account.untouched():
        started = time.monotonic()
        refused = assert_invalid(account.send(*wrong), "/items/0/data/name", "10,000 of 10,000 items")
        assert time.monotonic() - started < QUICKLY
    assert refused["count"] == 10_000
    assert [error["pointer"] for error in refused["errors"]] == [f"/items/{n}/data/name" for n in range(100)]


def test_of_ten_thousand_items_at_odds_with_what_is_stored_the_first_hundred_and_the_count_are_named(firm):
    nobody = [item("influence", None, source="ada", target=f"ghost{number}") for number in range(10_000)]
    with firm.untouched():
        started = time.monotonic()
        refused = assert_invalid(firm.send(*nobody), "/items/0/data/target", "no person 'ghost0'")
        assert time.monotonic() - started < 2 * QUICKLY
    assert refused["count"] == 10_000
    assert len(refused["errors"]) == 100


def test_ten_thousand_refused_items_are_all_listed_when_errors_are_skipped(account):
    wrong = [item("person", f"p{number}", name=number) for number in range(9_999)]
    answer = account.batch(*wrong, item("person", "sound", name="Sound"), on_error="skip")
    assert answer["refused"] == 9_999
    assert [result["index"] for result in answer["results"]] == list(range(10_000))
    assert [person["id"] for person in account.get("people")["items"]] == ["sound"]


@pytest.mark.parametrize("wrong", [{f"field{number}": number for number in range(900)}])
def test_nine_hundred_unknown_fields_of_one_record_are_named_in_part(firm, client, wrong):
    with firm.untouched():
        refused = assert_invalid(client.put(f"{firm.path}/people/new", json={"name": "Ada", **wrong}), says="unknown")
        assert (refused["count"], len(refused["errors"])) == (900, 100)


def test_a_url_of_100_kilobytes_is_refused(firm, client):
    with firm.untouched():
        connection = http.client.HTTPConnection(urlsplit(str(client.base_url)).netloc, timeout=QUICKLY)
        connection.request("GET", f"{firm.path}/people?q={'x' * 100_000}")
        assert 400 <= connection.getresponse().status < 500
        connection.close()
