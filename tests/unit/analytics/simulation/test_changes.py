"""Changes of an account: what each kind makes of it, and the refusal of what cannot be."""

from dataclasses import replace
from typing import Any

import pytest

from analytics.context import Context
from analytics.simulation.apply import changed
from schemas.analysis.simulations.change import MOST_CHANGES
from schemas.errors import InvalidInput
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import MemberNode
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import AFTER, BEFORE, account, influence, line, person
from tests.unit.analytics.contacts import met, said
from tests.unit.analytics.decisions import step, votes
from tests.unit.analytics.simulation.sent import change_of

BOOK = {"nia": MemberNode("nia", "Nia"), "old": MemberNode("old", "Old", status="left")}


def office() -> AccountGraph:
    """Return an account with one of everything that a change names."""
    people = [
        *(person(name) for name in ("ada", "bo", "cy")),
        person("gone", status="left", left_at=BEFORE),
        person("soon", status="left", left_at=AFTER),
        person("seat", kind="placeholder", vacant=True),
    ]
    firm = account(people, [influence("ada", "bo", 0.5)], [line("bo", "ada"), line("cy", "bo")])
    return replace(
        firm,
        members=(MemberNode("kim", "Kim"), MemberNode("lea", "Lea", status="left")),
        interactions=(met(10, "ada", "kim"),),
        assessments=(
            said("support", -1, 30, "ada", "a"),
            said("support", -2, 30, "ada", "b", chain="c1"),
            said("importance", 3, 30, "ada", "a"),
        ),
        opportunities=(OpportunityNode("o1", status="open"), OpportunityNode("o2", status="won")),
        chains=(
            ChainNode("c1", "o1", status="active"),
            ChainNode("c2", "o2", status="active"),
            ChainNode("c3", "o1", status="replaced"),
        ),
        steps=(step("s1"), step("s2", order=2, outcome="passed"), step("s3")._replace(chain="c2")),
        stakes=(votes("ada", 2, roles=("approver",)),),
    )


def after(*asked: dict[str, Any]) -> AccountGraph:
    return changed(office(), [change_of(each) for each in asked], BOOK)


