"""Our side: which of our team members are still with us."""

from schemas.rows.account_graph import AccountGraph


def present_members(account: AccountGraph) -> frozenset[str]:
    """Return T: the team members whom the account names and who have not left us by ``as_of``.

    Members who leave take their relationships along; their coverages stay until somebody ends them.

    Examples
    --------
    >>> from schemas.rows.contacts import MemberNode
    >>> gone = MemberNode("jo", status="left", left_at="2026-01-01T00:00:00.000000Z")
    >>> members = gone, MemberNode("kim", status="active")
    >>> sorted(present_members(AccountGraph("a1", "2026-02-01T00:00:00.000000Z", "", 1, members=members)))
    ['kim']
    """
    return frozenset(
        member.id
        for member in account.members
        if member.status != "left" or (member.left_at is not None and member.left_at > account.as_of)
    )
