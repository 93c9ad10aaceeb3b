"""Addresses that a webhook may go to: public ones only, so that nobody reaches into the network of the service."""

import ipaddress
import socket
from collections.abc import Iterator

from app.deliveries.attempt import AttemptFailed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last 32 bits (RFC 6052)."""


def addresses_of(host: str, port: int, *, private: bool) -> list[str]:
    """Return the addresses of a host, in the order in which to try them.

    They are looked up once and used as they are: a name that is looked up again may lead elsewhere.

    Parameters
    ----------
    private : bool
        Whether it may lie within a private network.

    Raises
    ------
    AttemptFailed
        ``unreachable`` for an unknown name, ``private`` where one of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AttemptFailed("unreachable") from None
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    if not private and not all(map(is_public, addresses)):
        raise AttemptFailed("private")
    return addresses


def is_public(address: str) -> bool:
    """Whether an address is of the public internet, however it is wrapped.

    Examples
    --------
    >>> is_public("1.1.1.1"), is_public("10.0.0.1"), is_public("::ffff:169.254.169.254"), is_public("64:ff9b::a00:1")
    (True, False, False, False)
    """
    return all(each.is_global and not each.is_multicast for each in _wrapped(ipaddress.ip_address(address)))


def _wrapped(address: Address) -> Iterator[Address]:
    """Yield the address that counts: the one inside where another is wrapped in it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        found = [each for each in inner if each is not None]
        if found:
            yield from found
            return
    yield address
