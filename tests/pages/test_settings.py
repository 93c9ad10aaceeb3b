"""`stakegraph settings`: the table of `docs/settings.md`, which the code makes."""

from pathlib import Path

from schemas.records.settings import TOGETHER
from schemas.settings.analysis_settings import AnalysisSettings
from tests.cli.running import stakegraph

TABLE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_repository_holds_the_table_that_the_code_makes():
    renew = ".venv/bin/stakegraph settings > docs/settings.md"
    printed = stakegraph("settings").stdout
    assert TABLE.read_text(encoding="utf-8") == printed, f"look at the difference, then renew it: {renew}"


def test_every_setting_stands_once_in_the_table_with_unit_default_and_range():
    rows = [line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert sorted(row[0].strip("| `") for row in rows) == sorted(AnalysisSettings.model_fields)
    assert all(len(row) == 5 and all(cell.strip(" |") for cell in row) for row in rows)


def test_what_only_makes_sense_together_is_made_of_settings():
    assert {name for names in TOGETHER for name in names} <= AnalysisSettings.model_fields.keys()
