"""Stores that one checkout wrote and another one opens: the same export, the same answers."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.api.serving import ServiceNotStarted
from tests.recorded_run.chapters.answers import ANALYSES, FAR
from tests.recorded_run.chapters.batches import record_batches
from tests.recorded_run.chapters.changes import record_changes, wait_until_complete
from tests.recorded_run.chapters.firm import BOOK_KINDS, FIRM, FIRM_KINDS
from tests.recorded_run.chapters.imports import record_imports
from tests.recorded_run.chapters.record_life import record_lives
from tests.recorded_run.chapters.sample_lists import JULY, YEAR_BEFORE
from tests.recorded_run.exchanges import Exchange, write_exchanges
from tests.recorded_run.placeholders import Placeholders, utc_now
from tests.recorded_run.recorder import Recorder, items_of, object_of
from tests.recorded_run.script import wait_for_room_in_the_hour
from tests.recorded_run.served import ServedCheckout

WRITING = (record_lives, record_batches, record_imports, record_changes)
"""What a store is filled with, beside the sample: every kind of record, changed, ended and erased."""


@dataclass(frozen=True, slots=True)
class StoredBook:
    """A data folder, and beside it what it held when it was written.

    Attributes
    ----------
    data : Path
        The folder.
    """

    data: Path

    @property
    def export(self) -> Path:
        """Its export."""
        return self.data.with_name(f"{self.data.name}_export.ndjson")

    @property
    def answers(self) -> Path:
        """Its answers, as a recorded run."""
        return self.data.with_name(f"{self.data.name}_answers.ndjson")


def write_store(checkout: Path, book: StoredBook) -> None:
    """Write a data folder with the code of a checkout, its export and its answers."""
    wait_for_room_in_the_hour()
    book.data.parent.mkdir(parents=True, exist_ok=True)
    with ServedCheckout(checkout, book.data) as service:
        run = Recorder(service, Placeholders(utc_now()))
        for chapter in WRITING:
            chapter(run)
        run.close()
    export, answers = read_store(checkout, book.data)
    book.export.write_bytes(export)
    write_exchanges(book.answers, answers)


def reopen_store(checkout: Path, book: StoredBook) -> tuple[bytes, list[Exchange]]:
    """Return the export and the answers of a copy of a data folder, as another checkout reads it."""
    with tempfile.TemporaryDirectory(prefix="recorded-run-") as folder:
        copy = Path(folder) / "data"
        shutil.copytree(book.data, copy)
        return read_store(checkout, copy)


def read_store(checkout: Path, data: Path) -> tuple[bytes, list[Exchange]]:
    """Return what a checkout exports of a data folder, and what it answers about it."""
    wait_for_room_in_the_hour()
    began = utc_now()
    with ServedCheckout(checkout, data, sample=False) as service:
        run = Recorder(service, Placeholders(began))
        _record_everything(run)
        run.close()
        return _done(service, "export"), run.exchanges


def imported_and_exported(checkout: Path, export: Path) -> bytes:
    """Return what a checkout exports after it imported an export into an empty folder."""
    with (
        tempfile.TemporaryDirectory(prefix="recorded-run-") as folder,
        ServedCheckout(checkout, Path(folder) / "data", sample=False) as service,
    ):
        _done(service, "import", "ndjson", str(export.resolve()))
        return _done(service, "export")


def _done(service: ServedCheckout, *words: str) -> bytes:
    """Return what a command of the checkout prints."""
    ended = service.run(*words)
    if ended.returncode:
        raise ServiceNotStarted(ended.stderr.decode(errors="replace"))
    return ended.stdout


def _record_everything(run: Recorder) -> None:
    """Read every list, history, graph and answer about moments that stay the same."""
    run.begin("lists")
    places = list(_places(run))
    for place in places:
        for moment in (YEAR_BEFORE, JULY, FAR):
            found = run.get(place, limit=500, as_of=moment)
        for record in items_of(found)[:3]:
            run.get(f"{place}/{record['id']}/history")
    run.begin("answers")
    for account in _accounts(run):
        for shape in ("json", "node-link"):
            run.get(f"/v1/accounts/{account}/graph", format=shape, as_of=JULY)
        for name in ANALYSES:
            run.get(f"/v1/accounts/{account}/analysis/{name}", as_of=JULY)
    run.begin("feed")
    wait_until_complete(run)
    run.get("/v1/jobs", limit=500)
    page = run.get("/v1/changes", limit=500)
    while object_of(page).get("items"):
        page = run.get("/v1/changes", limit=500, after=object_of(page)["next_cursor"])


def _accounts(run: Recorder) -> list[str]:
    return [str(item["id"]) for item in items_of(run.get("/v1/accounts", limit=500, as_of=FAR))]


def _places(run: Recorder) -> Iterator[str]:
    yield from (kind.place for kind in BOOK_KINDS)
    for account in _accounts(run):
        yield from (kind.place.replace(FIRM, account) for kind in FIRM_KINDS)
