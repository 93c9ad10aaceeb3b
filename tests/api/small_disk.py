"""A disk that a test can fill: a small filesystem in memory, which only the processes of the test see."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.api.serving import Service, environment

MEGABYTE = 1_000_000
HOLDER = 'mount -t tmpfs -o size="$2",mode=700 tmpfs "$1" && echo mounted && read -r _'


def unavailable() -> str | None:
    """Return why this machine lends no filesystem to a test; None where it does."""
    words = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        tried = subprocess.run(words, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "there is no unshare (util-linux)"
    return None if tried.returncode == 0 else f"unshare -rm says: {tried.stderr.strip()}"


class SmallDisk:
    """A filesystem of a few megabytes at a folder, as long as the context lasts.

    Parameters
    ----------
    folder : Path
        Where it is mounted, for processes that are started through `within`.
    megabytes : int
        Its size.
    """

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder = folder
        self._megabytes = megabytes
        self._holder: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        """Mount it in a namespace that one waiting process keeps."""
        self.folder.mkdir(parents=True, exist_ok=True)
        words = ["unshare", "-rm", "sh", "-c", HOLDER, "holder", str(self.folder), f"{self._megabytes}m"]
        self._holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._holder.stdout is not None
        assert self._holder.stdout.readline() == "mounted\n"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it go with all that is on it."""
        assert self._holder is not None
        self._holder.communicate("\n")

    @property
    def seen(self) -> Path:
        """Where this process sees it."""
        assert self._holder is not None
        return Path(f"/proc/{self._holder.pid}/root{self.folder}")

    def within(self, words: Iterable[object]) -> list[str]:
        """Return a command line that runs where the disk is seen."""
        assert self._holder is not None
        return ["nsenter", "-t", str(self._holder.pid), "-U", "-m", "--preserve-credentials", *map(str, words)]

    def fill(self, free: float) -> None:
        """Leave so many megabytes."""
        size, block = int(self._free - free * MEGABYTE), bytes(100_000)
        with (self.seen / "filler").open("ab", buffering=0) as file:
            while size > 0:
                size -= file.write(block[:size]) or 0

    def empty(self) -> None:
        """Take away what filled it."""
        (self.seen / "filler").unlink()

    @property
    def _free(self) -> int:
        words = self.within(["stat", "-f", "-c", "%a %S", self.folder])
        blocks, size = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
        return int(blocks) * int(size)


class ServiceOnDisk(Service):
    """A service whose data folder lies on a small disk."""

    def __init__(self, disk: SmallDisk, settings: Mapping[str, str]) -> None:
        super().__init__(disk.folder / "data", settings)
        self._disk = disk
        self.log = disk.folder.with_name("service.log")

    def _started(self, words: Sequence[object], log: IO[bytes]) -> "subprocess.Popen[bytes]":
        inside, variables = self._disk.within(words), environment(self._settings)
        return subprocess.Popen(inside, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=variables)
