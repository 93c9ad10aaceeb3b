"""Plans over HTTP: the few actions that add most, in words, and what is refused."""

import pytest

from tests.api.accounts import Account, item
from tests.api.problems import assert_problem

AS_OF = "2026-07-01T00:00:00Z"


def ask(account: Account, place: str = "analysis/plan", **body):
    return account.client.post(f"{account.path}/{place}", params={"as_of": AS_OF, "lang": "en"}, json=body)


def test_a_plan_names_who_introduces_us_and_its_changes_simulate_to_what_it_promises(board):
    plan = ask(board, most=2).json()
    names = {one: board.get(f"people/{one}")["name"] for one in ("ada", "bo")}
    said = [move["sentence"] for move in plan["moves"]]
    assert f"Kim Vale should ask {names['ada']} for an introduction to {names['bo']}." in said
    assert (plan["goal"], plan["guarantee"]) == ("coverage", pytest.approx(0.632, abs=1e-3))
    changes = {"changes": [move["change"] for move in plan["moves"]]}
    place = f"{board.path}/analysis/simulate"
    after = board.client.post(place, params={"as_of": AS_OF}, json=changes).json()["after"]
    assert plan["after"] == pytest.approx(after["account"]["coverage"], abs=1e-9)


def test_a_plan_for_a_decision_raises_its_forecast_and_promises_no_share_of_the_best(board):
    word = {"person": "bo", "attribute": "support", "value": -1, "confidence": 1, "observed_at": AS_OF}
    board.batch(item("assessment", "w1", **word))
    plan = ask(board, "chains/c1/analysis/plan").json()
    assert (plan["goal"], plan["guarantee"], plan["chain"]["id"]) == ("forecast", None, "c1")
    assert [(move["kind"], move["person"]) for move in plan["moves"]] == [("raise_support", "bo")]
    assert plan["after"] == pytest.approx(plan["before"] + plan["effect"], abs=1e-12)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"budget": 0}, "/budget"),
        ({"budget": 1_000_000}, "/budget"),
        ({"most": 500}, "/most"),
        ({"most": "5"}, "/most"),
        ({"costs": {"touch": -1}}, "/costs/touch"),
        ({"costs": {"dance": 1}}, "/costs/dance"),
        ({"goal": "forecast"}, "/goal"),
        ({"goal": "fame"}, "/goal"),
        ({"aim": "coverage"}, "/aim"),
    ],
)
def test_what_no_plan_can_keep_to_is_refused_at_its_place(firm, body, pointer):
    found = assert_problem(ask(firm, **body), 422, "InvalidInput")
    assert pointer in [error["pointer"] for error in found["errors"]]


def test_a_plan_for_a_decision_that_is_not_there_is_not_found(firm):
    assert_problem(ask(firm, "chains/nothing/analysis/plan"), 404, "NotFound")
