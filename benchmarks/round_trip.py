"""`python -m benchmarks.round_trip [ACCOUNTS PEOPLE INTERACTIONS LARGE]`: history to the other engine and back.

A book is invented, loaded, exported, imported into the other engine, exported again, and back. The files must be equal.
Beside it the bare driver writes and reads the same rows, without history and without checks. Then one account of LARGE
interactions shows that memory does not grow with the file.
"""

import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path
from typing import Any

from app.exchange.history_lines import HistoryWriting
from benchmarks.invented.accounts import whole_account
from benchmarks.invented.all_kinds import beside, book
from benchmarks.report import machine_line, write_part
from graph.history.recorded_changes import RecordedChange, RecordedRow
from schemas.changes import FeedPlace
from schemas.records.accounts import ACCOUNTS
from schemas.records.people import PEOPLE
from schemas.writes import WriteItem
from tests.neo4j.server import Neo4jServer

INTRODUCTION = """`python -m benchmarks.round_trip` wrote this part: history exported, imported into the other engine,
and back. Each step is a process of its own; seconds are those of the work alone, memory is the peak of the client's
process, engines apart. The bare driver merges a thousand rows a transaction, without changes or older rows, and reads
a thousand a query."""

ROWS_A_CHANGE = 2_000
ASSESSMENTS, RETITLED = 50, 10
"""People of each account that somebody assesses, and that get another title later."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one step took."""

    name: str
    rows: int
    seconds: float
    peak_mb: float


