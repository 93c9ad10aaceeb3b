"""A deal stands at a stage of the model that it follows."""

from typing import Any

import pytest

from schemas.writes import WriteItem
from tests.contract.items import item
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of

STAGES = [{"key": "qualify", "name": "Qualify", "order": 1}, {"key": "close", "name": "Close", "order": 2}]


def deal(**fields: Any) -> WriteItem:
    return item("opportunity", "o1", **{"name": "Deal", **fields})


@pytest.fixture
def sales(account: Desk) -> Desk:
    """An account in a book with a model of two stages and one of none."""
    account.write_all(item("stage_model", "m", name="Model", stages=STAGES), item("stage_model", "bare", name="Bare"))
    return account


def test_a_stage_that_the_model_does_not_have_is_refused(sales: Desk):
    error = sales.refusal(deal(stage_model="m", stage="win"))
    assert pointers_of(error) == ["/stage"]
    assert english(error.detail) == "stage model 'm' has no stage 'win'; it has qualify, close"


def test_a_deal_cannot_move_to_a_model_without_its_stage(sales: Desk):
    sales.write_all(item("stage_model", "other", name="Other", stages=STAGES[:1]))
    sales.write(deal(stage_model="m", stage="close"))
    assert pointers_of(sales.refusal(item("opportunity", "o1", stage_model="other"))) == ["/stage"]


@pytest.mark.parametrize(
    "fields",
    [
        {"stage_model": "m", "stage": "close"},
        {"stage_model": "m"},
        {"stage_model": "bare", "stage": "anything"},
        {"stage": "anything"},
    ],
    ids=["one of its stages", "none yet", "a model without stages", "no model"],
)
def test_any_other_stage_is_taken(sales: Desk, fields: dict[str, str]):
    assert outcomes(sales.write(deal(**fields))) == ["created"]
