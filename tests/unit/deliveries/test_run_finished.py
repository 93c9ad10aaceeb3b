"""The events of a run, for programs: every change once, and of people nothing but their ids."""

import json

import pytest

from app.deliveries.run_finished import run_finished
from app.deliveries.webhooks.request import body_of
from schemas.reports.lists import LeadingPerson
from schemas.reports.snapshot import Snapshot
from tests.unit.analytics.reports.books import TODAY
from tests.unit.deliveries.digests import MEMBER, PERSON, TODAYS, UNCHANGED, YESTERDAYS, reports


def leading(of: Snapshot, rung: str) -> Snapshot:
    """Return an account of which somebody of much influence is that close."""
    person = LeadingPerson(
        person="wilhelmina",
        person_name=PERSON,
        title=None,
        manager=None,
        influence=0.5,
        closeness=None,
        rung=rung,
    )
    return of.model_copy(update={"leading_people": (person,)})


def test_every_change_is_one_event_by_its_account():
    found = run_finished(*reports())
    assert (found.date, found.accounts, found.failed) == (TODAY, 3, ())
    # From 70 to 40 in one of six parts: 5 points.
    assert [event.model_dump(exclude={"severity", "rule", "health"}) for event in found.events] == [
        {"type": "health.changed", "account_id": "halden", "change": -5.0, "grade": "C", "grade_before": "C"},
        {"type": "gap.opened", "account_id": "halden", "gap": "gap-2"},
        {"type": "gap.opened", "account_id": "yunhe", "gap": "gap-9"},
    ]


def test_a_rung_that_changed_is_an_event_and_one_that_did_not_is_none():
    now = (leading(TODAYS[0], "known"), *TODAYS[1:])
    for before, expected in (("acquainted", [("wilhelmina", "acquainted", "known")]), ("known", [])):
        report, earlier = reports(now=now)
        accounts = [leading_account(each, before) for each in earlier.accounts]
        found = run_finished(report, earlier.model_copy(update={"accounts": tuple(accounts)}))
        rungs = [event for event in found.events if event.type == "rung.changed"]
        assert [(each.person, each.rung_before, each.rung) for each in rungs] == expected


def leading_account(account, rung: str):
    """Return an account of a report in which the same person is that close."""
    people = leading(YESTERDAYS[0], rung).leading_people
    return account.model_copy(update={"leading_people": people if account.account_id == "halden" else ()})


@pytest.mark.parametrize("earlier", [True, False])
def test_where_nothing_changed_or_can_be_compared_there_is_no_event(earlier: bool):
    report, before = reports(now=UNCHANGED)
    assert run_finished(report, before if earlier else None).events == ()


def test_a_message_names_people_by_their_ids_alone():
    text = body_of(run_finished(*reports("zh")), "2026-07-01T02:00:00.000000Z").decode()
    assert json.loads(text)["type"] == "run.finished"
    assert not [word for word in (PERSON, MEMBER) if word in text]
