"""By which names a request is found in the log: ours, and those that whoever sends it gave it already."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import uuid_utils

_SANE = re.compile(rb"[A-Za-z0-9._:+/=-]{1,128}")
_TRACE = re.compile(
    rb"(?P<version>[0-9a-f]{2})-(?P<trace>[0-9a-f]{32})-(?P<parent>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})"
)
_NO_VERSION = b"ff"
_SAMPLED = 1

TRACE = "trace"
"""Where the state of a request holds the trace in which it is recorded here; absent where it is not."""

Headers = Iterable[tuple[bytes, bytes]]


class Trace(NamedTuple):
    """A trace that a request belongs to, and its own part in it (W3C Trace Context).

    Attributes
    ----------
    trace : str
        32 hexadecimal digits.
    span : str
        16 of them, new for each request.
    sampled : bool
        Whether whoever asks records the trace.
    """

    trace: str
    span: str
    sampled: bool

    @property
    def header(self) -> str:
        """The value of `traceresponse`."""
        return f"00-{self.trace}-{self.span}-{int(self.sampled):02x}"


@dataclass(frozen=True, slots=True)
class RequestNames:
    """The names of one request.

    Attributes
    ----------
    own : str
        A UUID that nobody else chose: the `instance` of its problems.
    given : str or None
        `X-Request-ID` as it was sent, where it is 1 to 128 letters, digits or signs of ``._:+/=-``.
    trace : Trace or None
        That of a valid `traceparent`.
    """

    own: str
    given: str | None
    trace: Trace | None

    @property
    def headers(self) -> dict[str, str]:
        """What an answer says of them."""
        traced = {"traceresponse": self.trace.header} if self.trace else {}
        return {"X-Request-ID": self.given or self.own, **traced}

    @property
    def of_others(self) -> dict[str, str]:
        """What a line of the log says of them beside our own."""
        given = {} if self.given is None else {"given": self.given}
        return given if self.trace is None else {**given, "trace": self.trace.trace, "span": self.trace.span}


def names_of(headers: Headers, recorded: Trace | None = None) -> RequestNames:
    """Return the names of a request by its headers; what is sent twice or is not valid counts as not sent.

    Parameters
    ----------
    headers : iterable of pairs of bytes
        Names in lower case, as a server passes them on.
    recorded : Trace, optional
        The trace in which the request is recorded here; it counts, whatever was sent.
    """
    found: dict[bytes, list[bytes]] = {b"x-request-id": [], b"traceparent": []}
    for name, value in headers:
        if name in found:
            found[name].append(value.strip())
    return RequestNames(
        str(uuid_utils.uuid7()), _given(found[b"x-request-id"]), recorded or _trace(found[b"traceparent"])
    )


def _given(sent: list[bytes]) -> str | None:
    return sent[0].decode() if len(sent) == 1 and _SANE.fullmatch(sent[0]) else None


def _trace(sent: list[bytes]) -> Trace | None:
    """Return the trace, where it is one of the standard: a later version may add parts, that of today may not."""
    found = _TRACE.match(sent[0]) if len(sent) == 1 else None
    if found is None or found["version"] == _NO_VERSION:
        return None
    rest = sent[0][found.end() :]
    if rest and (found["version"] == b"00" or not rest.startswith(b"-")):
        return None
    if not int(found["trace"], 16) or not int(found["parent"], 16):
        return None
    return Trace(found["trace"].decode(), secrets.token_hex(8), bool(int(found["flags"], 16) & _SAMPLED))
