"""A context beside another gives the numbers that it gives alone, and computes again only what is otherwise."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from analytics.ages import days_before
from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.scores.scores import scores_of
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.edge_cases import EDGE_CASES
from tests.unit.analytics.rich_account import rich
from tests.unit.analytics.simulation.drawn import standing

SETTINGS, CHAIN = AnalysisSettings(), "c1"
ASKED_BY_RULES = (
    *("beliefs", "key_players", "people_closeness", "cadence", "covered"),
    *("targets", "access", "communities"),
)

AT_AN_EARLIER_INSTANT = ("closeness", "people_closeness", "meetings", "counts", "beliefs")
"""What rests on the log of contacts and on words: they are sorted once, whatever instant is asked about."""


def assert_same_as_alone(account: AccountGraph) -> None:
    """See that neither the chain beside its account nor the account itself is otherwise than alone."""
    whole = Context(account, SETTINGS)
    for found, alone in (
        (ContextBeside.of_chain(whole, CHAIN), Context(account, SETTINGS, CHAIN)),
        (whole, Context(account, SETTINGS)),
    ):
        assert scores_of(found, MODELS) == scores_of(alone, MODELS)
        for name in ASKED_BY_RULES:
            assert getattr(found, name) == getattr(alone, name), name
    then = replace(account, as_of=days_before(account.as_of, 30))
    for name in AT_AN_EARLIER_INSTANT:
        assert getattr(ContextBeside(whole, then), name) == getattr(Context(then, SETTINGS), name), name


@given(standing())
@settings(max_examples=examples(20), deadline=None)
def test_a_chain_beside_its_account_has_the_numbers_that_it_has_alone(account):
    assert_same_as_alone(account)


@pytest.mark.parametrize("name", sorted(EDGE_CASES.keys() - {"2,000 people"}))
def test_so_has_the_chain_of_an_account_that_lacks_nearly_everything(name):
    assert_same_as_alone(EDGE_CASES[name]())


def test_the_log_is_sorted_once_for_any_instant():
    account = rich()
    whole = Context(account, SETTINGS)
    earlier = ContextBeside(whole, replace(account, as_of=days_before(account.as_of, 30)))
    assert earlier.contact_log is whole.contact_log
    assert len(earlier.contacts.pair) < len(whole.contacts.pair)


def test_what_no_chain_changes_is_computed_once_for_all_of_them():
    """The account has a line that holds for its chain alone; without it, chain and account move people alike."""
    account = replace(rich(), reporting_lines=tuple(line for line in rich().reporting_lines if line.chain is None))
    whole = Context(account, SETTINGS)
    beside = ContextBeside.of_chain(whole, CHAIN)
    for name in ("influence_graph", "influence", "contacts", "closeness", "communities", "targets", "access_graph"):
        assert getattr(beside, name) is getattr(whole, name), name
    assert ContextBeside.of_chain(Context(rich(), SETTINGS), CHAIN).influence != Context(rich(), SETTINGS).influence
