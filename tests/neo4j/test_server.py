"""The Neo4j that the contract suite runs on: its data outlives a stop and a crash, and it holds its address."""

from collections.abc import Iterator

import pytest
from neo4j import GraphDatabase

from tests.legs import require
from tests.neo4j.server import Neo4jNotStarted, Neo4jServer, unavailable


@pytest.fixture(scope="module")
def server() -> Iterator[Neo4jServer]:
    require("a real Neo4j", unavailable())
    with Neo4jServer() as server:
        yield server


def run(server: Neo4jServer, statement: str) -> list[object]:
    with GraphDatabase.driver(server.uri) as driver:
        return [record[0] for record in driver.execute_query(statement).records]


def test_it_is_the_release_that_the_project_promises(server):
    (version,) = run(server, "CALL dbms.components() YIELD versions RETURN versions[0]")
    assert str(version).startswith("5.26.")


def test_what_was_committed_survives_stop_and_crash(server):
    run(server, "CREATE (:Kept {id: 'ada'})")
    server.restart()
    server.kill()
    server.start()
    assert run(server, "MATCH (kept:Kept) RETURN kept.id") == ["ada"]


def test_a_server_that_cannot_start_says_why(tmp_path):
    require("a real Neo4j", unavailable())
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(Neo4jNotStarted, match="data"), Neo4jServer(tmp_path):
        pass
