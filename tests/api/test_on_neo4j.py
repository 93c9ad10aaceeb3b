"""The same service on a real Neo4j: one walk through what it does, with the same questions and answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from neo4j import Driver, GraphDatabase

from tests.api.accounts import SMALL, Account, done, item
from tests.api.conftest import connect
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until
from tests.data import krackhardt
from tests.legs import require
from tests.neo4j.server import Neo4jServer, unavailable

LINES = """
MATCH (contact:Interaction {account_id: $account})
RETURN contact.id AS contact, COLLECT { MATCH (contact)-[:INVOLVES]->(one) RETURN one.id ORDER BY one.id } AS lines
"""
BEFORE_THERE_WERE_LINES = (
    "MATCH (:Interaction)-[line:INVOLVES]->() DELETE line",
    "MATCH (mark:Migration {name: 'contact_lines'}) DELETE mark",
)
"""What makes a store one that an older version wrote: it drew no lines, and so noted of none that they are drawn."""


@pytest.fixture(scope="module")
def server() -> Iterator[Neo4jServer]:
    """A real Neo4j."""
    require("a real Neo4j", unavailable())
    with Neo4jServer() as running:
        yield running


@pytest.fixture(scope="module")
def settings(server: Neo4jServer) -> dict[str, str]:
    """What makes a service keep its records there."""
    return {"STAKEGRAPH_NEO4J_URI": server.uri, "STAKEGRAPH_NEO4J_USER": ""}


@pytest.fixture(scope="module")
def neo4j(settings: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service whose store is a Neo4j."""
    with Service(tmp_path_factory.mktemp("neo4j") / "data", settings) as running, connect(running) as client:
        assert running.engine_pid() is None
        yield client


@pytest.fixture
def driver(server: Neo4jServer) -> Iterator[Driver]:
    """The way of somebody who looks into the store itself."""
    with GraphDatabase.driver(server.uri) as opened:
        yield opened


def test_records_are_written_read_refused_and_ended(neo4j):
    account = Account(neo4j)
    assert account.batch(*SMALL)["revision"] == 2
    with account.untouched():
        assert account.batch(*SMALL)["revision"] == 2
        assert_invalid(account.send(item("influence", None, source="ada", target="ghost")), "/items/0/data/target")
        refused = neo4j.put(f"{account.path}/people/ada", json={"title": "x"}, headers={"if-match": '"1"'})
        assert_problem(refused, 412, "RevisionMismatch")
    first = neo4j.get(f"{account.path}/people", params={"q": "brandt"})
    account.put("people/ada", title="Head of Sales")
    assert len(account.end("people/ada")["also_ended"]) == 3
    moment = {name: first.json()[name] for name in ("as_of", "known_at")}
    assert neo4j.get(f"{account.path}/people", params={"q": "brandt", **moment}).content == first.content
    assert [row["sequence"] for row in account.get("people/ada/history")["items"]] == [3, 2, 1]


def test_managers_measure_the_same_as_on_the_embedded_engine(neo4j, client):
    require("shared data", krackhardt.missing())
    for engine in (neo4j, client):
        krackhardt.load(engine)
    for name, relation in (("advice", "influences"), ("friendship", "influences"), ("advice", "reporting-lines")):
        url = f"/v1/accounts/krackhardt-{name}/analysis/network?relation={relation}&as_of=2100-01-01T00:00:00Z"
        there, here = done(neo4j.get(url)), done(client.get(url))
        assert (there["account"], there["people"]) == (here["account"], here["people"])


def lines(driver: Driver, account: Account) -> dict[str, Any]:
    """Return to whom lines lead from each contact of an account."""
    found = driver.execute_query(LINES, account=account.id, database_="neo4j").records
    return {row["contact"]: row["lines"] for row in found}


def test_a_store_of_a_version_without_lines_of_contacts_gains_them_when_todays_service_starts(
    neo4j: httpx.Client, settings: dict[str, str], driver: Driver, tmp_path: Path
):
    account = Account(neo4j)
    uma = f"{account.id}-uma"
    done(neo4j.put(f"/v1/team-members/{uma}", json={"name": "Uma"}))
    contact = {"at": "2026-06-01T09:00:00Z", "channel": "call", "members": [uma]}
    three = {"i1": ["ada", "bo"], "i2": ["ada"], "i3": ["bo"]}
    account.batch(*SMALL, *(item("interaction", one, people=people, **contact) for one, people in three.items()))
    account.end("interactions/i3")
    expected = {"i1": sorted(["ada", "bo", uma]), "i2": sorted(["ada", uma]), "i3": []}
    assert lines(driver, account) == expected
    for statement in BEFORE_THERE_WERE_LINES:
        driver.execute_query(statement, database_="neo4j")
    assert lines(driver, account) == {"i1": [], "i2": [], "i3": []}
    with Service(tmp_path / "data", settings):
        wait_until(lambda: lines(driver, account) == expected)
    account.put("interactions/i2", people=["bo"])
    assert lines(driver, account) == {**expected, "i2": sorted(["bo", uma])}
