"""Lists of titles with the level and the function that a planner would read: one of ours, one in ../shared."""

import csv
from pathlib import Path

from tests.legs import require

ROOT = Path(__file__).parents[3]
FILES = {
    "titles": ROOT.parent / "shared" / "data" / "job_titles" / "titles.csv",
    "second_list": ROOT / "tests" / "data" / "job_titles" / "second_list.csv",
}


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a list; leave the test out, visibly, where it is not there."""
    path = FILES[name]
    require(f"the titles of {path.name}", None if path.is_file() else "../shared is not beside this clone")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
