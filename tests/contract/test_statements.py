"""Every statement runs from its example, and the schema can be brought up to date as often as one likes."""

from collections.abc import Mapping
from typing import Any

import pytest
import pytest_asyncio

from cypher import Statement, statements
from graph.engine.client import GraphClient, Transaction
from graph.engine.migrations import migrate, missing_migrations
from graph.store import Store
from schemas.errors import Conflict
from schemas.registry import RESOURCES

ALL = statements().values()


class TakenBack(Exception):
    """Ends a unit of work whose effects a test does not want."""


def of_mode(*modes: str) -> pytest.MarkDecorator:
    found = [statement for statement in ALL if statement.mode in modes]
    return pytest.mark.parametrize("statement", found, ids=lambda statement: statement.name)


async def world_of_the_examples(transaction: Transaction) -> None:
    """Create what the examples speak of: accounts, departments and people first, then what connects them."""
    for account_id in ("a1", "a2"):
        await transaction.run("accounts.create", rows=[{"account_id": account_id, "id": account_id, "revision": 0}])
    for kind in ("departments", "people"):
        rows = [{"account_id": "a1", "id": f"{kind[0]}{number}", "name": "Ada of IT"} for number in (1, 2)]
        await transaction.run(f"{kind}.create", rows=rows)
    for kind in ("memberships", "reporting_lines", "influences", "settings"):
        await transaction.run(f"{kind}.create", **statements()[f"{kind}.create"].example)
    await transaction.run("external_ids.hold", **statements()["external_ids.hold"].example)
    await transaction.run("history.keep", **statements()["history.keep"].example)


@pytest_asyncio.fixture(scope="module")
async def world(shared_store: Store) -> GraphClient:
    """The way to a store that holds what the examples speak of."""
    client = shared_store._client
    await client.write(world_of_the_examples)
    return client


@of_mode("read")
async def test_a_reading_statement_runs_from_its_example(world: GraphClient, statement: Statement):
    rows = await world.read(statement.name, **statement.example)
    assert all(isinstance(row, list) for row in rows)


async def placed(transaction: Transaction, statement: Statement) -> Mapping[str, Any]:
    """Return the example; there is one book for all tests, so its next change has the number that comes next."""
    if statement.name != "book.revise":
        return statement.example
    [[revision, *_]] = await transaction.run("book.revisions", id="book")
    return {"rows": [{**row, "revision": revision + 1} for row in statement.example["rows"]]}


CREATES = ("create", "hold", "keep", "record")


@of_mode("write")
async def test_a_writing_statement_runs_from_its_example(client: GraphClient, world: GraphClient, statement: Statement):
    creates = statement.name.endswith(CREATES)

    async def work(transaction: Transaction) -> None:
        if creates and statement.example.get("rows", [{}])[0].keys() & {"person", "source"}:
            await transaction.run("people.create", rows=[{"account_id": "a1", "id": one} for one in ("p1", "p2")])
            await transaction.run("departments.create", rows=[{"account_id": "a1", "id": "d2"}])
        await transaction.run(statement.name, **await placed(transaction, statement))
        raise TakenBack

    with pytest.raises(TakenBack):
        await (client if creates else world).write(work)


async def test_what_was_taken_back_is_nowhere(client: GraphClient):
    async def work(transaction: Transaction) -> None:
        await world_of_the_examples(transaction)
        assert len(await transaction.run("accounts.get", id="a1")) == 1
        raise TakenBack

    with pytest.raises(TakenBack):
        await client.write(work)
    assert await client.read("accounts.get", id="a1") == []
    assert await client.read("external_ids.holders", keys=[["salesforce", "person", "003A"]]) == [[[]]]


@of_mode("schema")
async def test_a_schema_statement_can_be_applied_again(client: GraphClient, statement: Statement):
    await client.change_schema(statement.name)
    await client.change_schema(statement.name)


async def test_an_open_store_lacks_no_migration_and_takes_none_twice(store: Store, client: GraphClient):
    assert await missing_migrations(client) == ()
    assert await migrate(client, store.clock()) == ()
    await store.check_ready()


@pytest.mark.parametrize("statement", ALL, ids=lambda statement: statement.name)
def test_an_example_names_exactly_the_parameters_of_its_statement(statement: Statement):
    assert statement.parameters == frozenset(statement.example)


UNIQUE = {
    **{f"{resource.plural}.create": resource.kind for resource in RESOURCES if not resource.is_edge},
    "history.keep": "row of a record",
    "external_ids.hold": "id of another system",
    "jobs.create": "job",
}


@pytest.mark.parametrize("name", UNIQUE, ids=UNIQUE.get)
async def test_the_store_itself_refuses_a_second(client: GraphClient, name: str):
    async def work(transaction: Transaction) -> None:
        await transaction.run(name, **statements()[name].example)
        await transaction.run(name, **statements()[name].example)

    with pytest.raises(Conflict):
        await client.write(work)
    assert await client.read("accounts.get", id="a1") == []
    assert await client.read("settings.stored", ids=["r1"]) == [[[]]]
    assert await client.read("history.rows", records=["a1/person/p1"]) == []
