"""Sessions of browsers: short-lived, each bound to a key and to the host it was made for, held in memory alone."""

import hashlib
import secrets
import time
from collections.abc import Callable
from typing import NamedTuple

from app.security.principals import Principal
from schemas.errors import NotAuthenticated
from schemas.messages.message import Message

SESSIONS_OF_ONE = 100
"""Sessions that one principal may hold; the oldest ends for another."""

_BYTES = 32


class _Session(NamedTuple):
    principal: Principal
    host: str
    ends: float


class Sessions:
    """The sessions that this process began; they end with it, for whoever has the key begins another at once.

    Parameters
    ----------
    seconds : float
        How long each lasts.
    monotonic : callable
        Seconds that never go back.

    Examples
    --------
    >>> from schemas.api_keys import Role
    >>> sessions = Sessions(900, lambda: 0.0)
    >>> text = sessions.begin(Principal("key:1", Role.READER), "example.com")
    >>> sessions.holder(text, "example.com").id
    'key:1'
    """

    def __init__(self, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._monotonic = monotonic
        self._held: dict[str, _Session] = {}

    def begin(self, principal: Principal, host: str) -> str:
        """Return the text of a new session, 256 random bits, of which only a digest is kept."""
        self._drop_ended()
        own = self._of(principal)
        for digest in own[: max(0, len(own) - SESSIONS_OF_ONE + 1)]:
            del self._held[digest]
        text = secrets.token_urlsafe(_BYTES)
        self._held[_digest(text)] = _Session(principal, host.lower(), self._monotonic() + self.seconds)
        return text

    def holder(self, text: str, host: str) -> Principal:
        """Return whose session it is.

        Parameters
        ----------
        host : str
            That of the request: a session counts only where it was begun.

        Raises
        ------
        NotAuthenticated
            When it has ended, is not known or was begun at another host.
        """
        found = self._held.get(_digest(text))
        if found is None or found.ends <= self._monotonic() or found.host != host.lower():
            raise NotAuthenticated(Message("keys.session_unknown"))
        return found.principal

    def end(self, text: str) -> None:
        """End a session, if it is one."""
        self._held.pop(_digest(text), None)

    def end_all(self, principal: Principal) -> None:
        """End every session of a principal."""
        for digest in self._of(principal):
            del self._held[digest]

    def _of(self, principal: Principal) -> list[str]:
        """Return the digests of a principal's sessions, the oldest first."""
        return [digest for digest, session in self._held.items() if session.principal.id == principal.id]

    def _drop_ended(self) -> None:
        now = self._monotonic()
        self._held = {digest: session for digest, session in self._held.items() if session.ends > now}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
