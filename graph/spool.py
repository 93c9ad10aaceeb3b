"""Pieces that wait on disk: what is too much to hold and is read again one by one."""

import os
import weakref
from array import array
from collections.abc import Iterator
from tempfile import TemporaryFile, gettempdir

from schemas.errors import DiskFull
from schemas.messages.disk_faults import NO_ROOM
from schemas.messages.message import Message


class Spool:
    """Pieces of bytes in a file without a name, in the folder for temporary files; of each, eight bytes are held.

    The system takes the file back with the last who holds the spool, and with the process however that ends: there is
    nothing to clear up at a next start. Several threads may read at once.

    Examples
    --------
    >>> spool = Spool()
    >>> spool.add(b"one"), spool.add(b""), spool.add(b"three")
    (None, None, None)
    >>> len(spool), spool[2], list(spool)
    (3, b'three', [b'one', b'', b'three'])
    """

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="stakegraph-", buffering=0)  # noqa: SIM115, closed with the spool
        self._ends = array("Q", [0])
        weakref.finalize(self, self._file.close)

    def add(self, piece: bytes) -> None:
        """Put a piece behind the others.

        Raises
        ------
        DiskFull
            When there is no room for it.
        """
        left, place = memoryview(piece), self._ends[-1]
        try:
            while left:
                written = os.pwrite(self._file.fileno(), left, place)
                left, place = left[written:], place + written
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise DiskFull(Message("reports.no_room_aside", folder=gettempdir())) from None
        self._ends.append(place)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> bytes:
        """Return the piece at a place from 0.

        Raises
        ------
        IndexError
            When there is none.
        """
        place = range(len(self))[place]
        begin, end = self._ends[place], self._ends[place + 1]
        return os.pread(self._file.fileno(), end - begin, begin)

    def __iter__(self) -> Iterator[bytes]:
        return (self[place] for place in range(len(self)))
