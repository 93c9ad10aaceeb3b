"""A folder that holds a small book, filled once by an import."""

from pathlib import Path

import pytest

from tests.cli.running import BOOK, import_report, write_lines


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two accounts and a setting; tests only read it."""
    folder = tmp_path_factory.mktemp("book")
    report = import_report(folder / "data", write_lines(folder / "book.ndjson", BOOK))
    assert report == {"lines": len(BOOK), "outcomes": {"created": len(BOOK)}, "refused": 0, "rejects": []}
    return folder / "data"
