"""A report as a workbook: a sheet a list, with filters, frozen heads, numbers as numbers, and links."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import IO, Any
from urllib.parse import quote

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.messages.sentences import Sentences
from app.messages.vocabularies import labels_of
from app.reports.forms.book_clock import BookClock
from app.reports.forms.summary import summary_of
from app.reports.forms.tables import Cell, Column, Kind, Table, tables_of
from schemas.reports.report import Report

MOST_ROWS = 1_000_000
"""Rows of a sheet; what is beyond goes on in a further one. A sheet takes 1,048,576."""

MOST_LINKS = 60_000
"""Links of a sheet; the cells beyond are plain. A sheet takes 65,530."""

_LONGEST = 32_767
"""Characters that a cell takes."""

_WIDTHS: Mapping[Kind, int] = {
    "text": 20,
    "prose": 70,
    "whole": 11,
    "tenth": 12,
    "thousandth": 12,
    "money": 16,
    "date": 12,
    "instant": 17,
}
_NUMBER_FORMATS: Mapping[Kind, str] = {
    "whole": "#,##0",
    "tenth": "#,##0.0",
    "thousandth": "0.000",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "instant": "yyyy-mm-dd hh:mm",
}
_VOCABULARIES = {
    "severity": "severity",
    "worst": "severity",
    "rung": "rung",
    "last_channel": "channel",
    "attribute": "attribute",
}
"""Columns whose values are words of a vocabulary: they are said in the language of the report."""

WORDS_OF_OURS = frozenset({"state", "reason", "trend_sign", "scope"})
"""Columns whose values are words of reports: each is a text of the page, after the name of the column."""


def write_xlsx(report: Report, target: IO[bytes], base_url: str | None = None) -> None:
    """Write a report as an XLSX workbook; the same report gives the same bytes.

    One row is held in memory: those before it wait on disk, in the folder for temporary files, until they are packed.

    Parameters
    ----------
    base_url : str, optional
        Where the service answers: accounts link to their health there.

    Raises
    ------
    OSError
        Where there is no room for them.
    """
    with TemporaryDirectory(prefix="stakegraph-") as aside:
        workbook = Workbook(target, {"constant_memory": True, "tmpdir": aside})
        workbook.set_properties(
            {
                "title": Sentences("report_page", report.language).say("workbook"),
                "created": datetime.fromisoformat(report.date),
            }
        )
        try:
            _Writer(workbook, report, base_url).write()
            workbook.close()
        except FileCreateError as error:  # wraps what the disk said
            raise next((each for each in error.args if isinstance(each, OSError)), OSError()) from None
        finally:
            for sheet in workbook.worksheets():
                sheet.row_data_fh.close()


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, workbook: Workbook, report: Report, base_url: str | None) -> None:
        self._workbook = workbook
        self._report = report
        self._say = Sentences("report_page", report.language).say
        self._labels = labels_of(report.language)
        self._clock = BookClock.of(report)
        self._base = base_url.rstrip("/") if base_url else None
        self._head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e9eef2"})
        self._link = workbook.add_format({"font_color": "#1f6391", "underline": 1, "valign": "top"})
        self._formats = {kind: self._format(kind) for kind in _WIDTHS}
        self._places: dict[str, int] = {}

    def _format(self, kind: Kind) -> Format:
        look: dict[str, Any] = {"valign": "top", "text_wrap": kind == "prose"}
        if kind in _NUMBER_FORMATS:
            look["num_format"] = _NUMBER_FORMATS[kind]
        return self._workbook.add_format(look)

    def write(self) -> None:
        """Write every sheet, the summary first; what a sheet does not take goes on in a further one."""
        self._summary()
        for table in tables_of(self._report):
            self._sheet(table, islice(table.rows, MOST_ROWS), 1)
            number = 1
            while following := list(islice(table.rows, 1)):
                number += 1
                self._sheet(table, chain(following, islice(table.rows, MOST_ROWS - 1)), number)

    def _summary(self) -> None:
        sheet = self._workbook.add_worksheet(self._say("sheet_summary"))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 24)
        sheet.hide_gridlines(2)
        for row, line in enumerate(summary_of(self._report)):
            sheet.write_string(row, 0, line.label, self._head if line.value is None else self._formats["text"])
            self._cell(sheet, row, 1, Column(line.name, line.kind), line.value)

    def _sheet(self, table: Table, rows: Iterator[tuple[Cell, ...]], number: int) -> None:
        sheet = self._headed_sheet(table, number)
        row = 0
        for row, cells in enumerate(rows, start=1):
            for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
                self._cell(sheet, row, place, column, cell)
            if table.columns[0].name == "account_id":
                self._account(sheet, table.name, row, str(cells[0]))
        sheet.autofilter(0, 0, max(row, 1), len(table.columns) - 1)

    def _headed_sheet(self, table: Table, number: int) -> Worksheet:
        name = self._say(f"sheet_{table.name}")
        sheet = self._workbook.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 2 if table.columns[0].name == "account_id" else 1)
        sheet.set_row(0, 32)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _WIDTHS[column.kind])
            sheet.write_string(0, place, self._say(f"column_{column.name}"), self._head)
        return sheet

    def _cell(self, sheet: Worksheet, row: int, place: int, column: Column, cell: Cell) -> None:
        look = self._formats[column.kind]
        if cell is None:
            return
        if not isinstance(cell, str):
            sheet.write_number(row, place, cell, look)
        elif column.kind == "date":
            sheet.write_datetime(row, place, datetime.fromisoformat(cell), look)
        elif column.kind == "instant":
            sheet.write_datetime(row, place, self._clock.local(cell), look)
        else:
            sheet.write_string(row, place, self._word(column.name, cell)[:_LONGEST], look)

    def _word(self, name: str, cell: str) -> str:
        if name in WORDS_OF_OURS:
            return self._say(f"{name}_{cell}")
        return self._labels[_VOCABULARIES[name]].get(cell, cell) if name in _VOCABULARIES else cell

    def _account(self, sheet: Worksheet, table: str, row: int, account: str) -> None:
        """Link an account: in the first sheet to the service, elsewhere to its row in the first."""
        if row > MOST_LINKS:
            return
        if table == "accounts":
            self._places[account] = row
            if self._base:
                address = f"{self._base}/v1/accounts/{quote(account, safe='')}/analysis/health"
                sheet.write_url(row, 0, address, self._link, account)
        elif place := self._places.get(account):
            sheet.write_url(row, 0, f"internal:'{self._say('sheet_accounts')}'!A{place + 1}", self._link, account)
