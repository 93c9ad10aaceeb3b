"""Gaps over HTTP: by priority, in words of two languages, with what to do; of accounts and chains; the catalogue."""

from typing import Any

import pytest

from analytics.gaps.catalogue.registry import RULES
from tests.api.accounts import Account, item
from tests.api.problems import assert_problem

AS_OF = "2026-07-01T00:00:00Z"


@pytest.fixture
def held(board: Account) -> Account:
    """The board of a firm, on which bo is a key player whom none of us ever met."""
    board.batch(
        item("assessment", "w1", person="bo", attribute="political_status", value="inner_circle", observed_at=AS_OF),
        item("value_statement", "v1", opportunity="o1", text="Half the standstills.", aimed_at=["bo"]),
    )
    return board


def gaps(account: Account, place: str = "analysis/gaps", **parameters: str) -> dict[str, Any]:
    found: dict[str, Any] = account.get(place, as_of=AS_OF, **{"profile": "full", **parameters})
    return found


def test_a_decider_whom_nobody_met_comes_first_with_who_introduces_us_and_what_to_say(held):
    found = gaps(held)
    first = found["gaps"][0]
    names = {one: held.get(f"people/{one}")["name"] for one in ("ada", "bo")}
    assert (first["rule"], first["severity"], first["priority"]) == ("key-player-uncovered", "critical", 8.0)
    assert first["finding"] == f"{names['bo']} has a say on “Board”, and none of us has ever met them."
    assert first["action"]["sentence"] == (
        f"Kim Vale should ask {names['ada']} for an introduction to {names['bo']} by 2026-07-08."
        " Worth saying: “Half the standstills.”"
    )
    assert first["action"]["route"]["people"] == [f"{held.id}-kim", "ada", "bo"]
    assert found["counts"]["total"] == len(found["gaps"])
    assert sum(found["counts"]["by_severity"].values()) == sum(found["counts"]["by_rule"].values())


def test_gaps_are_described_in_chinese_with_the_same_ids(held):
    english, chinese = (gaps(held, lang=language)["gaps"] for language in ("en", "zh"))
    assert [gap["id"] for gap in english] == [gap["id"] for gap in chinese]
    assert "而我方从未有人与其见过面。" in chinese[0]["finding"]
    assert chinese[0]["action"]["sentence"].startswith("请Kim Vale在 2026-07-08 前托")


def test_a_chain_shows_its_own_gaps_and_those_of_its_people(held):
    of_chain, whole = gaps(held, "chains/c1/analysis/gaps"), gaps(held)
    assert of_chain["chain"]["id"] == "c1"
    assert {gap["id"] for gap in of_chain["gaps"]} <= {gap["id"] for gap in whole["gaps"]}
    assert of_chain["gaps"][0] == whole["gaps"][0]


def test_a_chain_of_a_closed_deal_has_no_gaps_and_says_so(held):
    held.batch(item("opportunity", "o1", name="Line 4", status="won", closed_at="2026-06-20T00:00:00Z"))
    found = held.get("chains/c1/analysis/gaps")
    assert (found["deal_open"], found["gaps"], found["counts"]["total"]) == (False, [], 0)


def test_what_one_gap_explains_is_counted_and_not_listed(board):
    found = gaps(board)
    causes = [gap for gap in found["gaps"] if gap["rule"] == "no-stakeholders"]
    assert [gap["scope"] for gap in causes] == ["account"]
    assert sum(each["count"] for each in found["hidden"]) == found["counts"]["hidden"] > 0
    assert {each["cause"] for each in found["hidden"]} == {causes[0]["id"]}


def test_an_account_of_few_people_is_looked_at_by_the_starter_profile(board):
    found = board.get("analysis/gaps", as_of=AS_OF)
    assert (found["profile"], found["chosen_by"]) == ("starter", "few_people")
    response = board.client.get(f"{board.path}/analysis/gaps", params={"profile": "everything"})
    assert_problem(response, 422, "InvalidInput")


def test_an_answer_about_gaps_is_given_again_by_its_etag(held):
    path = f"{held.path}/analysis/gaps"
    first = held.client.get(path, params={"as_of": AS_OF})
    again = held.client.get(path, params={"as_of": AS_OF}, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_the_catalogue_explains_every_rule_with_two_accounts(client):
    english, chinese = (client.get("/v1/gap-rules", params={"lang": language}) for language in ("en", "zh"))
    assert [rule["id"] for rule in english.json()["items"]] == [rule.id for rule in RULES]
    for rule, other in zip(english.json()["items"], chinese.json()["items"], strict=True):
        assert rule["title"] != other["title"]
        assert rule["examples"]["fires"] != rule["examples"]["rests"]
        assert all(each["least"] <= each["default"] <= each["most"] for each in rule["parameters"])
    etag = english.headers["etag"]
    assert client.get("/v1/gap-rules", headers={"If-None-Match": etag, "Accept-Language": "en"}).status_code == 304
