"""Places for connections: so many in all and for each address; a few more are accepted to be refused in words."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

REFUSED_AT_MOST = 64
"""Connections beyond the limits that are held at once, to be refused in words."""


class Entry(Enum):
    """Whether a connection finds a place."""

    IN = "in"
    FULL = "full"
    """No place is left: it is refused in words."""
    ADDRESS_FULL = "address_full"
    """Its address has no place left: it is refused in words."""
    OUT = "out"
    """Too many are being refused in words already: it is closed at once."""


@dataclass(slots=True)
class Places:
    """The connections that a service holds, by their file descriptor.

    Parameters
    ----------
    most : int
        Connections at once.
    most_of_address : int
        Connections at once from one address.

    Examples
    --------
    >>> places = Places(2, 1)
    >>> [places.enter(number, address).value for number, address in ((3, "a"), (4, "a"), (5, "b"), (6, "c"))]
    ['in', 'address_full', 'in', 'full']
    >>> places.leave(3)
    >>> places.enter(7, "a").value
    'in'
    """

    most: int
    most_of_address: int
    _held: dict[int, tuple[str, Entry]] = field(default_factory=dict)
    _of_address: Counter[str] = field(default_factory=Counter)

    def enter(self, descriptor: int, address: str) -> Entry:
        """Return whether a new connection finds a place, and hold it unless it is `Entry.OUT`."""
        entry = self._entry(address)
        if entry is not Entry.OUT:
            self._held[descriptor] = (address, entry)
            self._of_address[address] += entry is Entry.IN
        return entry

    def _entry(self, address: str) -> Entry:
        within = self._of_address.total()
        full = within >= self.most
        if not full and self._of_address[address] < self.most_of_address:
            return Entry.IN
        if len(self._held) - within >= REFUSED_AT_MOST:
            return Entry.OUT
        return Entry.FULL if full else Entry.ADDRESS_FULL

    def entry_of(self, descriptor: int) -> Entry:
        """Return how a connection was let in; `Entry.IN` for one that did not come this way."""
        return self._held.get(descriptor, ("", Entry.IN))[1]

    def leave(self, descriptor: int) -> None:
        """Free the place of a connection; nothing happens where it has none."""
        address, entry = self._held.pop(descriptor, ("", Entry.OUT))
        if entry is Entry.IN:
            self._of_address[address] -= 1
            if not self._of_address[address]:
                del self._of_address[address]
