"""Ids of other systems while history is replayed: each change moves them as it did when it was first written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.engine.client import Transaction
from graph.history.recorded_changes import RecordedChange, RecordKey, refused
from graph.ledger.record_rows import Row, latest
from graph.ledger.rules.external_ids import Name
from graph.ledger.stored_form import external_ids, record_name

Rows = list[Row]
Holder = tuple[str, str]
"""Ledger and id of the record that a name stands for."""


@dataclass(frozen=True, slots=True)
class _Move:
    name: Name
    holder: Holder
    holds: bool
    line: int


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
    moves = list(_moves(changes, stored))
    if not moves:
        return
    keys = sorted({move.name for move in moves})
    [[found]] = await transaction.run("external_ids.holders", keys=[list(key) for key in keys])
    before = {(system, kind, value): (ledger or "", one) for system, kind, value, ledger, one in found}
    after = _after(moves, before)
    let_go = [list(name) for name, holder in before.items() if after.get(name) != holder]
    if let_go:
        await transaction.run("external_ids.release", keys=let_go)
    held = [
        {"system": name[0], "kind": name[1], "external_id": name[2], "account_id": holder[0], "id": holder[1]}
        for name, holder in after.items()
        if before.get(name) != holder
    ]
    await transaction.run_all("external_ids.hold", held)


def _moves(changes: Sequence[RecordedChange], stored: dict[RecordKey, Rows]) -> Iterator[_Move]:
    for change in changes:
        for key, added in change.by_record():
            rows = stored.get(key, [])
            newer = [*(one.row for one in reversed(added)), *rows]
            stored[key] = newer
            if not any("external_ids" in row for row in newer):
                continue
            before, after = _held(key, rows, change), _held(key, newer, change)
            for name in sorted(before - after):
                yield _Move(name, (key[0], key[2]), False, added[-1].line)
            for name in sorted(after - before):
                yield _Move(name, (key[0], key[2]), True, added[-1].line)


def _held(key: RecordKey, rows: Rows, change: RecordedChange) -> set[Name]:
    row = latest(rows) if rows else None
    if row is None or (row.get("valid_to") is not None and row["valid_to"] <= change.place.recorded_at):
        return set()
    return {(system, key[1], value) for system, value in external_ids(row).items()}


def _after(moves: Sequence[_Move], before: Mapping[Name, Holder]) -> dict[Name, Holder]:
    holders = dict(before)
    for move in moves:
        if not move.holds:
            holders.pop(move.name, None)
            continue
        ledger, holder = holders.setdefault(move.name, move.holder)
        if (ledger, holder) != move.holder:
            system, kind, value = move.name
            place = f"in account '{ledger}'" if ledger else "in the book"
            raise refused(move.line, f"{system} id '{value}' already names {kind} '{holder}' {place}")
    return holders
