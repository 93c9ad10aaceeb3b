"""Where opinions drift: the answer of ``chains/{chain}/analysis/opinions``. Experimental."""

from typing import Literal

from schemas.analysis.answer import Probability, Reasons, Result, Whole, assumed_lines_field
from schemas.analysis.chains.chain import ChainAnswer
from schemas.fields import Identifier, ShownLine, judgement_field, open_field


class OpinionPerson(Result):
    """Somebody with a stake, before and after everybody has moved everybody."""

    person: Identifier = open_field("Id of the person.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    support: float | None = judgement_field(
        "As recorded, from -2 to 2; null where nothing is known.", default=..., examples=[1.0], ge=-2, le=2
    )
    drifted: float | None = judgement_field(
        "Where it drifts; null where nobody of known support reaches them.", default=..., examples=[0.4], ge=-2, le=2
    )


class OpinionLever(Result):
    """The pull of a person's recorded support on the drifted support of a voter; levers of 0 are left out."""

    person: Identifier = open_field("Who moves.", default=..., examples=["p3"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Cy Moss"])
    voter: Identifier = open_field("Who is moved.", default=..., examples=["p1"])
    voter_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    lever: float = judgement_field(
        "Change of the drifted support when the recorded one changes by 1; below 0 it turns them away.",
        default=...,
        examples=[0.31],
        ge=-1,
        le=1,
    )


class OpinionsAnalysis(ChainAnswer):
    """A model of how opinions spread (Friedkin and Johnsen), not yet validated on deals."""

    assumed_lines: Whole = assumed_lines_field()
    experimental: Literal[True] = open_field("Until it is validated.", default=True)
    people: tuple[OpinionPerson, ...] = judgement_field("Everybody with a stake, in order of id.", default=())
    levers: tuple[OpinionLever, ...] = judgement_field("By size, then ids.", default=())
    forecast: Probability | None = judgement_field(
        "With what probability the chain passes on drifted supports; null where nobody decides something.",
        default=...,
        examples=[0.51],
    )
    reasons: Reasons = open_field("Why something is null.", default=..., examples=[{}])
