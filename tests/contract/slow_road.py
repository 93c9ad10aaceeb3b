"""A slow way to a store: a network that lets every message wait, as a distant or busy one does."""

import asyncio
import random
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

CHUNK = 65_536


class SlowRoad:
    """Carries bytes to and from the store at ``uri``; what is sent there waits, so that a write takes its time.

    A message waits up to ``longest`` seconds, at random. The road's own ``uri`` is where the store answers by it.
    """

    def __init__(self, uri: str, longest: float, seed: int = 1) -> None:
        self._parts = urlsplit(uri)
        self._longest = longest
        self._chance = random.Random(seed)
        self._server: asyncio.Server | None = None
        self._carrying: set[asyncio.Task[None]] = set()
        self.uri = ""

    async def __aenter__(self) -> Self:
        """Open it."""
        self._server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.uri = f"{self._parts.scheme}://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it, whoever is on it."""
        assert self._server is not None
        self._server.close()
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        with suppress(OSError, asyncio.CancelledError):
            there, back = await asyncio.open_connection(self._parts.hostname, self._parts.port)
            await asyncio.gather(self._carry(reader, back, self._longest), self._carry(there, writer, 0))
        self._carrying.discard(task)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, longest: float) -> None:
        try:
            while data := await reader.read(CHUNK):
                await asyncio.sleep(self._chance.uniform(0, longest))
                writer.write(data)
                await writer.drain()
        except OSError:
            return
        finally:
            writer.close()
