"""Reads what is open and points to records of the book that a write ends."""

from collections.abc import Mapping, Sequence

from graph.engine.client import Transaction
from graph.ledger.keys import Indexed
from graph.ledger.rules.book_pointers import Pointer, ending
from schemas.writes import BOOK

POINTERS: Mapping[str, tuple[str, ...]] = {
    "team_member": ("coverages.of_members", "team_reporting_lines.of_members"),
    "competitor": ("competitor_ties.of_competitors",),
    "stage_model": ("opportunities.of_stage_models",),
}
"""Kind -> statements that return what is open and points to records of it: id pointed to, kind, account, id."""


async def read_pointers(transaction: Transaction, items: Sequence[Indexed], now: str) -> list[Pointer]:
    """Return what is open and points to a record that an item ends."""
    found = []
    for kind, names in POINTERS.items():
        if ids := sorted(ending(items, kind)):
            rows = [row for name in names for row in await transaction.run(name, ids=ids, now=now)]
            found += [Pointer((kind, row[0]), row[1], row[2] or BOOK, row[3]) for row in rows]
    return found
