"""The deals that a planner takes into a meeting, in a line each."""

import pytest

from analytics.answers.chains.forecast import forecast_analysis
from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.reports.open_deals import open_deals
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.gaps.sample_accounts import account, looked_at
from tests.unit.sample_book import ACCOUNTS


@pytest.mark.parametrize("name", ACCOUNTS)
def test_each_open_deal_of_the_sample_says_how_it_is_decided(name):
    deals = open_deals(looked_at(name))
    recorded = {deal.id: deal for deal in account(name).opportunities if deal.status in {None, "open"}}
    assert {deal.opportunity for deal in deals} == set(recorded)
    assert [deal.closes or "~" for deal in deals] == sorted(deal.closes or "~" for deal in deals)
    for deal in deals:
        assert (deal.name, deal.amount) == (recorded[deal.opportunity].name, recorded[deal.opportunity].amount)
        assert set(deal.reasons) == {each for each in ("steps_open", "forecast") if getattr(deal, each) is None}
        if deal.chain is not None:
            asked = forecast_analysis(Context(account(name), AnalysisSettings(), deal.chain))
            assert deal.forecast == asked.forecast


def test_a_deal_without_a_chain_says_that_nobody_decides_yet():
    known = AccountGraph("a1", "", "", 1, opportunities=(OpportunityNode("o1"), OpportunityNode("o2", status="won")))
    (deal,) = open_deals(GapContext(Context(known, AnalysisSettings())))
    assert (deal.opportunity, deal.chain, deal.forecast) == ("o1", None, None)
    assert deal.reasons == {"forecast": "no_decider", "steps_open": "no_decider"}
