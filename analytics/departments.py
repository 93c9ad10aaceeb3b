"""Departments: to which one a person belongs, and who belongs to one with all below it."""

from schemas.rows.account_graph import AccountGraph


def primary_departments(account: AccountGraph) -> dict[str, str]:
    """Return the one department that counts for each person who has any: the primary, else the first membership by id.

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
    """Return who belongs, by the department that counts for them, to a department or to any below it."""
    units = {department}
    below = {unit.id for unit in account.departments if unit.part_of == department}
    while below:
        units |= below
        below = {unit.id for unit in account.departments if unit.part_of in below} - units
    return frozenset(person for person, unit in primary_departments(account).items() if unit in units)
