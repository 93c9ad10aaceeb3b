"""Ids of other systems while history is replayed: each change moves them as it did when it was first written."""

from collections.abc import Mapping, Sequence

from graph.engine.client import Transaction
from graph.history.name_moves import holders_after, moves_of
from graph.history.recorded_changes import RecordedChange, RecordKey
from graph.ledger.record_rows import Row
from graph.ledger.rules.external_ids import name_row
from graph.ledger.stored_form import record_name


async def replay_holders(
    transaction: Transaction, changes: Sequence[RecordedChange], heads: Mapping[RecordKey, Row]
) -> None:
    """Let records hold and let go of names as the changes say.

    Raises
    ------
    InvalidInput
        When another record holds a name.
    """
    stored = {key: [head] for key, head in heads.items()}
    names = {record_name(*key): key for key, head in heads.items() if head.get("state_to") is not None}
    if names:
        for (row,) in await transaction.run("history.rows", records=sorted(names)):
            stored[names[row["record"]]].append(row)
    moves = list(moves_of(changes, stored))
    if not moves:
        return
    keys = sorted({move.name for move in moves})
    [[found]] = await transaction.run("external_ids.holders", keys=[list(key) for key in keys])
    before = {(system, kind, value): (ledger or "", one) for system, kind, value, ledger, one in found}
    after = holders_after(moves, before)
    let_go = [list(name) for name, holder in before.items() if after.get(name) != holder]
    if let_go:
        await transaction.run("external_ids.release", keys=let_go)
    held = [name_row(name, holder) for name, holder in after.items() if before.get(name) != holder]
    await transaction.run_all("external_ids.hold", held)
