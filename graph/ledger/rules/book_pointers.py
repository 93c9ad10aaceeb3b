"""Book-wide records that something open points to: they cannot be ended before it."""

from collections.abc import Mapping, Sequence

from graph.engine.client import Transaction
from graph.ledger.rules.items import Indexed, conflict, named
from schemas.errors import ServiceError

POINTERS: Mapping[str, tuple[str, ...]] = {
    "team_member": ("coverages.of_members", "team_reporting_lines.of_members"),
    "competitor": ("competitor_ties.of_competitors",),
    "stage_model": ("opportunities.of_stage_models",),
}
"""Kind -> statements that return what is open and points to records of it: id pointed to, kind, account, id."""

TOLD = 3


async def pointer_errors(transaction: Transaction, items: Sequence[Indexed], now: str) -> dict[int, ServiceError]:
    """Return the ends of book-wide records that something open points to, by the index of their items.

    What the same write ends does not count.
    """
    ending = [(index, item) for index, item in items if _ends(item.action, item.data.get("valid_to"))]
    also = {(item.resource.kind, item.ledger, item.id) for _, item in ending}
    errors: dict[int, ServiceError] = {}
    for kind, names in POINTERS.items():
        ids = {item.id: (index, item) for index, item in ending if item.resource.kind == kind and item.id}
        if not ids:
            continue
        rows = [row for name in names for row in await transaction.run(name, ids=sorted(ids), now=now)]
        pointing = [row for row in rows if (row[1], row[2] or "", row[3]) not in also]
        for target, (index, item) in ids.items():
            if found := [row for row in pointing if row[0] == target]:
                told = ", ".join(_told(row) for row in found[:TOLD])
                more = f" and {len(found) - TOLD} more" if len(found) > TOLD else ""
                detail = f"{named((kind, target))} is still pointed to by {told}{more}; end these first"
                errors[index] = conflict(item, detail)
    return errors


def _ends(action: str, valid_to: object) -> bool:
    return action == "end" or valid_to is not None


def _told(row: list[str]) -> str:
    where = f" of account '{row[2]}'" if row[2] else ""
    return f"{row[1].replace('_', ' ')} '{row[3]}'{where}"
