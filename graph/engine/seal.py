"""The seal of a store that was closed: a digest of each file, by which the next start sees what changed meanwhile.

The engine keeps no checksums: a byte that a disk lost would be read as what was stored. While it runs, and after a
kill, there is no seal; what can be compared then is compared by ``stakegraph check``.
"""

import asyncio
import json
import os
import zlib
from asyncio.subprocess import Process
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from schemas.errors import StoreUnavailable
from schemas.messages.message import Message

SEALED = Path("databases")
SEAL_FILE = "databases.seal"
READ_BYTES = 1 << 20

Digests = dict[str, list[int]]


class Seal:
    """The seal of one data folder, broken while its engine runs.

    Parameters
    ----------
    folder : Path
        The data folder.
    strict : bool
        Refuse a folder whose files changed. Where such a one is opened all the same, its seal stays as it is, so that
        the next start is refused again.

    Attributes
    ----------
    was_there : bool
        Whether the folder was sealed when it was opened; a kill leaves no seal.
    """

    def __init__(self, folder: Path, *, strict: bool) -> None:
        self._folder = folder
        self._strict = strict
        self._broken = False
        self.was_there = False

    async def open(self) -> None:
        """Compare the files with the seal, about a second for each gigabyte, and break it: they will change.

        Raises
        ------
        StoreUnavailable
            When a file changed; it names the first and says what to do.
        """
        self.was_there = (self._folder / SEAL_FILE).exists()
        changed = await asyncio.to_thread(changed_files, self._folder)
        if changed and self._strict:
            raise StoreUnavailable(Message("store.damaged", count=len(changed), file=str(self._folder / changed[0])))
        if not changed:
            (self._folder / SEAL_FILE).unlink(missing_ok=True)
            _keep_through_a_power_cut(self._folder)
            self._broken = True

    async def close(self, child: Process | None) -> None:
        """Seal the files anew when the engine that had them has closed them; without room on disk there is no seal."""
        broken, self._broken = self._broken, False
        if broken and child is not None and child.returncode == 0:
            with suppress(OSError):
                await asyncio.to_thread(_write, self._folder)


def changed_files(folder: Path) -> list[str]:
    """Return the files that are not as they were sealed, also those that came or went; none where there is no seal."""
    try:
        sealed: Digests = json.loads((folder / SEAL_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except ValueError:
        return [SEAL_FILE]
    found = _digests(folder)
    return sorted(name for name in sealed.keys() | found.keys() if sealed.get(name) != found.get(name))


def _write(folder: Path) -> None:
    draft = folder / f"{SEAL_FILE}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(_digests(folder), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / SEAL_FILE)
    _keep_through_a_power_cut(folder)


def _keep_through_a_power_cut(folder: Path) -> None:
    """Have the disk know which files there are: a seal that came back, or half of one, would refuse a sound store."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _digests(folder: Path) -> Digests:
    files = (path for path in (folder / SEALED).rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): [path.stat().st_size, _digest(path)] for path in files}


def _digest(path: Path) -> int:
    digest = 0
    for part in _parts(path):
        digest = zlib.crc32(part, digest)
    return digest


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(READ_BYTES):
            yield part
