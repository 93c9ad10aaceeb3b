"""The report that follows from snapshots: its numbers can be checked against one another and do not know an order."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings

from analytics.reports.earlier import EarlierHealth
from analytics.reports.material import Material
from analytics.reports.movement import effects
from analytics.reports.report import report_of
from app.reports.wording import wording_in
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.report import AccountReport, Report
from tests.nightly import examples
from tests.unit.analytics.reports.books import (
    MONTH_AGO,
    TODAY,
    YESTERDAY,
    Drawn,
    books,
    due,
    failure,
    gap,
    material,
    snapshot,
)

ENGLISH, CHINESE = wording_in("en"), wording_in("zh")


def loud(account: AccountReport) -> int:
    return sum(getattr(account.counts, severity) for severity in SEVERITIES)


def mean(values: list[float]) -> float | None:
    return round(math.fsum(values) / len(values), 1) + 0.0 if values else None


@given(books())
@settings(max_examples=examples(60), deadline=None)
def test_a_report_does_not_depend_on_the_order_of_what_it_is_made_of(book: Drawn):
    made = [report_of(each, ENGLISH).model_dump_json() for each in (book.material, book.shuffled)]
    assert made[0] == made[1]


@given(books())
@settings(max_examples=examples(60), deadline=None)
def test_every_total_is_the_sum_of_what_is_listed(book: Drawn):
    report = report_of(book.material, ENGLISH)
    accounts, counts, whole = report.accounts, report.counts, report.book
    for account in accounts:
        assert len(account.gaps.opened or ()) + len(account.gaps.open) == loud(account)
    gaps = sum(map(loud, accounts))
    assert sum(getattr(counts.gaps, severity) for severity in SEVERITIES) == gaps
    assert (counts.opened or 0) == sum(len(account.gaps.opened or ()) for account in accounts)
    assert (counts.closed or 0) == sum(len(account.gaps.closed or ()) for account in accounts)
    assert sum(rule.open for rule in whole.by_rule) == gaps
    assert sum(rule.opened or 0 for rule in whole.by_rule) == (counts.opened or 0)
    assert sum(rule.closed or 0 for rule in whole.by_rule) == (counts.closed or 0)
    for groups in (whole.by_owner, whole.by_segment):
        assert sum(group.accounts for group in groups) == counts.accounts == len(accounts)
        assert sum(group.gaps for group in groups) == gaps
        assert sum(group.critical for group in groups) == counts.gaps.critical
        assert sum(group.contacts_due for group in groups) == counts.contacts_due
    assert sum(grade.accounts for grade in whole.distribution) == len(accounts)
    assert whole.health == mean([each.health for each in accounts if each.health is not None])
    assert whole.change == mean([each.change for each in accounts if each.change is not None])
    assert whole.trend[-1].gaps == gaps
    assert [point.date for point in whole.trend] == sorted({point.date for point in whole.trend})


@given(books())
@settings(max_examples=examples(60), deadline=None)
def test_the_report_of_a_reader_is_that_of_a_book_of_their_accounts(book: Drawn):
    owned = {each.account_id for each in book.material.snapshots if each.owner == "t1"}
    theirs = {each.account_id for each in book.material.last if each.owner == "t1"}
    kept = replace(
        book.material,
        snapshots=[each for each in book.material.snapshots if each.account_id in owned],
        failed=[each for each in book.material.failed if each.account_id in theirs],
    )
    asked, alone = report_of(book.material, ENGLISH, "owner", "t1"), report_of(kept, ENGLISH)
    assert asked.model_copy(update={"reader": alone.reader}) == alone
    of_book = {each.account_id: each for each in report_of(book.material, ENGLISH).accounts}
    assert [each.model_copy(update={"rank": None}) for each in asked.accounts] == [
        of_book[each.account_id].model_copy(update={"rank": None}) for each in asked.accounts
    ]
    for account in of_book:
        assert [each.account_id for each in report_of(book.material, ENGLISH, "account", account).accounts] == [account]


@given(books())
@settings(max_examples=examples(60), deadline=None)
def test_every_null_has_a_reason_and_no_reason_is_left_over(book: Drawn):
    for account in report_of(book.material, ENGLISH).accounts:
        nulls = {name for name in ("health", "grade", "rank", "change", "change_30d") if getattr(account, name) is None}
        nulls |= {f"components.{part}" for part, value in account.components if value is None}
        nulls |= {f"component_changes.{part}" for part, value in account.component_changes.items() if value is None}
        nulls |= {f"gaps.{name}" for name in ("opened", "closed") if getattr(account.gaps, name) is None}
        assert set(account.reasons) == nulls


@given(books())
@settings(max_examples=examples(60), deadline=None)
def test_the_effects_of_the_parts_sum_to_the_change_of_health(book: Drawn):
    last = {each.account_id: each for each in book.material.last}
    for now in book.material.snapshots:
        before = last.get(now.account_id)
        if before is None or before.health is None or now.health is None:
            continue
        assert math.fsum(effects(before, now).values()) == pytest.approx(now.health - before.health, abs=1e-9)


def one(report: Report) -> AccountReport:
    (account,) = report.accounts
    return account


def test_gaps_are_told_apart_by_id_and_muting_neither_opens_nor_closes():
    last = snapshot("acme", YESTERDAY, gaps=[gap("gap-a"), gap("gap-b"), gap("gap-c"), gap("gap-d", muted=True)])
    now = snapshot("acme", gaps=[gap("gap-a"), gap("gap-b", muted=True), gap("gap-d"), gap("gap-e")])
    gaps = one(report_of(material(now, last=[last]), ENGLISH)).gaps
    ids = {name: [each.id for each in getattr(gaps, name) or ()] for name in ("opened", "closed", "open", "muted")}
    assert ids == {"opened": ["gap-e"], "closed": ["gap-c"], "open": ["gap-a", "gap-d"], "muted": ["gap-b"]}


def test_without_an_earlier_report_nothing_has_opened_and_the_reason_is_said():
    account = one(report := report_of(material(snapshot("acme", gaps=[gap("gap-a")])), ENGLISH))
    assert (account.gaps.opened, account.gaps.closed, len(account.gaps.open)) == (None, None, 1)
    assert (report.previous, report.counts.opened, report.book.by_rule[0].opened) == (None, None, None)
    assert account.reasons["change"] == account.reasons["change_30d"] == "no_previous"
    assert "There is no earlier report to compare with, so changes are not known." in report.book.not_computed


def test_numbers_are_rounded_once_and_a_change_is_that_of_the_numbers_shown():
    """42.96 and 41.24 are shown as 43.0 and 41.2: they differ by 1.8 as shown, by 1.7 as they are."""
    parts = dict.fromkeys(["completeness", "coverage", "closeness"], 42.96)
    before = dict.fromkeys(["completeness", "coverage", "closeness"], 41.24)
    others = dict.fromkeys(["freshness", "corroboration", "resilience"])
    now, last = (snapshot("acme", date, each | others) for date, each in ((TODAY, parts), (YESTERDAY, before)))
    account = one(report_of(material(now, last=[last]), ENGLISH))
    assert (account.health, account.change) == (43.0, 1.8)
    assert account.component_changes["coverage"] == 1.8


def test_thirty_days_ago_is_the_newest_report_that_old_and_no_older_than_45_days():
    days = {"2026-06-02": 10.0, "2026-06-01": 20.0, "2026-05-17": 30.0, "2026-05-16": 40.0}
    points = [EarlierHealth("acme", date, health, "E", 0) for date, health in days.items()]

    def change(*dates: str) -> float | None:
        return one(
            report_of(material(snapshot("acme"), earlier=[each for each in points if each.date in dates]), ENGLISH)
        ).change_30d

    assert change(*days) == 30.0
    assert change("2026-06-02", "2026-05-17", "2026-05-16") == 20.0
    assert change("2026-06-02", "2026-05-16") is None


def test_a_report_of_the_first_days_of_all_time_looks_no_further_back():
    early = Material("0001-01-10", "0001-01-10T00:00:00.000000Z", 1, "x", [snapshot("acme", "0001-01-10")])
    account = one(report_of(early, ENGLISH))
    assert (account.change_30d, account.reasons["change_30d"]) == (None, "no_previous")


def test_a_mover_says_which_parts_moved_it_and_what_opened_in_both_languages():
    """Six parts of equal weight: 30 points less of freshness are 5 of health, 12 more of coverage are 2."""
    last = snapshot("acme", YESTERDAY, {"freshness": 60.0, "coverage": 40.0})
    now = snapshot("acme", TODAY, {"freshness": 30.0, "coverage": 52.0}, gaps=[gap("gap-a")])
    made = material(now, last=[last])
    (mover,) = report_of(made, ENGLISH).book.movers
    assert (mover.change, mover.why) == (
        -3.0,
        (
            "Freshness fell from 60.0 to 30.0 (health −5.0).",
            "Coverage rose from 40.0 to 52.0 (health +2.0).",
            "1 gap opened: gap-a is missing.",
        ),
    )
    assert report_of(made, CHINESE).book.movers[0].why == (
        "联系及时度由 60.0 降至 30.0（健康度 −5.0）。",
        "覆盖度由 40.0 升至 52.0（健康度 +2.0）。",
        "新出现 1 个缺口，首先是：缺少 gap-a。",
    )


def test_a_part_that_becomes_known_has_its_own_sentence():
    last = snapshot("acme", YESTERDAY, {"closeness": None})
    now = snapshot("acme", TODAY, {"closeness": 20.0})
    (mover,) = report_of(material(now, last=[last]), ENGLISH).book.movers
    assert mover.why == ("Closeness is now known: 20.0 (health −5.0).",)


def test_places_of_equal_health_are_shared():
    health = {"a": 80.0, "b": 60.0, "c": 60.0, "d": 20.0}
    made = [
        snapshot(name, parts=dict.fromkeys(snapshot("a").components.model_dump(), of)) for name, of in health.items()
    ]
    assert {each.account_id: each.rank for each in report_of(material(*made), ENGLISH).accounts} == {
        "a": 1,
        "b": 2,
        "c": 2,
        "d": 4,
    }


def test_accounts_without_a_snapshot_are_listed_for_who_owned_them():
    last = [snapshot("acme", YESTERDAY, owner="t1"), snapshot("bolt", YESTERDAY, owner="t2")]
    made = material(last=last, failed=[failure("acme"), failure("bolt"), failure("cog")])
    assert [each.account_id for each in report_of(made, ENGLISH).failed] == ["acme", "bolt", "cog"]
    assert [each.account_id for each in report_of(made, ENGLISH, "owner", "t1").failed] == ["acme"]
    assert [each.account_id for each in report_of(made, ENGLISH, "account", "cog").failed] == ["cog"]


def test_lists_keep_the_order_of_the_snapshot_and_show_three_decimals():
    account = one(report_of(material(snapshot("acme", contacts_due=(due("zoe", 0.5), due("ada", 0.07654)))), ENGLISH))
    assert [(each.person, each.priority, each.overdue_days) for each in account.contacts_due] == [
        ("zoe", 0.5, 16.0),
        ("ada", 0.077, 16.0),
    ]


def test_history_and_trend_hold_earlier_dates_only():
    days = [MONTH_AGO, YESTERDAY, TODAY, "2026-07-02"]
    points = [EarlierHealth("acme", date, 40.0, "D", 3) for date in days]
    report = report_of(material(snapshot("acme"), earlier=points), ENGLISH)
    assert [point.date for point in one(report).history] == [MONTH_AGO, YESTERDAY]
    assert [(point.date, point.gaps) for point in report.book.trend] == [(MONTH_AGO, 3), (YESTERDAY, 3), (TODAY, 0)]
