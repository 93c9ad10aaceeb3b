"""Crosswalks: what a value of another system is called here; data files, and tables within a mapping."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from schemas.names.folding import folded as folded_name

FOLDER = Path(__file__).parents[3] / "schemas" / "crosswalks"


@cache
def crosswalk_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def crosswalk_names() -> list[str]:
    """Return the names of the data files that translate one value into another."""
    return sorted(path.stem for path in FOLDER.glob("*.csv") if not path.stem.startswith("title_"))


@cache
def crosswalk(name: str) -> Mapping[str, str]:
    """Return a data file of two columns as a table, by values without regard to case and spaces around them."""
    rows = [list(row.values()) for row in crosswalk_rows(name)]
    return folded({row[0]: row[1] for row in rows})


def folded(table: Mapping[str, str]) -> dict[str, str]:
    """Return a table whose keys are as `fold` writes them."""
    return {fold(key): value for key, value in table.items()}


def fold(value: str) -> str:
    """Return a value as it is looked up.

    Examples
    --------
    >>> fold(" Closed  Won ")
    'closed won'
    """
    return folded_name(value)
