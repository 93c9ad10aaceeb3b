"""A book that is stored once; tests that change it have a copy of their own."""

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from tests.opened_store import joined
from tests.reports.books import fill


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book of which there is no snapshot."""
    folder = tmp_path_factory.mktemp("book") / "data"

    async def write() -> None:
        async with joined(folder) as store:
            await fill(store)

    asyncio.run(write())
    return folder


@pytest.fixture
def book(written: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(written, tmp_path / "data"))


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers see the environment as whoever runs a report has it, without what is said to tests."""
    for name in [name for name in os.environ if name.startswith("STAKEGRAPH_")]:
        monkeypatch.delenv(name)
