"""The workbook of a report as LibreOffice opens it: filters, types and links are what they were written as."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.reports.forms.tables import Kind, tables_of
from app.reports.forms.xlsx_form import write_xlsx
from tests.unit.reports.sample_reports import report

OFFICE = shutil.which("soffice")
PATIENCE_SECONDS = 240
NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
ADDRESS = "https://graph.example.com"

TYPES: dict[Kind, str] = {"text": "string", "prose": "string", "date": "date", "instant": "date"}
"""As what LibreOffice holds a cell; every other kind is a number."""


# Not by `require`: an office of 300 MB is more than a complete run should have to fetch.
@pytest.mark.skipif(OFFICE is None, reason="there is no LibreOffice: install Debian's libreoffice-calc-nogui")
def test_libreoffice_finds_a_filter_on_every_list_and_every_cell_of_its_type(tmp_path):
    of = report("en")
    with (tmp_path / "book.xlsx").open("wb") as file:
        write_xlsx(of, file, ADDRESS)
    opened = as_flat_document(tmp_path / "book.xlsx", tmp_path)
    tables, cells = list(tables_of(of)), Counter[str]()
    for table in tables:
        for row in table.rows:
            there = [column.kind for column, cell in zip(table.columns, row, strict=True) if cell not in {None, ""}]
            cells.update(TYPES.get(kind, "float") for kind in there)
    sheets = {sheet.get(tag("table", "name"), ""): sheet for sheet in opened.iter(tag("table", "table"))}
    filtered = [
        each.get(tag("table", "display-filter-buttons")) for each in opened.iter(tag("table", "database-range"))
    ]
    assert filtered == ["true"] * len(tables)
    found = Counter[str]()
    for name, sheet in sheets.items():
        rows = list(sheet.iter(tag("table", "table-row")))[1:] if name != "Summary" else []
        for cell in [cell for row in rows for cell in row if type_of(cell)]:
            found[type_of(cell)] += int(cell.get(tag("table", "number-columns-repeated"), 1))
    assert found == cells
    links = {link.get("{http://www.w3.org/1999/xlink}href", "") for link in opened.iter(tag("text", "a"))}
    assert {f"{ADDRESS}/v1/accounts/{each.account_id}/analysis/health" for each in of.accounts} < links
    assert any(link.startswith("#") for link in links)


def as_flat_document(workbook: Path, folder: Path) -> ElementTree.Element:
    """Return a workbook as LibreOffice reads it, in one file of XML."""
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [OFFICE or "", home, "--headless", "--convert-to", "fods", "--outdir", str(folder), str(workbook)]
    subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
    return ElementTree.fromstring(workbook.with_suffix(".fods").read_bytes())  # noqa: S314


def tag(space: str, name: str) -> str:
    return f"{{{NAMESPACE}{space}:1.0}}{name}"


def type_of(cell: ElementTree.Element) -> str:
    return cell.get(tag("office", "value-type"), "")
