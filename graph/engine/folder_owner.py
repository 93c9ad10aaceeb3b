"""Who owns a data folder: one process, proved by a lock, described by a file beside the data.

The lock shows whether the folder is owned, the file only how to reach the owner, so that a file left behind misleads
nobody.
The engine process inherits the very lock of its owner: when the owner is killed, the folder is free only once the
engine has closed the database.
"""

import asyncio
import fcntl
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.engine.bolt_address import BoltAddress
from schemas.errors import FolderTaken, StoreUnavailable
from schemas.messages.disk_faults import disk_fault
from schemas.messages.message import Message

LOCK_FILE = "owner.lock"
OWNER_FILE = "owner.json"
ORPHAN_SECONDS = 20.0
"""How long a start waits for the engine of a killed owner; longer than that engine may take to close."""
POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that owns a folder.

    Attributes
    ----------
    address : BoltAddress
        Where its store answers.
    pid : int
        The service, not its engine.
    since : str
        UTC instant at which it took the folder.
    service_url : str or None
        Where its API answers, when it serves one.
    """

    address: BoltAddress
    pid: int
    since: str
    service_url: str | None


class FolderLock:
    """The right to open one data folder; held until released or until every holder is dead.

    Parameters
    ----------
    folder : Path
        The data folder; made (mode 700) when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file that carries the lock: whoever inherits it holds the lock too."""
        if self._descriptor is None:
            raise RuntimeError("the folder is not locked")
        return self._descriptor

    async def acquire(self) -> None:
        """Take the folder, waiting only for the engine of an owner that has died.

        Raises
        ------
        FolderTaken
            At once when the owner lives; after `ORPHAN_SECONDS` when only its engine, or nobody we can see, holds on.
        StoreUnavailable
            When the folder can be neither made nor written to.
        """
        descriptor = self._open()
        try:
            await self._wait_for(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def _open(self) -> int:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.open(self._folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            unusable = Message("store.folder_unusable", folder=str(self._folder), reason=disk_fault(error))
            raise StoreUnavailable(unusable) from error

    async def _wait_for(self, descriptor: int) -> None:
        deadline = time.monotonic() + ORPHAN_SECONDS
        while not _locks(descriptor, fcntl.LOCK_EX):
            owner = _read_owner(self._folder)
            if time.monotonic() > deadline or (owner is not None and _is_alive(owner.pid)):
                raise FolderTaken(_taken(str(self._folder), owner))
            await asyncio.sleep(POLL_SECONDS)

    def describe(self, address: BoltAddress, service_url: str | None) -> None:
        """Publish how other processes reach the owner, which is this process."""
        since = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        owner = Owner(address, os.getpid(), since, service_url)
        draft = self._folder / f"{OWNER_FILE}.new"
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(json.dumps(asdict(owner)), encoding="utf-8")
        draft.replace(self._folder / OWNER_FILE)

    def release(self) -> None:
        """Give the folder back; the second call does nothing."""
        if self._descriptor is None:
            return
        (self._folder / OWNER_FILE).unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None


def find_owner(folder: Path) -> Owner | None:
    """Return the living owner of a folder, so that a command can work beside a running service.

    Returns
    -------
    Owner or None
        None when nobody owns the folder, also when a killed owner left its file and its number was given to another
        process: nobody holds the lock then.
    """
    owner = _read_owner(folder)
    return owner if owner is not None and _is_alive(owner.pid) and _is_locked(folder) else None


def _taken(folder: str, owner: Owner | None) -> Message:
    if owner is None:
        return Message("store.folder_in_use", folder=folder)
    process, since = str(owner.pid), owner.since
    if not _is_alive(owner.pid):
        return Message("store.folder_left_behind", folder=folder, process=process, since=since)
    if owner.service_url is None:
        return Message("store.folder_of_process", folder=folder, process=process, since=since)
    return Message("store.folder_of_service", folder=folder, process=process, since=since, url=owner.service_url)


def _read_owner(folder: Path) -> Owner | None:
    with suppress(OSError, ValueError, TypeError, KeyError):
        record = json.loads((folder / OWNER_FILE).read_text(encoding="utf-8"))
        return Owner(BoltAddress(**record.pop("address")), **record)
    return None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """Whether the process is dead and only waits for its parent to notice; where there is no ``/proc``, say no."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    return False


def _is_locked(folder: Path) -> bool:
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _locks(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _locks(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
