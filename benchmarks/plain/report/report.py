"""What a user would write instead of the snapshot of an account: everything in it but its sentences, as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from neo4j import Driver

from benchmarks.plain.account import HALF_LIFE, age, health_by_loops
from benchmarks.plain.book import read
from benchmarks.plain.report.contacts_due import contacts_due
from benchmarks.plain.report.gaps import WEIGHTS, gaps_of
from benchmarks.plain.report.look import Look, ranked, rung
from benchmarks.plain.report.rules import lines_that_cannot_be
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

GRADES = {"A": 80, "B": 65, "C": 50, "D": 35}
SHOWN = 12

BEFORE = """MATCH (row:PlainReport {account_id: $id}) WHERE row.date < $date
RETURN row.body AS body ORDER BY row.date DESC LIMIT 1"""
KEEP = "MERGE (row:PlainReport {account_id: $id, date: $date}) SET row.body = $body"

JsonObject = dict[str, Any]


def kept_report(driver: Driver, account_id: str, as_of: str, settings: AnalysisSettings) -> JsonObject:
    """Read an account, compute its report, keep it, and return it."""
    account, date = read(driver, account_id, as_of), as_of[:10]
    found = driver.execute_query(BEFORE, id=account_id, date=date).records
    report = report_of(account, settings, json.loads(found[0]["body"]) if found else {})
    driver.execute_query(KEEP, id=account_id, date=date, body=json.dumps(report, ensure_ascii=False))
    return report


def report_of(account: AccountGraph, settings: AnalysisSettings, before: Mapping[str, Any]) -> JsonObject:
    """Return the report of an account; that of an earlier day says since when each gap is there."""
    look = Look(account, settings)
    gaps = gaps_of(look, {tuple(key): since for key, since in before.get("since", [])})
    severities = Counter(gap.found.severity for gap in gaps.shown)
    return {
        "account_id": account.account_id,
        "date": account.as_of[:10],
        "as_of": account.as_of,
        "people": len(account.people),
        **_health(look),
        "counts": {severity: severities[severity] for severity in WEIGHTS},
        "gaps": [gap.row() for gap in gaps.shown],
        "contacts_due": contacts_due(look, gaps.shown),
        "stale_beliefs": _stale_beliefs(look),
        "structure": sorted(
            ({"rule": each.rule, "people": list(each.people)} for each in lines_that_cannot_be(look)),
            key=lambda each: (each["people"], each["rule"]),
        ),
        "leading_people": _leading_people(look),
        "since": [[list(key), since] for key, since in gaps.since.items()],
    }


def _health(look: Look) -> JsonObject:
    described = {each.person for each in look.account.memberships}
    known = [each.id in described and each.seniority and each.title for each in look.account.people]
    components = {"completeness": 100 * sum(map(bool, known)) / len(known), **health_by_loops(look.numbers)}
    health = sum(components.values()) / len(components)
    grade = next((grade for grade, least in GRADES.items() if round(health, 12) >= least), "E")
    return {"health": health, "grade": grade, "components": components}


def _stale_beliefs(look: Look) -> list[JsonObject]:
    names = {each.id: each.name for each in look.account.people}
    found = []
    for (person, about), words in sorted(look.numbers.heard.items()):
        last = max(each.observed_at for each, _ in words)
        if (days := age(look.account, last)) > HALF_LIFE[about]:
            about_whom = {"person": person, "person_name": names[person], "attribute": about, "chain": None}
            found.append({**about_whom, "last_at": last, "days": days})
    return found


def _leading_people(look: Look) -> list[JsonObject]:
    shown, people = ranked(look.shares)[:SHOWN], {each.id: each for each in look.account.people}
    above: dict[str, str] = {}
    for line in look.account.reporting_lines:
        if line.line == "solid":
            above[line.person] = min(line.manager, above.get(line.person, line.manager))
    return [
        {
            "person": person,
            "person_name": people[person].name,
            "title": people[person].title,
            "manager": next((each for each in _upwards(person, above) if each in shown), None),
            "influence": look.shares[person],
            "closeness": look.near.get(person),
            "rung": rung(look.near.get(person)),
        }
        for person in shown
    ]


def _upwards(person: str, above: Mapping[str, str]) -> Iterator[str]:
    passed = {person}
    while (person := above.get(person, person)) not in passed:
        passed.add(person)
        yield person