class RoundTrip:
    """The steps of one run, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken: list[Taken] = []

    def step(self, name: str, step: str, place: str, file: str) -> Path:
        """Run one step in a process of its own and keep what it took; return its file."""
        path = self._folder / file
        words = [sys.executable, "-m", "benchmarks.steps", step, place, str(path)]
        measured = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
        self.taken.append(Taken(name, **measured))
        found = self.taken[-1]
        print(f"{name}: {found.rows} rows, {found.rows / found.seconds:.0f}/s, {found.peak_mb:.0f} MB", flush=True)
        return path

    def store(self, name: str) -> str:
        """Return the folder of an embedded store."""
        return str(self._folder / name)

    def there_and_back(self) -> bool:
        """Go from the embedded engine to Neo4j and back; return whether all three files are equal."""
        self.step("load plain lines, embedded", "load", self.store("a"), "book.ndjson")
        self.step("load changes, embedded", "load", self.store("a"), "changes.ndjson")
        first = self.step("export, embedded", "export", self.store("a"), "1.ndjson")
        with Neo4jServer() as server:
            self.step("import, Neo4j", "replay", server.uri, "1.ndjson")
            second = self.step("export, Neo4j", "export", server.uri, "2.ndjson")
        self.step("import, embedded", "replay", self.store("b"), "2.ndjson")
        third = self.step("export again, embedded", "export", self.store("b"), "3.ndjson")
        return cmp(first, second, shallow=False) and cmp(first, third, shallow=False)

    def bare(self) -> None:
        """Let the bare driver write and read the same rows on both engines."""
        with Neo4jServer() as server:
            for name, place in (("embedded", self.store("c")), ("Neo4j", server.uri)):
                self.step(f"bare driver writes, {name}", "bare_write", place, "1.ndjson")
                self.step(f"bare driver reads, {name}", "bare_read", place, "bare.ndjson")

    def large(self, interactions: int) -> bool:
        """Import and export one account with very many interactions; return whether the files are equal."""
        path = self._folder / "large.ndjson"
        write_large(path, interactions)
        self.step(f"import {interactions:,} interactions of one account", "replay", self.store("d"), "large.ndjson")
        again = self.step(f"export {interactions:,} interactions", "export", self.store("d"), "large-again.ndjson")
        return cmp(path, again, shallow=False)


def write_book(folder: Path, accounts: int, people: int, interactions: int) -> None:
    """Write the plain lines of a book, and those of later changes of it."""
    with (folder / "book.ndjson").open("wb") as target:
        target.writelines(_plain(item) for item in book("b"))
        for number in range(accounts):
            name = f"a{number}"
            target.write(_plain(WriteItem(ACCOUNTS, name, name, {"name": f"Account {number}"})))
            target.writelines(_plain(item) for item in whole_account(name))
            target.writelines(_plain(item) for item in beside(name, "b", people, interactions, ASSESSMENTS))
    with (folder / "changes.ndjson").open("wb") as target:
        for number in range(accounts):
            changed = (WriteItem(PEOPLE, f"a{number}", f"p{one}", {"title": "Promoted"}) for one in range(RETITLED))
            target.writelines(_plain(item) for item in changed)


def write_large(path: Path, interactions: int) -> None:
    """Write the history of one account with so many interactions, as a stream."""
    writing = HistoryWriting()
    with path.open("wb") as target:
        target.write(writing.header(None))
        for change in _large_changes(interactions):
            target.writelines(writing.change(change))
        target.write(writing.end())


def _large_changes(interactions: int) -> Iterator[RecordedChange]:
    yield _change(1, "account", [("big", {"name": "Big"})])
    yield _change(2, "person", [(f"p{number}", {"name": f"Person {number}"}) for number in range(100)])
    for revision, start in enumerate(range(0, interactions, ROWS_A_CHANGE), start=3):
        numbers = range(start, min(start + ROWS_A_CHANGE, interactions))
        yield _change(revision, "interaction", [(f"i{number:09d}", _interaction(number)) for number in numbers])


def _change(revision: int, kind: str, records: list[tuple[str, dict[str, Any]]]) -> RecordedChange:
    minutes, seconds = divmod(revision, 60)
    at = f"2026-01-01T{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}.000000Z"
    stamp = {"account_id": "big", "sequence": 1, "recorded_at": at, "recorded_by": "bench"}
    rows = [RecordedRow(kind, record_id, {**stamp, "id": record_id, **data}) for record_id, data in records]
    entries = [{"kind": kind, "id": record_id, "what": "created"} for record_id, _ in records]
    return RecordedChange(FeedPlace(at, "big", revision), "bench", entries, rows)


def _interaction(number: int) -> dict[str, Any]:
    at = f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00.000000Z"
    people = [f"p{number % 100}", f"p{(number + 1) % 100}"]
    return {"at": at, "valid_from": at, "people": people, "channel": "call", "minutes": number % 90, "depth": 2}


def _plain(item: WriteItem) -> bytes:
    owner = {"account_id": item.ledger} if item.ledger else {}
    given = {"id": item.id} if item.id else {}
    line = {**owner, "kind": item.resource.kind, **given, "data": dict(item.data)}
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def main() -> None:
    """Run everything and put what it took into benchmarks/results.md."""
    accounts, people, interactions, large = (
        *map(int, sys.argv[1:]),
        *(100, 100, 1_500, 1_000_000)[len(sys.argv) - 1 :],
    )
    with tempfile.TemporaryDirectory(dir=Path.cwd() / ".cache") as name:
        folder = Path(name)
        trip = RoundTrip(folder)
        write_book(folder, accounts, people, interactions)
        equal = trip.there_and_back()
        trip.bare()
        size = (folder / "1.ndjson").stat().st_size
        equal_large = trip.large(large) if large else True
    head = (
        f"{accounts} accounts x {people} people x {interactions:,} interactions, {size / 1e6:.0f} MB; files"
        f" {'equal' if equal and equal_large else '**differ**'}. {machine_line(platform.platform())}"
    )
    rows = [(one.name, f"{one.rows:,}", f"{one.rows / one.seconds:,.0f}", f"{one.peak_mb:.0f}") for one in trip.taken]
    heads = ("step", "rows", "rows a second", "peak memory, MB")
    write_part(Path(__file__).with_name("results.md"), "round trip", f"{INTRODUCTION}\n\n{head}", heads, rows)
    print("files equal" if equal and equal_large else "FILES DIFFER")


if __name__ == "__main__":
    main()
