"""The fields that every answer about a decision chain has, on the chain and on its people."""

from typing import Literal

from schemas.analysis.answer import Answer, Result, Whole
from schemas.fields import Identifier, ShownLine, open_field
from schemas.vocabularies import ChainStatus, OpportunityStatus

Standing = Literal["failed", "no_decider", "decided", "open"]
Method = Literal["exact", "sampled"]


class ChainOfAnswer(Result):
    """The chain that was asked about."""

    id: Identifier = open_field("Id of the chain.", default=..., examples=["c1"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Investment committee"])
    status: ChainStatus | None = open_field("Its status.", default=..., examples=["active"])
    opportunity: Identifier = open_field("Opportunity that it decides.", default=..., examples=["o1"])
    opportunity_name: ShownLine | None = open_field("Name of the opportunity.", default=..., examples=["Test rig"])
    opportunity_status: OpportunityStatus | None = open_field("Its status.", default=..., examples=["open"])
    standing: Standing = open_field(
        "``failed``: a step has; ``no_decider``: no step, or an open one without voters; ``decided``: nothing is open.",
        default=...,
        examples=["open"],
    )
    voters: Whole = open_field("How many people decide.", default=..., examples=[5])
    uncertain_steps: tuple[Identifier, ...] = open_field(
        "Open steps that are needed only from some amount on, where the deal's amount is not known in that currency."
        " They count as needed, unless the answer says that a number is without them.",
        default=...,
        examples=[["s3"]],
    )


class ChainAnswer(Answer):
    """An answer about one decision chain."""

    chain: ChainOfAnswer = open_field("The chain that was asked about.", default=...)
