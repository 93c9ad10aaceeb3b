"""A store is made of a backup: history is replayed as it was recorded, and what stood beside it is put there."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from app.backups.archive import BESIDE, HISTORY, Manifest
from app.exchange.history_import import HistoryImport
from graph.backups.beside import PARTS, Part
from graph.store import Store
from schemas.errors import Conflict
from schemas.messages.message import Message

ROWS_AT_ONCE = 500


async def restore(store: Store, archive: zipfile.ZipFile, manifest: Manifest, left_out: frozenset[Part]) -> None:
    """Store everything that a backup holds in a store that is empty.

    Raises
    ------
    Conflict
        When the store is not empty.
    InvalidInput
        When a line of the history is wrong.
    """
    if not await store.beside.is_empty():
        raise Conflict(Message("backups.store_not_empty"))
    with archive.open(HISTORY) as lines:
        await HistoryImport(store, lines).run()
    with archive.open(BESIDE) as lines:
        for part, rows in _by_part(lines):
            if part in PARTS and part not in left_out:
                await store.beside.store(part, rows)


def _by_part(lines: Iterable[bytes]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    values = (json.loads(line) for line in lines)
    for part, of_part in groupby(values, key=lambda value: value["part"]):
        rows: list[dict[str, Any]] = []
        for value in of_part:
            rows.append(value["row"])
            if len(rows) == ROWS_AT_ONCE:
                yield part, rows
                rows = []
        if rows:
            yield part, rows
