"""A report as CSV: a file a list, packed together."""

import zipfile
from io import TextIOWrapper
from typing import IO, TextIO

from app.imports.files.written_rows import RowWriter
from app.reports.forms.tables import Table, tables_of
from schemas.reports.report import Report

_MARK = "\ufeff"
"""The byte order mark by which spreadsheets recognise UTF-8; without it Chinese is garbled."""

_BEFORE_ALL_TIME = (1980, 1, 1, 0, 0, 0)
"""Of files within an archive: the same report gives the same bytes."""

_PERMISSIONS = 0o644 << 16


def write_csv(report: Report, target: IO[bytes]) -> None:
    """Write the lists of a report as CSV files, packed as one ZIP archive.

    UTF-8 with a byte order mark, lines end in CR LF as RFC 4180 has it, heads are names on the wire, what is null is
    empty. A text that a spreadsheet would take for a formula has an apostrophe before it. Each row is packed as it is
    made.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables_of(report):
            entry = zipfile.ZipInfo(f"{table.name}.csv", _BEFORE_ALL_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _PERMISSIONS
            with archive.open(entry, "w") as file, TextIOWrapper(file, "utf-8", newline="") as text:
                _write(table, text)


def _write(table: Table, text: TextIO) -> None:
    text.write(_MARK)
    writer = RowWriter(text)
    writer.write(column.name for column in table.columns)
    for row in table.rows:
        writer.write(row)
