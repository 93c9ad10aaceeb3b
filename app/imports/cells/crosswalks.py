"""Crosswalks: what a value of another system is called here; data files, and tables within a mapping."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.imports.files.cell_texts import cell_text
from app.imports.files.csv_rows import open_csv
from schemas.names.folding import folded as folded_name

FOLDER = Path(__file__).parents[3] / "schemas" / "crosswalks"


@cache
def crosswalk_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file."""
    table = open_csv(FOLDER / f"{name}.csv", "utf-8", ",")
    return [dict(zip(table.header, map(cell_text, row.cells), strict=True)) for row in table.rows()]


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
