"""Who is asking."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody or something that asks; every endpoint is given one.

    Attributes
    ----------
    id : str
        Recorded as the author of what they write.
    """

    id: str

    @property
    def reader(self) -> str:
        """Short text that differs between principals who may see different things; part of every ETag."""
        return hashlib.sha256(self.id.encode()).hexdigest()[:8]


KEEPER = Principal("keeper")
"""Whoever reaches a service that listens on loopback only: the person at the machine."""
