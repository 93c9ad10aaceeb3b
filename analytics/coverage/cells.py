"""Cells: known, covered and expected people by department and seniority."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from analytics.scopes import SENIORITIES
from schemas.rows.account_graph import AccountGraph

Expected = Mapping[tuple[str, str], int]
"""How many people a template expects, by function of a department and seniority."""


class Cell(NamedTuple):
    """The people of one department (None: of none) and seniority; ``expected`` is None where no template says it.

    ``people`` are the known people, in order of id.
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
    """Return a cell for each department and seniority where people are known or expected.

    ``known`` people are the people in scope except placeholders, each in the one department that counts for them and
    not in those above it. ``covered`` people are the known ones who are covered. ``expected`` is the template's number
    for the function of the department and the seniority.
    """
    function_of = {unit.id: unit.function or "unknown" for unit in account.departments}
    people = [person for person in account.people if person.id in scope and person.kind != "placeholder"]
    known: dict[tuple[str | None, str], list[str]] = {}
    for person in people:
        known.setdefault((departments.get(person.id), person.seniority or "unknown"), []).append(person.id)
    expected_here = {
        (unit, seniority): count
        for unit, function in function_of.items()
        for (of_function, seniority), count in expected.items()
        if of_function == function
    }
    return [
        Cell(
            department=key[0],
            seniority=key[1],
            known=len(known.get(key, ())),
            covered=sum(person in covered for person in known.get(key, ())),
            expected=expected_here.get((key[0], key[1])) if key[0] is not None else None,
            people=tuple(sorted(known.get(key, ()))),
        )
        for key in _ordered({*known, *expected_here})
    ]


def _ordered(keys: Collection[tuple[str | None, str]]) -> Sequence[tuple[str | None, str]]:
    return sorted(keys, key=lambda key: (key[0] is None, key[0] or "", SENIORITIES.index(key[1])))
