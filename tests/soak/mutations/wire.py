"""One connection for one request: what is sent may be no HTTP, what comes back has to be."""

import http.client
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.soak.mutations.requests import Sent

PATIENCE = 90.0
"""Seconds for an answer: more than the service gives to any question, and to a body that does not come."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes
    ----------
    status : int
        0 where the service hung up without an answer, -1 where none came in time.
    """

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def ask(url: str, sent: Sent) -> Answer:
    """Send a request, end the line where more is announced than comes, and return the answer; of a stream its head."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as way:
        with suppress(ConnectionError):
            way.sendall(sent.as_bytes())
            if sent.unfinished:
                way.shutdown(socket.SHUT_WR)
        answer = http.client.HTTPResponse(way, method=sent.method)
        try:
            answer.begin()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            streamed = headers.get("content-type", "").startswith("text/event-stream")
            return Answer(answer.status, headers, b"" if streamed else answer.read())
        except TimeoutError:
            return Answer(-1)
        except (http.client.HTTPException, ConnectionError):
            return Answer(0)
        finally:
            answer.close()
