"""Empty cells of a newer export: the command says what they cleared and what they left, in both languages."""

import pytest

from app.commands.table_reports import print_tables
from app.imports.staging.report import CsvImportReport
from app.messages.sentences import LANGUAGES

SAID = {
    "en": [
        "  person: title cleared 2 times, for the files have nothing there now",
        "  reporting line: 1 ended, for the files have nothing there now",
        "2 empty cells left what somebody else had recorded; the first:",
        "  Contact.csv row 3 c2: person, title",
        "  Contact.csv row 3 c2: reporting line",
    ],
    "zh": [
        "  人员：文件中现为空，已清除 title 2 处",
        "  汇报关系：文件中现为空，已终止 1 条",
        "2 个空单元格未改动他人录入的内容；前几处：",
        "  Contact.csv 第 3 行 c2：人员，title",
        "  Contact.csv 第 3 行 c2：汇报关系",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_what_empty_cells_cleared_and_left(language, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}[language])
    report = CsvImportReport("salesforce")
    for kind, field in (("person", "title"), ("reporting_line", ""), ("person", "title")):
        report.note_cleared(kind, field)
    row = {"file": "Contact.csv", "row": 3, "id": "c2"}
    report.note_left({**row, "kind": "person", "field": "title"})
    report.note_left({**row, "kind": "reporting_line", "field": None})
    print_tables(report)
    assert capsys.readouterr().err.splitlines()[1:] == SAID[language]
