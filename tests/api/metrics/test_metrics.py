"""`/metrics`: figures that a real Prometheus parser takes, true, bounded in number, and without a word about people."""

import httpx
import pytest
from prometheus_client import parser
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.samples import Sample

from tests.api.accounts import Account, fresh_id
from tests.api.problems import assert_problem

OPENMETRICS = {"accept": "application/openmetrics-text; version=1.0.0"}
PEOPLE = "/v1/accounts/{account_id}/people"


def samples(client: httpx.Client) -> list[Sample]:
    """Return all figures."""
    answer = client.get("/metrics").raise_for_status()
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return [sample for family in parser.text_string_to_metric_families(answer.text) for sample in family.samples]


def value(client: httpx.Client, name: str, **labels: str) -> float:
    """Return the sum of the figures of a name that have these labels; 0 where there are none."""
    wanted = labels.items()
    return sum(each.value for each in samples(client) if each.name == name and wanted <= each.labels.items())


def series(client: httpx.Client) -> set[tuple[str, frozenset[tuple[str, str]]]]:
    """Return the labels by which figures differ."""
    return {(each.name, frozenset(each.labels.items())) for each in samples(client)}


def test_a_request_is_counted_and_timed_under_its_route(client: httpx.Client, firm: Account):
    labels = {"method": "GET", "route": PEOPLE}
    counted = value(client, "stakegraph_requests_total", status="200", **labels)
    timed = value(client, "stakegraph_request_seconds_count", **labels)
    for _ in range(3):
        firm.get("people")
    assert value(client, "stakegraph_requests_total", status="200", **labels) == counted + 3
    assert value(client, "stakegraph_request_seconds_count", **labels) == timed + 3


def test_a_statement_is_timed_under_its_name(client: httpx.Client, firm: Account):
    def of_people() -> float:
        timed = (each for each in samples(client) if each.name == "stakegraph_statement_seconds_count")
        return sum(each.value for each in timed if each.labels["statement"].startswith("people."))

    before = of_people()
    firm.get("people")
    assert of_people() == before + 1


def test_whatever_callers_choose_adds_one_series_at_most(client: httpx.Client):
    client.get("/nowhere")
    client.request("BREW", "/nowhere")
    before = series(client)
    for _ in range(20):
        client.get(f"/{fresh_id()}")
        client.request(fresh_id().upper().replace("-", ""), f"/{fresh_id()}")
    assert series(client) == before


def test_no_figure_holds_an_id_or_a_name(client: httpx.Client, firm: Account):
    firm.get("people/ada")
    text = client.get("/metrics").text
    assert "{record_id}" in text
    assert firm.id not in text
    assert "ada" not in text.lower().replace("metadata", "")


def test_how_things_stand_is_there(client: httpx.Client, firm: Account):
    firm.get("analysis/influence")
    assert value(client, "stakegraph_engine_up") == 1
    assert value(client, "stakegraph_store_bytes") > 10_000
    assert value(client, "stakegraph_store_free_bytes") > 0
    assert value(client, "stakegraph_cache_bytes") > 0
    for process in ("process", "stakegraph_engine_process"):
        assert value(client, f"{process}_resident_memory_bytes") > 10_000_000
    states = {each.labels["state"] for each in samples(client) if each.name == "stakegraph_jobs"}
    assert states == {"queued", "running", "done", "failed", "interrupted", "cancelled"}
    lanes = {each.labels["lane"] for each in samples(client) if each.name == "stakegraph_lane_waiting"}
    assert lanes == {"reads", "writes", "analyses", "workers"}


def test_what_is_asked_again_is_a_hit(client: httpx.Client, firm: Account):
    firm.get("analysis/influence")
    before = value(client, "stakegraph_cache_hits_total")
    firm.get("analysis/influence")
    assert value(client, "stakegraph_cache_hits_total") > before


@pytest.mark.parametrize("accept", [OPENMETRICS, {"accept": "application/openmetrics-text"}])
def test_openmetrics_is_answered_to_whoever_asks_for_it(client: httpx.Client, accept: dict[str, str]):
    answer = client.get("/metrics", headers=accept).raise_for_status()
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    names = {family.name for family in openmetrics.text_string_to_metric_families(answer.text)}
    assert {"stakegraph_requests", "stakegraph_jobs", "stakegraph_statement_seconds"} <= names


def test_any_other_accept_gets_plain_text(client: httpx.Client):
    for accept in ("", "*/*", "image/png", ";;;,,,", "text/plain;version=x", "text/plain;version=9e9"):
        assert client.get("/metrics", headers={"accept": accept}).headers["content-type"].startswith("text/plain")


def test_by_way_of_this_machine_nobody_else_reads_them(client: httpx.Client):
    assert_problem(client.get("/metrics", headers={"host": "rebound.example.com"}), 403, "NotAllowed")
    assert_problem(client.get("/metrics", headers={"origin": "https://page.example.com"}), 403, "NotAllowed")
