"""What the rules about decisions see in the sample book: the answer key in `app/sample/README.md`, both its columns."""

import pytest

from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.gaps import find_gaps
from analytics.gaps.profiles import FULL
from tests.unit.gaps.sample_accounts import looked_at
from tests.unit.sample_book import HALDEN, SUZHOU, YUNHE


def about(account: str, rule: str, chain: str | None) -> set[str]:
    """Return what the gaps of a rule are about, subjects and people, of one chain or of all."""
    gaps = [gap for gap in find_gaps(looked_at(account), FULL, [BY_ID[rule]]).all if chain in {None, gap.chain}]
    people = {person for gap in gaps for person in gap.finding.records.get("person", ())}
    return people | {subject.id for gap in gaps for subject in gap.subjects}


FIRES = [
    ("chain-missing", YUNHE, None, {"rouxing-jiaju"}),
    ("step-unowned", SUZHOU, None, {"seal-need", "bench-spec"}),
    ("rule-impossible", SUZHOU, None, {"seal-sign"}),
    ("approver-unreachable", SUZHOU, None, {"marcus-oyelaran"}),
    ("single-cut", SUZHOU, "bench-team", {"cao-zhengting", "adrian-wexcombe"}),
    ("opponent-dominates", SUZHOU, "bench-team", {"cao-zhengting", "adrian-wexcombe"}),
    ("broker-uncovered", SUZHOU, None, {"cao-zhengting"}),
    ("broker-uncovered", YUNHE, None, {"lu-jingtang"}),
    ("blocking-coalition", YUNHE, None, {"lu-jingtang"}),
    ("pivotal-unknown", SUZHOU, "bench-team", {"marcus-oyelaran", "adrian-wexcombe"}),
    ("mostly-unknown", SUZHOU, None, {"bench-team"}),
    ("unmediated-conflict", SUZHOU, None, {"adrian-wexcombe", "marcus-oyelaran"}),
    ("line-manager-recall", SUZHOU, "bench-team", {"jin-mufan", "hu-lanxin"}),
    ("support-in-one-camp", SUZHOU, None, {"bench-team"}),
    ("late-entrant", SUZHOU, None, {"fang-yushan"}),
    ("journey-went-back", SUZHOU, None, {"bench-spec"}),
    ("step-overdue", HALDEN, None, {"specification"}),
    ("value-not-landed", HALDEN, "investment-committee", {"marcus-oyelaran", "vera-lindqvist"}),
    ("process-blind", SUZHOU, None, {"test-bench"}),
    ("process-blind", HALDEN, None, {"impeller-cell"}),
]

NEAR = [
    ("chain-missing", HALDEN, None, "service-2027"),
    ("step-unowned", SUZHOU, None, "bench-approval"),
    ("rule-impossible", HALDEN, None, "business-case"),
    ("approver-unreachable", YUNHE, None, "zheng-huaiyu"),
    ("single-cut", YUNHE, None, "zheng-huaiyu"),
    ("opponent-dominates", HALDEN, None, "marcus-oyelaran"),
    ("broker-uncovered", HALDEN, None, "priya-nandakumar"),
    ("pivotal-unknown", YUNHE, None, "zheng-huaiyu"),
    ("mostly-unknown", YUNHE, None, "zhaobiao-juece"),
    ("unmediated-conflict", SUZHOU, None, "dai-ruoning"),
    ("line-manager-recall", SUZHOU, None, "luo-yichen"),
    ("support-in-one-camp", HALDEN, None, "investment-committee"),
    ("late-entrant", SUZHOU, None, "cao-zhengting"),
    ("step-overdue", HALDEN, None, "business-case"),
    ("value-not-landed", HALDEN, "investment-committee", "gregor-stannard"),
    ("process-blind", HALDEN, None, "service-2027"),
]


@pytest.mark.parametrize(("rule", "account", "chain", "named"), FIRES)
def test_a_rule_finds_what_the_answer_key_names(rule, account, chain, named):
    assert named <= about(account, rule, chain)


@pytest.mark.parametrize(("rule", "account", "chain", "spared"), NEAR)
def test_a_rule_spares_the_near_miss_of_the_answer_key(rule, account, chain, spared):
    assert spared not in about(account, rule, chain)


def test_nobody_of_the_committee_can_stop_the_comparison_of_offers():
    """Three of ten are against us there, and two thirds still pass it."""
    assert about(HALDEN, "blocking-coalition", "investment-committee") == set()
