"""An account whose gaps were remembered has the gaps and the snapshot that it has when all is found again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.context import Context
from analytics.gaps.catalogue.examples import examples_of
from analytics.gaps.catalogue.registry import RULES
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from analytics.gaps.remembered.renewed import DRAWN, drawn_metrics, renewed
from analytics.snapshots.snapshot import snapshot_with
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.rows.gaps import ActionNode, GapStateNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.decisions import chain, chains, step, votes
from tests.unit.gaps.sample_accounts import account, stage_models
from tests.unit.snapshots.taking import DATE, SAY

USUAL = AnalysisSettings()


def looked_at(found: AccountGraph, under: AnalysisSettings = USUAL) -> GapContext:
    return GapContext(Context(found, under), stage_models())


def remembered(gaps: tuple[Gap, ...], before: AccountGraph) -> AccountGraph:
    """Return an account by the time that its gaps were remembered."""
    states = tuple(GapStateNode(gap.id, gap.rule, before.as_of, before.as_of) for gap in gaps)
    return replace(before, revision=before.revision + 1, known_at=f"{before.known_at}later", gap_states=states)


def assert_as_if_found_again(before: AccountGraph, under: AnalysisSettings = USUAL) -> bool:
    """See that nothing differs where an account is renewed; return whether it was."""
    context = looked_at(before, under)
    found = find_gaps(context)
    snapshot_with(context, found, DATE, SAY)
    now = remembered(found.all, before)
    again = renewed(context, found, now)
    if again is None:
        return False
    fresh = looked_at(now, under)
    assert find_gaps(fresh) == found
    assert snapshot_with(again, found, DATE, SAY) == snapshot_with(fresh, found, DATE, SAY)
    return True


@pytest.mark.parametrize("name", ["halden_pumps", "halden_suzhou"])
def test_an_account_of_the_sample_is_renewed_and_its_snapshot_is_that_of_its_new_revision(name):
    assert assert_as_if_found_again(account(name))


@settings(max_examples=examples(15))
@given(chains(), st.sampled_from([0, 12]))
def test_so_is_any_account_with_decisions_or_its_gaps_are_found_again(drawn, all_counted_up_to):
    active = tuple(each._replace(status="active") for each in drawn.chains)
    under = AnalysisSettings(shared_voters=all_counted_up_to, decision_samples=100)
    assert_as_if_found_again(replace(drawn, chains=active), under)


@pytest.mark.parametrize(("all_counted_up_to", "are_kept"), [(0, False), (12, True)])
def test_votes_are_counted_once_and_drawn_again(all_counted_up_to, are_kept):
    account_twice = chain(
        [step("s1"), step("s2", order=2)],
        [votes("ada", on=each) for each in ("s1", "s2")],
        support={"ada": 1},
    )
    deal = OpportunityNode("o1", status="open")
    before = replace(account_twice, opportunities=(deal,), chains=(ChainNode("c1", "o1", status="active"),))
    context = looked_at(before, AnalysisSettings(shared_voters=all_counted_up_to))
    found = find_gaps(context)
    counted = context.chains["c1"].numbers.swing
    again = renewed(context, found, remembered(found.all, before))
    assert again is not None
    assert (again.chains["c1"].numbers.swing is counted) == are_kept


def test_rules_that_read_what_may_be_drawn_by_chance_are_named():
    others = [rule for rule in RULES if rule.id not in DRAWN]
    fires = [examples_of(rule).fires for rule in RULES]
    contexts = [GapContext(Context(one.account, AnalysisSettings()), one.models) for one in fires]
    for context in (looked_at(account("halden_pumps")), *contexts):
        find_gaps(context, FULL, others)
        for scope in (context, *context.chains.values()):
            assert drawn_metrics().isdisjoint(scope.numbers.__dict__)


def test_gaps_are_found_again_where_more_was_written():
    before = account("halden_pumps")
    context = looked_at(before)
    found = find_gaps(context)
    done = replace(remembered(found.all, before), actions=(ActionNode("a1", gap=found.all[0].id),))
    assert renewed(context, found, done) is None
    assert renewed(context, found, remembered(found.all, before)) is not None


def test_gaps_are_found_again_where_what_is_drawn_by_chance_comes_out_otherwise():
    before = account("halden_pumps")
    context = looked_at(before)
    found = find_gaps(context)
    drawn = next(gap for gap in found.all if gap.rule in DRAWN)
    others = replace(found, all=tuple(gap for gap in found.all if gap is not drawn))
    assert renewed(context, others, remembered(found.all, before)) is None
