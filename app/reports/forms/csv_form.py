"""A report as CSV: a file a list, packed together."""

import csv
import zipfile
from collections.abc import Mapping
from io import BytesIO, StringIO

from app.imports.files.formulas import as_text
from app.reports.forms.tables import Cell, Table, tables_of
from schemas.reports.report import Report

_MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8, without which Chinese is garbled."""

_BEFORE_ALL_TIME = (1980, 1, 1, 0, 0, 0)
"""Of files within an archive: the same report gives the same bytes."""

_PERMISSIONS = 0o644 << 16


def csv_files(report: Report) -> Mapping[str, bytes]:
    """Return the lists of a report as CSV by the names of their files.

    UTF-8 with a byte order mark, lines end in CR LF as RFC 4180 has it, heads are names on the wire, what is null is
    empty. A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    return {f"{table.name}.csv": _written(table) for table in tables_of(report)}


def csv_form(report: Report) -> bytes:
    """Return the same files packed as one ZIP archive."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in csv_files(report).items():
            entry = zipfile.ZipInfo(name, _BEFORE_ALL_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _PERMISSIONS
            archive.writestr(entry, content)
    return packed.getvalue()


def _written(table: Table) -> bytes:
    text = StringIO(_MARK, newline="")
    text.seek(0, 2)
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_shown(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode()


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return as_text(cell)
    return "" if cell is None else str(cell)
