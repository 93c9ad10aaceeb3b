"""The answer key of the sample book names every gap rule once, and people, chains and deals that exist."""

import re
from collections import Counter

from tests.unit.sample_book import ACCOUNTS, SAMPLE, data_of

CATALOGUE = (
    "no-stakeholders map-too-small role-unfilled economic-buyer-ambiguous champion-unproven single-champion "
    "placeholder-unfilled hidden-manager headcount-short left-but-active cannot-be-placed only-talkers "
    "only-supporters external-actor-missing key-player-uncovered no-supportive-power below-target-rung "
    "single-threaded-theirs single-threaded-ours overdue-contact inbound-unanswered cooling one-sided "
    "weakest-degree level-mismatch department-uncovered cell-unowned competitor-closer silent-owner action-overdue "
    "chain-missing step-unowned rule-impossible approver-unreachable single-cut opponent-dominates broker-uncovered "
    "blocking-coalition pivotal-unknown mostly-unknown unmediated-conflict line-manager-recall support-in-one-camp "
    "late-entrant journey-went-back step-overdue value-not-landed process-blind stale-belief single-source "
    "self-reported-only observers-disagree possible-duplicate attention-bias stage-data-missing closed-unexplained"
)
"""The gap rules, in the order of their catalogue."""

RULES = CATALOGUE.split()

REFUSED = {"reporting-cycle", "two-solid-managers", "self-line"}
"""What no store takes as a single write, and no sample can show."""

LETTERS = dict(zip("HSY", ACCOUNTS, strict=True))
ROW = re.compile(r"^\| `(?P<rule>[a-z-]+)` \| (?P<fires>[^|]+) \| (?P<near>[^|]*)\|$")
CASE = re.compile(r"(?:^|; )([HSY])\b")
KINDS = ("person", "department", "opportunity", "chain", "step")


def key_rows() -> list[dict[str, str]]:
    """Return the rows of the answer key."""
    _, _, key = (SAMPLE / "README.md").read_text(encoding="utf-8").partition("## What the gap rules find in it")
    lines = key.splitlines()
    return [row.groupdict() for row in map(ROW.match, lines) if row]


def cases(cell: str) -> list[tuple[str, str]]:
    """Return the cases of a cell, each with the account it is of."""
    parts = CASE.split(cell.strip())[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def ids_of(account: str) -> set[str]:
    return {record for kind in KINDS for record in data_of(LETTERS[account], kind)}


def test_the_answer_key_names_every_rule_once():
    named = Counter(row["rule"] for row in key_rows())
    assert set(named) == set(RULES)
    assert max(named.values()) == 1
    assert len(RULES) == len(set(RULES))


def test_what_the_book_cannot_show_is_said():
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    (sentence,) = re.findall(r"^Not in the book.*$", text, re.MULTILINE)
    assert set(re.findall(r"`([a-z-]+)`", sentence)) == REFUSED
    assert not REFUSED & set(RULES)


def test_every_rule_has_a_case_and_nearly_every_one_a_near_miss():
    rows = key_rows()
    assert all(cases(row["fires"]) for row in rows)
    assert sum(bool(cases(row["near"])) for row in rows) >= len(rows) - 2


def test_whoever_the_answer_key_names_is_in_the_account_it_says():
    for row in key_rows():
        for account, case in (*cases(row["fires"]), *cases(row["near"])):
            quoted = set(re.findall(r"`([a-z0-9-]+)`", case))
            assert quoted <= ids_of(account), (row["rule"], account, quoted - ids_of(account))


def test_the_answer_key_points_at_somebody():
    people = {person for name in ACCOUNTS for person in data_of(name, "person")}
    named = {word for row in key_rows() for word in re.findall(r"[a-z]+(?:-[a-z]+)+", row["fires"] + row["near"])}
    assert len(named & people) >= 25
