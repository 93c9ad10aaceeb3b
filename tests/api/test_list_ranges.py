"""Lists by ranges, by several values and by when records were written, over HTTP."""

from typing import Any

import pytest

from app.records.list_parameters import MOST_VALUES, field_kinds, ranges
from schemas.registry import ACCOUNT_RESOURCES
from tests.api.accounts import Account, done, fresh_id, item
from tests.api.problems import assert_invalid

AMOUNTS = {"o1": 100, "o2": 250.5, "o3": 250.5, "o4": 900, "o5": None}
STATUSES = {"o1": "open", "o2": "won", "o3": "lost", "o4": "open", "o5": "won"}
CLOSES = {"o1": "2027-01-01T00:00:00Z", "o2": "2027-02-01T00:00:00+08:00", "o3": "2027-02-01T00:00:00Z", "o4": None}


@pytest.fixture(scope="module")
def deals(client) -> Account:
    """An account with five opportunities and a few people."""
    account = Account(client)
    account.batch(
        *(
            item("opportunity", key, name=key, status=STATUSES[key], amount=amount, currency="EUR" if amount else None,
                 closes=CLOSES.get(key), closed_at=None if STATUSES[key] == "open" else "2026-03-01T00:00:00Z")
            for key, amount in AMOUNTS.items()
        ),
        item("person", "p1", name="Ada", mails=["ada@example.com"]),
        item("person", "p2", name="Bo", mails=["bo@example.com", "bo@example.org"]),
        item("person", "p3", name="Cy", vacant=True),
    )  # fmt: skip
    return account


def found(account: Account, path: str, **parameters: Any) -> list[str]:
    return [record["id"] for record in account.get(path, **parameters)["items"]]


def test_a_range_of_numbers_holds_both_its_ends_and_nothing_unknown(deals):
    assert found(deals, "opportunities", amount_min=250.5) == ["o2", "o3", "o4"]
    assert found(deals, "opportunities", amount_max=250.5) == ["o1", "o2", "o3"]
    assert found(deals, "opportunities", amount_min=250.5, amount_max=250.5) == ["o2", "o3"]
    assert found(deals, "opportunities", amount_min=901) == []


def test_a_range_of_instants_holds_its_beginning_and_not_its_end_in_any_zone(deals):
    february = "2027-02-01T00:00:00Z"
    assert found(deals, "opportunities", closes_from=february) == ["o3"]
    assert found(deals, "opportunities", closes_to=february) == ["o1", "o2"]
    assert found(deals, "opportunities", closes_from="2027-02-01T00:00:00+08:00", closes_to=february) == ["o2"]


def test_several_values_of_a_filter_are_any_of_them(deals):
    assert found(deals, "opportunities", status=["open", "won"]) == ["o1", "o2", "o4", "o5"]
    assert found(deals, "opportunities", status="lost") == ["o3"]
    assert found(deals, "opportunities", status=["open", "won"], amount_max=300) == ["o1", "o2"]
    assert found(deals, "people", mails=["ada@example.com", "bo@example.org"]) == ["p1", "p2"]


@pytest.mark.parametrize("sort", ["amount", "-amount", "closes", "-closes", "-id"])
def test_pages_of_what_is_chosen_show_each_once_in_order(deals, sort):
    chosen = {"status": ["open", "won", "lost"], "amount_max": 1000, "sort": sort}
    whole = found(deals, "opportunities", **chosen)
    pages: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = deals.get("opportunities", limit=1, **chosen, **cursor)
        pages += [record["id"] for record in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert pages == whole
    assert sorted(pages) == ["o1", "o2", "o3", "o4"]


def test_a_cursor_of_one_range_is_not_one_of_another(deals):
    cursor = deals.get("opportunities", limit=1, amount_min=100)["next_cursor"]
    url = f"{deals.path}/opportunities"
    for other in ({"amount_min": 200}, {"amount_max": 100}, {"amount_min": 100, "status": "open"}, {}):
        refused = deals.client.get(url, params={"limit": 1, "cursor": cursor, **other})
        assert_invalid(refused, "?cursor", "another list")


def test_what_changed_since_an_instant_is_what_was_written_then_or_later(client):
    account = Account(client)
    account.batch(item("person", "p1", name="Ada"), item("person", "p2", name="Bo"))
    first = account.get("people/p1")["recorded_at"]
    account.put("people/p2", title="CFO")
    second = account.get("people/p2")["recorded_at"]
    assert first < second
    assert found(account, "people", changed_since=first) == ["p1", "p2"]
    assert found(account, "people", changed_since=second) == ["p2"]
    assert found(account, "people", changed_since="2100-01-01T00:00:00Z") == []


def test_accounts_are_chosen_in_the_same_ways(client):
    name = fresh_id("region")
    ids = {tier: fresh_id(f"tier-{tier}") for tier in ("A", "B", "C")}
    for tier, account in ids.items():
        done(client.put(f"/v1/accounts/{account}", json={"name": "Firm", "tier": tier, "region": name}))
    asked = {"region": name, "tier": ["A", "C"], "changed_since": "2020-01-01T00:00:00Z"}
    page = done(client.get("/v1/accounts", params=asked))
    assert sorted(record["id"] for record in page["items"]) == sorted((ids["A"], ids["C"]))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ({"amount_min": 2}, {"amount_max": 1}),
        ({"closes_from": "2027-02-01T00:00:00Z"}, {"closes_to": "2027-02-01T00:00:00+08:00"}),
    ],
)
def test_a_range_upside_down_is_refused_at_both_ends(deals, first, last):
    refused = deals.client.get(f"{deals.path}/opportunities", params={**first, **last})
    [[begins], [ends]] = first, last
    assert refused.status_code == 422
    assert [problem["pointer"] for problem in refused.json()["errors"]] == [f"?{begins}", f"?{ends}"]
    assert "upside down" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"amount_min": "much"}, "?amount_min"),
        ({"closes_from": "soon"}, "?closes_from"),
        ({"changed_since": "2026-02-30T00:00:00Z"}, "?changed_since"),
        ({"status": ["open", "sold"]}, "?status"),
        ({"status": ["open"] * (MOST_VALUES + 1)}, "?status"),
        ({"amount_min": [1, 2]}, "?amount_min"),
        ({"name_min": 1}, "?name_min"),
    ],
)
def test_what_no_list_can_choose_by_is_refused_by_name(deals, sent, pointer):
    assert_invalid(deals.client.get(f"{deals.path}/opportunities", params=sent), pointer)


def test_every_number_and_instant_that_a_list_filters_by_has_a_range():
    for resource in ACCOUNT_RESOURCES:
        bounds = {(end.field, end.way) for _, end in ranges(resource)}
        numbers = {name for name, kind in field_kinds(resource).items() if kind == "number"}
        assert {field for field, way in bounds if way == "most"} == numbers
    by_kind = {resource.kind: dict(ranges(resource)) for resource in ACCOUNT_RESOURCES}
    assert {"at_from", "at_to", "minutes_min", "minutes_max"} <= by_kind["interaction"].keys()
