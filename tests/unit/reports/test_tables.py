"""CSV and XLSX: what a list of the JSON says, a table says, in numbers that are the same."""

import csv
import json
import re
import zipfile
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import pytest

from app.messages.sentences import Sentences
from app.reports.forms.files import Form, form_of
from app.reports.forms.tables import Table, tables_of
from schemas.reports.report import Report
from tests.unit.reports.sample_reports import FORMULA, HARM, harmful, report, reports

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
EPOCH_DAYS_OF_2026_07_01 = 46204
"""Days since 1899-12-30, as `=DATE(2026,7,1)` of a spreadsheet gives."""


class Workbook:
    """An XLSX file, read as a zip of XML."""

    def __init__(self, content: bytes) -> None:
        archive = zipfile.ZipFile(BytesIO(content))
        self.parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314
        names = [each.attrib["name"] for each in self.parts["xl/workbook.xml"].iter(f"{MAIN}sheet")]
        self.sheets = {
            name: self.parts[f"xl/worksheets/sheet{number}.xml"] for number, name in enumerate(names, start=1)
        }

    def cells(self, sheet: str) -> dict[str, str | float]:
        """Return the cells of a sheet by their places: texts as texts, numbers as numbers."""
        found: dict[str, str | float] = {}
        for cell in self.sheets[sheet].iter(f"{MAIN}c"):
            value, text = cell.findtext(f"{MAIN}v"), cell.find(f"{MAIN}is")
            if text is not None:
                found[cell.attrib["r"]] = "".join(text.itertext())
            elif value is not None:
                found[cell.attrib["r"]] = float(value)
        return found

    def rows(self, sheet: str) -> list[dict[int, str | float]]:
        """Return the rows of a sheet below its head, each by the place of its columns."""
        rows: dict[int, dict[int, str | float]] = {}
        for place, value in self.cells(sheet).items():
            letters = place.rstrip("0123456789")
            column = 0
            for letter in letters:
                column = 26 * column + ord(letter) - 64
            rows.setdefault(int(place.removeprefix(letters)), {})[column - 1] = value
        return [rows[number] for number in sorted(rows) if number > 1]


def packed(of: Report) -> dict[str, bytes]:
    """Return the files of the archive by their names."""
    archive = zipfile.ZipFile(BytesIO(form_of(of, "csv")))
    return {name: archive.read(name) for name in archive.namelist()}


