"""Presence: who is still there at the instant that is asked about, of theirs and of ours."""

from schemas.rows.account_graph import PersonNode
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
