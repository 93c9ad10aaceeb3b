"""An account on one page, over HTTP: small, cheap to ask for again, and in every number what its own answer says."""

import gzip
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.accounts import Account, done, item
from tests.api.conftest import connect
from tests.api.problems import assert_invalid, assert_problem
from tests.conftest import Serve

LARGEST_BYTES = 40_000
"""Of a page of 30 people, compressed: the promise of the interface for front ends."""

SAMPLE = "halden-pumps"
THEN = {"as_of": "2026-07-01T00:00:00Z"}

Json = dict[str, Any]


@pytest.fixture(scope="module")
def sampled(serve: Serve) -> Iterator[httpx.Client]:
    """A client of a service with the sample."""
    with connect(serve("overview", arguments=["--sample"])) as client:
        yield client


@pytest.fixture(scope="module")
def page(sampled: httpx.Client) -> Json:
    """The page of the sample account of 30 people."""
    return answer(sampled, "overview")


def answer(client: httpx.Client, path: str) -> Json:
    """Return an answer about the sample account at one moment."""
    return dict(done(client.get(f"/v1/accounts/{SAMPLE}/{path}", params=THEN)))


def test_it_says_what_it_was_computed_from(sampled, page):
    other = answer(sampled, "analysis/health")
    common = ("account_id", "as_of", "known_at", "revision", "book_revision", "settings", "assumed_lines")
    assert {name: page[name] for name in common} == {name: other[name] for name in common}


def test_the_numbers_of_people_are_those_of_their_own_answers(sampled, page):
    ours = ("influence", "influence_percentile", "closeness", "rung", "attainment", "covered")
    expected: dict[str, Json] = {}
    for path in ("influence", "closeness", "coverage"):
        for row in answer(sampled, f"analysis/{path}")["people"]:
            found = {name: row[name] for name in (*ours, "name", "title") if name in row}
            expected[row["id"]] = expected.get(row["id"], {}) | found
    assert len(page["people"]) == len(expected) == 30
    for row in page["people"]:
        assert {name: row[name] for name in expected[row["id"]]} == expected[row["id"]]
    order = [row["id"] for row in answer(sampled, "analysis/influence")["people"]]
    assert [row["id"] for row in page["people"]] == order


def test_what_is_believed_is_what_beliefs_say(sampled, page):
    beliefs = answer(sampled, "analysis/beliefs")["beliefs"]
    for attribute in ("support", "political_status"):
        believed = {row["person"]: row["value"] for row in beliefs if row["attribute"] == attribute}
        for row in page["people"]:
            assert row[attribute] == believed.get(row["id"])
            assert (row[attribute] is None) == (row["reasons"].get(attribute) == "no_assessments")
    assert any(row["support"] is not None for row in page["people"])


def test_health_departments_and_gaps_are_those_of_their_own_answers(sampled, page):
    health = answer(sampled, "analysis/health")
    assert page["health"] == {name: health[name] for name in page["health"]}
    gaps = answer(sampled, "analysis/gaps")
    assert page["gaps"] == gaps["counts"] == health["gaps"]
    for row in page["people"]:
        about = [gap for gap in gaps["gaps"] if ("person", row["id"]) in subjects(gap)]
        assert row["gaps"] == len(about)
    assert sum(row["gaps"] for row in page["people"]) > 0
    for unit, other in zip(page["departments"], answer(sampled, "analysis/coverage")["departments"], strict=True):
        for name in ("id", "name", "known", "covered", "coverage"):
            assert unit[name] == other[name]


def subjects(gap: Json) -> set[tuple[str, str]]:
    """Return whom and what a gap is about, as kind and id."""
    return {(each["kind"], each["id"]) for each in gap["subjects"]}


def test_a_chain_stands_where_its_forecast_says(sampled, page):
    assert page["chains"]
    gaps = answer(sampled, "analysis/gaps")["gaps"]
    for chain in page["chains"]:
        forecast = answer(sampled, f"chains/{chain['chain']['id']}/analysis/forecast")
        assert chain["chain"] == forecast["chain"]
        for name in ("forecast", "known_share"):
            assert chain[name] == forecast[name]
            assert chain["reasons"].get(name) == forecast["reasons"].get(name)
        assert chain["gaps"] == sum(gap["chain"] == chain["chain"]["id"] for gap in gaps)


def test_lines_are_those_that_are_recorded_between_people_of_the_page(sampled, page):
    graph = answer(sampled, "graph")
    there = {row["id"] for row in page["people"]}
    ends = {"reporting_lines": ("person", "manager"), "influences": ("source", "target")}
    for kind, (first, second) in ends.items():
        recorded = [each["id"] for each in graph[kind] if {each[first], each[second]} <= there]
        assert [each["id"] for each in page[kind]] == sorted(recorded)
    for kind in ("conflicts", "alliances"):
        assert [each["id"] for each in page[kind]] == sorted(each["id"] for each in graph[kind])


def test_a_page_is_one_small_request(sampled, page):
    plain = {"accept-encoding": "identity"}
    whole = sampled.get(f"/v1/accounts/{SAMPLE}/overview", params=THEN, headers=plain).content
    assert len(gzip.compress(whole, 6)) < LARGEST_BYTES


def test_whoever_has_it_is_not_sent_it_again_until_something_changes(firm: Account):
    first = firm.client.get(f"{firm.path}/overview")
    known = {"if-none-match": first.headers["etag"]}
    again = firm.client.get(f"{firm.path}/overview", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    firm.put("people/ada", name="Ada Brandt", title="Head of purchasing")
    changed = firm.client.get(f"{firm.path}/overview", headers=known)
    assert changed.status_code == 200
    assert {row["id"]: row["title"] for row in changed.json()["people"]}["ada"] == "Head of purchasing"


def test_an_earlier_moment_shows_what_was_so_and_known_then(firm: Account):
    before = firm.get("overview")
    firm.batch(
        item("person", "ed", name="Ed Nowak"), item("person", "bo", status="left", left_at="2026-01-01T00:00:00Z")
    )
    after = firm.get("overview")
    assert {row["id"] for row in after["people"]} == {"ada", "cy", "di", "ed"}
    assert after["reporting_lines"] == []
    known = firm.get("overview", known_at=before["known_at"], as_of=before["as_of"])
    assert known == before
    assert len(known["reporting_lines"]) == 2


def test_an_account_of_nobody_is_a_page_whose_nulls_have_reasons(account: Account):
    page = account.get("overview")
    assert (page["people"], page["chains"], page["departments"]) == ([], [], [])
    assert page["account"]["name"] == "Northwind Traders"
    assert (page["health"]["health"], page["health"]["reasons"]["health"]) == (None, "mostly_unknown")


def test_it_says_what_whoever_asks_may_do(sampled, page):
    assert page["rights"] == done(sampled.get("/v1/me"))["rights"]


def test_what_cannot_be_asked_is_refused_where_it_stands(firm: Account):
    client = firm.client
    assert_problem(client.get("/v1/accounts/no-such-account/overview"), 404, "NotFound", says="no-such-account")
    assert_invalid(client.get(f"{firm.path}/overview", params={"chain": "c1"}), "?chain")
    assert_invalid(client.get(f"{firm.path}/overview", params={"as_of": "yesterday"}), "?as_of")
    assert_invalid(client.get("/v1/accounts/no%20id/overview"))
