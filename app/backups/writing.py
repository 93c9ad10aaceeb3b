"""A backup is made: everything beside history first, then history, again where something was erased meanwhile.

History holds what was recorded until it was begun, whoever writes meanwhile; what stands beside it rests on earlier
history. A backup is whole each time: one that only adds to another would keep what was erased since.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from pydantic_core import to_json

from app.backups.archive import BESIDE, HISTORY, Manifest, new_archive, write_manifest
from app.exchange.history_export import HistoryExport
from graph.backups.beside import PARTS, Part
from graph.store import Store
from schemas.errors import Conflict
from schemas.instants import instant_text
from schemas.messages.message import Message

ATTEMPTS = 5
PAUSE_SECONDS = 1.0

Progress = Callable[[int, int], None]
"""Takes how many changes were written just now, and how many there are in all."""


async def back_up(store: Store, path: Path, left_out: frozenset[Part], progress: Progress) -> Manifest:
    """Write a whole store to a file, while others may write to it, and return what it holds.

    Raises
    ------
    Conflict
        When something was erased, or stored out of order, during each of several attempts.
    """
    for _ in range(ATTEMPTS):
        try:
            return await _write(store, path, [part for part in PARTS if part not in left_out], progress)
        except Conflict:
            await asyncio.sleep(PAUSE_SECONDS)
    raise Conflict(Message("backups.unsettled"))


async def _write(store: Store, path: Path, parts: list[Part], progress: Progress) -> Manifest:
    made_at = instant_text(store.clock())
    beside: dict[str, int] = dict.fromkeys(parts, 0)
    erased = await store.beside.erased_at()
    with new_archive(path) as archive:
        with archive.open(BESIDE, "w", force_zip64=True) as target:
            for part in parts:
                async for row in store.beside.rows(part):
                    target.write(to_json({"part": part, "row": row}) + b"\n")
                    beside[part] += 1
        export = HistoryExport(store, None)
        with archive.open(HISTORY, "w", force_zip64=True) as target:
            async for block, changes, total in export.blocks():
                target.write(block)
                progress(changes, total)
        written = export.written
        manifest = Manifest(
            made_at=made_at, parts=list(parts), changes=written.changes, rows=written.rows, beside=beside
        )
        if await store.beside.erased_at() != erased:
            raise Conflict(Message("backups.unsettled"))
        write_manifest(archive, manifest)
    return manifest
