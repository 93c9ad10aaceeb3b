"""Who is asking."""

import hashlib
from dataclasses import dataclass

from schemas.api_keys import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody or something that asks; every endpoint is given one.

    Attributes
    ----------
    id : str
        That of their key, or of the keeper; recorded as the author of what they write.
    role : Role
        What they may do.
    member : str or None
        The team member they speak for.
    """

    id: str
    role: Role
    member: str | None = None

    @property
    def key_id(self) -> str | None:
        """The id of their key; None without one."""
        return self.id.removeprefix(KEY_PREFIX) if self.id.startswith(KEY_PREFIX) else None

    @property
    def reader(self) -> str:
        """Short text that differs between principals who may see different things; part of every ETag."""
        return hashlib.sha256(self.id.encode()).hexdigest()[:8]


KEY_PREFIX = "key:"
"""How the id of a principal begins who sends a key; the id of the key follows."""

KEY_ID = "key_id"
"""Where the state of a request holds the id of the key it was sent with, for the log; absent without a good one."""

KEEPER = Principal("keeper", Role.ADMIN)
"""Whoever reaches a service without keys, which listens on loopback only: the person at the machine."""
