"""Rules about relationships, against a slow reading of their definitions, and at the edges of them."""

import math
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.context import Context
from analytics.gaps.catalogue.examples import AS_OF, examples_of
from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.catalogue.relationship.answers import working_days
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from app.messages.sentences import sentence
from schemas.rows.account_graph import AccountGraph, DepartmentNode, PersonNode
from schemas.rows.contacts import (
    AssessmentNode,
    AssumedCloseness,
    CoverageEdge,
    InteractionNode,
    MemberNode,
)
from schemas.rows.deals import OpportunityNode, StakeEdge, StepNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples

SETTINGS = AnalysisSettings()
PEOPLE = tuple(PersonNode(who, who.title(), None, None, None, None, None, None) for who in ("ada", "bo", "cy"))
MEMBERS = tuple(MemberNode(who, who.title()) for who in ("kim", "lea"))
INNER = tuple(
    AssessmentNode(f"inner-{who.id}", who.id, None, None, "political_status", "inner_circle", 1.0, AS_OF)
    for who in PEOPLE
)
FIRM = AccountGraph("firm", AS_OF, AS_OF, 1, people=PEOPLE, members=MEMBERS)


def found(account: AccountGraph, rule: str) -> tuple[Gap, ...]:
    """Return what a rule sees, with nothing hidden by another gap."""
    return find_gaps(GapContext(Context(account, SETTINGS)), FULL, [BY_ID[rule]]).all


def fires(rule: str) -> AccountGraph:
    return examples_of(BY_ID[rule]).fires.account


def words(gap: Gap) -> str:
    return sentence(gap.finding.message, "en")


NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)

zones = st.sampled_from([None, "Europe/Berlin", "Asia/Shanghai"])


@given(st.integers(0, 24 * 330), st.integers(0, 24 * 20), zones)
@settings(max_examples=examples(40))
def test_working_days_are_the_hours_that_fall_on_no_saturday_or_sunday_there(begin, hours, zone):
    """Hour by hour; an hour on the day of a change of the clock is worth what the clock says: one hour off at most."""
    moments = [NEW_YEAR + timedelta(hours=begin + each) for each in range(hours + 1)]
    instants = [f"{moment:%Y-%m-%dT%H:%M:%S}.000000Z" for moment in moments]
    local = [datetime.fromisoformat(each).astimezone(ZoneInfo(zone or "UTC")) for each in instants[:-1]]
    counted = sum(moment.weekday() < 5 for moment in local) / 24
    assert working_days(instants[0], instants[-1], zone) == pytest.approx(counted, abs=1.01 / 24)


closeness = st.dictionaries(
    st.tuples(st.sampled_from(["kim", "lea"]), st.sampled_from(["ada", "bo", "cy"])), st.floats(0.5, 100), min_size=1
)


@given(closeness)
@settings(max_examples=examples(40))
def test_threads_are_single_where_the_shares_of_all_closeness_say_so(pairs):
    assumed = tuple(AssumedCloseness(who, whom, value) for (who, whom), value in pairs.items())
    firm = replace(FIRM, assessments=INNER, assumed_closeness=assumed)
    total = sum(pairs.values())
    theirs, ours = Counter[str](), Counter[str]()
    for (member, person), value in pairs.items():
        theirs[person] += value / total
        ours[member] += value / total
    spread = math.exp(-sum(share * math.log(share) for share in theirs.values()))
    assert bool(found(firm, "single-threaded-theirs")) == (spread < 2 - 1e-12 or max(theirs.values()) > 0.6 + 1e-12)
    alone = [gap.subjects[0].id for gap in found(firm, "single-threaded-ours")]
    assert alone == sorted(member for member, share in ours.items() if share > 0.7 + 1e-12)


begun = st.lists(st.sampled_from(["ours", "theirs", "unknown"]), max_size=9)


@given(begun)
@settings(max_examples=examples(40))
def test_a_relationship_is_one_sided_when_they_began_none_of_the_last_five_contacts_that_are_known(sides):
    contacts = tuple(
        InteractionNode(f"i{place}", f"2026-05-{place + 10}T00:00:00.000000Z", ("ada",), ("kim",), initiator=side)
        for place, side in enumerate(sides)
    )
    known = [side for side in sides if side != "unknown"]
    expected = len(known) >= 5 and "theirs" not in known[-5:]
    assert bool(found(replace(FIRM, interactions=contacts), "one-sided")) == expected


def test_a_shorter_cadence_is_not_taken_for_a_relationship_that_cools():
    """The cadence of the example asks for more from today on; measured by one cadence nothing fell by 10 points."""
    visits = tuple(
        InteractionNode(f"i{day}", f"2026-0{month}-{day}T00:00:00.000000Z", ("ada",), ("kim",), "visit", None, None,
                        "mutual", 5, 1.0)
        for month, day in ((5, 10), (5, 25), (6, 12), (6, 24))
    )  # fmt: skip
    duty = CoverageEdge("v1", "kim", "person", "ada", "owner", cadence_days=10)
    assert found(replace(FIRM, interactions=visits, assessments=INNER, coverages=(duty,)), "cooling") == ()


def test_what_cools_is_the_difference_of_closeness_on_both_days():
    (gap,) = found(fires("cooling"), "cooling")
    account = fires("cooling")
    now, then = (
        Context(replace(account, as_of=day), SETTINGS).people_closeness["ada"].closeness
        for day in (AS_OF, "2026-06-01T00:00:00.000000Z")
    )
    assert gap.numbers["closeness"] == pytest.approx(now)
    assert gap.numbers["closeness_before"] == pytest.approx(then)
    assert then - now > 10


