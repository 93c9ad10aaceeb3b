"""Decision chains over HTTP: how they stand, who holds the key, who reaches whom, in words of two languages."""

import pytest

from tests.api.accounts import Account, fresh_id, item
from tests.api.problems import assert_problem

AS_OF = "2026-07-01T00:00:00Z"
NAMES = ("forecast", "power", "opinions", "access", "next-question")


def answer(firm: Account, name: str, chain: str = "c1", **parameters: str):
    return firm.get(f"chains/{chain}/analysis/{name}", as_of=AS_OF, **parameters)


def test_nothing_known_is_said_and_no_number_is_made_of_it(board):
    found = answer(board, "forecast")
    assert (found["forecast"], found["reasons"]) == (
        None,
        dict.fromkeys(("forecast", "forecast_range"), "mostly_unknown"),
    )
    assert (found["bounds"], found["baseline"], found["known_share"]) == ([0, 1], 0.25, 0)
    assert found["meaning"] == "implied_by_recorded_beliefs"
    assert found["next_question"]["ask"] == f"{board.id}-kim"


def test_what_is_believed_moves_the_forecast(board):
    word = {"attribute": "support", "value": 2, "observed_at": AS_OF, "confidence": 1, "function": "customer"}
    assessor = {"kind": "person", "id": "ada"}
    board.batch(
        *(item("assessment", fresh_id("a"), person=one, chain="c1", assessor=assessor, **word) for one in ("ada", "bo"))
    )
    found = answer(board, "forecast")
    p = 0.5 + 0.9 * (0.95 - 0.5)  # one customer's fresh word weighs 0.9
    assert found["forecast"] == pytest.approx(p * p, abs=1e-3)
    assert answer(board, "power")["voters"][0]["swing"] == pytest.approx(p, abs=1e-3)


def test_the_way_is_a_sentence_with_names_in_the_language_that_is_asked_for(board):
    board.put("people/bo", title="Finance Director")
    now = [board.get("chains/c1/analysis/access", lang=language) for language in ("en", "zh")]
    english, chinese = (each["voters"][1]["best"] for each in now)
    assert english["people"] == [f"{board.id}-kim", "ada", "bo"]
    name = {one: board.get(f"people/{one}")["name"] for one in ("ada", "bo")}
    assert english["sentence"].startswith(f"Through Kim Vale of our presales team, whom {name['ada']} ")
    assert f"who moves {name['bo']} (Finance Director): " in english["sentence"]
    assert chinese["sentence"].startswith("我方售前团队的Kim Vale")
    assert f"{name['ada']}影响{name['bo']}（Finance Director）：" in chinese["sentence"]
    assert english["strength"] == chinese["strength"]


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_given_once_and_again_by_its_etag(board, name):
    path = f"{board.path}/chains/c1/analysis/{name}"
    first = board.client.get(path, params={"as_of": AS_OF})
    etag = first.headers["etag"]
    again = board.client.get(path, params={"as_of": AS_OF}, headers={"If-None-Match": etag})
    assert (first.status_code, again.status_code) == (200, 304)
    board.batch(item("person", "cy", name="Cy"))
    assert board.client.get(path, params={"as_of": AS_OF}, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_chain_that_the_account_does_not_have_is_not_found(board, name):
    other = Account(board.client)
    other.batch(item("opportunity", "o1", name="Line 5"), item("chain", "c9", opportunity="o1", name="Their board"))
    response = board.client.get(f"{board.path}/chains/c9/analysis/{name}", params={"as_of": AS_OF})
    assert_problem(response, 404, "NotFound", says="no chain 'c9'")


def test_anybody_is_reached_by_all_of_us_or_by_one(board):
    whole = board.get("analysis/paths", to="bo", as_of=AS_OF)
    by_kim = board.get("analysis/paths", to="bo", **{"from": f"{board.id}-kim"}, as_of=AS_OF)
    assert whole["best"] == by_kim["best"]
    assert [(each["side"], each["id"]) for each in whole["cut"]] == [("theirs", "ada")]


def test_nobody_to_reach_and_nobody_to_begin_with_are_refused_by_name(board):
    for parameters in ({"to": "nobody"}, {"to": "bo", "from": "nobody"}):
        response = board.client.get(f"{board.path}/analysis/paths", params={"as_of": AS_OF, **parameters})
        assert "nobody" in assert_problem(response, 404, "NotFound")["detail"]
