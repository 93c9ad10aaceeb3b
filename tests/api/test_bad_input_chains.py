"""What no chain should be like, asked about over HTTP: each a stated answer with its reason, or refused where it is."""

from typing import Any

import pytest

from tests.api.accounts import Account, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem

NAMES = ("forecast", "power", "opinions", "access", "next-question")
RULES: dict[str, dict[str, Any]] = {
    "any": {"rule": "any"},
    "all": {"rule": "all"},
    "majority": {"rule": "majority"},
    "threshold": {"rule": "threshold", "threshold": "2/3"},
    "quorum": {"rule": "quorum", "quorum": 5},
}


@pytest.fixture
def deal(firm: Account) -> Account:
    """The small organisation with an open deal, and a seat that nobody is known to hold."""
    firm.batch(item("opportunity", "o", name="Line 4"), item("person", "seat", name="Finance seat", kind="placeholder"))
    return firm


def decided_by(deal: Account, *voters: str, weight: int = 1, veto: bool = False, **rule: Any) -> str:
    """Record a chain of one step that these decide; return its id."""
    chain = fresh_id("c")
    deal.batch(
        item("chain", chain, opportunity="o", name="Board"),
        item("step", f"{chain}-s", chain=chain, order=1, name="Approval", **(rule or RULES["any"])),
        *(item("stake", None, person=voter, chain=chain, weight=weight, veto=veto) for voter in voters),
    )
    return chain


def asked(deal: Account, chain: str, **parameters: Any) -> dict[str, dict[str, Any]]:
    """Return every answer about a chain by its name."""
    return {name: deal.get(f"chains/{chain}/analysis/{name}", **parameters) for name in NAMES}


def nobody_decides(found: dict[str, dict[str, Any]]) -> None:
    """Assert that no answer has a number, and that each says why."""
    assert {each["chain"]["standing"] for each in found.values()} == {"no_decider"}
    forecast, power = found["forecast"], found["power"]
    nulls = ("forecast", "forecast_range", "bounds", "baseline", "known_share")
    assert {name: forecast[name] for name in nulls} == dict.fromkeys(nulls)
    assert forecast["reasons"] == dict.fromkeys(nulls, "no_decider")
    assert (power["voters"], power["reasons"]["voters"]) == (None, "no_decider")
    assert (found["opinions"]["forecast"], found["opinions"]["reasons"]) == (None, {"forecast": "no_decider"})
    assert (found["next-question"]["questions"], found["next-question"]["reasons"]) == (
        None,
        {"questions": "no_decider"},
    )


def test_a_chain_without_steps_is_decided_by_nobody(deal):
    deal.batch(
        item("chain", "bare", opportunity="o", name="Board"), item("stake", None, person="ada", chain="bare", weight=1)
    )
    nobody_decides(asked(deal, "bare"))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_step_without_voters_is_decided_by_nobody(deal, rule):
    nobody_decides(asked(deal, decided_by(deal, **rule)))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_weights_of_nothing_give_no_vote_and_each_is_named(deal, rule):
    found = asked(deal, decided_by(deal, "ada", "bo", weight=0, **rule))
    nobody_decides(found)
    assert [(each["person"], each["reason"]) for each in found["forecast"]["not_voting"]] == [
        ("ada", "no_weight"),
        ("bo", "no_weight"),
    ]


def test_a_veto_of_no_weight_is_a_vote(deal):
    found = asked(deal, decided_by(deal, "ada", weight=0, veto=True, **RULES["majority"]))
    assert found["forecast"]["baseline"] == 0.5
    assert [(each["swing"], each["banzhaf"]) for each in found["power"]["voters"]] == [(1, 1)]
    assert found["forecast"]["not_voting"] == []


def test_a_rule_that_cannot_be_met_is_said_of_its_step_and_nobody_has_power(deal):
    found = asked(deal, decided_by(deal, "ada", "bo", "cy", **RULES["quorum"]))
    [step] = found["forecast"]["steps"]
    assert (step["needed"], len(step["voters"]), step["possible"], step["probability"]) == (5, 3, False, 0)
    assert (found["forecast"]["bounds"], found["forecast"]["baseline"]) == ([0, 0], 0)
    assert {(each["swing"], each["banzhaf"], each["shapley_shubik"]) for each in found["power"]["voters"]} == {
        (0, 0, 0)
    }
    assert found["next-question"]["questions"] == []


def test_a_voter_who_left_has_no_vote_and_is_named(deal):
    both, alone = decided_by(deal, "ada", "bo", rule="all"), decided_by(deal, "bo")
    before = deal.get(f"chains/{both}/analysis/forecast")
    deal.batch(item("person", "bo", status="left"))
    found = asked(deal, both)
    assert (before["baseline"], found["forecast"]["baseline"]) == (0.25, 0.5)
    assert [each["person"] for each in found["power"]["voters"]] == ["ada"]
    gone = [{"person": "bo", "name": "Bo Lind", "step": None, "reason": "left"}]
    assert found["forecast"]["not_voting"] == gone
    nobody_decides(asked(deal, alone))
    assert deal.get(f"chains/{alone}/analysis/forecast")["not_voting"] == gone
    assert deal.get("analysis/paths", to="bo")["reasons"] == {"best": "left"}


