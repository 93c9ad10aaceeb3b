"""Sends one signed request to the address of a webhook; follows no redirect, and reads no more than its status."""

import http.client
import json
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from urllib.parse import SplitResult

from app.deliveries.attempt import ATTEMPT_SECONDS, STEP_SECONDS, AttemptFailed, failure_of, given_up_after
from app.deliveries.webhooks.addresses import addresses_of
from app.deliveries.webhooks.signature import signed_headers
from schemas.reports.deliveries import DeliveryFault
from schemas.reports.digest import Digest
from schemas.reports.run_finished import RunFinished

DIGEST_TYPE, RUN_TYPE = "report.digest", "run.finished"
"""The type of the message, by which a receiver of several knows it."""

TAKEN, REDIRECTS, GONE = range(200, 300), range(300, 400), 410


def body_of(content: Digest | RunFinished, created_at: str) -> bytes:
    """Return the body of a webhook: the same for each attempt.

    Parameters
    ----------
    created_at : str
        When the delivery was planned.
    """
    kind = DIGEST_TYPE if isinstance(content, Digest) else RUN_TYPE
    message = {"type": kind, "timestamp": created_at, "data": content.model_dump(mode="json")}
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


class Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, by the name of its host.

    Parameters
    ----------
    place : SplitResult
        The address of the webhook.
    addresses : list of str
        Where to connect: the first that can be reached.
    context : SSLContext or None
        None where it is without TLS.
    """

    def __init__(self, place: SplitResult, addresses: Sequence[str], context: ssl.SSLContext | None) -> None:
        super().__init__(place.hostname or "", place.port or (80 if context is None else 443), timeout=STEP_SECONDS)
        self._addresses = addresses
        self._context = context

    def connect(self) -> None:
        """Connect to the checked address, and know the server by its certificate."""
        self.sock = self._connected()
        if self._context is not None:
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)

    def _connected(self) -> socket.socket:
        for address in self._addresses[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, self.port), STEP_SECONDS)
        return socket.create_connection((self._addresses[-1], self.port), STEP_SECONDS)


def send_webhook(
    place: SplitResult,
    body: bytes,
    headers: Mapping[str, str],
    *,
    private: bool,
    context: ssl.SSLContext | None = None,
    seconds: float = ATTEMPT_SECONDS,
) -> None:
    """Send a body, and return when it was taken.

    Parameters
    ----------
    place : SplitResult
        Where to; with ``https`` the server must show a certificate that the machine trusts.
    private : bool
        Whether it may lie within a private network.

    Raises
    ------
    AttemptFailed
        When it was not taken, or nobody knows whether it was.
    """
    port = place.port or (443 if place.scheme == "https" else 80)
    addresses = addresses_of(place.hostname or "", port, private=private)
    secured = (context or ssl.create_default_context()) if place.scheme == "https" else None
    status = _status(Connection(place, addresses, secured), place, body, headers, seconds)
    if status not in TAKEN:
        raise AttemptFailed(_fault(status), status)


def webhook_headers(key: bytes, token: str, seconds: int, body: bytes) -> dict[str, str]:
    """Return the headers of a webhook; its id is the same for each attempt."""
    signed = signed_headers(key, f"msg_{token}", seconds, body)
    return {**signed, "content-type": "application/json", "user-agent": "stakegraph"}


def _status(connection: Connection, place: SplitResult, body: bytes, headers: Mapping[str, str], seconds: float) -> int:
    target = (place.path or "/") + (f"?{place.query}" if place.query else "")
    try:
        with given_up_after(seconds, lambda: connection.sock):
            connection.request("POST", target, body=body, headers=dict(headers))
            with connection.getresponse() as response:
                return response.status
    except (http.client.HTTPException, OSError, EOFError) as error:
        raise failure_of(error) from None
    finally:
        connection.close()


def _fault(status: int) -> DeliveryFault:
    if status == GONE:
        return "gone"
    return "redirect" if status in REDIRECTS else "status"
