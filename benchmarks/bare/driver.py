"""What a user would write instead: the official driver and the statements of its manual."""

from collections.abc import Mapping, Sequence
from typing import Any

from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncManagedTransaction, NotificationMinimumSeverity, RoutingControl

from graph.engine.bolt_address import BoltAddress

PEOPLE = """
UNWIND $rows AS row
MERGE (person:Person {account_id: row.account_id, id: row.id})
SET person += row
"""

INFLUENCES = """
UNWIND $rows AS row
MATCH (source:Person {account_id: row.account_id, id: row.source})
MATCH (target:Person {account_id: row.account_id, id: row.target})
MERGE (source)-[influence:INFLUENCES {id: row.id}]->(target)
SET influence += row
"""

PERSON = "MATCH (person:Person {account_id: $account_id, id: $id}) RETURN properties(person) AS person"

COLLECT_PEOPLE = """
MATCH (person:Person {account_id: $account_id})
RETURN collect([person.id, person.name, person.title, person.seniority, person.kind, person.status]) AS rows
"""

COLLECT_INFLUENCES = """
MATCH (source:Person {account_id: $account_id})-[influence:INFLUENCES]->(target:Person)
RETURN collect([influence.id, source.id, target.id, influence.strength, influence.topic, influence.confidence]) AS rows
"""

COLLECT_DEPARTMENTS = """
MATCH (department:Department {account_id: $account_id})
RETURN collect([department.id, department.name, department.function, department.part_of]) AS rows
"""

COLLECT_MEMBERSHIPS = """
MATCH (person:Person {account_id: $account_id})-[membership:MEMBER_OF]->(department:Department)
RETURN collect([membership.id, person.id, department.id, membership.primary, membership.confidence]) AS rows
"""

COLLECT_REPORTING_LINES = """
MATCH (person:Person {account_id: $account_id})-[line:REPORTS_TO]->(manager:Person)
RETURN collect([line.id, person.id, manager.id, line.line, line.chain, line.confidence]) AS rows
"""

COLLECT_ACCOUNT = (
    COLLECT_DEPARTMENTS,
    COLLECT_PEOPLE,
    COLLECT_MEMBERSHIPS,
    COLLECT_REPORTING_LINES,
    COLLECT_INFLUENCES,
)

CHUNK = 1_000

Rows = Sequence[Mapping[str, Any]]


class BareDriver:
    """The official driver, used as its manual shows."""

    def __init__(self, address: BoltAddress) -> None:
        self._database = address.database
        self._driver: AsyncDriver = AsyncGraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password) if address.user else None,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._driver.close()

    async def store(self, people: Rows, influences: Rows) -> None:
        """Merge people and influences in one transaction, a thousand rows a statement."""
        await self.store_all([(PEOPLE, people), (INFLUENCES, influences)])

    async def store_all(self, statements: Sequence[tuple[str, Rows]]) -> None:
        """Run statements over their rows in one transaction, a thousand rows a statement."""

        async def work(transaction: AsyncManagedTransaction) -> None:
            for text, rows in statements:
                for start in range(0, len(rows), CHUNK):
                    result = await transaction.run(text, rows=list(rows[start : start + CHUNK]))
                    await result.consume()

        async with self._driver.session(database=self._database) as session:
            await session.execute_write(work)

    async def person(self, account_id: str, person_id: str) -> Any:
        """Read one person by key."""
        return await self._read(PERSON, account_id=account_id, id=person_id)

    async def account(self, account_id: str, texts: Sequence[str]) -> list[Any]:
        """Read parts of an account, one list of lists each."""
        return [await self._read(text, account_id=account_id) for text in texts]

    async def _read(self, text: str, **parameters: Any) -> Any:
        records, _, _ = await self._driver.execute_query(
            text, parameters, database_=self._database, routing_=RoutingControl.READ
        )
        return records[0][0]