def test_a_voter_who_is_yet_to_come_has_no_vote_until_then(deal):
    deal.batch(item("person", "soon", name="Eve Soon", valid_from="2099-01-01T00:00:00Z"))
    chain = decided_by(deal, "ada", "soon", rule="all")
    before, then = (
        deal.get(f"chains/{chain}/analysis/forecast", as_of=f"{year}-06-01T00:00:00Z") for year in (2098, 2099)
    )
    assert [each["person"] for each in before["steps"][0]["voters"]] == ["ada"]
    assert [each["person"] for each in then["steps"][0]["voters"]] == ["ada", "soon"]
    early = deal.client.get(f"{deal.path}/analysis/paths", params={"to": "soon", "as_of": "2098-06-01T00:00:00Z"})
    assert_problem(early, 404, "NotFound", says="no person 'soon'")


def test_a_seat_that_nobody_is_known_to_hold_votes_and_is_unknown(deal):
    found = asked(deal, decided_by(deal, "seat"))
    [voter] = found["forecast"]["steps"][0]["voters"]
    assert (voter["name"], voter["p"], voter["known"]) == ("Finance seat", 0.5, False)
    assert (found["forecast"]["forecast"], found["forecast"]["reasons"]) == (
        None,
        dict.fromkeys(("forecast", "forecast_range"), "mostly_unknown"),
    )
    assert found["next-question"]["questions"][0]["person"] == "seat"
    assert found["access"]["voters"][0]["reasons"] == {"best": "no_edges"}


def test_two_hundred_voters_are_answered_and_what_is_sampled_says_so(account):
    names = [f"v{number:03}" for number in range(200)]
    account.batch(
        item("opportunity", "o", name="Line 4"),
        *(item("person", name, name=name) for name in names),
        item("chain", "c", opportunity="o", name="Assembly"),
        *(item("step", f"s{k}", chain="c", order=k, name="Vote", rule="majority") for k in range(1, 6)),
        *(item("stake", None, person=name, chain="c", weight=1) for name in names),
    )
    found = asked(account, "c")
    for name in ("forecast", "power"):
        assert found[name]["method"] == "sampled"
        assert 0 < found[name]["standard_error"] < 0.01
    assert len(found["power"]["voters"]) == len(found["access"]["voters"]) == 200
    assert sum(each["shapley_shubik"] for each in found["power"]["voters"]) == pytest.approx(1)


@pytest.mark.parametrize("name", NAMES)
def test_the_chain_of_another_account_is_not_found_in_this_one(deal, name):
    other = Account(deal.client)
    other.batch(item("opportunity", "o", name="Line 5"), item("chain", "theirs", opportunity="o", name="Board"))
    response = deal.client.get(f"{deal.path}/chains/theirs/analysis/{name}")
    assert_problem(response, 404, "NotFound", says=f"no chain 'theirs' in account '{deal.id}'")
    nowhere = deal.client.get(f"/v1/accounts/{fresh_id()}/chains/theirs/analysis/{name}")
    assert_problem(nowhere, 404, "NotFound", says="no account")


def test_the_chain_of_a_closed_deal_is_answered_and_says_that_the_deal_is_closed(deal):
    chain = decided_by(deal, "ada")
    deal.batch(item("opportunity", "o", status="lost"))
    for each in asked(deal, chain).values():
        assert (each["chain"]["opportunity_status"], each["chain"]["standing"]) == ("lost", "open")


@pytest.mark.parametrize("name", NAMES)
def test_before_anything_was_known_of_it_a_chain_is_not_found(deal, name):
    chain = decided_by(deal, "ada")
    response = deal.client.get(
        f"{deal.path}/chains/{chain}/analysis/{name}", params={"known_at": "1990-01-01T00:00:00Z"}
    )
    assert_problem(response, 404, "NotFound", says=f"no chain '{chain}'")


@pytest.mark.parametrize("name", NAMES)
def test_before_a_chain_began_it_is_not_found_and_the_instant_is_said(deal, name):
    deal.batch(item("chain", "late", opportunity="o", name="Board", valid_from="2026-01-01T00:00:00Z"))
    response = deal.client.get(f"{deal.path}/chains/late/analysis/{name}", params={"as_of": "2025-12-31T00:00:00Z"})
    assert_problem(response, 404, "NotFound", says="at 2025-12-31")


REFUSED = {
    "nobody to reach": ({"to": "nobody"}, "no person 'nobody'"),
    "nobody of us to begin with": ({"to": "ada", "from": "nobody"}, "'nobody'"),
    "a person of theirs to begin with": ({"to": "ada", "from": "bo"}, "'bo'"),
}


@pytest.mark.parametrize(("parameters", "says"), REFUSED.values(), ids=REFUSED)
def test_people_who_are_not_there_are_named(deal, parameters, says):
    assert_problem(deal.client.get(f"{deal.path}/analysis/paths", params=parameters), 404, "NotFound", says=says)


WRONG = {
    "no time": ({"as_of": "yesterday"}, "?as_of", "2026-06-30T02:00:00Z"),
    "a time without a zone": ({"known_at": "2026-06-30T02:00:00"}, "?known_at", "zone"),
    "another language": ({"lang": "fr"}, "?lang", "'en' or 'zh'"),
    "what nobody knows": ({"chain": "c"}, "?chain", "unknown parameter"),
}


@pytest.mark.parametrize(("parameters", "pointer", "says"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_asked_is_refused_where_it_stands(deal, parameters, pointer, says):
    chain = decided_by(deal, "ada")
    assert_invalid(deal.client.get(f"{deal.path}/chains/{chain}/analysis/access", params=parameters), pointer, says)
