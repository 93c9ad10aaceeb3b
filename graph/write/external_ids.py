"""Reads and writes which record each id of another system names."""

from collections.abc import Iterable, Sequence

from graph.engine.client import Transaction
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.rules.external_ids import Holder, Name, moves_of, names_sent
from schemas.writes import WriteItem


async def read_holders(transaction: Transaction, items: Iterable[WriteItem]) -> dict[Name, Holder]:
    """Return who holds the names that items claim."""
    keys = sorted(names_sent(items))
    if not keys:
        return {}
    [[rows]] = await transaction.run("external_ids.holders", keys=[list(key) for key in keys])
    return {(system, kind, value): (ledger or "", holder) for system, kind, value, ledger, holder in rows}


async def move_external_ids(transaction: Transaction, plans: Sequence[PlannedRecords]) -> None:
    """Write which records let go of which names and which hold them now."""
    moves = [move for plan in plans for move in moves_of(plan)]
    released = [list(move.name) for move in moves if not move.holds]
    held = [
        {
            **dict(zip(("system", "kind", "external_id"), move.name, strict=True)),
            **dict(zip(("account_id", "id"), move.holder, strict=True)),
        }
        for move in moves
        if move.holds
    ]
    if released:
        await transaction.run("external_ids.release", keys=released)
    await transaction.run_all("external_ids.hold", held)
