"""Rules about decisions, beside what their text says worked out slowly, and at the edges of their words."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analytics.context import Context
from analytics.gaps.catalogue.examples import examples_of
from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from analytics.routes.access_graph import Node
from schemas.rows.account_graph import AccountGraph, PairEdge
from schemas.rows.contacts import AssumedCloseness, MemberNode
from schemas.rows.deals import StakeEdge
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import slow_access, slow_decisions
from tests.unit.analytics.decisions import chains, deciding

FEW = settings(max_examples=examples(25))


def in_force(account: AccountGraph) -> GapContext:
    """Return chain c1 of an account, in force, as rules look at it."""
    active = tuple(each._replace(status="active" if each.id == "c1" else "draft") for each in account.chains)
    return GapContext(Context(replace(account, chains=active), AnalysisSettings())).chains["c1"]


def found(context: GapContext, rule: str) -> list[Finding]:
    return list(BY_ID[rule].find(context, **BY_ID[rule].defaults()))


def about(findings: list[Finding]) -> set[str]:
    return {subject.id for finding in findings for subject in finding.subjects}


def example(rule: str, **changes) -> GapContext:
    """Return the chain of the account that fires a rule, with rows changed."""
    fires = examples_of(BY_ID[rule]).fires
    whole = GapContext(Context(replace(fires.account, **changes), AnalysisSettings()), fires.models)
    return whole.chains["board"]


@FEW
@given(chains())
def test_a_step_is_impossible_or_can_be_stopped_when_trying_its_votes_says_so(account):
    context = in_force(account)
    against = {person for person, value in context.support.items() if value < 0}
    impossible, stopped = set(), set()
    for step, voters in slow_decisions.open_steps(account, "c1"):
        if voters and not slow_decisions.passes(step, voters, voters):
            impossible.add(step.id)
        elif voters and not slow_decisions.passes(step, voters, set(voters) - against):
            stopped.add(step.id)
    assert about(found(context, "rule-impossible")) == impossible
    assert {step for each in found(context, "blocking-coalition") for step in each.records["step"]} == stopped


@FEW
@given(chains(most=4))
def test_the_pivotal_voter_is_unknown_and_nobody_is_worth_more_to_know(account):
    context = in_force(account)
    steps = slow_decisions.open_steps(account, "c1")
    assume(steps and all(voters for _, voters in steps))
    chances = {voter: vote.probability for voter, vote in context.numbers.yes.items()}
    worth = {
        voter: 2 * chance * (1 - chance) * slow_decisions.swing(account, "c1", chances, voter)
        for voter, chance in chances.items()
    }
    most = max(worth.values())
    first = {voter for voter in worth if worth[voter] > most - 1e-10 and not context.numbers.yes[voter].known}
    assume(abs(most - 0.05) > 1e-10)
    assert about(found(context, "pivotal-unknown")) == (first if most > 0.05 else set())


@st.composite
def reached(draw: st.DrawFn) -> AccountGraph:
    """Draw a decision some of whose people two of us know."""
    account = draw(deciding())
    close = [
        AssumedCloseness(member, each.id, value)
        for member in ("kim", "lou")
        for each in account.people
        if (value := draw(st.sampled_from([0.0, 0.0, 20.0, 60.0])))
    ]
    members = MemberNode("kim", "Kim", status="active"), MemberNode("lou", "Lou", status="active")
    return replace(account, members=members, assumed_closeness=tuple(close))


@FEW
@given(reached())
def test_whoever_cuts_us_off_closes_every_way_that_can_be_walked(account):
    context = in_force(account)
    graph = context.numbers.access_graph
    alone: dict[Node, set[str]] = {}
    opposed: dict[str, set[str]] = {}
    for decider in context.deciders - context.seats:
        target = graph.places[Node("theirs", decider)]
        ways = list(slow_access.every_way(graph, target, graph.members, usable=True))
        on_all = set(range(len(graph.nodes))).intersection(*(set(way) for way, _ in ways)) - {target} if ways else set()
        if on_all:
            along = [graph.nodes[place] for place in ways[0][0] if place in on_all]
            first = next((node for node in along if node.side == "theirs"), along[0])
            alone.setdefault(first, set()).add(decider)
        for node in (graph.nodes[place] for place in on_all):
            if node.side == "theirs" and context.support.get(node.id, 0.0) < 0:
                opposed.setdefault(node.id, set()).add(decider)
    cuts = {each.subjects[0].id: set(each.records["person"]) for each in found(context, "single-cut")}
    opponents = {each.subjects[0].id: set(each.records["person"]) for each in found(context, "opponent-dominates")}
    assert cuts == {node.id: deciders for node, deciders in alone.items()}
    assert opponents == opposed


def test_whoever_is_in_conflict_with_one_side_stands_between_nobody():
    allied = (PairEdge("a1", ("bo", "cy"), 0.8),)
    between = example("unmediated-conflict", alliances=allied)
    assert found(between, "unmediated-conflict") == []
    quarrel = (*between.account.conflicts, PairEdge("c2", ("bo", "cy"), 0.2))
    assert len(found(example("unmediated-conflict", alliances=allied, conflicts=quarrel), "unmediated-conflict")) == 1


@pytest.mark.parametrize("began", [None, "2026-04-30T00:00:00.000000Z", "2026-05-01T00:00:00.000000Z"])
def test_a_stake_without_a_date_or_from_before_the_half_is_not_a_late_entry(began):
    stakes = example("late-entrant").account.stakes
    again = example("late-entrant", stakes=tuple(each._replace(valid_from=began) for each in stakes))
    assert found(again, "late-entrant") == []


def test_an_earlier_stake_on_the_same_chain_makes_nobody_late():
    (late,) = example("late-entrant").account.stakes
    first = StakeEdge("earlier", late.person, late.chain, "need", ("user",), valid_from="2026-01-01T00:00:00.000000Z")
    assert len(found(example("late-entrant"), "late-entrant")) == 1
    assert found(example("late-entrant", stakes=(first, late)), "late-entrant") == []


@pytest.mark.parametrize("rows", [{"started_at": None}, {"department": None}, {"outcome": "open"}])
def test_a_step_of_which_nobody_knows_when_or_where_it_was_opened_again_says_nothing(rows):
    steps = example("journey-went-back").account.steps
    again = example("journey-went-back", steps=tuple(each._replace(**rows) for each in steps))
    assert found(again, "journey-went-back") == []


def test_what_landed_with_somebody_has_landed_whomever_it_was_aimed_at():
    (claim,) = example("value-not-landed").account.value_statements
    landed = claim._replace(aimed_at=None, deliveries=({"interaction": "i1", "person": "ada", "reaction": "landed"},))
    assert found(example("value-not-landed", value_statements=(landed,)), "value-not-landed") == []
    cold = landed._replace(deliveries=({"interaction": "i1", "person": "ada", "reaction": "objected"},))
    assert len(found(example("value-not-landed", value_statements=(cold,)), "value-not-landed")) == 1


def test_a_deal_without_a_chain_is_not_called_blind_as_well():
    """Control points of a deal are learned with its decision chain: one cause is one gap."""
    fires = examples_of(BY_ID["process-blind"]).fires
    context = GapContext(Context(fires.account, AnalysisSettings()), fires.models)
    rules = [BY_ID["chain-missing"], BY_ID["process-blind"]]
    gaps = find_gaps(context, FULL, rules)
    assert [gap.rule for gap in gaps.shown] == ["chain-missing"]
    assert [cause.rule for cause in gaps.hidden.values()] == ["chain-missing"]


def test_an_opponent_on_every_way_is_one_gap_and_a_stranger_who_decides_is_one():
    for rule, other in (
        ("opponent-dominates", "single-cut"),
        ("approver-unreachable", "key-player-uncovered"),
        ("late-entrant", "key-player-uncovered"),
    ):
        fires = examples_of(BY_ID[rule]).fires
        context = GapContext(Context(fires.account, AnalysisSettings()), fires.models)
        gaps = find_gaps(context, FULL, [BY_ID[rule], BY_ID[other]])
        assert [gap.rule for gap in gaps.shown] == [rule]
        assert {cause.rule for cause in gaps.hidden.values()} == {rule}
