"""Every statement finds what it starts from by an index: its cost grows with the answer, not with the store.

The plans are those of a real Neo4j, which shows them. It keeps those of subqueries within expressions to itself:
they are taken out of their statement and planned alone, with what they use of it as parameters.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from cypher import Statement, statements
from tests.architecture.test_cypher_lint import LABEL, distinct
from tests.legs import require
from tests.neo4j.server import Neo4jServer, unavailable

FROM_AN_INDEX = {"NodeIndexSeek", "NodeIndexSeekByRange", "NodeUniqueIndexSeek", "NodeUniqueIndexSeekByRange"}
FROM_AN_INDEX |= {"MultiNodeIndexSeek", "AssertingMultiNodeIndexSeek"}
WITHOUT_DATA = {"Argument", "Unwind", "Projection", "EmptyRow"}
"""Leaves that read nothing of the store: what is sent along, and what the outer part of a plan hands in."""

SUBQUERY = re.compile(r"\b(?:COLLECT|EXISTS|COUNT) \{")
ACCOUNTS, PEOPLE = 20, 100

RUNNING = [found for found in statements().values() if found.mode != "schema"]
PLANNED = [found for found in distinct().values() if found.mode != "schema"]
"""At night all; for every change one of those that differ in labels alone, whose indexes are the same."""

NESTED = [found for found in RUNNING if SUBQUERY.search(found.text)]


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    """A server with enough data that a planner would see what a scan costs."""
    require("a real Neo4j", unavailable())
    with Neo4jServer() as server, GraphDatabase.driver(server.uri, notifications_min_severity="OFF") as driver:
        for found in statements().values():
            if found.mode == "schema":
                driver.execute_query(found.text)
        driver.execute_query("CALL db.awaitIndexes(60)")
        for name, rows in inhabitants().items():
            driver.execute_query(statements()[name].text, {"rows": rows})
        driver.execute_query("CALL db.prepareForReplanning()")
        yield driver


def inhabitants() -> dict[str, list[dict[str, Any]]]:
    """Return the rows that fill the store, by the statement that creates them."""
    accounts = [f"a{number}" for number in range(ACCOUNTS)]
    places = [(account, number) for account in accounts for number in range(PEOPLE)]
    pairs = [(account, f"p{number}", f"p{number // 3}") for account, number in places]

    def edges(first: str, second: str) -> list[dict[str, Any]]:
        return [{"account_id": account, "id": one, first: one, second: other} for account, one, other in pairs]

    return {
        "accounts.create": [{"id": account, "revision": 1} for account in accounts],
        "departments.create": [{"account_id": account, "id": f"p{number}"} for account, number in places],
        "people.create": [{"account_id": account, "id": f"p{number}"} for account, number in places],
        "memberships.create": edges("person", "department"),
        "reporting_lines.create": edges("person", "manager"),
        "influences.create": edges("source", "target"),
        "history.keep": [{"record": f"{account}/person/p{number}", "sequence": 1} for account, number in places],
    }


def leaves(plan: Mapping[str, Any]) -> Iterator[str]:
    children = plan.get("children") or []
    if not children:
        yield re.split(r"[@(]", plan["operatorType"])[0]
    for child in children:
        yield from leaves(child)


def leaves_of(driver: Driver, text: str, parameters: Mapping[str, Any]) -> set[str]:
    plan = driver.execute_query(f"EXPLAIN {text}", dict(parameters)).summary.plan
    assert plan is not None
    return set(leaves(plan))


def subqueries(text: str) -> Iterator[str]:
    """Yield what stands between the braces of each subquery of a statement."""
    for start in SUBQUERY.finditer(text):
        depth, place = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            place += 1
        yield text[start.end() : place - 1]


def alone(subquery: str) -> str:
    """Return a subquery as a statement: variables of the outer one become parameters."""
    own = set(re.findall(r"[(\[](\w+)[:\s)\]{]", subquery))
    used = set(re.findall(r"(?<![$\w'])(\w+)\.\w", subquery)) | set(re.findall(r": ([a-z]\w*)\}", subquery))
    return " ".join([*(f"WITH ${name} AS {name}" for name in sorted(used - own)), subquery])


@pytest.mark.parametrize("statement", PLANNED, ids=lambda statement: statement.name)
def test_a_statement_starts_from_an_index(driver: Driver, statement: Statement):
    found = leaves_of(driver, statement.text, statement.example)
    assert found <= FROM_AN_INDEX | WITHOUT_DATA
    assert found & FROM_AN_INDEX or "MATCH" not in statement.text


@pytest.mark.parametrize("statement", NESTED, ids=lambda statement: statement.name)
def test_a_subquery_starts_from_an_index(driver: Driver, statement: Statement):
    for subquery in subqueries(statement.text):
        outer = {"account": {"id": "a1"}, **dict.fromkeys(("name", "source_name", "target_name"), "a1/person/p1")}
        found = leaves_of(driver, alone(subquery), {**outer, **statement.example})
        assert found <= FROM_AN_INDEX | WITHOUT_DATA
        assert found & FROM_AN_INDEX


SCANS = [
    "MATCH (n) RETURN n",
    "MATCH (p:Person) RETURN p",
    "MATCH ()-[i:INFLUENCES]->() RETURN i",
    "MATCH (p:Person) WHERE p.name = 'Ada' RETURN p",
    "MATCH (p:Person) WHERE p.id IS NOT NULL RETURN p",
    alone("MATCH (version:Version) WHERE version.record CONTAINS person.id RETURN version"),
]


@pytest.mark.parametrize("text", SCANS)
def test_a_scan_is_seen(driver: Driver, text: str):
    assert not leaves_of(driver, text, {"person": {"id": "p1"}}) <= FROM_AN_INDEX | WITHOUT_DATA


INDEXED = re.compile(r"FOR \(\w+:(\w+)\).*?(?:REQUIRE|ON) (.*)", re.DOTALL)
"""Of a statement of the schema: the label, and the properties that it makes an index of."""


def indexes_of(label: str, text: str) -> set[frozenset[str]]:
    """Return the indexes of a label, each by its properties, all of which a text names."""
    found = [INDEXED.search(each.text) for each in statements().values() if each.mode == "schema"]
    each = [frozenset(re.findall(r"\w+\.(\w+)", one[2])) for one in found if one and one[1] == label]
    return {properties for properties in each if all(re.search(rf"\b{name}\b", text) for name in properties)}


def test_a_statement_that_is_not_planned_has_the_indexes_of_its_like():
    planned = {LABEL.sub("Label", each.text): each.text for each in PLANNED}
    missing = [
        (found.name, other)
        for found in RUNNING
        for one, other in zip(
            LABEL.findall(planned[LABEL.sub("Label", found.text)]), LABEL.findall(found.text), strict=True
        )
        if not indexes_of(one, found.text) <= indexes_of(other, found.text)
    ]
    assert missing == []
    assert len(indexes_of("Person", RUNNING[0].text + " account_id id")) >= 2


def test_subqueries_are_found():
    assert len(NESTED) >= 5
    assert list(subqueries("x COLLECT { MATCH (v {a: 1}) RETURN v } + COUNT { (b) }")) == [
        " MATCH (v {a: 1}) RETURN v ",
        " (b) ",
    ]
