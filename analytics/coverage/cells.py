"""Cells: known, covered and expected people by department and seniority."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from analytics.scopes import SENIORITIES
from schemas.rows.account_graph import AccountGraph

Expected = Mapping[tuple[str, str], int]
"""People that a template expects, by function of a department and seniority."""


class Cell(NamedTuple):
    """People of one department (None: of none) and seniority; ``expected`` is None where no template says.

    ``people`` are those who are known, in order of id.
    """

    department: str | None
    seniority: str
    known: int
    covered: int
    expected: int | None
    people: tuple[str, ...]


def cells(
    account: AccountGraph,
    scope: Collection[str],
    departments: Mapping[str, str],
    covered: Collection[str],
    expected: Expected,
) -> list[Cell]:
    """Return a cell for each department and seniority in which people are known or expected.

    Known people are those in scope who are no placeholders, each in the one department that counts for them, not in
    those above. Expected are those of the template, for every department of that function.
    """
    function_of = {unit.id: unit.function or "unknown" for unit in account.departments}
    people = [person for person in account.people if person.id in scope and person.kind != "placeholder"]
    known: dict[tuple[str | None, str], list[str]] = {}
    for person in people:
        known.setdefault((departments.get(person.id), person.seniority or "unknown"), []).append(person.id)
    asked = {
        (unit, seniority): count
        for unit, function in function_of.items()
        for (wanted, seniority), count in expected.items()
        if wanted == function
    }
    return [
        Cell(
            department=key[0],
            seniority=key[1],
            known=len(known.get(key, ())),
            covered=sum(person in covered for person in known.get(key, ())),
            expected=asked.get((key[0], key[1])) if key[0] is not None else None,
            people=tuple(sorted(known.get(key, ()))),
        )
        for key in _ordered({*known, *asked})
    ]


def _ordered(keys: Collection[tuple[str | None, str]]) -> Sequence[tuple[str | None, str]]:
    return sorted(keys, key=lambda key: (key[0] is None, key[0] or "", SENIORITIES.index(key[1])))
