"""The files of a report: each written aside and then renamed, so that nobody ever reads half of one."""

import os
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Literal, get_args
from urllib.parse import quote
from uuid import uuid4

from app.reports.forms.csv_form import write_csv
from app.reports.forms.html_form import html_form
from app.reports.forms.json_form import write_json
from app.reports.forms.xlsx_form import write_xlsx
from schemas.errors import DiskFull, InvalidInput
from schemas.messages.disk_faults import NO_ROOM, disk_fault
from schemas.messages.message import Message
from schemas.reports.report import Report

Form = Literal["json", "html", "xlsx", "csv"]
FORMS: tuple[Form, ...] = get_args(Form)

MEDIA_TYPES: Mapping[Form, str] = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
}
"""As what HTTP and mail send a form."""

_ENDINGS: Mapping[Form, str] = {"json": "json", "html": "html", "xlsx": "xlsx", "csv": "csv.zip"}

_WRITERS: Mapping[Form, Callable[[Report, IO[bytes], str | None], object]] = {
    "json": lambda report, target, _: write_json(report, target),
    "html": lambda report, target, base_url: target.write(html_form(report, base_url)),
    "xlsx": write_xlsx,
    "csv": lambda report, target, _: write_csv(report, target),
}


def form_of(report: Report, form: Form, base_url: str | None = None) -> bytes:
    """Return a report in one form; the same report gives the same bytes.

    Parameters
    ----------
    base_url : str, optional
        Where the service answers, such as ``https://graph.example.com``; without one nothing links to it.
    """
    written = BytesIO()
    _WRITERS[form](report, written, base_url)
    return written.getvalue()


def file_name(report: Report, form: Form) -> str:
    """Return the name of the file of a report: its date, its reader, its language.

    Examples
    --------
    >>> from schemas.reports.report import Reader
    >>> of = Report.model_construct(date="2026-07-01", language="en", reader=Reader(kind="owner", id="t:1", name=None))
    >>> file_name(of, "csv")
    'graph-health-2026-07-01-owner-t%3A1-en.csv.zip'
    """
    reader = report.reader
    whose = [] if reader.kind == "book" else [reader.kind, quote(reader.id or "", safe="")]
    return f"{'-'.join(['graph-health', report.date, *whose, report.language])}.{_ENDINGS[form]}"


def write_forms(
    report: Report, folder: Path, forms: Iterable[Form] = FORMS, base_url: str | None = None
) -> tuple[Path, ...]:
    """Write a report into a folder, which is made where there is none, and return its files.

    All files are complete on disk before the first of them takes the place of an earlier one of its name; where one
    cannot be written, none is, and what was there stays.

    Raises
    ------
    DiskFull
        When there is no room for all of them.
    InvalidInput
        When the folder cannot be written to.
    """
    paths = {folder / file_name(report, form): form for form in forms}
    aside = {path: path.with_name(f".{uuid4().hex}.part") for path in paths}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, form in paths.items():
            _write(aside[path], report, form, base_url)
        for path, written in aside.items():
            written.replace(path)
    except OSError as error:
        raise _refusal(error, folder) from None
    finally:
        _forget(aside.values())
    return tuple(paths)


def _write(path: Path, report: Report, form: Form, base_url: str | None) -> None:
    with path.open("xb") as file:
        _WRITERS[form](report, file, base_url)
        file.flush()
        os.fsync(file.fileno())


def _forget(paths: Iterable[Path]) -> None:
    """Delete what was written aside and did not become a file of its name."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:  # the folder itself is none, or is gone
            return


def _refusal(error: OSError, folder: Path) -> DiskFull | InvalidInput:
    if error.errno in NO_ROOM:
        return DiskFull(Message("reports.no_room", folder=str(folder)))
    return InvalidInput.at("out", Message("reports.unwritable", folder=str(folder), reason=disk_fault(error)))
