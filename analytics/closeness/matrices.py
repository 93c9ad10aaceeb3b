"""Matrices: how close our groups are to their groups."""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analytics.inputs.contacts import Pair

Groups = Mapping[str, str | None]
"""The group of each member or person; whoever is absent belongs to no group (None)."""


class Cell(NamedTuple):
    """Mean and maximum of the closeness of some pairs, and the number of these pairs."""

    mean: float
    maximum: float
    pairs: int


def matrix(closeness: Mapping[Pair, float], ours: Groups, theirs: Groups) -> dict[tuple[str | None, str | None], Cell]:
    """Return mean, maximum and count of pair closeness for each of our groups and each of theirs that have a pair.

    Cells are in order of the groups; people without a group come last.

    Examples
    --------
    >>> matrix({("kim", "ada"): 40.0, ("lea", "ada"): 20.0}, {"kim": "sales", "lea": "sales"}, {"ada": "it"})
    {('sales', 'it'): Cell(mean=30.0, maximum=40.0, pairs=2)}
    """
    cells: dict[tuple[str | None, str | None], list[float]] = {}
    for (member, person), value in closeness.items():
        cells.setdefault((ours.get(member), theirs.get(person)), []).append(value)
    return {key: _cell(cells[key]) for key in sorted(cells, key=_none_last)}


def _none_last(key: Iterable[str | None]) -> list[tuple[bool, str]]:
    return [(part is None, part or "") for part in key]


def _cell(values: list[float]) -> Cell:
    return Cell(math.fsum(values) / len(values), max(values), len(values))
