"""Keys: what is kept of each, and how far its role reaches."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

KeyState = Literal["active", "expired", "revoked"]


class Role(StrEnum):
    """The rights of a caller; each role may do what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, needed: "Role") -> bool:
        """Whether whoever has this role may do what needs another.

        Examples
        --------
        >>> Role.ADMIN.covers(Role.EDITOR), Role.READER.covers(Role.EDITOR)
        (True, False)
        """
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class KeyProof:
    """The stored side of a key, by which it is recognised: the secret itself is kept nowhere.

    Attributes
    ----------
    salt, digest : str
        Random key of the digest, and the digest of the secret under it.
    """

    id: str
    salt: str = field(repr=False)
    digest: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One key as it is kept; keys are never deleted.

    Attributes
    ----------
    member : str or None
        The team member that it speaks for; None for nobody in particular.
    expires_at : str
        From this instant on it is refused.
    """

    proof: KeyProof
    role: Role
    name: str | None
    member: str | None
    created_at: str
    created_by: str
    expires_at: str
    revoked_at: str | None = None

    @property
    def id(self) -> str:
        """Its public part: names it in lists, logs and histories."""
        return self.proof.id

    def state_at(self, now: str) -> KeyState:
        """Return whether it is good at an instant."""
        if self.revoked_at is not None:
            return "revoked"
        return "active" if now < self.expires_at else "expired"
