"""Completeness: how much we know of what the stages of open deals ask for."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from analytics.deals import is_open
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import OpportunityNode, StakeEdge
from schemas.rows.stages import StageModelRow, StageRow

AskedKind = Literal["role", "field", "department"]
Described = Literal["department", "seniority", "title"]

DESCRIBED: tuple[Described, ...] = get_args(Described)
"""What should be known about everybody."""


class Asked(NamedTuple):
    """One thing that a stage asks for: a role, a field or the function of a department.

    ``have`` is how many there are, ``need`` how many are needed, ``share`` in [0, 1] what it counts. ``stakes`` are the
    ids of the stakes that provide it, in order.
    """

    kind: AskedKind
    name: str
    have: int
    need: int
    share: float
    stakes: tuple[str, ...]


class Deal(NamedTuple):
    """An open opportunity, its stage, and everything that the stage asks for; ``share`` is None if it asks nothing."""

    id: str
    stage_model: str | None
    stage: str | None
    asked: tuple[Asked, ...]
    share: float | None


class Completeness(NamedTuple):
    """Completeness in percent, None if nothing is asked; and the open deals, in order of their ids."""

    value: float | None
    deals: tuple[Deal, ...]


def completeness(
    account: AccountGraph,
    present: frozenset[str],
    departments: Mapping[str, str],
    models: Sequence[StageModelRow] = (),
) -> Completeness:
    """Return the mean, over open opportunities, of the share of what their stage asks for that is there, in percent.

    Everything that a stage asks for counts alike. A role counts ``min(1, people / needed)``, by the present people with
    that role on any chain of the opportunity. A field counts 1 if it is not empty; which fields are asked depends on
    the tier of the account. A department counts 1 if a present person whose department has that function has a stake.
    Opportunities whose stage asks for nothing are left out. Without any open opportunity completeness is the share of
    people whose department, seniority and title are known.

    Parameters
    ----------
    models : sequence of StageModelRow
        In order of their ids.

    Returns
    -------
    Completeness
        From 0 to 100; None if no open opportunity is in a stage that asks for anything, or without people if there is
        no open opportunity.

    References
    ----------
    This project's definition.
    """
    opened = sorted(filter(is_open, account.opportunities), key=lambda deal: deal.id)
    deals = tuple(_deal(account, deal, present, departments, models) for deal in opened)
    if not deals:
        missing = undescribed(account, present, departments).values()
        described = sum(not fields for fields in missing)
        return Completeness(100.0 * described / len(present) if present else None, ())
    shares = [deal.share for deal in deals if deal.share is not None]
    return Completeness(100.0 * math.fsum(shares) / len(shares) if shares else None, deals)


def stage_of(
    opportunity: OpportunityNode, models: Sequence[StageModelRow]
) -> tuple[StageModelRow | None, StageRow | None]:
    """Return the stage model that an opportunity names, else the first for its type, and its stage in that model."""
    named = [model for model in models if model.id == opportunity.stage_model]
    typed = [model for model in models if opportunity.type and model.opportunity_type == opportunity.type]
    model = next(iter(named if opportunity.stage_model else typed), None)
    stages = model.stages if model else ()
    return model, next((stage for stage in stages if stage.key == opportunity.stage), None)


def undescribed(
    account: AccountGraph, present: frozenset[str], departments: Mapping[str, str]
) -> dict[str, tuple[Described, ...]]:
    """Return for each present person which of department, seniority and title are not known."""
    missing: dict[str, tuple[Described, ...]] = {}
    for person in sorted(account.people):
        known = {
            "department": person.id in departments,
            "seniority": person.seniority not in {None, "unknown"},
            "title": bool(person.title),
        }
        if person.id in present:
            missing[person.id] = tuple(field for field in DESCRIBED if not known[field])
    return missing


def _deal(
    account: AccountGraph,
    opportunity: OpportunityNode,
    present: frozenset[str],
    departments: Mapping[str, str],
    models: Sequence[StageModelRow],
) -> Deal:
    model, stage = stage_of(opportunity, models)
    asked: tuple[Asked, ...] = ()
    if stage is not None:
        chains = {chain.id for chain in account.chains if chain.opportunity == opportunity.id}
        held = [stake for stake in account.stakes if stake.chain in chains and stake.person in present]
        function_of = {unit.id: unit.function for unit in account.departments}
        functions = {person: function_of.get(unit) for person, unit in departments.items()}
        asked = (
            *_roles(stage, held),
            *_fields(stage, account.tier or "none", opportunity),
            *_departments(stage, held, functions),
        )
    share = math.fsum(each.share for each in asked) / len(asked) if asked else None
    return Deal(opportunity.id, model.id if model else None, stage.key if stage else None, asked, share)


def _roles(stage: StageRow, held: Collection[StakeEdge]) -> Iterator[Asked]:
    for role, need in sorted(stage.role_goals.items()):
        playing = [stake for stake in held if role in (stake.roles or ())]
        have = len({stake.person for stake in playing})
        yield Asked("role", role, have, need, min(1.0, have / need), _ids(playing))


def _fields(stage: StageRow, tier: str, opportunity: OpportunityNode) -> Iterator[Asked]:
    for name in sorted(stage.required_fields.get(tier, ())):
        there = getattr(opportunity, name) not in EMPTY
        yield Asked("field", name, int(there), 1, float(there), ())


def _departments(stage: StageRow, held: Collection[StakeEdge], functions: Mapping[str, str | None]) -> Iterator[Asked]:
    for name in sorted(stage.required_departments):
        there = [stake for stake in held if functions.get(stake.person) == name]
        yield Asked("department", name, int(bool(there)), 1, float(bool(there)), _ids(there))


def _ids(stakes: Collection[StakeEdge]) -> tuple[str, ...]:
    return tuple(sorted(stake.id for stake in stakes))


EMPTY: tuple[object, ...] = (None, "", [], {}, ())
"""Values of an empty field; 0 is not one of them."""
