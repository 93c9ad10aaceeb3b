"""One account as plain typed data: what storage hands to analytics.

Nothing here knows a database. Every record is one that exists at ``as_of`` as known at ``known_at``; an edge is
listed only when both its ends are. Rows are named tuples in the order of their ids, so that the same account gives
the same graph whatever order a database returned it in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.rows.contacts import (
    AssessmentNode,
    AssumedCloseness,
    ClosenessNoteNode,
    CompetitorNode,
    CompetitorTieEdge,
    CoverageEdge,
    InteractionNode,
    MemberNode,
)
from schemas.rows.deals import ChainNode, ControlPointNode, OpportunityNode, StakeEdge, StepNode, ValueStatementNode
from schemas.rows.gaps import ActionNode, GapStateNode


class PersonNode(NamedTuple):
    """A person, placeholder or outsider of the account; mails and phones are for finding who is recorded twice."""

    id: str
    name: str | None
    title: str | None
    seniority: str | None
    kind: str | None
    status: str | None
    left_at: str | None
    vacant: bool | None
    external_kind: str | None = None
    desired_rung: str | None = None
    mails: Sequence[str] | None = None
    phones: Sequence[str] | None = None
    identity: Mapping[str, str] | None = None


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


class PairEdge(NamedTuple):
    """A conflict or alliance of two ``people``, the smaller id first; strength and confidence in [0, 1]."""

    id: str
    people: Sequence[str]
    strength: float | None = None
    confidence: float | None = None


class DepartmentRelationEdge(NamedTuple):
    """Something that the unit ``source`` does for or to the unit ``target``; in no number."""

    id: str
    source: str
    target: str
    kind: str | None = None


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
    tier, segment, timezone, valid_from : str or None
        Of the account's own record; the first two choose settings. ``name`` is of it too.
    people, departments, ... : tuple
        One of each kind of record, named as its URL. Sorted by id, interactions by (at, id).
    members : tuple
        Those of us whom other rows than actions name; all others of the book are left out.
    assignees : tuple
        Those of us whom actions alone name: to be asked for something makes nobody known to the account.
    competitors : tuple
        Those whom ties name.
    assumed_closeness : tuple
        What a simulation assumes; empty in every account that was read.
    """

    account_id: str
    as_of: str
    known_at: str
    revision: int
    book_revision: int = 0
    tier: str | None = None
    segment: str | None = None
    timezone: str | None = None
    valid_from: str | None = None
    people: tuple[PersonNode, ...] = ()
    departments: tuple[DepartmentNode, ...] = ()
    memberships: tuple[MembershipEdge, ...] = ()
    reporting_lines: tuple[ReportingEdge, ...] = ()
    influences: tuple[InfluenceEdge, ...] = ()
    conflicts: tuple[PairEdge, ...] = ()
    alliances: tuple[PairEdge, ...] = ()
    department_relations: tuple[DepartmentRelationEdge, ...] = ()
    opportunities: tuple[OpportunityNode, ...] = ()
    control_points: tuple[ControlPointNode, ...] = ()
    value_statements: tuple[ValueStatementNode, ...] = ()
    gap_states: tuple[GapStateNode, ...] = ()
    actions: tuple[ActionNode, ...] = ()
    chains: tuple[ChainNode, ...] = ()
    steps: tuple[StepNode, ...] = ()
    stakes: tuple[StakeEdge, ...] = ()
    coverages: tuple[CoverageEdge, ...] = ()
    competitor_ties: tuple[CompetitorTieEdge, ...] = ()
    interactions: Sequence[InteractionNode] = ()
    assessments: tuple[AssessmentNode, ...] = ()
    closeness_notes: tuple[ClosenessNoteNode, ...] = ()
    members: tuple[MemberNode, ...] = ()
    assignees: tuple[MemberNode, ...] = ()
    competitors: tuple[CompetitorNode, ...] = ()
    assumed_closeness: tuple[AssumedCloseness, ...] = ()
    name: str | None = None