def test_a_friend_with_power_who_does_not_sign_is_worse_than_one_who_does_and_better_than_none():
    firm = examples_of(BY_ID["no-supportive-power"]).rests.account
    stake = StakeEdge("s1", "ada", "board", roles=("evaluator",))
    (gap,) = found(replace(firm, stakes=(stake,)), "no-supportive-power")
    assert (gap.severity, gap.numbers["supportive"]) == ("high", 1)
    (none,) = found(fires("no-supportive-power"), "no-supportive-power")
    assert (none.severity, none.id) == ("critical", gap.id)


def test_a_chain_without_a_key_player_says_nothing_about_support():
    assert found(replace(fires("no-supportive-power"), assessments=()), "no-supportive-power") == ()


def test_an_account_of_tier_a_wants_a_sponsor_of_ours():
    (gap,) = found(replace(FIRM, tier="A"), "level-mismatch")
    assert gap.subjects[0].kind == "account"
    sponsor = CoverageEdge("v1", "kim", "account", "firm", "executive_sponsor")
    assert found(replace(FIRM, tier="A", coverages=(sponsor,)), "level-mismatch") == ()
    gone = (MemberNode("kim", "Kim", status="left"),)
    assert found(replace(FIRM, tier="A", coverages=(sponsor,), members=gone), "level-mismatch") != ()


def test_a_seniority_of_ours_that_is_not_recorded_says_nothing_about_levels():
    unknown = tuple(member._replace(seniority=None) for member in fires("level-mismatch").members)
    assert found(replace(fires("level-mismatch"), members=unknown), "level-mismatch") == ()


def test_questions_of_the_same_people_are_one_gap_that_whoever_was_asked_answers_tomorrow():
    firm = fires("inbound-unanswered")
    again = firm.interactions[0]._replace(id="again", at="2026-06-24T00:00:00.000000Z")
    (gap,) = found(replace(firm, interactions=(again, *firm.interactions)), "inbound-unanswered")
    assert words(gap) == "2 questions from Ada Brandt have been waiting for our answer, the oldest since 2026-06-24."
    assert gap.id == found(firm, "inbound-unanswered")[0].id


def test_a_question_of_two_working_days_ago_may_still_wait():
    asked = fires("inbound-unanswered").interactions[0]
    for day, waits in (("2026-06-29T00:00:00.000000Z", False), ("2026-06-28T23:59:59.000000Z", False),
                       ("2026-06-26T23:00:00.000000Z", True)):  # fmt: skip
        firm = replace(fires("inbound-unanswered"), interactions=(asked._replace(at=day),))
        assert bool(found(firm, "inbound-unanswered")) == waits


def test_a_step_of_a_department_from_which_nobody_is_recorded_is_a_gap_of_its_chain():
    firm = fires("no-supportive-power")
    step = StepNode("sign", "board", 1, department="legal")
    (gap,) = found(
        replace(firm, steps=(step,), departments=(DepartmentNode("legal", "Legal", None, None, None),)),
        "department-uncovered",
    )
    assert (gap.chain, gap.priority) == ("board", 2.0)
    assert words(gap) == "“Legal” takes part in “Board”, and nobody from there is on the map."


def test_a_gap_of_a_department_matters_as_much_as_the_influence_of_its_people():
    firm = fires("department-uncovered")
    (gap,) = found(replace(firm, people=(*firm.people, *PEOPLE[1:])), "department-uncovered")
    assert gap.influence == pytest.approx(1 / 3)
    assert gap.priority == pytest.approx(2 / 3)


def test_whoever_is_silent_about_many_deals_is_one_gap():
    firm = fires("silent-owner")
    deals = tuple(OpportunityNode(f"o{place}", f"Deal {place}", status="open") for place in range(4))
    duties = tuple(CoverageEdge(f"v{deal.id}", "kim", "opportunity", deal.id, "owner") for deal in deals)
    (gap,) = found(replace(firm, opportunities=deals, coverages=duties), "silent-owner")
    assert words(gap) == (
        "Kim Vale is responsible for 4 open deals, among them “Deal 0”, “Deal 1”, “Deal 2”, and has recorded nothing"
        " about them for 30 days or longer."
    )


def test_a_deal_that_is_young_or_that_nobody_owns_says_nothing_about_silence():
    firm = fires("silent-owner")
    young = firm.opportunities[0]._replace(opened="2026-06-15T00:00:00.000000Z")
    assert found(replace(firm, opportunities=(young,)), "silent-owner") == ()
    assert found(replace(firm, coverages=()), "silent-owner") == ()


def test_a_silence_that_cools_a_relationship_is_reported_once():
    """The example of cooling is silent for a month at a cadence of 20 days."""
    wanted = tuple(person._replace(desired_rung="interdependent") for person in fires("cooling").people)
    gaps = find_gaps(GapContext(Context(replace(fires("cooling"), people=wanted), SETTINGS)), FULL)
    assert {"cooling", "weakest-degree"} <= {gap.rule for gap in gaps.all}
    assert {gaps.hidden[gap.id].rule for gap in gaps.all if gap.rule in {"cooling", "weakest-degree"}} == {
        "overdue-contact"
    }
