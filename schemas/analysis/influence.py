"""Who moves whom: the answer of ``analysis/influence``."""

from pydantic import Field

from schemas.analysis.answer import Amount, Answer, Percent, Probability, Reasons, Result, Whole
from schemas.fields import Identifier, judgement_field, open_field


class Authority(Result):
    """What the organisation chart alone gives a person."""

    direct: Whole = judgement_field("Reports on a solid line, in people.", default=..., examples=[4])
    total: Whole = judgement_field("Reports and all below them, in people.", default=..., examples=[20])
    depth: Whole | None = judgement_field(
        "Solid lines from the nearest top; 0 for a top, null below a circle without one.", default=..., examples=[0]
    )
    rank: int = judgement_field(
        "Place, from 1: by total reports, then smaller depth, then id.", default=..., examples=[1], ge=1
    )


class InfluencePerson(Result):
    """One person's place among those who move each other."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: str | None = open_field("Name as recorded.", default=..., examples=["Ada Brandt"])
    influence: Probability = judgement_field(
        "Share of the organisation's attention that ends up with them, 0 to 1; all people sum to 1.",
        default=...,
        examples=[0.1416],
    )
    influence_percentile: Percent = judgement_field(
        "Percent of people with less influence, plus half of those with equal influence, oneself included.",
        default=...,
        examples=[97.6],
    )
    brokerage: Probability | None = judgement_field(
        "Share of the most probable chains of persuasion that run through them, 0 to 1; null under 3 people.",
        default=...,
        examples=[0.2105],
    )
    constraint: Amount | None = judgement_field(
        "Burt's constraint, above 0 to 1.125: low for who bridges strangers; null without ties.",
        default=...,
        examples=[0.231],
    )
    effective_size: Amount | None = judgement_field(
        "Contacts that are not redundant, in people, from 1; null without ties.", default=..., examples=[6.4]
    )
    authority: Authority | None = judgement_field(
        "Place on the organisation chart; null without a solid line.", default=...
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class InfluenceAnalysis(Answer):
    """People of the account by influence, the most influential first; equal ones in order of id."""

    people: tuple[InfluencePerson, ...] = Field(
        description="By influence, ties by id.", json_schema_extra={"x-class": "open"}
    )
