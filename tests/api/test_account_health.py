"""Account health over HTTP: six parts, a grade, and what each part is made of."""

import pytest

from tests.api.accounts import Account, done, fresh_id, item
from tests.api.problems import assert_problem

AS_OF = "2026-07-01T00:00:00Z"


@pytest.fixture
def deal(firm: Account) -> Account:
    """A firm with an open deal whose stage asks for an economic buyer, a need, and procurement."""
    asked = {"role_goals": [{"role": "economic_buyer", "min": 1}], "required_fields": {"A": ["/need"]}}
    stages = [{"key": "qualify", "name": "Qualify", "order": 1, "required_departments": ["procurement"], **asked}]
    done(firm.client.put(f"/v1/stage-models/{firm.id}", json={"name": "New business", "stages": stages}))
    done(firm.client.put(f"/v1/team-members/{firm.id}-kim", json={"name": "Kim"}))
    done(firm.client.patch(firm.path, json={"tier": "A"}))
    firm.batch(
        item("opportunity", "o1", name="Line 4", stage_model=firm.id, stage="qualify"),
        item("chain", "c1", opportunity="o1", name="Board"),
    )
    return firm


def health(firm: Account, **moment: str):
    return firm.get("analysis/health", **moment)


def test_what_the_stage_asks_for_is_counted_as_it_comes_in(deal):
    assert health(deal)["components"]["completeness"] == 0
    deal.batch(item("stake", "k1", person="ada", chain="c1", roles=["economic_buyer"]))
    answer = health(deal)
    assert answer["components"]["completeness"] == pytest.approx(100 / 3)
    (row,) = answer["parts"]["deals"]
    assert {(each["kind"], each["name"], each["share"]) for each in row["asked"]} == {
        ("role", "economic_buyer", 1),
        ("field", "need", 0),
        ("department", "procurement", 0),
    }
    deal.put("opportunities/o1", need="Fewer standstills")
    deal.put("departments/sales", name="Purchasing", function="procurement")
    assert health(deal)["components"]["completeness"] == 100


def test_a_meeting_moves_health_and_names_whom_we_would_miss(deal):
    before = health(deal, as_of=AS_OF)
    meeting = {"at": "2026-06-30T09:00:00Z", "people": ["cy"], "members": [f"{deal.id}-kim"], "channel": "meeting"}
    deal.batch(item("interaction", fresh_id("i"), **meeting, direction="mutual", depth=4))
    answer = health(deal, as_of=AS_OF)
    for part in ("coverage", "freshness"):
        assert answer["components"][part] > before["components"][part]
    assert before["reasons"]["components.closeness"] == "no_interactions"
    assert answer["components"]["closeness"] > 0
    assert (answer["components"]["resilience"], answer["parts"]["ours"]["id"]) == (0, f"{deal.id}-kim")
    known = [value for value in answer["components"].values() if value is not None]
    assert answer["health"] == pytest.approx(sum(known) / len(known))
    assert (answer["change"], answer["reasons"]) == (None, {"change": "no_previous"})


def test_a_stage_model_that_changes_is_another_answer(deal):
    url = f"{deal.path}/analysis/health"
    before = deal.client.get(url)
    done(deal.client.patch(f"/v1/stage-models/{deal.id}", json={"stages": []}))
    after = deal.client.get(url, headers={"if-none-match": before.headers["etag"]})
    assert (after.status_code, after.json()["reasons"]["components.completeness"]) == (200, "no_template")
    known = {name: before.json()[name] for name in ("as_of", "known_at")}
    assert deal.client.get(url, params=known).content == before.content


def test_weights_and_grades_are_settings(deal):
    weights = {f"health_{part}": 0 for part in ("coverage", "closeness", "freshness", "corroboration", "resilience")}
    done(deal.client.put(f"/v1/settings/{deal.id}", json={"account": deal.id, **weights}))
    assert health(deal)["reasons"]["health"] == "mostly_unknown"
    response = deal.client.put(f"/v1/settings/{deal.id}", json={"account": deal.id, "grade_a": 50})
    assert_problem(response, 422, "InvalidInput", says="only make sense together")
    falling = {"grade_d": 35, "grade_c": 50, "grade_b": 80, "grade_a": 65}
    response = deal.client.put(f"/v1/settings/{deal.id}", json={"account": deal.id, **falling})
    assert_problem(response, 422, "InvalidInput", says="must rise")


def test_an_empty_account_is_an_answer_of_which_nothing_is_known(account):
    answer = health(account)
    assert (answer["health"], answer["grade"], set(answer["components"].values())) == (None, None, {None})


def test_a_parameter_that_health_does_not_take_is_refused(firm):
    response = firm.client.get(f"{firm.path}/analysis/health?chain=c1")
    assert_problem(response, 422, "InvalidInput", says="unknown parameter 'chain'")


def test_an_explained_answer_names_the_records_behind_each_number(deal):
    meeting = {"at": "2026-06-30T09:00:00Z", "people": ["cy"], "members": [f"{deal.id}-kim"], "channel": "meeting"}
    deal.batch(
        item("interaction", "i1", **meeting, direction="mutual"),
        item("stake", "k1", person="ada", chain="c1", roles=["economic_buyer"]),
    )
    parts = health(deal, as_of=AS_OF, explain="true")["parts"]
    (row,) = parts["deals"]
    assert {each["name"]: each["stakes"] for each in row["asked"]}["economic_buyer"] == ["k1"]
    found = {person["id"]: person["rests_on"] for person in parts["people"]}
    assert (found["cy"]["two_way"], found["ada"]["reasons"]) == ("i1", {"two_way": "no_interactions"})
    closest = {"member": f"{deal.id}-kim", "interactions": ["i1"]}
    assert closest.items() <= found["cy"]["coverage"]["closest"].items()
    coverage = deal.get("analysis/coverage", as_of=AS_OF, explain="true")
    assert {person["id"]: person["rests_on"] for person in coverage["people"]}["cy"] == found["cy"]["coverage"]
    profile = deal.get("analysis/people/cy/profile", as_of=AS_OF, explain="true")
    assert profile["coverage"]["rests_on"] == found["cy"]["coverage"]
    for plain in (health(deal, as_of=AS_OF), deal.get("analysis/coverage", as_of=AS_OF)):
        assert "rests_on" not in str(plain)