def written(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def table(of: Report, name: str) -> Table:
    return next(each for each in tables_of(of) if each.name == name)


def test_every_number_of_an_account_is_that_of_the_json():
    parsed = json.loads(form_of(report("en"), "json"))
    rows = {row["account_id"]: row for row in written(packed(report("en"))["accounts.csv"])}
    assert len(rows) == len(parsed["accounts"]) == 3
    for account in parsed["accounts"]:
        row = rows[account["account_id"]]
        for name in ("health", "change", "change_30d", "rank", "people", "revision"):
            assert row[name] == ("" if account[name] is None else str(account[name])), name
        assert {part: row[part] for part in account["components"]} == {
            part: "" if value is None else str(value) for part, value in account["components"].items()
        }
        assert {each: int(row[each]) for each in account["counts"]} == account["counts"]
        assert int(row["opened"]) == len(account["gaps"]["opened"])
        assert int(row["contacts_due"]) == len(account["contacts_due"])


LISTS: dict[str, Any] = {
    "gaps": lambda of: [gap for state in ("opened", "open", "closed", "muted") for gap in of["gaps"][state] or ()],
    "contacts": lambda of: [{**contact, **contact["facts"]} for contact in of["contacts_due"]],
    "deals": lambda of: of["open_deals"],
    "beliefs": lambda of: of["stale_beliefs"],
    "structure": lambda of: of["structure"],
}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_an_account_is_whole_and_says_what_the_json_says(name):
    parsed = json.loads(form_of(report("zh"), "json"))
    rows = written(packed(report("zh"))[f"{name}.csv"])
    listed = [(account["account_id"], entry) for account in parsed["accounts"] for entry in LISTS[name](account)]
    assert len(rows) == len(listed)
    for row, (account, entry) in zip(rows, listed, strict=True):
        assert row["account_id"] == account
        for field, value in entry.items():
            if field in row and field not in {"people", "reasons"}:
                assert row[field] == ("" if value is None else str(value)), field


def test_a_text_that_looks_like_a_formula_is_a_text():
    names = [row["name"] for row in written(packed(harmful())["accounts.csv"])]
    assert f"'{FORMULA}" in names
    assert HARM in names
    assert not [name for name in names if name.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("of", [*reports(), report("en").model_copy(update={"accounts": ()})])
def test_the_json_written_account_by_account_is_the_whole_report(of):
    assert form_of(of, "json") == of.model_dump_json().encode() + b"\n"


def test_the_archive_holds_every_list_and_the_same_report_gives_the_same_bytes():
    archive = zipfile.ZipFile(BytesIO(form_of(report("en"), "csv")))
    assert set(archive.namelist()) == {f"{table.name}.csv" for table in tables_of(report("en"))}
    assert archive.testzip() is None
    assert form_of(report("en"), "csv") == form_of(report("en"), "csv")
    assert form_of(report("en"), "xlsx") == form_of(report("en"), "xlsx")


def test_no_archive_holds_the_time_at_which_it_was_made_so_that_the_bytes_are_the_same_on_any_day():
    of = report("en")
    forms: tuple[Form, ...] = ("csv", "xlsx")
    for form in forms:
        parts = zipfile.ZipFile(BytesIO(form_of(of, form))).infolist()
        assert len({part.date_time for part in parts}) == 1
        assert parts[0].date_time[0] == 1980
    properties = zipfile.ZipFile(BytesIO(form_of(of, "xlsx"))).read("docProps/core.xml").decode()
    assert set(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+Z", properties)) == {f"{of.date}T00:00:00Z"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_has_a_sheet_a_list_with_filter_and_frozen_head(language):
    of, say = report(language), Sentences("report_page", language).say
    workbook = Workbook(form_of(of, "xlsx"))
    assert list(workbook.sheets) == [
        say(f"sheet_{name}") for name in ("summary", *(each.name for each in tables_of(of)))
    ]
    for each in tables_of(of):
        sheet = workbook.sheets[say(f"sheet_{each.name}")]
        pane, kept = sheet.find(f".//{MAIN}pane"), sheet.find(f"{MAIN}autoFilter")
        assert pane is not None
        assert (pane.attrib["state"], pane.attrib["ySplit"]) == ("frozen", "1")
        assert kept is not None
        assert kept.attrib["ref"].startswith("A1:")


def test_numbers_and_dates_of_a_workbook_are_numbers_and_no_text_is_a_formula():
    workbook = Workbook(form_of(report("en"), "xlsx"))
    for name in ("accounts", "gaps", "contacts", "deals", "beliefs", "rules", "trend"):
        of = table(report("en"), name)
        rows = workbook.rows(Sentences("report_page", "en").say(f"sheet_{name}"))
        for shown, meant in zip(rows, of.rows, strict=True):
            for place, (column, value) in enumerate(zip(of.columns, meant, strict=True)):
                if value is None or value == "":
                    assert not shown.get(place), column.name
                elif column.kind in {"date", "instant"}:
                    assert isinstance(shown[place], float), column.name
                elif not isinstance(value, str):
                    assert shown[place] == value, column.name
    trend = workbook.rows("Trend")
    assert trend[-1][0] == EPOCH_DAYS_OF_2026_07_01
    assert not [part for part in workbook.parts.values() if part.find(f".//{MAIN}f") is not None]
    harm = Workbook(form_of(harmful(), "xlsx"))
    assert FORMULA in harm.cells("Accounts").values()
    assert not [part for part in harm.parts.values() if part.find(f".//{MAIN}f") is not None]


def test_dates_have_the_look_of_dates():
    workbook = Workbook(form_of(report("en"), "xlsx"))
    styles = workbook.parts["xl/styles.xml"]
    looks = {each.attrib["numFmtId"]: each.attrib["formatCode"] for each in styles.iter(f"{MAIN}numFmt")}
    formats = [each.attrib["numFmtId"] for each in styles.find(f"{MAIN}cellXfs") or ()]
    cells = [each for each in workbook.sheets["Trend"].iter(f"{MAIN}c") if each.attrib["r"][0] == "A"][1:]
    assert {looks[formats[int(each.attrib["s"])]] for each in cells} == {"yyyy-mm-dd"}


def test_accounts_link_to_the_service_and_other_sheets_to_accounts():
    workbook = Workbook(form_of(report("en"), "xlsx", "https://graph.example.com/"))
    links = [each.attrib for each in workbook.sheets["Gaps"].iter(f"{MAIN}hyperlink")]
    accounts = workbook.cells("Accounts")
    gaps = workbook.cells("Gaps")
    assert links
    for link in links:
        place = link["location"].removeprefix("'Accounts'!").removeprefix("Accounts!")
        assert accounts[place] == gaps[link["ref"]]
    relations = workbook.parts["xl/worksheets/_rels/sheet2.xml.rels"]
    assert {each.attrib["Target"] for each in relations} == {
        f"https://graph.example.com/v1/accounts/{each.account_id}/analysis/health" for each in report("en").accounts
    }
    alone = Workbook(form_of(report("en"), "xlsx"))
    assert not [name for name in alone.parts if name.endswith("sheet2.xml.rels")]


def test_a_workbook_shows_instants_on_the_clock_of_the_book():
    """Midnight in Shanghai is 16:00 UTC of the day before; what was due then is due on that date there."""
    shanghai = {"as_of": "2026-06-30T16:00:00.000000Z", "time_zone": "Asia/Shanghai"}
    shifted = report("en").model_copy(update=shanghai)
    here, there = (Workbook(form_of(each, "xlsx")).rows("Stale beliefs") for each in (report("en"), shifted))
    last = next(
        place for place, column in enumerate(table(report("en"), "beliefs").columns) if column.name == "last_at"
    )
    assert [round(24 * (each[last] - other[last])) for each, other in zip(there, here, strict=True)] == [8] * len(here)  # type: ignore[operator]
