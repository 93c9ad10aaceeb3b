"""The socket that listens: it takes connections as long as there are places, and drops the others at once."""

import errno
import logging
import os
import resource
import socket
from typing import Any

from app.limits.places import Entry, Places

logger = logging.getLogger("stakegraph.connections")

OTHER_FILES = 200
"""Files that the service itself may have open: its store, its log, uploads, and connections to its engine."""

_NO_DESCRIPTOR = frozenset({errno.EMFILE, errno.ENFILE})


def connections_possible(asked: int) -> int:
    """Return how many connections a process may hold, having raised its limit of open files as far as it may.

    Parameters
    ----------
    asked : int
        How many it shall hold.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = asked + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return asked
    possible = max(1, soft - OTHER_FILES, soft // 2)
    logger.warning("connections: %d of %d, because a process may open %d files here", possible, asked, soft)
    return possible


class Listener(socket.socket):
    """A listening socket whose `accept` knows how many places there are.

    `asyncio` accepts whatever comes until no file can be opened, and then tries and logs without end
    (python/cpython#151615); a place is free again when the connection is closed, whoever closes it.

    Parameters
    ----------
    places : Places
        Places of its connections.
    """

    def __init__(self, places: Places, family: int, kind: int, protocol: int) -> None:
        super().__init__(family, kind, protocol)
        self.places = places
        self._spare: int | None = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection that finds a place.

        Raises
        ------
        BlockingIOError
            When there is none.
        """
        while True:
            taken, address = self._next()
            connection = _Connection(self.places, taken)
            host = address[0] if address else ""
            if self.places.enter(connection.fileno(), host) is not Entry.OUT:
                return connection, address
            logger.warning("connection dropped: too many are being refused")
            connection.close()

    def _next(self) -> tuple[socket.socket, Any]:
        while True:
            try:
                return super().accept()
            except OSError as error:
                if error.errno not in _NO_DESCRIPTOR:
                    raise
                self._drop_one()

    def _drop_one(self) -> None:
        """Take the first connection and close it, in the place of a file that is kept open for that."""
        logger.warning("connection dropped: no more files can be opened")
        if self._spare is None:
            raise BlockingIOError
        os.close(self._spare)
        self._spare = None
        try:
            super().accept()[0].close()
        except OSError as error:
            if error.errno in _NO_DESCRIPTOR:  # somebody else was faster with the file
                raise BlockingIOError from None
            raise
        finally:
            self._spare = _opened()

    def close(self) -> None:
        """Close it, and the spare file."""
        if self._spare is not None:
            os.close(self._spare)
            self._spare = None
        super().close()


def _opened() -> int | None:
    try:
        return os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


class _Connection(socket.socket):
    """A connection that gives its place back when it is closed."""

    def __init__(self, places: Places, taken: socket.socket) -> None:
        super().__init__(taken.family, taken.type, taken.proto, taken.detach())
        self._places = places

    def close(self) -> None:
        self._places.leave(self.fileno())
        super().close()
