"""The same service on a real Neo4j: one walk through what it does, with the same questions and answers."""

from collections.abc import Iterator

import httpx
import pytest

from tests.api.accounts import SMALL, Account, done, item
from tests.api.conftest import connect
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service
from tests.data import krackhardt
from tests.legs import require
from tests.neo4j.server import Neo4jServer, unavailable


@pytest.fixture(scope="module")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service whose store is a Neo4j."""
    require("a real Neo4j", unavailable())
    with Neo4jServer() as server:
        settings = {"STAKEGRAPH_NEO4J_URI": server.uri, "STAKEGRAPH_NEO4J_USER": ""}
        with Service(tmp_path_factory.mktemp("neo4j") / "data", settings) as running, connect(running) as client:
            assert running.engine_pid() is None
            yield client


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
