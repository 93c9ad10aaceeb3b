"""The ceiling of closeness: the number never says more than the contacts can carry."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics.accounts import account, person
from tests.unit.analytics.asked import closeness_analysis
from tests.unit.analytics.contacts import CHANNELS, ago, covers, met, relationships, with_contacts

SETTINGS = AnalysisSettings()


def of_ada(*interactions, **more):
    (row,) = closeness_analysis(with_contacts(account("ada"), interactions, tier="A", **more), SETTINGS).pairs
    return row


def test_one_visit_is_an_acquaintance_and_a_second_on_another_day_makes_it_more():
    once = met(5, channel="visit", depth=5, expertise=1.0)
    row = of_ada(once)
    assert (row.closeness, row.ceiling, row.limited_by, row.rung) == (24.9, 24.9, "two_way_contacts", "acquainted")
    assert of_ada(once, met(4.9, channel="visit", depth=5)).limited_by == "two_way_contacts"
    again = of_ada(once, met(9, channel="visit", depth=5))
    assert (again.rung, again.limited_by) == ("known", None)


def test_the_day_of_a_contact_is_that_of_the_account():
    """16:30 and 15:30 UTC of one day are two days in Shanghai, and those of two days can be one."""
    late = [met(1 + hours / 24, depth=2, expertise=1.0, channel="visit") for hours in (7.5, 8.5)]
    assert {each.at[:10] for each in late} == {"2026-06-29"}
    assert of_ada(*late).ceiling == 24.9
    assert of_ada(*late, timezone="Asia/Shanghai").ceiling == 49.9
    early = [met(1 + hours / 24, depth=2, expertise=1.0, channel="visit") for hours in (-0.5, 0.5)]
    assert of_ada(*early).ceiling == 49.9
    assert of_ada(*early, timezone="Asia/Shanghai").ceiling == 24.9


def test_contacts_of_more_than_a_year_ago_carry_an_acquaintance_alone():
    friends = [met(day, depth=5, expertise=1.0, channel="visit") for day in range(366, 1460, 30)]
    row = of_ada(*friends, coverages=[covers("kim", "ada", cadence_days=400)])
    assert (row.closeness, row.limited_by, row.rung) == (24.9, "two_way_contacts", "acquainted")
    assert row.components.length > 0.9


@given(st.integers(1, 100), st.floats(0, 300), st.sampled_from([None, "outbound"]))
def test_mails_that_nobody_answered_carry_an_acquaintance_alone(count, newest, direction):
    mails = [met(newest + n, channel="mail", direction=direction, depth=5) for n in range(count)]
    row = of_ada(*mails, coverages=[covers("kim", "ada", cadence_days=300)])
    assert row.closeness <= 24.9
    assert row.ceiling == 24.9
    assert row.rung == "acquainted"


@given(relationships(), st.data())
def test_a_complaint_adds_no_more_than_a_contact_that_nobody_answered(drawn, data):
    """What was said in it and that they began it count for nothing; that it was contact counts."""
    whom = data.draw(st.sampled_from([person.id for person in drawn.people]))
    channel, initiator = data.draw(st.sampled_from(CHANNELS)), data.draw(st.sampled_from([None, "ours", "theirs"]))
    fields: dict[str, Any] = {"direction": "inbound", "depth": 5, "expertise": 1.0, "sentiment": -1}
    complaint = met(0.5, whom, channel=channel, initiator=initiator, **fields)
    plain = complaint._replace(sentiment=None, initiator="ours", depth=None, expertise=None)
    accounts = [replace(drawn, interactions=(*drawn.interactions, last)) for last in (complaint, plain)]
    complained, said_nothing = (closeness_analysis(each, SETTINGS).pairs for each in accounts)
    rows: list[tuple[Any, Any]] = list(zip(complained, said_nothing, strict=True))
    for row, other in rows:
        assert (row.member, row.person) == (other.member, other.person)
        assert row.closeness <= other.closeness
        if row.components is not None:
            assert row.ceiling <= other.ceiling
            assert row.components.frequency <= other.components.frequency
            assert row.components.depth == other.components.depth
            assert row.components.expertise == other.components.expertise
            assert row.components.length == other.components.length


def test_a_complaint_is_not_their_initiative_but_reciprocity_counts_it():
    close = [met(n * 7, depth=5, expertise=1.0, initiator="ours") for n in range(160)]
    agreed = [covers("kim", "ada", cadence_days=30)]
    row = of_ada(*close, met(3, sentiment=-1, initiator="theirs"), coverages=agreed)
    assert (row.closeness, row.limited_by) == (74.9, "their_initiative")
    assert row.reciprocity == 1 / 161


def test_a_complaint_of_somebody_who_left_says_nothing_of_those_who_stayed():
    bo = person("bo", status="left", left_at=ago(2))
    contacts = [met(n * 20 + 1, depth=4) for n in range(12)]
    without, complained = (
        closeness_analysis(with_contacts(account(["ada", bo]), [*contacts, *more], tier="A"), SETTINGS)
        for more in ((), [met(5, "bo", sentiment=-1, initiator="theirs")])
    )
    assert {row.person for row in without.pairs} == {"ada"}
    assert complained == without


@given(relationships())
def test_the_rung_is_a_function_of_the_number(drawn):
    begins = {"interdependent": 75.0, "trusted": 50.0, "known": 25.0}
    answer = closeness_analysis(drawn, SETTINGS)
    rows: list[Any] = [*answer.pairs, *answer.people]
    for row in rows:
        closeness = round(row.closeness or 0.0, 12)
        lowest = "acquainted" if closeness > 0 else "unknown"
        assert row.rung == next((rung for rung, least in begins.items() if closeness >= least), lowest)


def test_talk_of_little_depth_carries_no_trust():
    """Every week for three years, but never beyond a working topic (depth 2, so 0.4 at the most, less with age)."""
    small_talk = [met(n * 7 + 1, depth=2, expertise=1.0, initiator="theirs") for n in range(160)]
    row = of_ada(*small_talk, coverages=[covers("kim", "ada", cadence_days=30)])
    assert (row.closeness, row.limited_by, row.rung) == (49.9, "depth", "known")
