"""What travels between a service and its workers: a question as it was sent, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from app.security.principals import Principal
from schemas.errors import ServiceError

Headers = tuple[tuple[bytes, bytes], ...]

LEFT_OUT = frozenset({b"authorization", b"if-none-match", b"cookie", b"accept-encoding"})
"""Headers that a worker has no use for: who asks is known, and the whole answer is wanted, uncoded."""


@dataclass(frozen=True, slots=True)
class PassedQuestion:
    """A request about an account, whose caller is known and may ask it.

    Attributes
    ----------
    path : str
        Path, decoded, and ``query`` as it was sent.
    now : datetime
        What time it is for whoever asks: a question that names no moment is about the next full hour.
    """

    request_id: str
    method: str
    path: str
    query: bytes
    headers: Headers
    body: bytes
    principal: Principal
    now: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is sent; headers by their names in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header, empty without it."""
        return dict(self.headers).get(name, "")


Passed = Reply | ServiceError
"""What became of a question."""
