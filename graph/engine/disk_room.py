"""Room on the disk of the data folder: refused before it runs out, and named when it has."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from schemas.errors import DiskFull, StoreUnavailable
from schemas.messages.disk_faults import NO_ROOM
from schemas.messages.message import Message

MEGABYTE = 1_000_000
PROBE_BYTES = 1_000_000
"""What must fit for the disk not to be full: more than a page of the engine, less than any sensible watermark."""


class DiskRoom:
    """The room that is left for a data folder, and the room that must be.

    Parameters
    ----------
    folder : Path
        The data folder.
    spare_bytes : int
        Below so much free room nothing new is written; at least `PROBE_BYTES`.
    """

    def __init__(self, folder: Path, spare_bytes: int = 0) -> None:
        self._folder = folder
        self._spare = max(spare_bytes, PROBE_BYTES)
        self._was_full = False

    @property
    def is_low(self) -> bool:
        """Whether less is free than must be."""
        return self.free < self._spare

    def check_write(self) -> None:
        """Let pass a write while there is room.

        Raises
        ------
        DiskFull
            When there is too little; nothing was written.
        """
        if self.is_low:
            raise DiskFull(self._low())

    def check_ready(self) -> None:
        """Let pass while there is room for writes, and what was found full is so no longer.

        Raises
        ------
        StoreUnavailable
            When they are refused.
        """
        if self.is_low:
            raise StoreUnavailable(self._low())
        if self._was_full and self.is_full():
            raise StoreUnavailable(self._full())

    def is_full(self) -> bool:
        """Whether a small file does not fit: a quota, or a limit of the process, is found so too."""
        try:
            with tempfile.TemporaryFile(dir=self._folder, buffering=0) as file:
                self._was_full = (file.write(bytes(PROBE_BYTES)) or 0) < PROBE_BYTES
        except OSError as error:
            self._was_full = error.errno in NO_ROOM
        return self._was_full

    def held(self) -> int:
        """Return how many bytes the files of the folder have; asks the system about each of them."""
        total = 0
        for folder, _, names in os.walk(self._folder):
            for name in names:
                with suppress(OSError):  # gone since
                    total += (Path(folder) / name).lstat().st_size
        return total

    def full(self) -> DiskFull:
        """Return the refusal of a write that failed because there was no room."""
        return DiskFull(self._full())

    def check_start(self, error: BaseException) -> None:
        """Say in our words what ended a start, when that was want of room.

        Raises
        ------
        StoreUnavailable
            Then.
        """
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise self.not_started() from error

    def not_started(self) -> StoreUnavailable:
        """Return why an engine cannot start."""
        return StoreUnavailable(Message("store.engine_no_room", folder=str(self._folder)))

    def _low(self) -> Message:
        spare = round(self._spare / MEGABYTE)
        return Message("store.disk_low", folder=str(self._folder), free=round(self.free / MEGABYTE), spare=spare)

    def _full(self) -> Message:
        return Message("store.disk_full", folder=str(self._folder))

    @property
    def free(self) -> int:
        """Bytes that are free."""
        found = os.statvfs(self._folder)
        return found.f_bavail * found.f_frsize
