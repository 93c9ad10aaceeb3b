"""`stakegraph check`: says that all agrees, or what does not; and what was damaged is neither served nor forgotten."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import BOOK, DONE, FAILED, stakegraph


@pytest.fixture
def folder(book: Path, tmp_path: Path) -> Path:
    """A copy of the small book, which a test may damage."""
    shutil.copytree(book, tmp_path / "data")
    return tmp_path / "data"


def test_a_sound_store_agrees_in_both_languages_and_as_an_object(book: Path):
    assert f"{len(BOOK)} records" in stakegraph("check", "--data", book, status=DONE).stderr
    assert "全部一致" in stakegraph("check", "--data", book, "--lang", "zh").stderr
    report = json.loads(stakegraph("check", "--data", book, "--json").stdout)
    assert (report["count"], report["findings"], report["records"]) == (0, [], len(BOOK))


def test_a_damaged_store_is_named_not_served_and_not_healed_by_looking(folder: Path):
    [people] = (folder / "databases").rglob("Person_0.*.bucket")
    people.write_bytes(people.read_bytes()[:200] + bytes(people.stat().st_size - 200))
    for _ in range(2):
        refused = stakegraph("serve", "--port", "0", "--data", folder, status=FAILED)
        assert people.name in refused.stderr
        assert "stakegraph check" in refused.stderr
        report = json.loads(stakegraph("check", "--data", folder, "--json", status=FAILED).stdout)
        assert {"file", "missing"} <= {finding["kind"] for finding in report["findings"]}
    words = stakegraph("check", "--data", folder, "--lang", "zh", status=FAILED).stderr
    assert "不一致" in words
