"""What to do next with what effort: the body and the answer of ``analysis/plan`` of accounts and decision chains."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from schemas.analysis.answer import Amount, InfluenceAnswer, Probability, Reasons, Result
from schemas.analysis.chains.access import AccessRoute
from schemas.analysis.chains.chain import ChainOfAnswer
from schemas.analysis.simulations.change import SetCloseness, SetSupport
from schemas.fields import Identifier, ShownLine, judgement_field, open_field

Goal = Literal["coverage", "forecast", "gaps"]
MoveKind = Literal["touch", "introduce", "raise_support", "verify", "find_out"]

MOST_MOVES = 20
LARGEST_BUDGET = 1_000.0

Cost = Annotated[float, Field(strict=True, gt=0, le=LARGEST_BUDGET, allow_inf_nan=False)]
Costs = dict[MoveKind, Cost]


class PlanBody(BaseModel):
    """What a plan is for, and what it may take."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    goal: Goal | None = open_field(
        "`coverage` in percent; `forecast`: the probability that the chain passes, of a chain only; `gaps`: the"
        " priority of the gaps that are acted on. Default: `coverage`, of a chain `forecast`.",
        examples=["coverage"],
    )
    most: Annotated[int, Field(strict=True, ge=1, le=MOST_MOVES)] = open_field(
        "The most actions.", default=5, examples=[5]
    )
    budget: Cost | None = open_field("The most effort; null: no limit.", examples=[8.0])
    muted: StrictBool = open_field(
        "Whether a plan for gaps acts on those that somebody muted, too.", default=False, examples=[False]
    )
    costs: Costs | None = open_field(
        "Effort of each kind of action, 1 where none is given.", examples=[{"introduce": 2.0}]
    )


class StorableAction(Result):
    """An item of a batch that stores an action."""

    kind: Literal["action"] = open_field("What it is.", default="action", examples=["action"])
    data: dict[str, str | tuple[Identifier, ...]] = judgement_field(
        "Fields of an action, those that are known.",
        default=...,
        examples=[{"what": "Kim Vale should meet Ada Brandt.", "member": "t1", "person": "p1"}],
    )


class PlanMove(Result):
    """One action of a plan."""

    kind: MoveKind = open_field(
        "`touch`: one rung up; `introduce`: a first acquaintance through somebody; `raise_support` by 1; `verify` what"
        " is believed; `find_out` what is not recorded.",
        default=...,
        examples=["touch"],
    )
    sentence: str = judgement_field(
        "The action in words, in the language of the answer.",
        default=...,
        examples=["Kim Vale should bring the relationship with Ada Brandt one rung up, to well known."],
    )
    member: Identifier | None = open_field("Who of us; null where nobody is known.", default=..., examples=["t1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    person: Identifier | None = open_field("With whom; null: with nobody named.", default=..., examples=["p1"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    route: AccessRoute | None = judgement_field("The way to them; null where none is needed.", default=...)
    change: SetCloseness | SetSupport | None = judgement_field(
        "The same as a change of `simulate`; null of what it does not know.", default=...
    )
    gaps: tuple[Identifier, ...] = open_field("Gaps that it acts on, of a plan for gaps.", default=(), examples=[[]])
    cost: Amount = open_field("Effort.", default=..., examples=[1.0])
    store: tuple[StorableAction, ...] = judgement_field(
        "Items of a batch that store it as actions: one for each gap that it acts on, else one.", default=...
    )
    effect: Amount = judgement_field(
        "What it adds to those before it, in units of the goal.", default=..., examples=[4.2]
    )


class _Plan(InfluenceAnswer):
    goal: Goal = open_field("What it is for.", default=..., examples=["coverage"])
    before: Amount | None = judgement_field(
        "The goal as it is: percent, probability, or the priority of all gaps that count.", default=..., examples=[41.7]
    )
    after: Amount | None = judgement_field("As it would be; of gaps what is left.", default=..., examples=[55.1])
    effect: Amount | None = judgement_field("What all actions together add.", default=..., examples=[13.4])
    spent: Amount = open_field("Effort of all actions.", default=..., examples=[5.0])
    guarantee: Probability | None = open_field(
        "At least this share of the best possible effect of as many actions; null where nothing can be promised.",
        default=...,
        examples=[0.632],
    )
    moves: tuple[PlanMove, ...] = judgement_field("In the order to do them in.", default=())
    reasons: Reasons = open_field("Why a number is null.", default=..., examples=[{}])


class PlanAnalysis(_Plan):
    """What to do next in an account."""


class ChainPlanAnalysis(_Plan):
    """What to do next about a decision chain."""

    chain: ChainOfAnswer = open_field("The chain that was asked about.", default=...)
