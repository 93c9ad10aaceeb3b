"""Completeness: how much is known of what the stages of open deals ask for."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from schemas.account_graph import AccountGraph
from schemas.deal_rows import OpportunityNode
from schemas.stage_rows import StageModelRow, StageRow

AskedKind = Literal["role", "field", "department"]


class Asked(NamedTuple):
    """One thing that a stage asks for: a role, a field or the function of a department; what there is, what is needed.

    ``share`` is in [0, 1].
    """

    kind: AskedKind
    name: str
    have: int
    need: int
    share: float


class Deal(NamedTuple):
    """An open opportunity, its stage, and what that asks for; ``share`` is None where it asks nothing."""

    id: str
    stage_model: str | None
    stage: str | None
    asked: tuple[Asked, ...]
    share: float | None


class Completeness(NamedTuple):
    """Completeness in percent, None where nothing is asked; and the open deals, in order of their ids."""

    value: float | None
    deals: tuple[Deal, ...]


def completeness(
    account: AccountGraph,
    present: frozenset[str],
    departments: Mapping[str, str],
    models: Sequence[StageModelRow] = (),
) -> Completeness:
    """Return the mean over open opportunities of the share of what their stage asks, each thing counting alike.

    A role counts ``min(1, people / needed)``, of the people present with that role on any chain of the opportunity; a
    field 1 when it is not empty; a department 1 when somebody present whose department has that function has a stake.
    What a stage asks of fields depends on the tier of the account. Opportunities whose stage asks nothing are left
    out. Without any open opportunity: the share of people whose department, seniority and title are known.

    Parameters
    ----------
    models : sequence of StageModelRow
        In order of their ids.
    """
    opened = sorted(filter(is_open, account.opportunities), key=lambda deal: deal.id)
    deals = tuple(_deal(account, deal, present, departments, models) for deal in opened)
    if not deals:
        described = described_people(account, present, departments)
        return Completeness(100.0 * len(described) / len(present) if present else None, ())
    shares = [deal.share for deal in deals if deal.share is not None]
    return Completeness(100.0 * math.fsum(shares) / len(shares) if shares else None, deals)


def is_open(opportunity: OpportunityNode) -> bool:
    """Return whether a deal is open; as it is where nobody says."""
    return opportunity.status in {None, "open"}


def stage_of(
    opportunity: OpportunityNode, models: Sequence[StageModelRow]
) -> tuple[StageModelRow | None, StageRow | None]:
    """Return the model that an opportunity names, else the first for its type, and its stage in it."""
    named = [model for model in models if model.id == opportunity.stage_model]
    typed = [model for model in models if opportunity.type and model.opportunity_type == opportunity.type]
    model = next(iter(named if opportunity.stage_model else typed), None)
    stages = model.stages if model else ()
    return model, next((stage for stage in stages if stage.key == opportunity.stage), None)


def described_people(account: AccountGraph, present: frozenset[str], departments: Mapping[str, str]) -> frozenset[str]:
    """Return the people present whose department, seniority and title are known."""
    return frozenset(
        person.id
        for person in account.people
        if person.id in present and person.id in departments
        if person.title and person.seniority not in {None, "unknown"}
    )


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
        stakes = [(stake.person, stake.roles or ()) for stake in account.stakes if stake.chain in chains]
        held = [(person, roles) for person, roles in stakes if person in present]
        function_of = {unit.id: unit.function for unit in account.departments}
        functions = {function_of.get(departments.get(person, "")) for person, _ in held}
        asked = (
            *_roles(stage, held),
            *_fields(stage, account.tier or "none", opportunity),
            *(_asked("department", name, name in functions) for name in sorted(stage.required_departments)),
        )
    share = math.fsum(each.share for each in asked) / len(asked) if asked else None
    return Deal(opportunity.id, model.id if model else None, stage.key if stage else None, asked, share)


def _roles(stage: StageRow, held: Collection[tuple[str, Sequence[str]]]) -> Iterator[Asked]:
    for role, need in sorted(stage.role_goals.items()):
        have = len({person for person, roles in held if role in roles})
        yield Asked("role", role, have, need, min(1.0, have / need))


def _fields(stage: StageRow, tier: str, opportunity: OpportunityNode) -> Iterator[Asked]:
    for name in sorted(stage.required_fields.get(tier, ())):
        yield _asked("field", name, getattr(opportunity, name) not in EMPTY)


def _asked(kind: AskedKind, name: str, there: bool) -> Asked:
    return Asked(kind, name, int(there), 1, float(there))


EMPTY: tuple[object, ...] = (None, "", [], {}, ())
"""What a field holds that is empty; 0 is a value."""
