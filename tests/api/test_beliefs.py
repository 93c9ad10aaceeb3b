"""Beliefs over HTTP: who said what, when, with which weight, and whose word no longer counts."""

import pytest

from tests.api.accounts import Account, done, fresh_id, item
from tests.api.problems import assert_problem

AS_OF = "2026-07-01T00:00:00Z"


def said(firm: Account, by: str, value: object, at: str = "2026-06-30T00:00:00Z", **fields: object):
    data = {"person": "ada", "attribute": "support", "value": value, "observed_at": at, "confidence": 1}
    data["assessor"] = {"kind": "team_member", "id": f"{firm.id}-{by}"}
    return item("assessment", fresh_id("s"), **data | fields)


@pytest.fixture
def judged(firm: Account) -> Account:
    """A firm of which two of us believe something, one of them twice."""
    for name in ("kim", "lea"):
        done(firm.client.put(f"/v1/team-members/{firm.id}-{name}", json={"name": name.title()}))
    firm.batch(
        said(firm, "kim", -2, "2026-03-01T00:00:00Z", function="sales"),
        said(firm, "kim", 1, function="sales"),
        said(firm, "lea", 2, function="presales"),
        said(firm, "lea", "Standstills", function="presales", attribute="pain", person="bo"),
    )
    return firm


def beliefs(firm: Account, **parameters: str):
    return firm.get("analysis/beliefs", as_of=AS_OF, **parameters)["beliefs"]


def test_an_observation_moves_the_belief_and_the_earlier_word_stays_readable(judged):
    support, pain = beliefs(judged)
    assert (support["attribute"], support["corroborated"], support["stale"]) == ("support", True, False)
    weights = {word["value"]: word["weight"] for word in support["assessments"]}
    assert support["value"] == pytest.approx((1 * weights[1] + 2 * weights[2]) / sum(weights.values()))
    assert [(word["value"], word["why"]) for word in support["silent"]] == [(-2, "superseded")]
    assert (pain["person"], pain["value"]) == ("bo", "Standstills")
    judged.batch(said(judged, "kim", "unknown", "2026-06-30T12:00:00Z"))
    (after,) = beliefs(judged, person="ada")
    assert (after["value"], [word["why"] for word in after["silent"]]) == (2, ["unknown", "superseded", "superseded"])


def test_a_chain_in_scope_has_its_own_belief_or_inherits_one(judged):
    judged.batch(
        item("opportunity", "o1", name="Line 4"),
        item("chain", "c1", opportunity="o1", name="Board"),
        item("stake", "k1", person="ada", chain="c1"),
    )
    (inherited,) = beliefs(judged, chain="c1")
    judged.batch(said(judged, "lea", -1, chain="c1"))
    (own,) = beliefs(judged, chain="c1")
    assert (inherited["inherited"], inherited["chain"], own["inherited"], own["chain"]) == (True, None, False, "c1")
    assert (own["value"], {word["why"] for word in own["silent"]}) == (-1, {"other_chain", "superseded"})


def test_a_setting_decides_how_long_a_word_counts(judged):
    done(judged.client.put(f"/v1/settings/{judged.id}", json={"account": judged.id, "half_life_support": 1}))
    assert beliefs(judged, person="ada")[0]["half_life"] == 1


@pytest.mark.parametrize("scope", ["person", "department", "chain"])
def test_what_is_not_there_is_404(firm, scope):
    response = firm.client.get(f"{firm.path}/analysis/beliefs?{scope}=nowhere")
    assert_problem(response, 404, "NotFound", says=f"no {scope} 'nowhere'")


def test_an_empty_account_is_an_answer(account):
    assert beliefs(account) == []
