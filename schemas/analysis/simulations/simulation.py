"""What would be: the answer of ``analysis/simulate``, of an account and of a chain."""

from pydantic import Field

from schemas.analysis.answer import Answer, Result, Whole
from schemas.analysis.chains.chain import ChainOfAnswer
from schemas.analysis.simulations.change import MOST_CHANGES, AnyChange, Change
from schemas.analysis.simulations.differences import (
    AccountDifference,
    ChainDifference,
    PersonDifference,
    StepDifference,
    VoterDifference,
)
from schemas.analysis.simulations.scores import AccountScores, ChainScores, PersonScores, StepScores, VoterScores
from schemas.fields import Identifier, open_field


class ChainSimulationBody(Change):
    """Changes to try out, any number together, made in their order."""

    changes: list[AnyChange] = Field(
        description="Made in this order, at the moment that is asked about; an empty list changes nothing.",
        max_length=MOST_CHANGES,
        json_schema_extra={"x-class": "open"},
        examples=[[{"kind": "set_support", "person": "p1", "value": 2.0}]],
    )


class SimulationBody(ChainSimulationBody):
    """Changes to try out, and the chain whose numbers are wanted too."""

    chain: Identifier | None = open_field("Compare the numbers of this chain too.", examples=["c1"])


class SimulationState(Result):
    """All numbers of one side of the comparison."""

    account: AccountScores = open_field("Of the account.", default=...)
    chain: ChainScores | None = open_field("Of the chain; null where none was asked about.", default=...)
    steps: tuple[StepScores, ...] = open_field("Of each open step of the chain, in order of id.", default=...)
    voters: tuple[VoterScores, ...] = open_field("Of each voter of the chain, in order of id.", default=...)
    people: tuple[PersonScores, ...] = open_field(
        "Of each person whose numbers change, in order of id; who has left has none.", default=...
    )


class SimulationDifference(Result):
    """After less before, of every number; of whatever stands on either side."""

    account: AccountDifference = open_field("Of the account.", default=...)
    chain: ChainDifference | None = open_field("Of the chain; null where none was asked about.", default=...)
    steps: tuple[StepDifference, ...] = open_field("Of each step, in order of id.", default=...)
    voters: tuple[VoterDifference, ...] = open_field("Of each voter, in order of id.", default=...)
    people: tuple[PersonDifference, ...] = open_field(
        "Of each person whose numbers change, in order of id.", default=...
    )


class SimulationAnalysis(Answer):
    """The numbers before and after some changes; nothing is stored."""

    changes: Whole = open_field("How many changes were made.", default=..., examples=[1])
    chain: ChainOfAnswer | None = open_field("The chain as it is; null where none was asked about.", default=...)
    before: SimulationState = open_field("As it is.", default=...)
    after: SimulationState = open_field("As it would be.", default=...)
    difference: SimulationDifference = open_field("What changes.", default=...)
