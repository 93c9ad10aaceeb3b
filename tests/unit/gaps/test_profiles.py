"""Profiles: the one that fits most closely holds, and says of each rule whether it looks, how, and how bad it is."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from analytics.context import Context
from analytics.gaps.catalogue.examples import examples_of
from analytics.gaps.catalogue.registry import BY_ID, RULES
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.gaps.profiles import BUILT_IN, EVERYWHERE, FULL, Choice, Profile, Where, Whose, chosen_profile
from app.analysis.gaps.stored_profiles import asked_profile, stored_profile
from schemas.errors import InvalidInput
from schemas.gap_rules.registry import BUILT_IN_PROFILES
from schemas.rows.account_graph import AccountGraph, PersonNode
from schemas.rows.deals import OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.sentences import refusal
from tests.unit.gaps.sample_accounts import looked_at

AS_OF = "2026-07-01T00:00:00.000000Z"
PUMPS = replace(
    AccountGraph("pumps", AS_OF, AS_OF, 1), tier="A", segment="machinery", valid_from="2020-01-01T00:00:00.000000Z"
)
SAMPLE = ("halden_pumps", "halden_suzhou", "yunhe_zhonggong")
FROM_THERE = {"salesforce": "006000000000001"}
CLOSEST_FIRST = [
    ("account", Whose(account="pumps")),
    ("segment_and_tier", Whose(segment="machinery", tier="A")),
    ("tier", Whose(tier="A")),
    ("segment", Whose(segment="machinery")),
    ("all", Whose()),
]
OTHERS = [Whose(account="other"), Whose(tier="B"), Whose(segment="mining"), Whose(segment="machinery", tier="B")]


@pytest.mark.parametrize("place", range(len(CLOSEST_FIRST)))
def test_the_closest_profile_holds_whatever_the_order_of_their_ids(place):
    left = [whose for _, whose in CLOSEST_FIRST[place:]] + OTHERS
    for ids in (range(len(left)), range(len(left), 0, -1)):
        stored = [Profile(f"p{number}", whose=whose) for number, whose in zip(ids, left, strict=True)]
        profile, chosen_by = chosen_profile(PUMPS, frozenset(), stored)
        assert (profile.whose, chosen_by) == (CLOSEST_FIRST[place][1], CLOSEST_FIRST[place][0])


def test_of_two_alike_the_first_by_id_holds_and_one_for_others_never_does():
    stored = [Profile(each, whose=Whose(tier="A")) for each in ("b", "a", "c")]
    assert chosen_profile(PUMPS, frozenset(), stored)[0].id == "a"
    others = [Profile(str(place), whose=whose) for place, whose in enumerate(OTHERS)]
    assert chosen_profile(PUMPS, frozenset("abcde"), others) == (FULL, "default")
    assert chosen_profile(PUMPS, frozenset("abcd"), others)[1] == "few_people"


def test_an_account_without_a_tier_has_the_tier_none():
    untiered = replace(PUMPS, tier=None)
    assert chosen_profile(untiered, frozenset(), [Profile("p", whose=Whose(tier="none"))])[1] == "tier"


def test_built_in_profiles_bear_the_names_that_no_stored_one_may_have():
    assert tuple(BUILT_IN) == BUILT_IN_PROFILES


def test_a_profile_is_asked_for_by_name_or_id_and_an_unknown_one_is_refused_with_those_that_are_there():
    mine = Profile("mine")
    assert asked_profile("mine", [mine]) is mine
    with refusal(InvalidInput, match="no rule profile 'theirs' at this moment; there are full, light, starter, mine"):
        asked_profile("theirs", [mine])


def test_what_a_stored_profile_says_of_rules_and_parameters_that_are_gone_counts_for_nothing():
    record = {"id": "p", "choices": [{"rule": "gone", "on": False}, {"rule": "cooling", "parameters": {"weeks": 1}}]}
    (choice,) = stored_profile(record).choices
    assert (choice.rule, choice.parameters) == ("cooling", {})


def seen(where: Where = EVERYWHERE, **fields: Any) -> set[str | None]:
    """Return the chains on which one champion is too few in the last of two stages, of a large and of a small deal.

    The profile sets the share of stages beyond which that is so to all of them, where it holds: no deal is beyond.
    """
    example = examples_of(BY_ID["single-champion"]).fires
    (deal,), (chain,), (stake,) = example.account.opportunities, example.account.chains, example.account.stakes
    account = replace(
        example.account,
        opportunities=(deal._replace(deal_class="large"), deal._replace(id="small", deal_class="small")),
        chains=(chain, chain._replace(id="of-small", opportunity="small")),
        stakes=(stake, stake._replace(id="of-small", chain="of-small")),
        **fields,
    )
    profile = Profile("p", choices=[Choice("single-champion", parameters={"share": 1.0}, where=where)])
    context = GapContext(Context(account, AnalysisSettings()), example.models)
    return {gap.chain for gap in find_gaps(context, profile, [BY_ID["single-champion"]]).all}


def test_a_parameter_holds_for_the_tier_class_stage_and_age_that_it_is_set_for_and_nowhere_else():
    everywhere, young = {"board", "of-small"}, "2026-06-01T00:00:00.000000Z"
    assert seen() == set()
    assert seen(Where(deal_class="large")) == {"of-small"}
    assert seen(Where(deal_class="small")) == {"board"}
    assert seen(Where(stage="specify")) == set()
    assert seen(Where(stage="discover")) == everywhere
    assert seen(Where(tier="A"), tier="A") == set()
    assert seen(Where(tier="A", deal_class="small"), tier="A") == {"board"}
    assert seen(Where(tier="A"), tier="B") == everywhere
    assert seen(Where(younger_than_days=100), valid_from=young) == set()
    assert seen(Where(younger_than_days=20), valid_from=young) == everywhere
    assert seen(Where(younger_than_days=100)) == everywhere, "nobody said since when: it is old"


def test_a_rule_may_be_off_but_for_one_class_of_deals():
    example = examples_of(BY_ID["chain-missing"]).fires
    deals = tuple(each._replace(deal_class="large") for each in example.account.opportunities)
    on = Choice("chain-missing", on=True, severity="critical", where=Where(deal_class="large"))
    profile = Profile("p", on=False, choices=[on])
    for shown, opportunities in ((["critical"], deals), ([], example.account.opportunities)):
        account = replace(example.account, opportunities=opportunities)
        found = find_gaps(GapContext(Context(account, AnalysisSettings()), example.models), profile)
        assert [gap.severity for gap in found.all] == shown


def test_the_severity_of_a_profile_is_that_of_every_gap_of_its_rule():
    """A decider whom nobody ever met is critical by the finding itself; who sets a severity means all of them."""
    profile = Profile("p", choices=[Choice("key-player-uncovered", severity="low")])
    rule, context = [BY_ID["key-player-uncovered"]], looked_at("halden_pumps")
    assert {gap.severity for gap in find_gaps(context, profile, rule).all} == {"low"}
    assert "low" not in {gap.severity for gap in find_gaps(context, FULL, rule).all}


def test_the_most_that_are_listed_are_the_first_and_the_rest_is_held_back():
    context = looked_at("halden_pumps")
    everything, few = find_gaps(context, FULL), find_gaps(context, replace(FULL, most=3))
    assert (few.shown, few.held_back) == (everything.shown[:3], everything.shown[3:])


def ids(gaps: Any) -> set[str]:
    return {gap.id for gap in gaps}


def without(gaps: Gaps, rule: str) -> set[str]:
    return {gap.id for gap in gaps.all if gap.rule != rule}


@pytest.mark.parametrize("name", SAMPLE)
def test_a_rule_that_is_off_loses_exactly_its_gaps_and_what_they_hid_comes_back(name):
    context = looked_at(name)
    everything = find_gaps(context, FULL)
    for rule in {gap.rule for gap in everything.all}:
        found = find_gaps(context, Profile("p", choices=[Choice(rule, on=False)]))
        assert ids(found.all) == without(everything, rule)
        back = ids(found.shown) - ids(everything.shown)
        assert all(everything.hidden[each].rule == rule for each in back)
        gone = ids(everything.shown) & without(everything, rule) - ids(found.shown)
        assert all(found.hidden[each].id in back for each in gone)
        hidden_by_it = {each for each, cause in everything.hidden.items() if cause.rule == rule}
        assert hidden_by_it & without(everything, rule) <= back | set(found.hidden)


def test_light_is_eight_rules_that_lose_deals_and_shows_their_gaps_alone():
    light = BUILT_IN["light"]
    chosen = {choice.rule for choice in light.choices}
    assert len(chosen) == 8
    assert {BY_ID[rule].severity for rule in chosen} <= {"critical", "high"}
    for name in SAMPLE:
        everything, few = find_gaps(looked_at(name), FULL), find_gaps(looked_at(name), light)
        assert ids(few.all) == {gap.id for gap in everything.all if gap.rule in chosen}
        assert 0 < len(few.shown) < len(everything.shown) / 2


FIRST_IMPORT = [
    ("Ada Brandt", "Chief Financial Officer"),
    ("Bo Lind", "Head of Procurement"),
    *((f"Clerk {number}", "Clerk") for number in range(6)),
]


@pytest.mark.parametrize("deals", [0, 1, 20])
def test_a_freshly_imported_account_of_eight_names_shows_at_most_five_gaps(deals):
    people = tuple(
        PersonNode(f"p{place}", name, title, *[None] * 5) for place, (name, title) in enumerate(FIRST_IMPORT)
    )
    opened = tuple(
        OpportunityNode(f"o{place:02}", f"Deal {place}", status="open", stage="qualification", external_ids=FROM_THERE)
        for place in range(deals)
    )
    account = AccountGraph("new", AS_OF, AS_OF, 1, people=people, opportunities=opened)
    found = find_gaps(GapContext(Context(account, AnalysisSettings())), BUILT_IN["starter"])
    assert 1 <= len(found.shown) <= 5
    assert found.shown[0].rule == "no-stakeholders"
    assert Counter(gap.rule for gap in found.all)["chain-missing"] == deals


def test_choices_for_rules_one_by_one_are_the_full_profile():
    context = looked_at("yunhe_zhonggong")
    profile = Profile("p", on=False, choices=[Choice(rule.id, on=True) for rule in RULES])
    assert find_gaps(context, profile).all == find_gaps(context, FULL).all
