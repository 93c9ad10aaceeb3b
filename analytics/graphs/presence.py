"""Presence: who is still there at the instant that is asked about, of theirs and of ours."""

from schemas.rows.account_graph import AccountGraph, PersonNode
from schemas.rows.contacts import MemberNode


def has_left(one: PersonNode | MemberNode, as_of: str) -> bool:
    """Return whether somebody has left by an instant; without the day on which they left, they have.

    Examples
    --------
    >>> soon = MemberNode("kim", status="left", left_at="2026-03-01T00:00:00.000000Z")
    >>> has_left(soon, "2026-02-01T00:00:00.000000Z"), has_left(soon, "2026-03-01T00:00:00.000000Z")
    (False, True)
    >>> has_left(soon._replace(left_at=None), "2026-02-01T00:00:00.000000Z")
    True
    """
    return one.status == "left" and (one.left_at is None or one.left_at <= as_of)


def present_people(account: AccountGraph) -> frozenset[str]:
    """Return P: the people of the account who have not left by ``as_of``, placeholders and outsiders included.

    Examples
    --------
    >>> gone = PersonNode("ada", None, None, None, None, "left", None, None)
    >>> soon = gone._replace(id="bo", left_at="2026-03-01T00:00:00.000000Z")
    >>> sorted(present_people(AccountGraph("a1", "2026-02-01T00:00:00.000000Z", "", 1, people=(gone, soon))))
    ['bo']
    """
    return frozenset(person.id for person in account.people if not has_left(person, account.as_of))


def vacant_seats(account: AccountGraph) -> frozenset[str]:
    """Return the people of the account who are nobody: seats that exist and on which nobody sits."""
    return frozenset(person.id for person in account.people if person.vacant)
