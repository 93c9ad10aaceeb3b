"""How an attempt to deliver can fail, and when it is given up: no server may hold the service."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from schemas.reports.deliveries import DeliveryFault

STEP_SECONDS = 10.0
"""How long a server may take for one answer."""

ATTEMPT_SECONDS = 30.0
"""How long an attempt may take in all: a server that sends a byte now and then is given up too."""

FOR_GOOD: frozenset[DeliveryFault] = frozenset({"gone", "refused", "no_receiver", "no_report"})
"""Faults that another attempt does not mend."""


class AttemptFailed(Exception):
    """An attempt failed.

    Attributes
    ----------
    fault : str
        Why.
    code : int or None
        The status that the server gave, if it gave one.
    """

    def __init__(self, fault: DeliveryFault, code: int | None = None) -> None:
        super().__init__(fault)
        self.fault: DeliveryFault = fault
        self.code = code


_OF_CONNECTIONS: tuple[tuple[type[Exception], DeliveryFault], ...] = (
    (TimeoutError, "no_answer"),
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "closed"),
    (ConnectionResetError, "closed"),
    (BrokenPipeError, "closed"),
    (EOFError, "closed"),
    (OSError, "unreachable"),
)
"""The first that an error is counts."""


def failure_of(error: Exception) -> AttemptFailed:
    """Return what an error of a connection means.

    Examples
    --------
    >>> failure_of(ConnectionRefusedError()).fault
    'unreachable'
    """
    return AttemptFailed(next((fault for kind, fault in _OF_CONNECTIONS if isinstance(error, kind)), "closed"))


@contextmanager
def given_up_after(seconds: float, opened: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut a connection after some time, whatever is going on over it.

    Parameters
    ----------
    opened : callable
        Gives the socket in use, None while there is none.

    Raises
    ------
    AttemptFailed
        ``no_answer`` in place of whatever came of the shut connection.
    """
    late = threading.Event()

    def shut() -> None:
        late.set()
        if (open_now := opened()) is not None:
            with suppress(OSError):
                # Of the plain socket: the layer of TLS may be in use by the thread that waits.
                socket.socket.shutdown(open_now, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if late.is_set():
            raise AttemptFailed("no_answer") from error
        raise
    finally:
        timer.cancel()
