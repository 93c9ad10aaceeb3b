"""The keys of the store, read at most once a second, so that a new or revoked one counts within a second."""

import asyncio
import time
from collections.abc import Callable, Mapping

from app.security.principals import KEY_PREFIX
from graph.api_keys import ApiKeys
from schemas.api_keys import ApiKey
from schemas.errors import StoreError, StoreUnavailable
from schemas.messages.message import Message

SECONDS_HELD = 1.0

LAST_KNOWN_SECONDS = 2
"""For so long a store is waited for by whoever makes do with the keys of its last answer."""


class KeyRing:
    """Every key, at most a second old.

    Parameters
    ----------
    source : ApiKeys
        Reads the keys of the store, every time anew.
    monotonic : callable
        Seconds that never go back.
    """

    def __init__(self, source: ApiKeys, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._monotonic = monotonic
        self._keys: Mapping[str, ApiKey] = {}
        self._read_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None
        self._found_any = False

    async def has_any(self) -> bool:
        """Whether there ever was a key; once there was, the store need not be asked again."""
        return self._found_any or bool(await self.keys())

    async def keys(self) -> Mapping[str, ApiKey]:
        """Return every key by its id.

        Raises
        ------
        StoreError
            When they cannot be read: then nobody is let in.
        """
        if self._monotonic() - self._read_at >= SECONDS_HELD:
            if self._reading is None:
                self._reading = asyncio.create_task(self._read())
            await asyncio.shield(self._reading)
        return self._keys

    async def last_known(self) -> Mapping[str, ApiKey]:
        """Return every key as it was when the store last answered.

        Raises
        ------
        StoreError
            When it never did.
        """
        try:
            async with asyncio.timeout(LAST_KNOWN_SECONDS):
                return await self.keys()
        except (StoreError, TimeoutError) as error:
            if self._read_at == float("-inf"):
                raise StoreUnavailable(Message("store.unreachable")) from error
            return self._keys

    @property
    def found_any(self) -> bool:
        """Whether there was a key when they were last read, or ever before."""
        return self._found_any

    async def is_revoked(self, principal_id: str) -> bool:
        """Whether a principal sent a key that was revoked since; one that expired may end what it began."""
        if not principal_id.startswith(KEY_PREFIX):
            return False
        key = (await self.keys()).get(principal_id.removeprefix(KEY_PREFIX))
        return key is not None and key.revoked_at is not None

    async def _read(self) -> None:
        try:
            started = self._monotonic()
            self._keys = {key.id: key for key in await self._source.read_all()}
            self._read_at = started
            self._found_any = self._found_any or bool(self._keys)
        finally:
            self._reading = None
