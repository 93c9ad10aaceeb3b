"""`docs/reports.md` names every list of a report with its columns, and the limits of a page as they are."""

from pathlib import Path

from app.reports.forms.page import IN_A_BRIEF
from app.reports.forms.page_lists import MOST
from app.reports.forms.tables import tables_of
from tests.unit.reports.sample_reports import report

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reports.md"


def test_every_list_stands_there_with_its_columns():
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if "| `" in line]
    described = {row[0]: row[2].replace("`", "").split(", ") for row in rows if len(row) == 3 and row[0].islower()}
    lists = {each.name: [column.name for column in each.columns] for each in tables_of(report("en"))}
    assert {name: described.get(name) for name in lists} == lists


def test_the_page_says_how_many_rows_are_shown():
    fewest, most = min(IN_A_BRIEF.values()), max(IN_A_BRIEF.values())
    sentence = f"the first {MOST} rows of a list, a brief the first {fewest} to {most}"
    assert sentence in PAGE.read_text(encoding="utf-8")
