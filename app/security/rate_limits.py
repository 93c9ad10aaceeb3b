"""How many requests one caller may send: a bucket of tokens each, filled at a steady rate."""

import time
from collections import OrderedDict
from collections.abc import Callable

from schemas.errors import TooMany
from schemas.messages.message import Message

CALLERS_HELD = 10_000
"""Buckets held at once; the one unused for longest makes room, and its caller begins with a full one."""


SECOND = 1_000_000_000
"""In nanoseconds: whole numbers, so that no token is lost to rounding."""


class RateLimit:
    """Lets so many requests a second of each caller pass, and twice as many at once after a pause.

    Parameters
    ----------
    per_second : float
        Tokens that a bucket gains each second; it holds twice as many, one at least.
    monotonic : callable
        Nanoseconds that never go back.
    name : str
        What is counted, as the headers of answers call it.

    Notes
    -----
    Of each bucket only the instant is kept at which it will be full (the generic cell rate algorithm, ITU-T I.371).
    """

    def __init__(
        self, per_second: float, monotonic: Callable[[], int] = time.monotonic_ns, *, name: str = "requests"
    ) -> None:
        self._name = name
        self._token = int(SECOND / per_second)
        self._size = max(1, int(2 * per_second))
        self._slack = (self._size - 1) * self._token
        self._monotonic = monotonic
        self._full_at: OrderedDict[str, int] = OrderedDict()

    def take(self, caller: str) -> None:
        """Take a token of a caller.

        Raises
        ------
        TooMany
            When there is none; says after how many seconds there is one again.
        """
        now = self._monotonic()
        full_at = max(self._full_at.get(caller, now), now)
        wait = full_at - now - self._slack
        if wait > 0:
            seconds = -(-wait // SECOND)
            raise TooMany(Message("keys.too_many_requests", count=seconds), seconds, self.headers(caller))
        self._full_at[caller] = full_at + self._token
        self._full_at.move_to_end(caller)
        if len(self._full_at) > CALLERS_HELD:
            self._full_at.popitem(last=False)

    def headers(self, caller: str) -> dict[str, str]:
        """Return what is left of a caller's tokens, as an answer says it.

        Returns
        -------
        dict
            `RateLimit-Policy` with the size of a full bucket (``q``) and the seconds in which an empty one fills
            (``w``); `RateLimit` with the tokens that are left (``r``) and the seconds until it is full again (``t``).

        References
        ----------
        draft-ietf-httpapi-ratelimit-headers-10.

        Examples
        --------
        >>> limit = RateLimit(5, lambda: 0)
        >>> limit.take("ada")
        >>> limit.headers("ada")
        {'RateLimit-Policy': '"requests";q=10;w=2', 'RateLimit': '"requests";r=9;t=1'}
        """
        now = self._monotonic()
        owed = max(self._full_at.get(caller, now) - now, 0)
        left = max(0, self._size - -(-owed // self._token))
        window = -(-self._size * self._token // SECOND)
        return {
            "RateLimit-Policy": f'"{self._name}";q={self._size};w={window}',
            "RateLimit": f'"{self._name}";r={left};t={-(-owed // SECOND)}',
        }
