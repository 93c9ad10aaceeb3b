"""A whole report from beginning to end: the run, what it is made of, and the file it is written to."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from analytics.reports.report import report_of
from app.messages.sentences import Language
from app.reports.material import read_material
from app.reports.wording import wording_in
from graph.store import Store
from schemas.reports.report import ReaderKind, Report
from schemas.reports.snapshot import ReportDate


async def stored_report(
    store: Store,
    on: ReportDate,
    language: Language,
    reader: ReaderKind = "book",
    reader_id: str | None = None,
    previous: ReportDate | None = None,
) -> Report:
    """Return the report of a date from what is kept.

    Parameters
    ----------
    previous : str or None
        The date to compare with; None for the newest earlier one.

    Raises
    ------
    NotFound
        When there is none.
    """
    material = await read_material(store, on, language, previous)
    return report_of(material, wording_in(language), reader, reader_id)


def write_json(report: Report, folder: Path) -> Path:
    """Write a report into a folder as JSON, whole or not at all, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"report-{report.date}.json"
    with NamedTemporaryFile("wb", dir=folder, prefix=f".{target.name}.", delete=False) as aside:
        try:
            aside.write(report.model_dump_json().encode())
            aside.flush()
            os.fsync(aside.fileno())
            Path(aside.name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(aside.name).unlink()
            raise
    return target
