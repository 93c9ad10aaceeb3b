"""Where a store is reached: all that the driver has to know, and whether somebody answers there."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from neo4j import AsyncGraphDatabase
from neo4j.exceptions import DriverError, Neo4jError


@dataclass(frozen=True, slots=True)
class BoltAddress:
    """One Bolt end point and how to be let in.

    Attributes
    ----------
    uri : str
        ``bolt://127.0.0.1:7687``, or any other scheme of the official driver.
    user, password : str
        Who asks; the password never shows in a log or a traceback.
    database : str
        The database that statements run in.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str


async def answers_at(address: BoltAddress, seconds: float) -> bool:
    """Whether a query is answered in time; the port is tried first, because the driver is slow to give up."""
    with suppress(OSError, TimeoutError, DriverError, Neo4jError):
        async with asyncio.timeout(seconds):
            await _connect(address)
            async with (
                AsyncGraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
                driver.session(database=address.database) as session,
            ):
                await (await session.run("RETURN 1")).consume()
                return True
    return False


async def _connect(address: BoltAddress) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(address.uri).port)
    writer.close()
    await writer.wait_closed()
