"""Rows of an account graph about its deals: opportunities and how they will be decided.

Fields bear the names of the stored properties and hold what formulas of analytics.md and rules of gaps.md use; None is
"not recorded" everywhere. Instants are UTC text of fixed width.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class OpportunityNode(NamedTuple):
    """A deal; with every field of its record, because a stage may ask for any of them.

    ``amount`` is in units of ``currency`` (ISO 4217), ``competitors`` and ``stage_model`` are ids of the book.
    """

    id: str
    name: str | None = None
    type: str | None = None
    department: str | None = None
    stage_model: str | None = None
    stage: str | None = None
    deal_class: str | None = None
    status: str | None = None
    amount: float | None = None
    currency: str | None = None
    opened: str | None = None
    closes: str | None = None
    closed_at: str | None = None
    need: str | None = None
    competitors: Sequence[str] | None = None
    pursuit: Mapping[str, Any] | None = None
    closed_reason: str | None = None
    failed_step: str | None = None
    tags: Sequence[str] | None = None
    extra: Mapping[str, Any] | None = None
    external_ids: Mapping[str, str] | None = None
    valid_from: str | None = None
    valid_to: str | None = None


class ControlPointNode(NamedTuple):
    """A lever of the sale (``key``) of an opportunity, and who holds it (``status``)."""

    id: str
    opportunity: str
    key: str
    status: str | None = None


class ValueStatementNode(NamedTuple):
    """A claim made for an opportunity: whom it is meant for, and each delivery as interaction, person, reaction."""

    id: str
    opportunity: str
    aimed_at: Sequence[str] | None = None
    deliveries: Sequence[Mapping[str, Any]] | None = None
    text: str | None = None


class ChainNode(NamedTuple):
    """A way an opportunity will be decided; ``supersedes`` is the chain it takes the place of."""

    id: str
    opportunity: str
    name: str | None = None
    version: int | None = None
    supersedes: str | None = None
    kind: str | None = None
    status: str | None = None


class StepNode(NamedTuple):
    """A decision of a chain, in its ``order`` from 1; those of equal order run in parallel.

    ``quorum`` counts voters; ``threshold`` is a share of the weight in (0, 1], or a fraction as text, compared exactly.
    ``only_above`` is the amount of the deal from which it is needed, as value and currency; None: always.
    """

    id: str
    chain: str
    order: int
    name: str | None = None
    kind: str | None = None
    department: str | None = None
    rule: str | None = None
    quorum: int | None = None
    threshold: float | str | None = None
    due: str | None = None
    started_at: str | None = None
    decided_at: str | None = None
    outcome: str | None = None
    only_above: Mapping[str, Any] | None = None


class StakeEdge(NamedTuple):
    """A say of a person on a chain, or on one ``step`` of it only.

    ``weight`` is a whole number from 0 to 100; None: 1 with a role of economic buyer, decision maker, approver or
    evaluator, else 0. ``valid_from`` is when the stake began; None: as far back as we know.
    """

    id: str
    person: str
    chain: str
    step: str | None = None
    roles: Sequence[str] | None = None
    weight: int | None = None
    veto: bool | None = None
    valid_from: str | None = None
