"""The stages that systems come with, in their order: where a deal stands that follows no stage model of ours."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def standard_places(system: str) -> Mapping[str, int]:
    """Return the places of the standard stages of a system by their keys, from 1; none for a system we know none of.

    A company that words its stages otherwise is not placed by them.

    References
    ----------
    The stages of opportunities that a new Salesforce organisation has, ``schemas/crosswalks/salesforce_stages.csv``.

    Examples
    --------
    >>> standard_places("salesforce")["id_decision_makers"], standard_places("paper")
    (5, {})
    """
    table = resources.files("schemas").joinpath("crosswalks", f"{system}_stages.csv")
    if not table.is_file():
        return {}
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {_key(row["value"]): int(row["place"]) for row in rows if row["place"]}


def _key(name: str) -> str:
    """Return a stage as opportunities name it."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
