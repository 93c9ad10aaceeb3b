"""Our side: which of our team members are still with us, and what they are in charge of."""

from collections.abc import Iterable, Mapping

from analytics.graphs.presence import has_left
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import CoverageEdge


def present_members(account: AccountGraph) -> frozenset[str]:
    """Return T: the team members whom the account names and who have not left us by ``as_of``.

    Members who leave take their relationships along; their coverages stay recorded, and cover nobody.

    Examples
    --------
    >>> from schemas.rows.contacts import MemberNode
    >>> gone = MemberNode("jo", status="left", left_at="2026-01-01T00:00:00.000000Z")
    >>> members = gone, MemberNode("kim", status="active")
    >>> sorted(present_members(AccountGraph("a1", "2026-02-01T00:00:00.000000Z", "", 1, members=members)))
    ['kim']
    """
    return frozenset(member.id for member in account.members if not has_left(member, account.as_of))


def standing_coverages(account: AccountGraph) -> tuple[CoverageEdge, ...]:
    """Return the coverages of those who are still with us, in order of id: who left us covers nobody.

    Examples
    --------
    >>> from schemas.rows.contacts import MemberNode
    >>> members = MemberNode("jo", status="left"), MemberNode("kim", status="active")
    >>> coverages = tuple(CoverageEdge(f"v-{who}", who, "person", "ada", "owner") for who in ("kim", "jo"))
    >>> firm = AccountGraph("a1", "2026-02-01T00:00:00.000000Z", "", 1, members=members, coverages=coverages)
    >>> [coverage.id for coverage in standing_coverages(firm)]
    ['v-kim']
    """
    gone = {member.id for member in account.members} - present_members(account)
    return tuple(each for each in sorted(account.coverages, key=lambda one: one.id) if each.member not in gone)


def without_setters(coverages: Iterable[CoverageEdge], setters: Mapping[str, str]) -> tuple[CoverageEdge, ...]:
    """Return the coverages but those that a person's setter has of that person.

    Parameters
    ----------
    setters : mapping
        Person id -> the member whose coverages of that person are left out.

    Examples
    --------
    >>> coverages = [CoverageEdge(f"v-{who}", who, "person", "ada", "owner") for who in ("kim", "lea")]
    >>> [coverage.member for coverage in without_setters(coverages, {"ada": "kim"})]
    ['lea']
    """
    return tuple(
        each for each in coverages if each.target_kind != "person" or setters.get(each.target_id) != each.member
    )


def account_owner(account: AccountGraph) -> str | None:
    """Return which of us owns an account: who covers it as its owner and is still with us; None of nobody.

    Examples
    --------
    >>> account_owner(AccountGraph("a1", "", "", 1)) is None
    True
    """
    owners = (each for each in standing_coverages(account) if (each.target_kind, each.duty) == ("account", "owner"))
    return next((each.member for each in owners), None)
