"""Folders of ../shared that tests read in place: real exports, some without a licence, so none is copied here."""

import csv
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.legs import require

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"

Row = dict[str, str]


def shared_folder(name: str) -> Path:
    """Return a folder of ../shared; without it the test is left out, visibly."""
    folder = DATA / name
    require("../shared", None if folder.is_dir() else f"{folder.resolve()} is missing")
    return folder


def copy_of(name: str, target: Path) -> Path:
    """Return a copy of such a folder, that a test may alter."""
    target.mkdir(parents=True)
    for path in shared_folder(name).glob("*.csv"):
        shutil.copyfile(path, target / path.name)
    return target


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write rows as a CSV file, the columns of the first."""
    kept = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)
    return path
