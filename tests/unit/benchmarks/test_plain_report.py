"""The report that a user would write instead, by NetworkX and loops: a second implementation of snapshots."""

import json
import random
from dataclasses import replace
from typing import Any

import pytest

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import find_gaps
from analytics.gaps.remembered.states import refreshed
from benchmarks.invented.whole_accounts import whole_account
from benchmarks.plain.influence import influence_of
from benchmarks.plain.report.look import ranked
from benchmarks.plain.report.report import JsonObject, report_of
from benchmarks.plain.report.rules import RULES
from benchmarks.reports.agreement import check_report
from schemas.reports.snapshot import Snapshot
from schemas.rows.account_graph import AccountGraph, ReportingEdge
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.snapshots.taking import DATE, taken

SETTINGS = AnalysisSettings()
NAMES = ("Ada Abel", "Ádá ABEL", "Abel, Ada", "张伟", "张伟 Zhang Wei", "Zhang Wei", "Wei Zhang", "Bo Falk")


def small_account(contacts: int) -> AccountGraph:
    """Return an account of 30 people, some of a name that others have, with lines that cannot be."""
    account, chance = whole_account(30, 90, contacts), random.Random(contacts)
    lines = [("p0000", "p0009"), ("p0005", "p0005"), ("p0020", "p0001")]
    wrong = (ReportingEdge(f"w{one}", one, other, "solid", None, None) for one, other in lines)
    named = (chance.choice(NAMES) if chance.random() < 0.4 else each.name for each in account.people)
    return replace(
        account,
        people=tuple(each._replace(name=name) for each, name in zip(account.people, named, strict=True)),
        reporting_lines=(*account.reporting_lines, *wrong),
        memberships=(),
    )


def of_one_friendship() -> AccountGraph:
    """Return an account where one of us met one key player, often until a month ago, and all are said to be for us."""
    account = small_account(60)
    of_two: dict[str, Any] = {"people": ("p0000",), "members": ("m0",), "direction": "mutual", "expertise": 1.0}
    meeting = account.interactions[0]._replace(**of_two, channel="meeting", depth=2)
    met = [meeting._replace(id=f"x{day}", at=f"2026-05-{day}T00:00:00.000000Z") for day in range(14, 28)]
    met.append(meeting._replace(id="x28", at="2026-05-28T00:00:00.000000Z", depth=3))
    met.append(meeting._replace(id="x29", at="2026-06-25T00:00:00.000000Z", depth=None, channel="mail"))
    words = (each._replace(value=2 if each.attribute == "support" else "inner_circle") for each in account.assessments)
    return replace(account, interactions=tuple(met), assessments=tuple(words))


def of_our_attention() -> AccountGraph:
    """Return an account with whose people we speak the more often, the more influence they have."""
    account = small_account(60)
    contact, order = account.interactions[-1], ranked(influence_of(account, SETTINGS))
    spoken = (
        contact._replace(id=f"{place:02}{number:02}", people=(person,))
        for place, person in enumerate(order)
        for number in range(len(order) - place)
    )
    return replace(account, interactions=tuple(spoken))


def without_key_players() -> AccountGraph:
    """Return an account of which nobody is said to count."""
    account = small_account(60)
    return replace(account, assessments=tuple(each for each in account.assessments if each.attribute == "support"))


def both_reports(account: AccountGraph, *dates: str) -> list[tuple[Snapshot, JsonObject]]:
    """Return both reports of an account at each of some dates; what is found at one is remembered at those after it."""
    both: list[tuple[Snapshot, JsonObject]] = []
    for date in dates:
        account = replace(account, as_of=f"{date}T00:00:00.000000Z")
        seen = refreshed(find_gaps(GapContext(Context(account, SETTINGS))), account.gap_states, account.as_of)
        states = {each.id: each for each in (*account.gap_states, *seen.opened, *seen.closed)}
        account = replace(account, gap_states=tuple(states.values()))
        plain = report_of(account, SETTINGS, both[-1][1] if both else {})
        both.append((taken(account).model_copy(update={"date": date}), json.loads(json.dumps(plain))))
    return both


@pytest.fixture(scope="module")
def reports() -> list[tuple[Snapshot, JsonObject]]:
    made = both_reports(small_account(300), DATE, "2026-07-20")
    for account in (of_one_friendship(), of_our_attention(), without_key_players()):
        made += both_reports(account, DATE)
    return made


def test_networkx_and_loops_give_every_number_of_a_snapshot_also_of_one_that_remembers(reports):
    for snapshot, plain in reports:
        check_report(snapshot, plain)
    assert {due.reason for snapshot, _ in reports for due in snapshot.contacts_due} == {"cadence", "gap"}


def test_they_are_asked_for_every_rule_that_the_plain_way_knows(reports):
    named = {rule.__name__.replace("_", "-") for rule in RULES} - {"lines-that-cannot-be"}
    lines = {"reporting-cycle", "two-solid-managers", "self-line"}
    assert {gap.rule for snapshot, _ in reports for gap in snapshot.gaps} == named | lines


def test_a_report_of_which_anything_differs_is_refused(reports):
    snapshot, plain = reports[0]
    first, *others = plain["contacts_due"]
    changes: tuple[JsonObject, ...] = (
        {"health": plain["health"] + 1e-6},
        {"gaps": plain["gaps"][:-1]},
        {"gaps": [{**plain["gaps"][0], "member": "m9"}, *plain["gaps"][1:]]},
        {"contacts_due": [{**first, "facts": {**first["facts"], "top_gap": None}}, *others]},
        {"stale_beliefs": []},
    )
    for change in changes:
        with pytest.raises((AssertionError, ValueError)):
            check_report(snapshot, plain | change)
