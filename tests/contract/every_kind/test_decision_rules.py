"""What chains, steps and stakes must satisfy together: each refusal beside the neighbour that is taken."""

from collections.abc import Mapping
from typing import Any

import pytest

from schemas.errors import Conflict, InvalidInput
from tests.contract.every_kind.decision_cases import DEAL, LOST, RULES, TEXT, Case, chain, opportunity, stake, step
from tests.contract.items import end, item, patch, people
from tests.contract.ledgers import AccountDesk, day, ids_of
from tests.sentences import english, refusal


@pytest.fixture
async def deal(account: AccountDesk) -> AccountDesk:
    """A deal with a chain of two steps and a stake, another deal with a chain, and one that was lost."""
    await account.write(*DEAL)
    await account.write(LOST)
    return account


@pytest.mark.parametrize("case", RULES.values(), ids=RULES)
async def test_what_breaks_a_rule_is_refused_where_it_does_and_its_neighbour_is_taken(deal: AccountDesk, case: Case):
    revision = await deal.revision()
    with pytest.raises(InvalidInput) as caught:
        await deal.write(case.wrong)
    [problem] = caught.value.problems
    assert (problem.pointer, await deal.revision()) == (case.pointer, revision)
    assert case.said in english(problem.detail)
    [result] = (await deal.write(case.right)).results
    assert result.outcome in {"created", "updated"}


async def test_two_steps_change_places_in_one_write(deal: AccountDesk):
    await deal.write(patch("step", "s1", order=2), patch("step", "s2", order=1))
    assert ids_of(await deal.list("step", equal={"chain": "c1"}, sort="order", numeric=True)) == ["s2", "s1"]


async def test_steps_of_one_order_stand_side_by_side(deal: AccountDesk):
    outcome = await deal.write(step("s3", 2), step("s4", 2), stake("p2", step="s4"))
    assert [result.outcome for result in outcome.results] == ["created"] * 3
    found = await deal.list("step", equal={"chain": "c1"}, sort="order", numeric=True)
    assert [(row["id"], row["order"]) for row in found] == [("s1", 1), ("s2", 2), ("s3", 2), ("s4", 2)]


async def test_what_a_chain_in_force_supersedes_is_replaced_from_then_on(deal: AccountDesk):
    await deal.write(chain("c3", "o2", status="active", supersedes="c2", valid_from=day(2026)))
    first = await deal.get("chain", "c2")
    assert (first["status"], first["state_from"]) == ("replaced", day(2026))
    [before] = await deal.list("chain", equal={"status": "active", "opportunity": "o2"}, as_of=day(2025))
    [after] = await deal.list("chain", equal={"status": "active", "opportunity": "o2"}, as_of=day(2027))
    assert (before["id"], after["id"]) == ("c2", "c3")


async def test_versions_of_a_chain_do_not_go_round(deal: AccountDesk):
    await deal.write(chain("c3", supersedes="c1"), chain("c4", supersedes="c3"))
    with refusal(InvalidInput, match="by way of 'c4'") as caught:
        await deal.write(patch("chain", "c1", supersedes="c4"))
    assert [problem.pointer for problem in caught.value.problems] == ["/supersedes"]


async def test_a_deal_its_chains_steps_and_stakes_can_come_in_one_write_in_any_order(account: AccountDesk):
    outcome = await account.write(stake("p1", step="s1"), step("s1", 1), chain("c1"), *people("p1"), opportunity("o1"))
    assert [result.outcome for result in outcome.results] == ["created"] * 5


async def test_a_closed_deal_closes_its_chains_and_keeps_their_votes(deal: AccountDesk):
    await deal.write(
        patch("opportunity", "o1", status="won"),
        patch("chain", "c1", status="closed"),
        patch("step", "s2", outcome="passed"),
    )
    with refusal(InvalidInput, match="'c1' is closed"):
        await deal.write(patch("step", "s2", outcome="failed"))
    await deal.write(patch("step", "s2", outcome="failed", correction=True))
    with refusal(InvalidInput, match="is won"):
        await deal.write(patch("chain", "c1", status="active"))
    await deal.write(patch("opportunity", "o1", status="open"), patch("chain", "c1", status="active"))
    await deal.write(patch("step", "s1", outcome="passed"))


async def test_a_deal_ends_with_its_chains_their_steps_and_all_that_hangs_on_them(deal: AccountDesk):
    await deal.write(
        stake("p2", "k2", step="s1"),
        item("control_point", "cp", opportunity="o1", key="scoring"),
        item("value_statement", "vs", opportunity="o1", text=TEXT),
        item("reporting_line", "r1", person="p1", manager="p2", line="project", chain="c1"),
    )
    [result] = (await deal.write(end("opportunity", "o1", day(2026)))).results
    ended = {("chain", "c1"), ("chain", "shut"), ("step", "s1"), ("step", "s2"), ("stake", "k1"), ("stake", "k2")}
    assert set(result.also_ended) == ended | {("control_point", "cp"), ("value_statement", "vs")}
    assert len(result.also_ended) == len(set(result.also_ended))
    assert ids_of(await deal.list("chain")) == ["c2", "old"]
    with refusal(Conflict, match="ended at"):
        await deal.write(patch("step", "s1", outcome="passed"))
    with refusal(InvalidInput, match="nothing new begins in it"):
        await deal.write(chain("again"))


@pytest.mark.parametrize(("veto", "weight"), [(None, 0), (True, 100), (False, None)])
async def test_a_vote_may_have_any_weight_up_to_a_hundred_and_a_veto(deal: AccountDesk, veto, weight):
    await deal.write(stake("p2", "k2", weight=weight, veto=veto, roles=[]))
    row: Mapping[str, Any] = await deal.get("stake", "k2")
    assert (row.get("weight"), row.get("veto"), row["roles"]) == (weight, veto, [])


async def test_a_person_has_one_stake_on_a_chain_and_one_on_each_step(deal: AccountDesk):
    await deal.write(stake("p1", step="s1"), stake("p1", step="s2"))
    with refusal(InvalidInput, match="'k1'"):
        await deal.write(stake("p1", "k9"))
    assert len(await deal.list("stake", equal={"person": "p1"})) == 3
