"""How much may wait: jobs, uploads that arrive at once, and the bytes of all that are here; beyond it, come again."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.jobs.job_folders import JobFolders
from schemas.errors import TooMany
from schemas.messages.message import Message

JOBS_AT_MOST = 100
"""Jobs that wait at once; whoever sends another comes again later."""

ARRIVING_AT_MOST = 8
"""Uploads that are read at once."""

HELD_TIMES = 20
"""How many times larger than the largest archive all that is here may be: two archives of full size, unpacked."""

COME_AGAIN_SECONDS = 60


class Waiting:
    """What waits in the folders of a service.

    Examples
    --------
    >>> from pathlib import Path
    >>> waiting = Waiting(JobFolders(Path("absent")))
    >>> waiting.room(10), waiting.check_jobs(99)
    (200, None)
    """

    def __init__(self, folders: JobFolders) -> None:
        self._folders = folders
        self._arriving = 0

    def check_jobs(self, count: int) -> None:
        """Let pass whoever wants to add a job to so many.

        Raises
        ------
        TooMany
            When too many wait.
        """
        if count >= JOBS_AT_MOST:
            raise TooMany(Message("jobs.too_many", count=JOBS_AT_MOST), COME_AGAIN_SECONDS)

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Count an upload as long as it is read.

        Raises
        ------
        TooMany
            When as many are read as may be.
        """
        if self._arriving >= ARRIVING_AT_MOST:
            raise TooMany(Message("jobs.many_arrive", count=ARRIVING_AT_MOST), COME_AGAIN_SECONDS)
        self._arriving += 1
        try:
            yield
        finally:
            self._arriving -= 1

    def room(self, largest: int) -> int:
        """Return for how many bytes there is room beside what is here, negative where there is too much.

        Parameters
        ----------
        largest : int
            Bytes of the largest archive.
        """
        return HELD_TIMES * largest - self._folders.bytes_held()
