"""Our side: which of us are still here."""

from schemas.rows.account_graph import AccountGraph


def present_members(account: AccountGraph) -> frozenset[str]:
    """Return T: those of us whom the account names and who have not left by ``as_of``.

    Who leaves us takes their relationships along; the coverages they had stay until they are ended.

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
