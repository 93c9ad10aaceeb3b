"""Reads the accounts that accounts belong to."""

import json
from collections.abc import Iterable

from graph.engine.client import Transaction
from graph.ledger.rules.parents import Parents
from schemas.writes import WriteItem


async def read_parents(transaction: Transaction, items: Iterable[WriteItem]) -> Parents:
    """Return every account reached upwards from the parents that items name, with its own parent."""
    wanted = {item.data["parent"]["account"] for item in items if item.data.get("parent")}
    found: dict[str, str | None] = {}
    while wanted:
        [[rows]] = await transaction.run("accounts.lifetimes", ids=sorted(wanted))
        found.update({row[0]: json.loads(row[3])["account"] if row[3] else None for row in rows})
        wanted = {parent for row in rows if (parent := found[row[0]]) and parent not in found}
    return found
