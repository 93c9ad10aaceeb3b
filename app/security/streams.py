"""Streams that end when whoever opened them would no longer be let in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from schemas.errors import NotAuthenticated

LOOK_SECONDS = 1.0
"""How often it is looked at, also while nothing comes."""

Check = Callable[[], Awaitable[None]]
"""Raises `NotAuthenticated` for whom it would not let in now."""


async def while_known(parts: AsyncIterator[bytes], check: Check) -> AsyncIterator[bytes]:
    """Yield what comes in, as long as whoever sends it is let in.

    Raises
    ------
    NotAuthenticated
        Within two seconds after the key was revoked or has expired, also while nothing comes.
    """
    while True:
        pending = asyncio.ensure_future(anext(parts, None))
        try:
            while not (await asyncio.wait([pending], timeout=LOOK_SECONDS))[0]:
                await check()
        finally:
            pending.cancel()
        if (part := pending.result()) is None:
            return
        await check()
        yield part


async def sent_while_known(parts: AsyncIterator[bytes], check: Check) -> AsyncIterator[bytes]:
    """Yield what is sent, and end it when whoever reads it is let in no longer."""
    with suppress(NotAuthenticated):
        async for part in while_known(parts, check):
            yield part
