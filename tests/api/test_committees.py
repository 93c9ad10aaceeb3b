"""A committee is a step with its members and its rule: the example of docs/model.md, from the batch to the forecast."""

import json
from typing import Any

import pytest

from tests.api.accounts import Account, item
from tests.architecture.sources import ROOT

PEOPLE = ("ada", "bo", "cy", "di", "eve", "fay")

COMMITTEE, COUNCIL, BOARD = 3 / 8, 1 / 4, 1 / 2
"""With every vote even, by hand: Ada (2 of 4) and one of the two others; both of the council; the chair."""


def example() -> list[dict[str, Any]]:
    """Return the items that the page shows."""
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    section = page.split("#### A committee", 1)[1].split("\n#", 1)[0]
    body = "".join(line for line in section.splitlines() if line.startswith("    "))
    items: list[dict[str, Any]] = json.loads(body)["items"]
    return items


@pytest.fixture(scope="module")
def firm(client) -> Account:
    account = Account(client)
    account.batch(*(item("person", one, name=one.title()) for one in PEOPLE), *example())
    return account


def standing(firm: Account) -> dict[str, Any]:
    return firm.get("chains/award/analysis/forecast")


def test_members_and_rule_of_a_committee_decide_its_step(firm):
    found = standing(firm)
    steps = {step["id"]: step for step in found["steps"]}
    assert [(step["order"], step["id"]) for step in found["steps"]] == [(1, "committee"), (1, "council"), (2, "board")]
    assert [voter["person"] for voter in steps["committee"]["voters"]] == ["ada", "bo", "cy"]
    assert (steps["committee"]["needed"], steps["council"]["needed"]) == (3, 2)
    assert steps["board"]["voters"][0]["veto"] is True
    assert found["baseline"] == pytest.approx(COMMITTEE * COUNCIL * BOARD, abs=1e-12)


def test_the_amount_of_the_deal_decides_which_steps_there_are(firm):
    firm.put("opportunities/plant", amount=900_000)
    found = standing(firm)
    assert [step["applies"] for step in found["steps"]] == ["yes", "yes", "no"]
    assert found["baseline"] == pytest.approx(COMMITTEE * COUNCIL, abs=1e-12)
    for fields in ({"amount": None}, {"amount": 3e6, "currency": "CNY"}):
        firm.put("opportunities/plant", **fields)
        assert standing(firm)["chain"]["uncertain_steps"] == ["board"]
    assert standing(firm)["steps"][2]["applies"] == "other_currency"


def test_what_is_implied_with_and_without_a_step_is_said_where_the_amount_is_not_known(firm):
    firm.put("opportunities/plant", amount=None, currency="EUR")
    words = {"attribute": "support", "value": 0, "observed_at": "2026-07-01T00:00:00Z", "confidence": 1}
    firm.batch(*(item("assessment", f"a-{one}", person=one, chain="award", **words) for one in PEOPLE))
    found = standing(firm)
    assert (found["forecast"], found["reasons"]["forecast"]) == (None, "amount_unknown")
    expected = [COMMITTEE * COUNCIL * BOARD, COMMITTEE * COUNCIL]
    assert found["forecast_range"] == pytest.approx(expected, abs=1e-12)
    assert found["sentence"].startswith("Whether Supervisory board has to decide depends on the deal's amount")
    picture = firm.client.get(f"{firm.path}/chains/award/analysis/chain.svg").text
    assert "1a" in picture
    assert "only from 1,000,000 EUR on" in picture


@pytest.mark.parametrize(
    "limit", [{"value": 5}, {"currency": "EUR"}, {"value": -1, "currency": "EUR"}, {"value": 5, "currency": "euro"}, 5]
)
def test_a_limit_needs_an_amount_and_its_currency(firm, limit):
    with firm.untouched():
        response = firm.client.patch(f"{firm.path}/steps/board", json={"only_above": limit})
        assert response.status_code == 422
        assert response.json()["errors"][0]["pointer"].startswith("/only_above")
