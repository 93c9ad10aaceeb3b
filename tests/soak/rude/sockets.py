"""Connections by hand, from an address of the loopback network of one's choice: nothing here is polite."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

RUDE = "127.0.0.66"
"""The address that rude clients call from; others keep their places."""

HEAD = b"GET /v1/accounts HTTP/1.1\r\nHost: 127.0.0.1\r\n"


class Rude:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, *parts: bytes) -> bool:
        """Send, waiting as long as the service reads; return False when it has hung up."""
        with suppress(OSError):
            for part in parts:
                self._writer.write(part)
                await self._writer.drain()
            return not self._reader.at_eof()
        return False

    async def status(self, seconds: float = 60) -> int:
        """Return the status of the answer; 0 when the service hung up without one, -1 when it said nothing."""
        try:
            async with asyncio.timeout(seconds):
                line = await self._reader.readline()
        except TimeoutError:
            return -1
        except OSError:
            return 0
        return int(line.split()[1]) if line.startswith(b"HTTP/") else 0

    def hang_up(self) -> None:
        """Close at once; what is on its way is thrown away."""
        self._writer.transport.abort()


async def connected(url: str, address: str = RUDE) -> Rude | None:
    """Return a connection from an address, None when the service takes none."""
    parts = urlsplit(url)
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(10):
            return Rude(*await asyncio.open_connection(parts.hostname, parts.port, local_addr=(address, 0)))
    return None


@asynccontextmanager
async def crowd(url: str, addresses: Iterable[str]) -> AsyncIterator[list[Rude]]:
    """Hold a connection from each address as long as it lasts."""
    made = await asyncio.gather(*(connected(url, address) for address in addresses))
    there = [one for one in made if one is not None]
    try:
        yield there
    finally:
        for one in there:
            one.hang_up()
