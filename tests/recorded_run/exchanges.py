"""One request and its answer, as a line of a recorded run."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LARGEST_TEXT = 1_000_000
"""Characters of a body that is recorded as it is; of a longer one, its digest."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked, and what was answered.

    Attributes
    ----------
    chapter : str
        The part of the script that asked.
    method, path : str
        That of the request, and its path with the query; ``RUN`` and the words of a command. The status of a command
        is its exit status, and a header holds what it says to people.
    """

    chapter: str
    method: str
    path: str
    sent_headers: dict[str, str]
    sent: str
    status: int
    headers: dict[str, str]
    body: str

    @property
    def place(self) -> str:
        """What was asked, in one line."""
        return f"[{self.chapter}] {self.method} {self.path}"


def shortened(text: str) -> str:
    """Return a text, or of one that is too long its length and digest."""
    if len(text) <= LARGEST_TEXT:
        return text
    return f"<{len(text)} characters, sha256 {hashlib.sha256(text.encode()).hexdigest()}>"


def as_line(exchange: Exchange) -> str:
    """Return an exchange as a line of NDJSON."""
    return json.dumps(asdict(exchange), ensure_ascii=False) + "\n"


def write_exchanges(path: Path, exchanges: Iterable[Exchange]) -> None:
    """Write a recorded run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(as_line, exchanges))


def read_exchanges(path: Path) -> Iterator[Exchange]:
    """Yield the exchanges of a recorded run."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield Exchange(**json.loads(line))
