"""What travels between a service and its workers: a question as it was sent, and what became of it."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

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
    expected : float
        How many seconds the dearest answers about the account may take; 0 where nobody counted.
    """

    request_id: str
    method: str
    path: str
    query: bytes
    headers: Headers
    body: bytes
    principal: Principal
    now: datetime
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is sent; headers by their names in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header, empty without it."""
        return dict(self.headers).get(name, "")


class Same(NamedTuple):
    """By what two questions are found to be one.

    Attributes
    ----------
    answer : hashable
        All that the answer follows from: it is that of whoever asks the same while it is computed.
    words : hashable
        The same but for the revisions: an answer whose evidence nobody has read yet will be about those that are the
        newest then, and so is that of whoever asks in the same words until it is read. None where it is nobody's.
    """

    answer: Hashable
    words: Hashable = None


class Wish(NamedTuple):
    """A question, by what it is found to be the same as another, and who is counted as asking it."""

    same: Same
    question: PassedQuestion
    caller: str


Passed = Reply | ServiceError
"""What became of a question."""
