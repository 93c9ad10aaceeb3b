"""A power cut finds a whole seal or none: never one of a store that was opened since, never half of one."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from graph.engine.seal import SEAL_FILE, SEALED, Seal, changed_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / SEALED).mkdir()
    (tmp_path / SEALED / "bucket").write_bytes(b"records")
    return tmp_path


@pytest.fixture
def on_disk(folder, monkeypatch) -> list[str | None]:
    """The seal as the disk knows it whenever it is asked to keep which files the folder has."""
    kept: list[str | None] = []
    flush = os.fsync

    def noted(number: int) -> None:
        flush(number)
        if os.path.samestat(os.fstat(number), folder.stat()):
            seal = folder / SEAL_FILE
            kept.append(seal.read_text() if seal.exists() else None)

    monkeypatch.setattr(os, "fsync", noted)
    return kept


async def test_the_disk_knows_of_a_seal_and_of_its_end_before_the_engine_goes_on(folder, on_disk):
    engine = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    await engine.wait()
    seal = Seal(folder, strict=True)
    await seal.open()
    await seal.close(engine)
    assert changed_files(folder) == []
    assert [kept is not None for kept in on_disk] == [False, True]
    await Seal(folder, strict=True).open()
    assert [kept is not None for kept in on_disk] == [False, True, False]
