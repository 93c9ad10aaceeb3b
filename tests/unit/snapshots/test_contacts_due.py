"""Who is due for a contact: since when, for what reason, and whom nobody can call due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.gaps.catalogue.relationship.answers import working_days
from analytics.snapshots.contacts_due import worked_until
from schemas.instants import instant_text
from schemas.reports.lists import BothLanguages, ReportedGap
from schemas.rows.gaps import GapStateNode
from tests.nightly import examples
from tests.unit.analytics.accounts import account, person
from tests.unit.analytics.contacts import ago, covers, met, said, with_contacts
from tests.unit.gaps.sample_accounts import account as sample_account
from tests.unit.gaps.sample_accounts import found as found_gaps
from tests.unit.gaps.sample_accounts import stage_models
from tests.unit.sample_book import ACCOUNTS
from tests.unit.snapshots.taking import due, of_sample, taken

CROWD = "ada bo cy di ed flo gil hal"


def asked(days: float, people: str = "ada", members: str = "kim", **fields):
    """Return a question to us by mail that nobody has answered."""
    return met(days, people, members, direction="inbound", needs_answer=True, channel="mail", **fields)


def knowing(firm, gap, opened: float, closed: float | None = None, muted: tuple[float, float] | None = None):
    """Return a firm of which a gap is remembered: opened, closed and muted from and until, in days ago."""
    mute = None if muted is None else {"at": ago(muted[0]), "until": ago(muted[1])}
    state = GapStateNode(gap.id, gap.rule, ago(400), ago(opened), None if closed is None else ago(closed), mute=mute)
    return replace(firm, gap_states=(state,))


def gap_about(firm, someone: str, rule: str):
    """Return the gap of a rule that is about a person."""
    return next(gap for gap in taken(firm).gaps if gap.rule == rule and someone in gap.people)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_those_due_by_cadence_are_those_whose_contact_is_overdue(name):
    overdue: dict[str, Any] = {gap.subjects[0].id: gap.numbers for gap in found_gaps(name, "overdue-contact")}
    waiting = {each.id for gap in found_gaps(name, "inbound-unanswered") for each in gap.subjects}
    listed = {each.person: each for each in of_sample(name).contacts_due}
    assert overdue.keys() | waiting == listed.keys()
    for who in overdue.keys() - waiting:
        assert listed[who].reason == "cadence"
        assert listed[who].overdue_days == pytest.approx(overdue[who]["days"] - overdue[who]["cadence_days"])


def test_somebody_is_due_from_the_day_on_which_their_cadence_passed_and_comes_by_influence_and_delay():
    contacts = [met(40), met(250, "bo", "lea", channel="call"), met(19, "cy")]
    firm = with_contacts(account(CROWD), contacts, coverages=[covers("kim", "ada", cadence_days=30)])
    found = due(firm)
    ada, bo = found["ada"], found["bo"]
    assert found.keys() == {"ada", "bo"}
    assert (ada.due, ada.overdue_days, ada.cadence_days, ada.reason) == (ago(10), 10.0, 30.0, "cadence")
    assert ada.priority == pytest.approx(ada.influence * 10 / 30)
    assert (bo.cadence_days, bo.overdue_days) == (180.0, 70.0)  # a firm of no tier: 180 days (docs/settings.md)
    assert list(found) == ["bo", "ada"]
    assert (bo.member, bo.member_name) == ("lea", "Lea")
    assert (bo.facts.last_at, bo.facts.last_channel) == (ago(250), "call")
    assert (bo.facts.rung, bo.facts.trend_sign) == ("acquainted", "flat")


def test_somebody_who_was_never_met_is_not_due_by_a_cadence():
    firm = with_contacts(account(CROWD), [met(400, direction="outbound", channel="mail")])
    assert due(firm) == {}


def test_somebody_who_waits_for_an_answer_is_due_since_the_working_days_for_it_passed():
    found = due(with_contacts(account(CROWD), [asked(5), met(4, "bo")]))  # from Friday, 26 June: due on Tuesday
    assert found.keys() == {"ada"}
    assert (found["ada"].reason, found["ada"].member) == ("unanswered", "kim")
    assert (found["ada"].due, found["ada"].overdue_days) == ("2026-06-30T00:00:00.000000Z", 1.0)


def test_of_two_reasons_the_one_that_is_older_counts():
    covered = [covers("kim", "ada", cadence_days=1)]
    assert due(with_contacts(account(CROWD), [asked(5), met(40)], coverages=covered))["ada"].reason == "cadence"
    assert due(with_contacts(account(CROWD), [asked(35), met(9)], coverages=covered))["ada"].reason == "unanswered"


def test_an_open_gap_makes_somebody_due_once_its_date_has_passed_counted_from_when_it_was_opened():
    believed = [said("political_status", "inner_circle", 5)]
    firm = with_contacts(account(CROWD), assessments=believed, coverages=[covers("kim", "ada")])
    gap = gap_about(firm, "ada", "key-player-uncovered")
    assert gap.severity == "high"  # 14 days to do something about it
    late = due(knowing(firm, gap, 17))
    assert late.keys() == {"ada"}
    assert (late["ada"].reason, late["ada"].overdue_days, late["ada"].due) == ("gap", 3.0, ago(3))
    assert (late["ada"].facts.last_at, late["ada"].facts.rung, late["ada"].facts.trend_sign) == (None, None, None)
    assert due(knowing(firm, gap, 13)) == {}
    assert due(firm) == {}, "since when it is open is not known, and not guessed"
    assert due(knowing(firm, gap, 17, closed=2)) == {}, "it is there again, and nobody knows since when"
    assert due(knowing(firm, gap, 17, muted=(1, -1))) == {}
    assert due(knowing(firm, gap, 17, muted=(5, 0))).keys() == {"ada"}, "a mute ends"


def test_what_somebody_muted_makes_nobody_due_and_is_not_counted():
    firm, before = sample_account("halden_pumps"), of_sample("halden_pumps")
    gap = next(each for each in before.gaps if each.rule == "overdue-contact")
    quiet = taken(knowing(firm, gap, 9, muted=(1, -1)), stage_models())
    assert {each.person for each in before.contacts_due} - {each.person for each in quiet.contacts_due} == set(
        gap.people
    )
    assert sum(quiet.counts.model_dump().values()) == sum(before.counts.model_dump().values()) - 1
    assert [(each.since, each.muted) for each in quiet.gaps if each.id == gap.id] == [(ago(9), True)]
    assert [each.id for each in quiet.gaps] == [each.id for each in before.gaps]


def test_the_topic_comes_from_what_is_open_beside_that_a_contact_is_due():
    listed = of_sample("halden_pumps")
    rules: dict[str | None, ReportedGap[BothLanguages]] = {gap.id: gap for gap in listed.gaps}
    topics = [each.facts for each in listed.contacts_due if each.facts.top_gap]
    assert topics
    for facts in topics:
        gap = rules[facts.top_gap]
        assert facts.topic == (gap.action or gap.finding)
    about = {each.person: rules[each.facts.top_gap].rule for each in listed.contacts_due if each.facts.top_gap}
    for who, rule in about.items():
        others = {gap.rule for gap in listed.gaps if who in gap.people} - {"overdue-contact", "inbound-unanswered"}
        assert rule in others or not others


def test_nobody_who_left_and_no_empty_seat_is_due():
    people = [
        person("ada", status="left"),
        person("bo", kind="placeholder"),
        *(person(f"p{number}") for number in range(6)),
    ]
    assert due(with_contacts(account(people), [asked(9, "ada bo"), met(900, "ada bo")])) == {}


minutes = st.integers(0, 3 * 365 * 24 * 60)


@settings(max_examples=examples(60))
@given(minutes, st.floats(0, 30), st.sampled_from([None, "Asia/Shanghai", "America/New_York"]))
def test_by_the_instant_at_which_an_answer_is_due_just_so_many_working_days_have_passed(minute, days, timezone):
    begin = instant_text(datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
    assert working_days(begin, worked_until(begin, days, timezone), timezone) == pytest.approx(days, abs=1e-9)
