"""What rules about relationships find in the sample book: what its answer key (app/sample/README.md) says."""

import pytest

from analytics.gaps.gap import Gap
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.gaps.profiles import FULL
from tests.unit.gaps.sample_accounts import looked_at
from tests.unit.sample_book import ACCOUNTS, HALDEN, SUZHOU, YUNHE

KEY = (
    ("key-player-uncovered", YUNHE, "zheng-huaiyu", "critical", HALDEN, "marcus-oyelaran"),
    ("no-supportive-power", SUZHOU, "bench-team", "critical", HALDEN, "investment-committee"),
    ("no-supportive-power", YUNHE, "zhaobiao-juece", "high", HALDEN, "plant-board"),
    ("below-target-rung", YUNHE, "ding-xueheng", "medium", YUNHE, "he-chuanbai"),
    ("below-target-rung", HALDEN, "helena-brandvold", "medium", SUZHOU, "cao-zhengting"),
    ("single-threaded-theirs", SUZHOU, "halden-suzhou", "medium", YUNHE, "yunhe-zhonggong"),
    ("single-threaded-ours", SUZHOU, "xu-zhiyao", "medium", YUNHE, "gu-chengyue"),
    ("overdue-contact", HALDEN, "vera-lindqvist", "critical", YUNHE, "mu-qinglan"),
    ("inbound-unanswered", YUNHE, "mu-qinglan", "high", HALDEN, "desmond-achterberg"),
    ("cooling", HALDEN, "helena-brandvold", "medium", YUNHE, "lu-jingtang"),
    ("one-sided", HALDEN, "vera-lindqvist", "medium", HALDEN, "bjorn-hallowell"),
    ("weakest-degree", YUNHE, "he-chuanbai", "low", SUZHOU, "cao-zhengting"),
    ("level-mismatch", SUZHOU, "halden-suzhou", "medium", HALDEN, "halden-pumps"),
    ("level-mismatch", HALDEN, "gregor-stannard", "medium", YUNHE, "han-muyuan"),
    ("department-uncovered", YUNHE, "caigoubu", "medium", YUNHE, "caiwubu"),
    ("department-uncovered", SUZHOU, "sz-engineering", "medium", YUNHE, "caiwubu"),
    ("cell-unowned", YUNHE, "shebeike", "low", SUZHOU, "sz-assembly"),
    ("competitor-closer", HALDEN, "astrid-kellermann", "high", SUZHOU, "dai-ruoning"),
    ("competitor-closer", YUNHE, "lu-jingtang", "high", SUZHOU, "dai-ruoning"),
    ("silent-owner", SUZHOU, "xu-zhiyao", "medium", HALDEN, "ingrid-falkenberg"),
)
"""Rule, account and subject of a case, its severity, and account and subject of a near miss."""


@pytest.fixture(scope="module")
def gaps() -> dict[str, Gaps]:
    return {name: find_gaps(looked_at(name), FULL) for name in ACCOUNTS}


def about(found: Gaps, rule: str, subject: str) -> list[Gap]:
    return [gap for gap in found.all if gap.rule == rule and subject in {each.id for each in gap.subjects}]


@pytest.mark.parametrize(("rule", "account", "subject", "severity", "near", "spared"), KEY)
def test_a_rule_finds_what_the_answer_key_says_and_spares_the_near_miss(
    gaps, rule, account, subject, severity, near, spared
):
    assert {gap.severity for gap in about(gaps[account], rule, subject)} == {severity}
    assert about(gaps[near], rule, spared) == []


def test_every_rule_about_relationships_is_read_in_the_sample(gaps):
    """But `cooling`: whoever cools there is overdue as well, and that gap is shown instead."""
    shown = {gap.rule for found in gaps.values() for gap in found.shown}
    assert {rule for rule, *_ in KEY} - shown == {"cooling"}


def test_nobody_is_told_twice_what_the_same_visit_would_close(gaps):
    for found in gaps.values():
        for rule in ("cooling", "weakest-degree"):
            overdue = {gap.subjects for gap in found.shown if gap.rule == "overdue-contact"}
            assert overdue.isdisjoint(gap.subjects for gap in found.shown if gap.rule == rule)
