"""Reports over HTTP: made as a job, listed by date, and read in every form."""

import json
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import httpx
import jsonschema_rs
import pytest

from tests.api.accounts import SMALL, Account, done, item
from tests.api.conftest import connect
from tests.api.problems import assert_problem
from tests.api.serving import Service

DATE = "2026-07-01"


class Made(NamedTuple):
    """A service of its own that made the report of one account, and what it had logged by then."""

    client: httpx.Client
    account: Account
    job: dict[str, Any]
    logged: str


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    settings = {"STAKEGRAPH_LOG_FORMAT": "json", "STAKEGRAPH_LOG_LEVEL": "debug"}
    with Service(tmp_path_factory.mktemp("reports") / "data", settings) as running, connect(running) as client:
        account = Account(client)
        account.batch(*SMALL)
        job = ended(client, client.post("/v1/reports", json={"date": DATE}))
        yield Made(client, account, job, running.said)


@pytest.fixture
def made(first: Made) -> tuple[httpx.Client, Account, dict[str, Any]]:
    """The first three of it."""
    return first[:3]


def test_what_the_processes_of_a_report_log_has_the_form_of_the_service(first):
    assert "account_graph.read" in statements(first), "which they alone have asked for"


def test_when_a_report_ends_answers_across_accounts_find_everything_read(first):
    assert "health_records.newest_lists" in statements(first), "which nobody has asked for by then"


def statements(made: Made) -> set[str | None]:
    """Return the statements that the service and its processes had logged by then."""
    return {json.loads(line).get("statement") for line in made.logged.splitlines()}


def ended(client: httpx.Client, begun: httpx.Response) -> dict[str, Any]:
    """Return a job when it has ended."""
    assert begun.status_code == 202, begun.text
    deadline = time.monotonic() + 60
    while True:
        job: dict[str, Any] = done(client.get(begun.headers["location"]))
        if job["state"] not in {"queued", "running"}:
            return job
        assert time.monotonic() < deadline, job
        time.sleep(0.1)


def test_a_report_is_made_as_a_job_and_a_second_one_finds_everything_there(made):
    client, account, job = made
    assert (job["kind"], job["state"], job["done"]) == ("report", "done", 1)
    assert (job["result"]["computed"], job["result"]["failed"]) == (1, [])
    again = ended(client, client.post("/v1/reports", json={"date": DATE}))
    assert (again["result"]["computed"], again["result"]["kept"]) == (0, 1)
    [mark] = done(client.get("/v1/reports"))["items"]
    assert (mark["date"], mark["failed"], mark["ended_at"] is not None) == (DATE, 0, True)
    answer = done(client.get("/v1/analysis/health"))
    assert ([one["account_id"] for one in answer["items"]], answer["last_date"]) == ([account.id], DATE)


def test_a_report_is_read_in_every_form_and_for_each_reader(made):
    client, account, job = made
    report = done(client.get(job["result"]["report"]))
    assert [one["account_id"] for one in report["accounts"]] == [account.id]
    for form, begin in (("html", b"<!DOCTYPE html>"), ("xlsx", b"PK"), ("csv", b"PK")):
        answer = client.get(f"/v1/reports/{DATE}", params={"format": form, "lang": "zh"})
        assert answer.content[: len(begin)].lower() == begin.lower()
    own = done(client.get(f"/v1/reports/{DATE}", params={"account": account.id}))
    described = done(client.get("/openapi.json"))
    whole = jsonschema_rs.validator_for({**described, "$ref": "#/components/schemas/Report"})
    assert [error.message for each in (report, own) for error in whole.iter_errors(each)] == []
    assert own["reader"] == {"kind": "account", "id": account.id, "name": "Northwind Traders"}


def test_what_was_read_before_an_erasure_is_not_given_after_it(made):
    client, account, _ = made
    name = "Zoraida Whitcombe"
    account.batch(item("person", "zora", name=name, title="Head of purchasing"), item("department", "odd", name="Odd"))
    day = "2026-07-02"
    ended(client, client.post("/v1/reports", json={"date": day}))
    read = [client.get(f"/v1/reports/{day}", params={"lang": "en"}).text for _ in range(2)]
    assert read[0] == read[1]
    assert name in read[0]
    done(client.delete(f"{account.path}/people/zora", params={"purge": True}))
    assert name not in client.get(f"/v1/reports/{day}", params={"lang": "en"}).text


def test_dates_are_listed_page_by_page_from_the_newest(made):
    client, _, _ = made
    days = ["2026-06-30", "2026-07-03"]
    for day in days:
        ended(client, client.post("/v1/reports", json={"date": day}))
    whole = done(client.get("/v1/reports"))
    listed = [mark["date"] for mark in whole["items"]]
    assert (listed, whole["next_cursor"]) == (sorted(listed, reverse=True), None)
    assert {DATE, *days} <= set(listed)
    first = done(client.get("/v1/reports", params={"limit": 1}))
    rest = done(client.get("/v1/reports", params={"limit": 500, "cursor": first["next_cursor"]}))
    assert [mark["date"] for page in (first, rest) for mark in page["items"]] == listed
    assert_problem(client.get("/v1/reports", params={"limit": 0}), 422, "InvalidInput", "?limit")
    assert_problem(client.get("/v1/reports", params={"cursor": "x"}), 422, "InvalidInput", "?cursor")


def test_a_date_without_a_report_and_one_in_the_future_are_said_so(made):
    client, _, _ = made
    assert_problem(client.get("/v1/reports/2026-06-01"), 404, "NotFound", says="2026-06-01")
    assert_problem(client.post("/v1/reports", json={"date": "2999-01-01"}), 422, "InvalidInput", "/date", "2999-01-01")
    assert_problem(client.get("/v1/reports/yesterday"), 422, "InvalidInput", "date", "yesterday")
    both = client.get(f"/v1/reports/{DATE}", params={"owner": "a", "account": "b"})
    assert_problem(both, 422, "InvalidInput", "?account", "not both")
    for reader in ("owner", "account"):
        unknown = client.get(f"/v1/reports/{DATE}", params={reader: "nobody"})
        assert_problem(unknown, 422, "InvalidInput", f"?{reader}", "nobody")
