"""Lines between contacts and those who take part, as anybody finds them who looks into the store."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from graph.store import Store
from schemas.writes import WriteItem
from tests.contract.kinds import written
from tests.contract.ledgers import day

LINES = """
MATCH (contact:Interaction {account_id: $account})
RETURN contact.id, contact.valid_to, contact.people, contact.members,
  COLLECT { MATCH (contact)-[:INVOLVES]->(one:Person {account_id: $account}) RETURN one.id },
  COLLECT { MATCH (contact)-[:INVOLVES]->(one:TeamMember) RETURN one.id },
  COUNT { MATCH (contact)-[line:INVOLVES]->() RETURN line }
"""
PRESENT = """
MATCH (one:Person {account_id: $account}) RETURN one.id
UNION ALL
MATCH (one:TeamMember) RETURN one.id
"""


class Lines(NamedTuple):
    """To whom the lines of a contact lead, or should."""

    people: Sequence[str]
    members: Sequence[str]
    number: int


async def found_by(store: Store, statement: str, **parameters: Any) -> list[list[Any]]:
    """Return what somebody finds who asks the store itself."""
    driver, database = store._client._driver, store._client._database
    result = await driver.execute_query(statement, parameters, database_=database)
    return [list(record.values()) for record in result.records]


async def drawn(store: Store, account: str) -> dict[str, Lines]:
    """Return the lines of each contact of an account."""
    rows = await found_by(store, LINES, account=account)
    return {row[0]: Lines(sorted(row[4]), sorted(row[5]), row[6]) for row in rows}


async def said(store: Store, account: str) -> dict[str, Lines]:
    """Return where lines should lead: to whoever is there of the lists of ids of a contact that has no end."""
    present = {one for (one,) in await found_by(store, PRESENT, account=account)}
    lines = {}
    for contact, ended, people, members, *_ in await found_by(store, LINES, account=account):
        theirs, ours = (sorted(one for one in ids or () if one in present and not ended) for ids in (people, members))
        lines[contact] = Lines(theirs, ours, len(theirs) + len(ours))
    return lines


def contact(record_id: str, people: Sequence[str], members: Sequence[str] | None = None, **options: Any) -> WriteItem:
    """Return a contact with these people."""
    fields: Mapping[str, Any] = {"at": day(2025), "channel": "call", "people": people}
    return written("interaction", record_id, fields if members is None else {**fields, "members": members}, **options)


def patched(record_id: str, options: Mapping[str, Any] | None = None, **fields: Any) -> WriteItem:
    """Return a change of just these fields of a contact."""
    return written("interaction", record_id, fields, expects="present", **options or {})
