"""What chains, steps and stakes must satisfy together: each refusal beside the neighbour that is taken."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from schemas.errors import Conflict, InvalidInput
from schemas.writes import WriteItem
from tests.contract.items import end, item, patch, people
from tests.contract.kinds import written
from tests.contract.ledgers import AccountDesk, day, ids_of
from tests.sentences import english


class Case(NamedTuple):
    """What is refused, where, in which words, and its neighbour that is taken."""

    wrong: WriteItem
    pointer: str
    told: str
    right: WriteItem


def opportunity(record_id: str, **fields: Any) -> WriteItem:
    return item("opportunity", record_id, **{"name": record_id, **fields})


def chain(record_id: str, deal: str = "o1", **fields: Any) -> WriteItem:
    return item("chain", record_id, **{"opportunity": deal, "name": record_id, **fields})


def step(record_id: str, order: int, of: str = "c1", **fields: Any) -> WriteItem:
    return item("step", record_id, **{"chain": of, "order": order, "name": record_id, **fields})


def stake(who: str, record_id: str | None = None, on: str = "c1", **fields: Any) -> WriteItem:
    return item("stake", record_id, person=who, chain=on, **fields)


@pytest.fixture
async def deal(account: AccountDesk) -> AccountDesk:
    """A deal with a chain of two steps and a stake, another deal with a chain, and one that was lost."""
    await account.write(
        *people("p1", "p2", "p3"),
        *(opportunity(f"o{number}") for number in (1, 2)),
        *(chain(f"c{number}", f"o{number}") for number in (1, 2)),
        step("s1", 1),
        step("s2", 2),
        step("t1", 1, "c2"),
        stake("p1", "k1"),
        opportunity("lost"),
        chain("old", "lost", status="active"),
        step("last", 1, "old"),
        opportunity("won", status="won"),
        chain("shut", "o1", status="closed", version=2),
    )
    await account.write(patch("opportunity", "lost", status="lost"))
    return account


def met(**fields: Any) -> WriteItem:
    """Return a contact; its instant is a field, and not since when a change holds."""
    return written("interaction", "i1", {"people": ["p1"], "channel": "call", **fields})


TEXT = "We halve standstills."
RULES: dict[str, Case] = {
    "order taken": Case(step("s3", 2), "/order", "taken by step 's2'", step("s3", 3)),
    "order of another chain": Case(step("s2", 1), "/order", "taken by step 's1'", step("t2", 2, "c2")),
    "step of another chain": Case(
        stake("p2", step="t1"), "/step", "step 't1' is not one of chain 'c1'", stake("p2", step="s1")
    ),
    "quorum without number": Case(
        step("s3", 3, rule="quorum"), "/quorum", "how many", step("s3", 3, rule="quorum", quorum=2)
    ),
    "number without quorum": Case(step("s3", 3, quorum=2), "/quorum", "only under the rule quorum", step("s3", 3)),
    "threshold without share": Case(
        step("s3", 3, rule="threshold"),
        "/threshold",
        "share of weight",
        step("s3", 3, rule="threshold", threshold="2/3"),
    ),
    "share without threshold": Case(
        step("s3", 3, rule="majority", threshold=0.6),
        "/threshold",
        "only under the rule threshold",
        step("s3", 3, rule="majority"),
    ),
    "decided before it began": Case(
        step("s3", 3, started_at=day(2026, 2), decided_at=day(2026)),
        "/decided_at",
        "must not lie before started_at",
        step("s3", 3, started_at=day(2026), decided_at=day(2026)),
    ),
    "chain of a lost deal": Case(
        chain("new", "lost"), "/opportunity", "'lost' is lost", chain("new", "lost", status="closed")
    ),
    "chain of a won deal": Case(
        chain("new", "won"), "/opportunity", "'won' is won", chain("new", "won", status="replaced")
    ),
    "chain of a won deal, told late": Case(
        chain("new", "won"), "/opportunity", "'won' is won", chain("new", "won", status="draft", correction=True)
    ),
    "step in a lost deal": Case(
        step("late", 2, "old"), "/chain", "reopen it first", step("last", 1, "old", outcome="failed", correction=True)
    ),
    "stake in a lost deal": Case(stake("p1", on="old"), "/chain", "reopen it first", stake("p1", on="c2")),
    "step in a closed chain": Case(step("late", 1, "shut"), "/chain", "begin a new version", step("late", 3)),
    "stake in a closed chain": Case(stake("p1", on="shut"), "/chain", "begin a new version", stake("p1", on="c2")),
    "supersedes itself": Case(
        chain("c1", supersedes="c1"), "/supersedes", "supersede itself", chain("c1", supersedes="shut")
    ),
    "supersedes of another deal": Case(
        chain("c1", supersedes="c2"), "/supersedes", "belongs to another opportunity", chain("c3", supersedes="c1")
    ),
    "statement over a minute": Case(
        item("value_statement", "v1", opportunity="o1", text=" ".join(["word"] * 151)),
        "/text",
        "60.4 seconds",
        item("value_statement", "v1", opportunity="o1", text=" ".join(["word"] * 150)),
    ),
    "rung without member": Case(
        item("assessment", "a1", person="p1", attribute="rung", value="known", observed_at=day(2026)),
        "/member",
        "a rung needs member",
        item("assessment", "a1", person="p1", attribute="support", value=1, observed_at=day(2026)),
    ),
    "value of no lever": Case(
        item("control_point", opportunity="o1", key="award_rule", value="lottery"),
        "/value",
        "best_score",
        item("control_point", opportunity="o1", key="award_rule", value="best_score"),
    ),
    "answered before it was": Case(
        met(at=day(2026), answered_at=day(2025)), "/answered_at", "before at", met(at=day(2026), answered_at=day(2026))
    ),
    "contact with somebody who is not there": Case(
        met(at=day(2026), people=["p1", "ghost"]), "/people/1", "no person 'ghost'", met(at=day(1970))
    ),
}


@pytest.mark.parametrize("case", RULES.values(), ids=RULES)
async def test_what_breaks_a_rule_is_refused_where_it_does_and_its_neighbour_is_taken(deal: AccountDesk, case: Case):
    revision = await deal.revision()
    with pytest.raises(InvalidInput) as caught:
        await deal.write(case.wrong)
    [problem] = caught.value.problems
    assert (problem.pointer, await deal.revision()) == (case.pointer, revision)
    assert case.told in english(problem.detail)
    [result] = (await deal.write(case.right)).results
    assert result.outcome in {"created", "updated"}


async def test_two_steps_change_places_in_one_write(deal: AccountDesk):
    await deal.write(patch("step", "s1", order=2), patch("step", "s2", order=1))
    assert ids_of(await deal.list("step", equal={"chain": "c1"}, sort="order", numeric=True)) == ["s2", "s1"]


async def test_the_order_of_a_step_that_ended_is_free(deal: AccountDesk):
    await deal.write(end("step", "s2"))
    await deal.write(step("s3", 2))


async def test_two_steps_of_one_write_cannot_take_one_order(deal: AccountDesk):
    outcome = await deal.write(step("s3", 3), step("s4", 3), stake("p2", step="s4"), skip=True)
    assert [result.outcome for result in outcome.results] == ["created", "refused", "refused"]
    assert [problem.pointer for problem in outcome.results[1].problems] == ["/items/1/data/order"]


async def test_versions_of_a_chain_do_not_go_round(deal: AccountDesk):
    await deal.write(chain("c3", supersedes="c1"), chain("c4", supersedes="c3"))
    with pytest.raises(InvalidInput, match="by way of 'c4'") as caught:
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
    with pytest.raises(InvalidInput, match="'c1' is closed"):
        await deal.write(patch("step", "s2", outcome="failed"))
    await deal.write(patch("step", "s2", outcome="failed", correction=True))
    with pytest.raises(InvalidInput, match="is won"):
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
    with pytest.raises(Conflict, match="ended at"):
        await deal.write(patch("step", "s1", outcome="passed"))
    with pytest.raises(InvalidInput, match="nothing new begins in it"):
        await deal.write(chain("again"))


@pytest.mark.parametrize(("veto", "weight"), [(None, 0), (True, 100), (False, None)])
async def test_a_vote_may_have_any_weight_up_to_a_hundred_and_a_veto(deal: AccountDesk, veto, weight):
    await deal.write(stake("p2", "k2", weight=weight, veto=veto, roles=[]))
    row: Mapping[str, Any] = await deal.get("stake", "k2")
    assert (row.get("weight"), row.get("veto"), row["roles"]) == (weight, veto, [])


async def test_a_person_has_one_stake_on_a_chain_and_one_on_each_step(deal: AccountDesk):
    await deal.write(stake("p1", step="s1"), stake("p1", step="s2"))
    with pytest.raises(InvalidInput, match="'k1'"):
        await deal.write(stake("p1", "k9"))
    assert len(await deal.list("stake", equal={"person": "p1"})) == 3