def refusal(*asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Return where each fault stands, and the id of its message."""
    with pytest.raises(InvalidInput) as caught:
        after(*asked)
    return [(each.pointer, getattr(each.detail, "id", "")) for each in caught.value.problems]


def leaves(name: str) -> dict[str, Any]:
    return {"kind": "person_leaves", "person": name}


def support(name: str, value: float = 2.0) -> dict[str, Any]:
    return {"kind": "set_support", "person": name, "value": value}


def close(member: str, name: str) -> dict[str, Any]:
    return {"kind": "set_closeness", "member": member, "person": name, "value": 60.0}


def moves(source: str, target: str) -> dict[str, Any]:
    return {"kind": "add_edge", "edge": "influence", "source": source, "target": target}


def reports(name: str, manager: str, **more: Any) -> dict[str, Any]:
    return {"kind": "add_edge", "edge": "reporting_line", "person": name, "manager": manager, **more}


def pair(edge: str, *people: str) -> dict[str, Any]:
    return {"kind": "add_edge", "edge": edge, "people": list(people)}


def ends(edge: str, key: str) -> dict[str, Any]:
    return {"kind": "end_edge", "edge": edge, "id": key}


def voter(name: str, chain: str = "c1", **more: Any) -> dict[str, Any]:
    return {"kind": "add_voter", "chain": chain, "person": name, **more}


def fills(seat: str, **more: Any) -> dict[str, Any]:
    return {"kind": "fill_placeholder", "person": seat, **more}


MEMBER_LEAVES = {"kind": "member_leaves", "member": "kim"}


def context(firm: AccountGraph, chain: str | None = None) -> Context:
    return Context(firm, AnalysisSettings(), chain)


def test_no_change_is_the_same_account():
    firm = office()
    assert changed(firm, []) is firm


def test_whoever_leaves_is_gone_from_then_on_and_nothing_else_is_touched():
    firm, gone = office(), after(leaves("ada"))
    assert context(gone).present == context(firm).present - {"ada"}
    assert context(after(MEMBER_LEAVES)).members == frozenset()
    assert gone.influences == firm.influences
    assert changed(firm, [change_of(leaves("ada"))]).interactions is firm.interactions


def test_whoever_leaves_later_may_leave_now():
    assert "soon" in context(office()).present
    assert "soon" not in context(after(leaves("soon"))).present


def test_a_set_support_is_all_that_is_believed_on_every_chain_and_beyond_doubt():
    for chain in (None, "c1", "c2"):
        belief = context(after(support("ada", -0.5)), chain).beliefs["ada", "support", None]
        assert (belief.value, belief.confidence, len(belief.words)) == (-0.5, 1.0, 1)
    assert context(after(support("ada"))).beliefs["ada", "importance", None].value == 3.0


def test_a_set_closeness_replaces_what_was_logged_and_makes_a_new_pair():
    assert 0 < context(office()).closeness["kim", "ada"] < 60.0
    assert context(after(close("kim", "ada"))).closeness == {("kim", "ada"): 60.0}
    assert context(after(close("nia", "bo"))).closeness["nia", "bo"] == 60.0
    assert "nia" in context(after(close("nia", "bo"))).members


def test_edges_are_added_and_end():
    assert [(each.source, each.target) for each in after(moves("bo", "ada")).influences] == [
        ("bo", "ada"),
        ("ada", "bo"),
    ]
    assert after(pair("conflict", "cy", "ada")).conflicts[0].people == ("ada", "cy")
    assert after(pair("alliance", "cy", "ada")).alliances[0].people == ("ada", "cy")
    assert after(ends("influence", "ada-bo")).influences == ()
    assert after(ends("stake", "ada-all")).stakes == ()
    moved = after(ends("reporting_line", "cy-bo-solid"), reports("cy", "ada"))
    assert {(each.person, each.manager) for each in moved.reporting_lines} == {("bo", "ada"), ("cy", "ada")}


def test_a_new_line_may_stand_where_one_has_ended():
    assert len(after(ends("influence", "ada-bo"), moves("ada", "bo")).influences) == 1


def test_a_voter_is_added_or_gets_another_weight_and_keeps_the_roles():
    (stake, other) = after(voter("bo", weight=3, veto=True), voter("ada", weight=5)).stakes
    assert (stake.person, stake.weight, stake.veto, stake.step) == ("bo", 3, True, None)
    assert (other.id, other.weight, other.veto, other.roles) == ("ada-all", 5, False, ("approver",))
    on_step = context(after(voter("bo", step="s1", weight=0, veto=True)), "c1").decision
    assert [ballot.person for ballot in on_step.steps[0].ballots] == ["ada", "bo"]


def test_a_placeholder_becomes_somebody():
    filled = next(each for each in after(fills("seat", name="Eva Lind", title="Buyer")).people if each.id == "seat")
    assert (filled.kind, filled.vacant, filled.name, filled.title) == ("known", False, "Eva Lind", "Buyer")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (leaves("nobody"), ("/changes/0/person", "simulation.absent")),
        (leaves("gone"), ("/changes/0/person", "simulation.has_left")),
        ({"kind": "member_leaves", "member": "lea"}, ("/changes/0/member", "simulation.has_left")),
        ({"kind": "member_leaves", "member": "zoe"}, ("/changes/0/member", "simulation.absent")),
        (close("old", "ada"), ("/changes/0/member", "simulation.has_left")),
        (close("zoe", "ada"), ("/changes/0/member", "simulation.absent")),
        (close("kim", "gone"), ("/changes/0/person", "simulation.has_left")),
        (support("gone"), ("/changes/0/person", "simulation.has_left")),
        (moves("ada", "ada"), ("/changes/0/target", "simulation.same_person")),
        (moves("ada", "bo"), ("/changes/0/target", "simulation.edge_exists")),
        (moves("ada", "gone"), ("/changes/0/target", "simulation.has_left")),
        (reports("bo", "cy"), ("/changes/0/manager", "simulation.edge_exists")),
        (reports("ada", "cy"), ("/changes/0/manager", "simulation.cycle")),
        (reports("ada", "cy", line="project", chain="c9"), ("/changes/0/chain", "simulation.absent")),
        (pair("conflict", "nobody", "ada"), ("/changes/0/people/1", "simulation.absent")),
        (ends("influence", "bo-ada"), ("/changes/0/id", "simulation.absent")),
        (ends("alliance", "ada-bo"), ("/changes/0/id", "simulation.absent")),
        (voter("gone"), ("/changes/0/person", "simulation.has_left")),
        (voter("ada", "c9"), ("/changes/0/chain", "simulation.absent")),
        (voter("ada", "c2"), ("/changes/0/chain", "simulation.deal_closed")),
        (voter("ada", "c3"), ("/changes/0/chain", "simulation.chain_closed")),
        (voter("ada", step="s3"), ("/changes/0/step", "simulation.step_elsewhere")),
        (voter("ada", step="s2"), ("/changes/0/step", "simulation.step_decided")),
        (voter("ada", step="s9"), ("/changes/0/step", "simulation.absent")),
        (voter("ada", weight=0), ("/changes/0/weight", "simulation.no_vote")),
        (fills("ada"), ("/changes/0/person", "simulation.no_placeholder")),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(asked, found):
    assert refusal(asked) == [found]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (leaves("ada"), leaves("ada"), ("/changes/1/person", "simulation.leaves_before")),
        (leaves("ada"), support("ada"), ("/changes/1/person", "simulation.leaves_before")),
        (leaves("ada"), voter("ada"), ("/changes/1/person", "simulation.leaves_before")),
        (MEMBER_LEAVES, close("kim", "ada"), ("/changes/1/member", "simulation.leaves_before")),
        (MEMBER_LEAVES, MEMBER_LEAVES, ("/changes/1/member", "simulation.leaves_before")),
        (support("ada"), support("ada", -1.0), ("/changes/1/value", "simulation.twice")),
        (close("kim", "ada"), close("kim", "ada"), ("/changes/1/value", "simulation.twice")),
        (moves("bo", "ada"), moves("bo", "ada"), ("/changes/1/target", "simulation.twice")),
        (ends("influence", "ada-bo"), ends("influence", "ada-bo"), ("/changes/1/id", "simulation.twice")),
        (voter("bo"), voter("bo", weight=3), ("/changes/1/person", "simulation.twice")),
        (fills("seat"), fills("seat"), ("/changes/1/person", "simulation.twice")),
        (reports("seat", "ada"), reports("ada", "seat"), ("/changes/1/manager", "simulation.cycle")),
    ],
)
def test_what_contradicts_an_earlier_change_is_refused(first, second, found):
    assert refusal(first, second) == [found]


def test_every_fault_is_named_and_the_sentence_counts_them():
    with pytest.raises(InvalidInput) as caught:
        after(leaves("nobody"), support("ada"), moves("ada", "ada"))
    assert [each.pointer for each in caught.value.problems] == ["/changes/0/person", "/changes/2/target"]
    assert str(caught.value.detail) == "simulation.several_wrong(count=2)"


def test_the_order_of_changes_counts():
    assert after(support("ada"), leaves("ada")).people[-2].id == "seat"
    assert refusal(leaves("ada"), support("ada"))


def test_a_thousand_changes_are_made():
    names = [f"p{number:04}" for number in range(MOST_CHANGES)]
    firm = changed(account(names), [change_of(support(name)) for name in names])
    assert len(firm.assessments) == MOST_CHANGES
