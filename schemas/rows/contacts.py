"""Rows of an account graph about us and them: our members, their contacts, and what somebody believes.

Fields bear the names of the stored properties and hold what formulas of analytics.md and rules of gaps.md use; None is
"not recorded" everywhere. Instants are UTC text of fixed width.
"""

from collections.abc import Sequence
from typing import NamedTuple


class MemberNode(NamedTuple):
    """One of us, of the book, whom a coverage, contact, belief or note of this account names."""

    id: str
    name: str | None = None
    function: str | None = None
    unit: str | None = None
    seniority: str | None = None
    status: str | None = None
    left_at: str | None = None


class InteractionNode(NamedTuple):
    """A contact between ``people`` of theirs and ``members`` of ours, at the instant ``at``.

    ``depth`` is 1 to 5, ``expertise`` 0, 0.5 or 1; None of either adds nothing. An absent ``initiator`` follows the
    direction. ``sentiment`` is -1 (a complaint), 0, 1 or ``unknown``.
    """

    id: str
    at: str
    people: Sequence[str]
    members: Sequence[str] | None = None
    channel: str | None = None
    opportunity: str | None = None
    initiator: str | None = None
    direction: str | None = None
    depth: int | None = None
    expertise: float | None = None
    needs_answer: bool | None = None
    answered_at: str | None = None
    sentiment: int | str | None = None


class AssessmentNode(NamedTuple):
    """One belief of one assessor about one person, for one ``chain`` or for all (None).

    ``value`` is support -2 to 2, importance 1 to 5, a word of the attribute's list, or a text; ``confidence`` is in
    [0, 1]; ``member`` is whom a rung is about. ``assessor_kind`` is team_member or person.
    """

    id: str
    person: str
    member: str | None
    chain: str | None
    attribute: str
    value: float | str
    confidence: float | None
    observed_at: str
    assessor_kind: str | None = None
    assessor_id: str | None = None
    function: str | None = None


class ClosenessNoteNode(NamedTuple):
    """A ``score`` from 0 to 100 that another system holds of a person, for one member or for all of us (None)."""

    id: str
    person: str
    member: str | None
    score: float
    system: str
    at: str


class AssumedCloseness(NamedTuple):
    """How close ``member`` would be to ``person``, from 0 to 100, whatever is recorded; only in simulations."""

    member: str
    person: str
    value: float


class CoverageEdge(NamedTuple):
    """A duty of one of us for a person, department, opportunity, chain or the account; cadence in days.

    ``desired_rung`` is wanted by ``target_date``.
    """

    id: str
    member: str
    target_kind: str
    target_id: str
    duty: str
    desired_rung: str | None = None
    target_date: str | None = None
    cadence_days: int | None = None


class CompetitorNode(NamedTuple):
    """A competitor, of the book, whom a tie of this account names."""

    id: str
    name: str | None = None


class CompetitorTieEdge(NamedTuple):
    """How close a competitor, of the book, is to a person."""

    id: str
    competitor: str
    person: str
    rung: str | None = None
