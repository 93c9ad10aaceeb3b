"""What chains, steps and stakes must satisfy together: each refusal beside the neighbour that is taken."""

import pytest

from schemas.errors import Conflict, InvalidInput
from tests.contract.every_kind.decision_cases import DEAL, LOST, RULES, Case, chain, opportunity, stake, step
from tests.contract.items import end, patch, people
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of


@pytest.fixture
def deal(account: Desk) -> Desk:
    """A deal with a chain of two steps and a stake, another deal with a chain, and one that was lost."""
    account.write(*DEAL)
    account.write(LOST)
    return account


@pytest.mark.parametrize("case", RULES.values(), ids=RULES)
def test_what_breaks_a_rule_is_refused_where_it_does_and_its_neighbour_is_taken(deal: Desk, case: Case):
    error = deal.refusal(case.wrong)
    assert isinstance(error, InvalidInput)
    [problem] = error.problems
    assert (problem.pointer, case.said in english(problem.detail)) == (case.pointer, True)
    assert outcomes(deal.write(case.right))[0] in {"created", "updated"}


def test_two_steps_change_places_in_one_write(deal: Desk):
    deal.write(patch("step", "s1", order=2), patch("step", "s2", order=1))
    assert [deal.get("step", one)["order"] for one in ("s1", "s2")] == [2, 1]


def test_steps_of_one_order_stand_side_by_side(deal: Desk):
    assert outcomes(deal.write(step("s3", 2), step("s4", 2), stake("p2", step="s4"))) == ["created"] * 3


def test_versions_of_a_chain_do_not_go_round(deal: Desk):
    deal.write(chain("c3", supersedes="c1"), chain("c4", supersedes="c3"))
    error = deal.refusal(patch("chain", "c1", supersedes="c4"))
    assert (pointers_of(error), "by way of 'c4'" in english(error.detail)) == (["/supersedes"], True)


def test_a_deal_its_chains_steps_and_stakes_can_come_in_one_write_in_any_order(account: Desk):
    items = [stake("p1", step="s1"), step("s1", 1), chain("c1"), *people("p1"), opportunity("o1")]
    assert outcomes(account.write(*items)) == ["created"] * 5


def test_a_closed_deal_closes_its_chains_and_keeps_their_votes(deal: Desk):
    deal.write(
        patch("opportunity", "o1", status="won"),
        patch("chain", "c1", status="closed"),
        patch("step", "s2", outcome="passed"),
    )
    assert "'c1' is closed" in english(deal.refusal(patch("step", "s2", outcome="failed")).detail)
    deal.write(patch("step", "s2", outcome="failed", correction=True))
    assert "is won" in english(deal.refusal(patch("chain", "c1", status="active")).detail)
    deal.write(patch("opportunity", "o1", status="open"), patch("chain", "c1", status="active"))
    assert outcomes(deal.write(patch("step", "s1", outcome="passed"))) == ["updated"]


def test_a_deal_ends_with_its_chains_their_steps_and_all_that_hangs_on_them(deal: Desk):
    deal.write(stake("p2", "k2", step="s1"))
    result = deal.write_one(end("opportunity", "o1", day(2025)))
    ended = {("chain", "c1"), ("chain", "shut"), ("step", "s1"), ("step", "s2"), ("stake", "k1"), ("stake", "k2")}
    assert set(result.also_ended) == ended
    assert len(result.also_ended) == len(ended)
    assert isinstance(deal.refusal(patch("step", "s1", outcome="passed")), Conflict)
    assert "nothing new begins in it" in english(deal.refusal(chain("again")).detail)


def test_a_person_has_one_stake_on_a_chain_and_one_on_each_step(deal: Desk):
    deal.write(stake("p1", step="s1"), stake("p1", step="s2"))
    assert "'k1'" in english(deal.refusal(stake("p1", "k9")).detail)
    assert len([row for row in deal.at("stake").values() if row["person"] == "p1"]) == 3
