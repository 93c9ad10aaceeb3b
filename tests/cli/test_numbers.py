"""`stakegraph numbers`: the page of `docs/numbers.md`, which the code makes."""

from pathlib import Path

from tests.cli.running import stakegraph

PAGE = Path(__file__).parents[2] / "docs" / "numbers.md"


def test_the_repository_holds_the_page_that_the_code_makes():
    renew = ".venv/bin/stakegraph numbers > docs/numbers.md"
    printed = stakegraph("numbers").stdout
    assert PAGE.read_text(encoding="utf-8") == printed, f"look at the difference, then renew it: {renew}"
