"""Import of CSV files: read as a mapping says, checked and joined on disk, then stored account by account."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from app.imports.cells.known_ids import StoredIds
from app.imports.files.folder_files import TableFile, open_files
from app.imports.mappings.compiled_mapping import CompiledMapping
from app.imports.mappings.field_types import NO_TYPES, CustomTypes, custom_types
from app.imports.mappings.mapping import Mapping, source_of
from app.imports.staging.rejects import Rejects, RejectsFile
from app.imports.staging.report import CsvImportReport, FileReport
from app.imports.staging.resolving import Resolving
from app.imports.staging.staged_records import Staging
from app.imports.staging.table_reading import TableReading
from app.imports.staging.writing import Desk, Writing, total_to_write
from graph.store import Store
from schemas.errors import InvalidInput
from schemas.instants import instant_text
from schemas.messages.message import Message
from schemas.registry import BY_KIND

T = TypeVar("T")

SALESFORCE = "salesforce"
_WITH_IDS_OF_SALESFORCE = ("account", "person", "opportunity", "team_member")

UNKNOWN_SHOWN = 50
"""How many values without a counterpart a report lists."""


async def import_csv(
    store: Store,
    folder: Path,
    mapping: Mapping,
    *,
    author: str,
    rejects: RejectsFile,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> CsvImportReport:
    """Store the records of a folder's files, as a mapping says; importing the same again changes nothing.

    Rows that cannot be taken go to the rejects file. All files are read and joined before anything is stored; then
    each group of records is one transaction, so that whatever stops an import leaves whole groups, and running it
    again goes on.

    Parameters
    ----------
    author : str
        Under whose name it is recorded.
    rejects : RejectsFile
        CSV file for the rows that are not taken, and its language; there is none afterwards when all were taken.
    dry_run : bool
        Store nothing, and report what would become of each record.
    progress : callable
        Called with how many rows of how many are dealt with.

    Raises
    ------
    InvalidInput
        When the folder, a file as a whole or the mapping is not as it must be; nothing is stored then.
    DiskFull
        When there is no room for the staged rows or the rejects; the groups stored before that are whole.
    """
    compiled = CompiledMapping(mapping, rejects.language, await _declared(store, mapping))
    files = await asyncio.to_thread(open_files, folder, mapping, compiled.scopes)
    for table in files:
        table.scope.present = frozenset(
            place for place, column in enumerate(table.columns.places) if column is not None
        )
    names = [table.name for table in files]
    _check_rejects(rejects.path, files)
    report = CsvImportReport(mapping.name, dry_run)
    compiled.findings.known_ids.stored = _stored_ids(store)
    with Staging(names) as staging, Rejects(rejects, names) as refused:
        compiled.look_up_in(staging.look_up)
        await asyncio.to_thread(_read, compiled, files, staging, refused, report)
        progress(0, report.rows)
        desk = Desk(staging, store, compiled.plans, author, source_of(mapping), refused, report, dry_run)
        await Writing(desk, _rows_done(progress, report.rows, total_to_write(staging))).run()
    progress(report.rows, report.rows)
    report.rejected, report.rejects = refused.count, refused.first
    report.rejects_file = str(rejects.path) if refused.count else None
    return report


async def _declared(store: Store, mapping: Mapping) -> CustomTypes:
    """Return the types of the custom fields that are declared now; none for a mapping that gives none."""
    if not any("extra" in record.data for record in mapping.records):
        return NO_TYPES
    snapshot = await store.repository.book_snapshot(instant_text(store.clock.recording()))
    return custom_types([row async for row in store.repository.rows(BY_KIND["field"], snapshot)])


def _stored_ids(store: Store) -> StoredIds:
    """Return how the thread that reads the rows asks the store for ids."""
    loop = asyncio.get_running_loop()

    def waited_for(reading: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(reading, loop).result()

    return StoredIds(
        lambda: waited_for(store.repository.departments_with_made_ids()),
        lambda keys: waited_for(store.repository.stored_departments(keys)),
        lambda: waited_for(store.repository.external_ids(SALESFORCE, _WITH_IDS_OF_SALESFORCE)),
    )


def check_mapping(mapping: Mapping) -> None:
    """Refuse a mapping that names fields, kinds or crosswalks that do not exist.

    Raises
    ------
    InvalidInput
        With a pointer to each.
    """
    CompiledMapping(mapping)


def _read(
    compiled: CompiledMapping, files: list[TableFile], staging: Staging, rejects: Rejects, report: CsvImportReport
) -> None:
    """Stage and join all rows; blocks, so it runs beside the loop."""
    reading = TableReading(compiled, files, staging, rejects.add)
    counts = reading.survey()
    report.files = [
        FileReport(table.name, count, table.csv.encoding, table.csv.delimiter)
        for table, count in zip(files, counts, strict=True)
    ]
    report.unread_columns = [
        {"file": table.name, "column": column, "read": other}
        for table in files
        for column, other in table.columns.unread
    ]
    report.rows = sum(counts)
    reading.stage()
    report.duplicates = reading.duplicates
    Resolving(staging, compiled.plans, _sources(compiled, files), rejects.add, compiled.findings.managers).run()
    rejects.flush()
    common = compiled.findings.unknown.most_common(UNKNOWN_SHOWN)
    report.unknown_values = [{"crosswalk": table, "value": value, "times": n} for (table, value), n in common]
    unread = compiled.findings.unread.most_common(UNKNOWN_SHOWN)
    report.doubtful_ids = sorted(compiled.findings.known_ids.doubtful)
    report.unread_titles = [{"title": title, "reason": why, "times": n} for (title, why), n in unread]


def _sources(compiled: CompiledMapping, files: list[TableFile]) -> dict[str, list[str]]:
    """Return by kind the files that its records come from."""
    by_file = {table.scope.file: table.name for table in files}
    found: dict[str, list[str]] = {}
    for plan in compiled.plans:
        name = by_file.get(plan.record.source or "")
        if name and name not in found.setdefault(plan.resource.kind, []):
            found[plan.resource.kind].append(name)
    return found


def _check_rejects(rejects: Path, files: list[TableFile]) -> None:
    if any(rejects.resolve() == table.csv.path.resolve() for table in files):
        raise InvalidInput.at("rejects", Message("imports.rejects_taken", file=str(rejects)))


def _rows_done(progress: Callable[[int, int], None], rows: int, records: int) -> Callable[[int], None]:
    """Return a function that reports progress in rows, when records are written."""
    written = 0

    def report(count: int) -> None:
        nonlocal written
        written += count
        progress(min(rows, rows * written // max(1, records)), rows)

    return report
