"""Reads which custom fields are declared, where a write has values of some."""

from collections.abc import Sequence

from graph.engine.client import Transaction
from graph.ledger.rules.custom_fields import Declared, declared_fields
from schemas.writes import WriteItem


async def read_declared(transaction: Transaction, items: Sequence[WriteItem], now: str) -> Declared:
    """Return the declarations in force, those of the same write included; nothing where no item has custom fields."""
    if not any(item.data.get("extra") for item in items):
        return {}
    [[rows]] = await transaction.run("fields.declared")
    return declared_fields(rows, items, now)
