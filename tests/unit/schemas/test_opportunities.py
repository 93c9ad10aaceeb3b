"""Opportunities: amounts, currencies, competitors, and whether we go for them."""

import pytest

from schemas.records.opportunities import OPPORTUNITIES
from tests.unit.schemas.refusals import refusal, taken


@pytest.mark.parametrize("value", ["cny", "CNÝ", "CN1", "CN ", "ＣＮＹ"])
def test_a_currency_is_three_capital_letters(value):
    assert taken(OPPORTUNITIES, "currency", "CNY") == "CNY"
    assert "three capital letters" in refusal(OPPORTUNITIES, "currency", value)


@pytest.mark.parametrize("value", ["CN", "CNYX", "", 156])
def test_a_currency_of_another_length_is_refused(value):
    refusal(OPPORTUNITIES, "currency", value)


@pytest.mark.parametrize("value", [-0.01, 1.1e15, True, "5", float("nan"), float("inf")])
def test_an_amount_is_a_number_from_nothing_up(value):
    assert taken(OPPORTUNITIES, "amount", 0) == 0
    refusal(OPPORTUNITIES, "amount", value)


def test_a_competitor_stands_once():
    assert taken(OPPORTUNITIES, "competitors", ["c1", "c2"]) == ["c1", "c2"]
    assert "'c1' is listed twice" in refusal(OPPORTUNITIES, "competitors", ["c1", "c1"])


def test_a_pursuit_has_a_decision():
    assert taken(OPPORTUNITIES, "pursuit", {"decision": "watch"}).decision == "watch"
    refusal(OPPORTUNITIES, "pursuit", {"by": "m1"})
    refusal(OPPORTUNITIES, "pursuit", {"decision": "maybe"})
