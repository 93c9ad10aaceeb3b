"""Departments: which one counts for a person, and who belongs to one or to any below it."""

from schemas.rows.account_graph import AccountGraph


def primary_departments(account: AccountGraph) -> dict[str, str]:
    """Return the one department that counts for each person: the primary one, else the first by id of the membership.

    People without any membership are absent.

    Examples
    --------
    >>> from schemas.rows.account_graph import MembershipEdge
    >>> places = MembershipEdge("m1", "ada", "legal", None, None), MembershipEdge("m2", "ada", "board", True, None)
    >>> primary_departments(AccountGraph("a1", "", "", 1, memberships=places))
    {'ada': 'board'}
    """
    counting: dict[str, str] = {}
    for membership in sorted(account.memberships, key=lambda edge: (edge.primary is not True, edge.id)):
        counting.setdefault(membership.person, membership.department)
    return counting


def people_of(account: AccountGraph, department: str) -> frozenset[str]:
    """Return the people whose department, the one that counts for them, is this one or any below it."""
    units = {department}
    below = {unit.id for unit in account.departments if unit.part_of == department}
    while below:
        units |= below
        below = {unit.id for unit in account.departments if unit.part_of in below} - units
    return frozenset(person for person, unit in primary_departments(account).items() if unit in units)
