"""How ids of other systems move while changes are replayed, one after the other as they were first written: pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from graph.history.recorded_changes import RecordedChange, RecordKey, refused
from graph.ledger.record_rows import Row, latest
from graph.ledger.rules.external_ids import Holder, Name, names_held, taken


class NameMove(NamedTuple):
    """A record that begins to hold a name, or lets go of it, by a line of the file."""

    name: Name
    holder: Holder
    holds: bool
    line: int


def moves_of(changes: Sequence[RecordedChange], stored: Mapping[RecordKey, Sequence[Row]]) -> Iterator[NameMove]:
    """Yield the moves of every change in turn.

    Parameters
    ----------
    stored : mapping
        Rows of the records that are there before, newest first, as many as their latest state takes.
    """
    rows_of = {key: list(rows) for key, rows in stored.items()}
    for change in changes:
        for key, added in change.by_record():
            rows = rows_of.get(key, [])
            newer = [*(one.row for one in reversed(added)), *rows]
            rows_of[key] = newer
            if not any("external_ids" in row for row in newer):
                continue
            before, after = _held(key, rows, change), _held(key, newer, change)
            for name in sorted(before - after):
                yield NameMove(name, (key[0], key[2]), False, added[-1].line)
            for name in sorted(after - before):
                yield NameMove(name, (key[0], key[2]), True, added[-1].line)


def holders_after(moves: Sequence[NameMove], before: Mapping[Name, Holder]) -> dict[Name, Holder]:
    """Return who holds which name in the end.

    Raises
    ------
    InvalidInput
        When another record holds a name that a move takes.
    """
    holders = dict(before)
    for move in moves:
        if not move.holds:
            holders.pop(move.name, None)
        elif (holder := holders.setdefault(move.name, move.holder)) != move.holder:
            raise refused(move.line, taken(move.name, holder))
    return holders


def _held(key: RecordKey, rows: Sequence[Row], change: RecordedChange) -> set[Name]:
    return names_held(key[1], latest(rows) if rows else None, change.place.recorded_at)
