"""Reading at the edges of time: empty where nothing was, never an error; and writing there."""

import pytest

from schemas.registry import ACCOUNT_RESOURCES
from tests.api.accounts import item
from tests.api.problems import assert_invalid

FIRST, LAST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"
LISTS = [resource.path for resource in ACCOUNT_RESOURCES]


@pytest.mark.parametrize("path", LISTS)
def test_before_anything_was_known_every_list_is_empty(firm, path):
    for as_of in (FIRST, "2026-01-01T00:00:00Z", LAST):
        assert firm.get(path, as_of=as_of, known_at=FIRST)["items"] == []


@pytest.mark.parametrize("known_at", [FIRST, "1970-01-01T00:00:00Z"])
def test_an_account_before_it_was_known_has_no_people_and_no_influence(firm, known_at):
    answer = firm.get("analysis/influence", known_at=known_at)
    assert (answer["people"], answer["revision"]) == ([], 0)
    network = firm.get("analysis/network", known_at=known_at)["account"]
    assert (network["people"], network["density"], network["reasons"]["density"]) == (0, None, "too_few_people")


def test_an_account_before_its_people_were_there_is_empty(account):
    account.batch(item("person", "ada", name="Ada", valid_from="2020-01-01T00:00:00Z"))
    for as_of in (FIRST, "2019-12-31T23:59:59.999999Z"):
        assert account.get("people", as_of=as_of)["items"] == []
        assert account.get("analysis/influence", as_of=as_of)["people"] == []
    assert [person["id"] for person in account.get("people", as_of="2020-01-01T00:00:00Z")["items"]] == ["ada"]


def test_the_far_future_is_as_now_unless_more_is_known_of_it(firm):
    for path in LISTS:
        assert firm.get(path, as_of=LAST)["items"] == firm.get(path)["items"]
    answer = firm.get("analysis/influence", as_of=LAST)
    assert answer["people"] == firm.get("analysis/influence")["people"]


@pytest.mark.parametrize("as_of", ["2026-06-30T10:00:00+08:00", "2026-06-30t02:00:00z", "2026-06-30 02:00:00.000Z"])
def test_a_time_is_one_instant_in_whatever_zone_it_is_written(firm, as_of):
    assert firm.get("people", as_of=as_of)["as_of"] == "2026-06-30T02:00:00.000000Z"


def test_a_record_can_begin_with_time_itself_and_end_with_it(account):
    sent = {"name": "Ada", "valid_from": "0001-01-01T00:00:00.000000Z", "valid_to": "9999-12-31T23:59:59.999999Z"}
    stored = account.put("people/ada", **sent)
    assert {name: stored[name] for name in sent} == sent
    assert len(account.get("people", as_of=FIRST)["items"]) == 1


def test_a_change_far_back_and_far_ahead_is_found_there(account):
    account.put("people/ada", name="Ada", title="now")
    for effective_at, title in (("0001-01-01T00:00:00Z", "first"), ("9999-12-31T00:00:00Z", "last")):
        response = account.client.patch(
            f"{account.path}/people/ada", params={"effective_at": effective_at}, json={"title": title}
        )
        assert response.status_code == 200, response.text
        (person,) = account.get("people", as_of=effective_at)["items"]
        assert person["title"] == title


def test_an_end_in_the_future_leaves_what_is_open_until_then(firm):
    firm.end("people/ada", effective_at="2090-01-01T00:00:00Z")
    assert len(firm.get("people")["items"]) == 4
    assert len(firm.get("people", as_of="2090-01-01T00:00:00Z")["items"]) == 3


@pytest.mark.parametrize("effective_at", ["2026-02-30", "2026-01-01T00:00:00", "tomorrow", "2026-01-01T25:00:00Z", ""])
def test_an_effect_at_no_instant_is_refused(firm, client, effective_at):
    with firm.untouched():
        response = client.patch(f"{firm.path}/people/ada?effective_at={effective_at}", json={"title": "x"})
        assert_invalid(response, "?effective_at")
