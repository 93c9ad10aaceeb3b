"""One account as plain typed data: what storage hands to analytics.

Nothing here knows a database. Every record is one that exists at ``as_of`` as known at ``known_at``; an edge is
listed only when both its ends are. Rows are named tuples in the order of their ids, so that the same account gives
the same graph whatever order a database returned it in.
"""

from dataclasses import dataclass
from typing import NamedTuple


class PersonNode(NamedTuple):
    """A person, placeholder or outsider of the account."""

    id: str
    name: str | None
    title: str | None
    seniority: str | None
    kind: str | None
    status: str | None
    left_at: str | None
    vacant: bool | None


class DepartmentNode(NamedTuple):
    """A unit of the account; ``part_of`` is the id of the unit it belongs to."""

    id: str
    name: str | None
    function: str | None
    part_of: str | None
    expected_headcount: int | None


class MembershipEdge(NamedTuple):
    """A person in a department; ``primary`` marks the one that counts for scopes."""

    id: str
    person: str
    department: str
    primary: bool | None
    confidence: float | None


class ReportingEdge(NamedTuple):
    """A reporting line, from the report (``person``) to the ``manager``; ``line`` is solid, dotted or project."""

    id: str
    person: str
    manager: str
    line: str
    chain: str | None
    confidence: float | None


class InfluenceEdge(NamedTuple):
    """Who moves (``source``) whom (``target``); strength and confidence in [0, 1], None where not recorded."""

    id: str
    source: str
    target: str
    strength: float | None
    topic: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class AccountGraph:
    """Everything analytics reads of one account at one instant.

    Attributes
    ----------
    account_id : str
    as_of, known_at : str
        Instants as UTC text of fixed width: what was so then, as we knew it then.
    revision, book_revision : int
        The revisions known at ``known_at``.
    tier, segment : str or None
        Of the account; they choose settings.
    people, departments, memberships, reporting_lines, influences : tuple
        Sorted by id.
    """

    account_id: str
    as_of: str
    known_at: str
    revision: int
    book_revision: int = 0
    tier: str | None = None
    segment: str | None = None
    people: tuple[PersonNode, ...] = ()
    departments: tuple[DepartmentNode, ...] = ()
    memberships: tuple[MembershipEdge, ...] = ()
    reporting_lines: tuple[ReportingEdge, ...] = ()
    influences: tuple[InfluenceEdge, ...] = ()
