"""Rules about people and roles: numbers of the sample's answer key, and what two examples leave open."""

from dataclasses import replace
from typing import Any

import pytest

from analytics.context import Context
from analytics.gaps.catalogue.examples import examples_of
from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from schemas.rows.account_graph import AccountGraph, PersonNode
from schemas.rows.deals import ChainNode, OpportunityNode, StakeEdge
from schemas.rows.stages import StageModelRow, StageRow
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.gaps.sample_accounts import found
from tests.unit.sample_book import HALDEN


def test_a_department_is_short_by_the_numbers_of_the_answer_key():
    numbers = {gap.chain: gap.numbers for gap in found(HALDEN, "headcount-short")}["investment-committee"]
    assert (numbers["people_finance"], numbers["expected_finance"]) == (4, 9)
    assert (numbers["people_operations"], numbers["expected_operations"]) == (5, 140)
    assert "people_procurement" not in numbers  # 3 of 6 are half of them


def changed(rule: str, **rows: Any) -> tuple[Gap, ...]:
    """Return what a rule sees of its first example with some rows in place of those there."""
    example = examples_of(BY_ID[rule]).fires
    context = GapContext(Context(replace(example.account, **rows), AnalysisSettings()), example.models)
    return find_gaps(context, FULL, [BY_ID[rule]]).all


def test_a_missing_economic_buyer_is_reported_once_though_the_stage_asks_for_one_too():
    def hidden(*asked: str) -> set[str]:
        stage = StageRow("tender", dict.fromkeys(asked, 1), {}, ())
        deal = OpportunityNode("pumps", status="open", stage_model="plant", stage="tender")
        account = AccountGraph(
            "a1",
            "2026-07-01T00:00:00.000000Z",
            "",
            1,
            people=(PersonNode("ada", "Ada", None, None, None, None, None, None),),
            opportunities=(deal,),
            chains=(ChainNode("board", "pumps", status="active"),),
            stakes=(StakeEdge("s1", "ada", "board", roles=["approver"]),),
        )
        context = GapContext(Context(account, AnalysisSettings()), (StageModelRow("plant", None, (stage,)),))
        gaps = find_gaps(context, FULL, [BY_ID["economic-buyer-ambiguous"], BY_ID["role-unfilled"]])
        return {gap.rule for gap in gaps.all if gap.id in gaps.hidden}

    assert hidden("economic_buyer") == {"role-unfilled"}
    assert hidden("economic_buyer", "champion") == set()


def test_a_seat_of_which_nobody_knows_since_when_it_has_a_say_rests():
    assert changed("placeholder-unfilled", stakes=(StakeEdge("s1", "seat", "board"),)) == ()


def test_a_vacant_seat_is_filled_and_a_placeholder_found_out():
    """A seat on which nobody sits has no name to find out."""

    def said(kind: str | None, vacant: bool | None) -> str:
        seat = PersonNode("seat", "Head of Treasury", None, None, kind, None, None, vacant)
        (gap,) = changed("placeholder-unfilled", people=(seat,))
        return gap.finding.message.id

    assert said("placeholder", None) == "gaps_people.placeholder_unfilled"
    assert said("known", True) == "gaps_people.seat_vacant"


@pytest.mark.parametrize("seniority", ["unknown", None])
def test_somebody_of_unknown_seniority_may_be_the_manager(seniority):
    ada = PersonNode("ada", "Ada Brandt", None, seniority, None, None, None, None)
    assert changed("hidden-manager", people=(ada,)) == ()


def test_a_say_on_a_deal_that_is_decided_may_stay_with_somebody_who_left():
    def held(status: str) -> int:
        return len(
            changed(
                "left-but-active",
                memberships=(),
                opportunities=(OpportunityNode("pumps", status=status),),
                chains=(ChainNode("board", "pumps", status="active"),),
                stakes=(StakeEdge("s1", "ada", "board"),),
            )
        )

    assert (held("open"), held("won")) == (1, 0)


def test_an_outsider_has_no_place_in_the_account():
    ada = PersonNode("ada", "Ada Brandt", None, None, "external", None, None, None)
    assert changed("cannot-be-placed", people=(ada,)) == ()
