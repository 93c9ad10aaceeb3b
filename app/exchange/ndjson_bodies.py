"""Bodies and answers of NDJSON: read and sent line by line, whatever their length."""

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile

from fastapi import Response
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from schemas.errors import NotAuthenticated

NDJSON = "application/x-ndjson"
ACCEPTED = frozenset({NDJSON, "application/ndjson", "application/jsonl", "application/x-jsonlines"})

LONGEST_LINE = 1_000_000
HELD_IN_MEMORY = 1_000_000
SENT_AT_ONCE = 64_000


async def lines_of(parts: AsyncIterator[bytes], longest: int = LONGEST_LINE) -> AsyncIterator[bytes | None]:
    """Yield each line of a body as soon as it is there, None for one that is longer than may be held.

    A line that a broken connection cuts off is not given: the exception passes through.
    """
    held = bytearray()
    too_long = False
    async for part in parts:
        start = 0
        while (end := part.find(b"\n", start)) >= 0:
            held += part[start:end]
            yield None if too_long or len(held) > longest else bytes(held)
            held.clear()
            too_long, start = False, end + 1
        held += part[start:]
        if len(held) > longest:
            too_long = True
            held.clear()
    if held or too_long:
        yield None if too_long else bytes(held)


class Outbox:
    """Lines on their way to a caller who may send everything before reading anything; long ones wait on disk.

    Without it both sides could wait for each other: the caller for us to read, we for the caller.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=HELD_IN_MEMORY)  # noqa: SIM115  closed by `close`
        self._read = 0
        self._written = 0
        self._ended = False
        self._changed = asyncio.Event()

    def put(self, line: bytes) -> None:
        """Add a line."""
        self._file.seek(self._written)
        self._written += self._file.write(line)
        self._changed.set()

    def end(self) -> None:
        """Note that no line follows."""
        self._ended = True
        self._changed.set()

    def close(self) -> None:
        """Forget what was not taken."""
        self._file.close()

    async def take(self) -> bytes:
        """Return what waits; nothing once all of it was taken and no line follows."""
        while self._read == self._written:
            if self._ended:
                return b""
            self._changed.clear()
            await self._changed.wait()
        self._file.seek(self._read)
        found = self._file.read(SENT_AT_ONCE)
        self._read += len(found)
        if self._read == self._written:
            self._file.seek(0)
            self._file.truncate()
            self._read = self._written = 0
        return found


class NdjsonAnswer(Response):
    """Lines that are sent while the body of the request is still read.

    Parameters
    ----------
    lines : async iterator of bytes
        The lines to send. The status goes with the first of them, so that an earlier failure is answered as a problem.
    """

    media_type = NDJSON

    def __init__(self, lines: AsyncIterator[bytes]) -> None:
        super().__init__()
        self._lines = lines
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the lines."""
        outbox = Outbox()
        try:
            first = await anext(self._lines, b"")
            outbox.put(first)
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._collect(outbox))
                tasks.create_task(_deliver(outbox, send))
        except ClientDisconnect:
            return
        finally:
            outbox.close()

    async def _collect(self, outbox: Outbox) -> None:
        """Put every line into the outbox; when the caller is gone, or let in no longer, no more are made."""
        try:
            async for line in self._lines:
                outbox.put(line)
        except (ClientDisconnect, NotAuthenticated):
            pass
        finally:
            outbox.end()


async def _deliver(outbox: Outbox, send: Send) -> None:
    while part := await outbox.take():
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
