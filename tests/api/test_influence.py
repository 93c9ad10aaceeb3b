"""Influence over HTTP: what it is made of, whom it rests on, and who moves those who decide."""

import math

import pytest

from tests.api.accounts import Account, Json, item

AS_OF = "2100-01-01T00:00:00Z"


@pytest.fixture
def deciding_firm(firm: Account) -> Account:
    """A firm in which ada alone decides the one step of a chain, and cy and di watch it."""
    firm.batch(
        item("opportunity", "o1", name="Pumps"),
        item("chain", "c1", opportunity="o1", name="Board"),
        item("step", "t1", chain="c1", order=1, name="Approval", rule="majority"),
        item("stake", "k1", person="ada", chain="c1", roles=["decision_maker"]),
        *(item("stake", f"k-{name}", person=name, chain="c1", roles=["user"]) for name in ("bo", "cy", "di")),
    )
    return firm


def rows(firm: Account, **parameters: str) -> dict[str, Json]:
    answer = firm.get("analysis/influence", as_of=AS_OF, **parameters)
    return {row["id"]: row for row in answer["people"]}


def test_the_parts_of_a_score_add_up_to_it(firm):
    for row in rows(firm).values():
        assert math.fsum(row["components"].values()) == pytest.approx(row["influence"], abs=1e-12)
        assert "moves" not in row


def test_an_explained_answer_names_the_records_behind_each_share(firm):
    cy = rows(firm, explain="true")["cy"]
    records = {move["id"]: [(each["kind"], each["id"]) for each in move["rests_on"]] for move in cy["moves"]}
    assert records == {"ada": [("influence", "cy-ada")], "bo": [("reporting_line", "bo-cy")]}
    shares = [move["share"] for move in cy["moves"]]
    assert math.fsum([cy["components"]["restart"], *shares]) == pytest.approx(cy["influence"], abs=1e-12)


def test_a_chain_shows_who_moves_those_who_decide_it(deciding_firm):
    found = {name: row["decision_influence"] for name, row in rows(deciding_firm, chain="c1").items()}
    assert sum(found.values()) == pytest.approx(1, abs=1e-12)
    assert found["ada"] > found["cy"] > 0 == found["di"]
    without = rows(deciding_firm)["ada"]
    assert (without["decision_influence"], without["reasons"]["decision_influence"]) == (None, "no_decider")


def test_who_may_vote_changes_who_matters(deciding_firm):
    before = rows(deciding_firm, chain="c1")["di"]["decision_influence"]
    deciding_firm.batch(item("stake", "k-di", weight=5))
    assert rows(deciding_firm, chain="c1")["di"]["decision_influence"] > before


def test_a_value_that_is_not_yes_or_no_is_refused_in_words(firm, client):
    for asked, name in (("influence?explain=maybe", "explain"), ("network?relation=influences&weighted=x", "weighted")):
        refused = client.get(f"/v1/accounts/{firm.id}/analysis/{asked}")
        assert refused.status_code == 422
        assert refused.json()["detail"] == f"?{name}: must be true or false"


def test_a_page_that_is_not_a_number_is_refused_in_words(firm, client):
    refused = client.get(f"/v1/accounts/{firm.id}/analysis/people/ada/profile?limit=many")
    assert refused.json()["detail"] == "?limit: must be a whole number"
