"""Import of an archive that holds tables: CSV files, as a mapping reads them."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.imports.csv_import import import_csv
from app.imports.files.folder_files import open_files
from app.imports.mappings.compiled_mapping import CompiledMapping
from app.imports.mappings.mapping import Mapping, load_mapping
from app.imports.staging.rejects import RejectsFile
from app.imports.staging.report import CsvImportReport
from app.jobs.work import Work
from schemas.errors import InvalidInput
from schemas.messages.message import Message

OWN_MAPPING = "mapping"
"""The format whose mapping comes with the tables."""
MAPPING_FILE = "mapping.toml"

LEFT_OUT = frozenset({"rejects", "rejects_file"})
"""Parts of a report about rejects: callers are given the file itself."""


class _Stopped(Exception):
    """Leads out of an import where it reports its progress."""


def check_table_archive(form: str, files: Path, dry_run: bool) -> Iterable[str]:
    """Refuse tables that a mapping cannot read, and return the kinds of records that it makes.

    Parameters
    ----------
    form : str
        Name of a shipped mapping, or `OWN_MAPPING`.
    dry_run : bool
        Of no account: tables can be tried.

    Raises
    ------
    InvalidInput
        When the mapping is wrong, a file is missing or lacks a column.
    """
    mapping = _mapping(form, files)
    open_files(files, mapping, CompiledMapping(mapping).scopes)
    return {record.kind for record in mapping.records}


async def run_table_import(work: Work) -> dict[str, Any]:
    """Store the records of the tables, and return what became of them; a repeat changes nothing.

    Cancelled, it stops between two writes, or when the rows are read: the thread that reads them must not lose its
    database, which would end the whole process.
    """
    stopping = asyncio.Event()
    importing = asyncio.create_task(_import(work, stopping))
    try:
        report = await asyncio.shield(importing)
    except asyncio.CancelledError:
        stopping.set()
        await asyncio.wait([importing])
        raise
    return {name: value for name, value in report.to_json().items() if name not in LEFT_OUT}


async def _import(work: Work, stopping: asyncio.Event) -> CsvImportReport:
    asked, files = work.job.parameters, work.folder.files

    def note(done: int, total: int) -> None:
        work.progress.note(done, total)
        if stopping.is_set():
            raise _Stopped

    return await import_csv(
        work.store,
        files,
        _mapping(asked["format"], files),
        author=work.job.author,
        rejects=RejectsFile(work.folder.rejects, work.job.language),
        dry_run=asked["dry_run"],
        progress=note,
    )


def _mapping(form: str, files: Path) -> Mapping:
    if form != OWN_MAPPING:
        return load_mapping(form)
    if not (files / MAPPING_FILE).is_file():
        raise InvalidInput.at("", Message("jobs.no_mapping", file=MAPPING_FILE))
    return load_mapping(files / MAPPING_FILE)
