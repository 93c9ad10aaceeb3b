"""Who sends a request: the holder of a key, the keeper of a service without keys, or nobody known."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from app.security.key_ring import KeyRing
from app.security.key_texts import proves, split_key_text
from app.security.principals import KEEPER, KEY_PREFIX, Principal
from app.security.rate_limits import RateLimit
from app.security.sessions import Sessions
from schemas.api_keys import ApiKey
from schemas.errors import NotAuthenticated
from schemas.instants import instant_text
from schemas.messages.message import Message

FAILURES_PER_SECOND = 10
"""Requests without a good key that one address may send; requests with a good one are never counted among them."""

NO_KEY = Message("keys.needed")
UNKNOWN_KEY = Message("keys.unknown")


class Authenticator:
    """Finds out who asks, and refuses whoever asks too often.

    Parameters
    ----------
    ring : KeyRing
        The keys there are.
    clock : callable
        Gives the time that expiry is compared with.
    loopback : bool
        Whether nobody but this machine reaches the service: only then it may do without keys.
    requests, failures : RateLimit
        Of each principal, and of each address without a good key.
    sessions : Sessions
        Those of browsers.
    """

    def __init__(
        self,
        ring: KeyRing,
        clock: Callable[[], datetime],
        *,
        loopback: bool,
        requests: RateLimit,
        failures: RateLimit,
        sessions: Sessions,
    ) -> None:
        self._ring = ring
        self._clock = clock
        self._loopback = loopback
        self._requests = requests
        self._failures = failures
        self.sessions = sessions

    async def needs_keys(self) -> bool:
        """Whether a request needs a key: from the first one that was ever made, and always beyond loopback."""
        return not self._loopback or await self._ring.has_any()

    async def principal(self, sent: str | None, address: str) -> Principal:
        """Return who asks.

        Parameters
        ----------
        sent : str or None
            The bearer token of the request.
        address : str
            Where it comes from.

        Raises
        ------
        NotAuthenticated
            When a good key is needed and was not sent.
        TooMany
            When the principal, or the address without a good key, sends too many.
        """
        return await self._let_in(sent, address, self._ring.keys)

    async def watcher(self, sent: str | None, address: str) -> Principal:
        """Return who asks how the service is: as `principal`, by the keys last read while the store is away.

        That is when figures are looked at, and they say nothing of what is stored.

        Raises
        ------
        NotAuthenticated, TooMany
            As `principal`.
        """
        return await self._let_in(sent, address, self._ring.last_known)

    async def _let_in(
        self, sent: str | None, address: str, keys: Callable[[], Awaitable[Mapping[str, ApiKey]]]
    ) -> Principal:
        known = await keys()
        try:
            principal = self._recognise(sent, known)
        except NotAuthenticated:
            self._failures.take(address)
            raise
        self._requests.take(principal.id)
        return principal

    async def holder(self, session: str, host: str, address: str) -> Principal:
        """Return whose session a request was sent with; no key was.

        Parameters
        ----------
        host, address : str
            That of the request, and where it comes from.

        Raises
        ------
        NotAuthenticated, TooMany
            As `principal`; also when the session has ended.
        """
        try:
            principal = self.sessions.holder(session, host)
            await self.check_still_known(principal)
        except NotAuthenticated:
            self._failures.take(address)
            raise
        self._requests.take(principal.id)
        return principal

    def limits(self, principal: Principal) -> dict[str, str]:
        """Return what is left of a principal's requests, as headers of an answer."""
        return self._requests.headers(principal.id)

    def _recognise(self, sent: str | None, keys: Mapping[str, ApiKey]) -> Principal:
        if self._loopback and not self._ring.found_any:
            return KEEPER
        if sent is None:
            raise NotAuthenticated(NO_KEY)
        key_id, secret = split_key_text(sent) or ("", "")
        key = keys.get(key_id)
        if key is None or not proves(secret, key.proof):
            raise NotAuthenticated(UNKNOWN_KEY)
        self._check_active(key)
        return Principal(f"{KEY_PREFIX}{key.id}", key.role, key.member)

    async def key_of(self, principal: Principal) -> ApiKey | None:
        """Return the key that a principal sent; None of one who sends none."""
        return (await self._ring.keys()).get(principal.id.removeprefix(KEY_PREFIX))

    async def check_still_known(self, principal: Principal) -> None:
        """Let pass a principal of a while ago who would be let in now.

        Raises
        ------
        NotAuthenticated
            Whose key was revoked or has expired since; and whoever sent none, once there is one.
        """
        if principal == KEEPER:
            if await self.needs_keys():
                raise NotAuthenticated(NO_KEY)
            return
        key = await self.key_of(principal)
        if key is None:
            raise NotAuthenticated(UNKNOWN_KEY)
        self._check_active(key)

    def _check_active(self, key: ApiKey) -> None:
        state = key.state_at(instant_text(self._clock()))
        if state != "active":
            raise NotAuthenticated(Message("keys.not_active", key=key.id, state=state))
