"""Who moves whom: the answer of ``analysis/influence``."""

from typing import Literal

from pydantic import Field

from schemas.analysis.answer import Amount, InfluenceAnswer, Percent, Probability, Reasons, Result, Whole
from schemas.analysis.network import BrokerageRoles
from schemas.fields import Identifier, ShownLine, judgement_field, open_field


class Authority(Result):
    """The authority that the organisation chart alone gives a person."""

    direct: Whole = judgement_field("Reports on a solid line, in people.", default=..., examples=[4])
    total: Whole = judgement_field("Reports and all below them, in people.", default=..., examples=[20])
    depth: Whole | None = judgement_field(
        "Solid lines from the nearest top; 0 for a top, null below a circle without one.", default=..., examples=[0]
    )
    rank: int = judgement_field(
        "Place, from 1: by total reports, then smaller depth, then id.", default=..., examples=[1], ge=1
    )


class InfluenceComponents(Result):
    """The parts of one share of attention; the five add up to it, within 1e-12.

    What somebody hands on to those who move them is shared among the records of each in proportion to the probability
    that each record adds.
    """

    restart: Probability = judgement_field("What starts with them.", default=..., examples=[0.0102])
    influences: Probability = judgement_field(
        "What comes by influences that are recorded.", default=..., examples=[0.0871]
    )
    alliances: Probability = judgement_field("What comes by alliances.", default=..., examples=[0.0043])
    reporting_lines: Probability = judgement_field(
        "What comes by reporting lines, up and down.", default=..., examples=[0.04]
    )
    assumed_lines: Probability = judgement_field(
        "What comes by lines that nobody drew, assumed from seniority and department.", default=..., examples=[0.0]
    )


class InfluenceRecord(Result):
    """A record, or an assumed line, by which one person moves another."""

    kind: Literal["influence", "alliance", "reporting_line", "assumed_line"] = open_field(
        "What is recorded, or that it is assumed.", default=..., examples=["influence"]
    )
    id: Identifier | None = open_field(
        "Id of the record; an assumed line has none.", examples=["i7"], exclude_if=lambda value: value is None
    )
    weight: Probability = judgement_field(
        "Probability with which it alone would move them.", default=..., examples=[0.56]
    )


class InfluenceMove(Result):
    """Somebody who is moved, and what that gives the mover."""

    id: Identifier = open_field("Who is moved.", default=..., examples=["p3"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Cy Moss"])
    weight: Probability = judgement_field(
        "Probability with which they are moved, all records together.", default=..., examples=[0.6]
    )
    onward: Probability = judgement_field(
        "Part of their attention that goes on to the mover: damping times weight, less where much moves them.",
        default=...,
        examples=[0.51],
    )
    share: Probability = judgement_field(
        "Of the mover's influence: onward times the influence of who is moved.", default=..., examples=[0.0213]
    )
    rests_on: tuple[InfluenceRecord, ...] = open_field("The records, by kind and id.", default=...)


class InfluencePerson(Result):
    """One person's place among those who move each other."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: str | None = open_field("Name as recorded.", default=..., examples=["Ada Brandt"])
    title: str | None = open_field("Title as recorded.", default=..., examples=["Head of purchasing"])
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
    interval: tuple[Probability, Probability] = judgement_field(
        "5th and 95th percentile of influence over graphs in which each record exists with its confidence, and then"
        " has its full strength.",
        default=...,
        examples=[[0.1021, 0.1744]],
    )
    components: InfluenceComponents = judgement_field("What influence is made of; the parts add up to it.", default=...)
    moves: tuple[InfluenceMove, ...] | None = judgement_field(
        "Whom they move, the largest share first: the shares and `components.restart` add up to influence. Only with "
        "``explain=true``.",
        exclude_if=lambda value: value is None,
    )
    decision_influence: Probability | None = judgement_field(
        "Share of the attention that starts with those who decide the chain in scope, 0 to 1; all people sum to 1. "
        "Null without a chain in scope or without voters.",
        default=...,
        examples=[0.2034],
    )
    decision_components: InfluenceComponents | None = judgement_field(
        "What decision influence is made of; whom they move hands on `onward` times their own decision influence.",
        default=...,
    )
    brokerage: Probability | None = judgement_field(
        "Share of the most probable chains of persuasion that run through them, 0 to 1; null under 3 people.",
        default=...,
        examples=[0.2105],
    )
    constraint: Amount | None = judgement_field(
        "Burt's constraint: low for who bridges strangers, at most 1.125 with equal ties; null without ties.",
        default=...,
        examples=[0.231],
    )
    effective_size: Amount | None = judgement_field(
        "Contacts that are not redundant, in people, from 1; null without ties.", default=..., examples=[6.4]
    )
    expected_reach: Amount = judgement_field(
        "Others who are moved, on average, when this person is convinced: in people, 0 to all others.",
        default=...,
        examples=[6.27],
    )
    expected_reach_error: Amount = judgement_field(
        "Standard error of that, in people; 0 where it is counted out and not sampled.", default=..., examples=[0.08]
    )
    authority: Authority | None = judgement_field(
        "Place on the organisation chart; null without a solid line.", default=...
    )
    informal_gap: float | None = judgement_field(
        "Rank by influence on reporting lines alone minus rank on all edges: places won by what is not on the chart. "
        "Equal influence shares its mean rank; null where no influence or alliance is recorded.",
        default=...,
        examples=[7.5],
    )
    flag: Literal["hidden_influencer", "figurehead"] | None = judgement_field(
        "Hidden influencer: top decile of the gap, above 0. Figurehead: lowest tenth of those with a direct report, "
        "below 0. Null without a reason: neither.",
        default=...,
        examples=["hidden_influencer"],
    )
    brokerage_roles: BrokerageRoles = judgement_field(
        "Gould and Fernandez on the recorded influences, by primary department.", default=...
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class InfluenceAccount(Result):
    """The organisation as a whole: its chart of solid lines, and the circles of its influence graph."""

    connectedness: Probability | None = open_field(
        "Krackhardt: share of pairs joined by any path of solid lines, 0 to 1; null under 2 people.",
        default=...,
        examples=[1.0],
    )
    hierarchy: Probability | None = open_field(
        "Krackhardt: 1 minus the share of reaching pairs that reach each other, 0 to 1; null without solid lines.",
        default=...,
        examples=[1.0],
    )
    efficiency: Probability | None = open_field(
        "Krackhardt: 1 minus the share of possible superfluous lines that are there, 0 to 1; null without lines.",
        default=...,
        examples=[1.0],
    )
    least_upper_boundedness: Probability | None = open_field(
        "Krackhardt: 1 minus the share of pairs without a nearest common superior, 0 to 1; null where no three people "
        "are connected.",
        default=...,
        examples=[1.0],
    )
    articulation: tuple[Identifier, ...] = judgement_field(
        "People without whom others who hang together now would be parted; in order of id.",
        default=...,
        examples=[["p7"]],
    )
    articulation_names: tuple[ShownLine | None, ...] = judgement_field(
        "Their names.", default=..., examples=[["Ada Brandt"]]
    )
    communities: tuple[tuple[Identifier, ...], ...] = judgement_field(
        "Circles of people who move each other (Louvain, seeded by account and revision), the largest first.",
        default=...,
        examples=[[["p1", "p2", "p7"], ["p3", "p4"]]],
    )
    community_names: tuple[tuple[ShownLine | None, ...], ...] = judgement_field(
        "Their names, circle by circle.",
        default=...,
        examples=[[["Bo Lind", "Cy Moss", "Ada Brandt"], ["Di Reyes", "Ed Hahn"]]],
    )
    departments_agreement: float | None = judgement_field(
        "Adjusted mutual information of circles and departments: 1 the same, about 0 as by chance, below 0 less; null "
        "under 2 people with a department.",
        default=...,
        examples=[0.62],
        le=1,
    )
    unassumed_people: Whole = open_field(
        "People of known seniority without a line for whom none is assumed, because more than five could be meant.",
        default=...,
        examples=[0],
    )
    reasons: Reasons = open_field("Why each null of these is null.", default=..., examples=[{}])


class InfluenceAnalysis(InfluenceAnswer):
    """People of the account by influence, the most influential first; equal ones in order of id."""

    account: InfluenceAccount = Field(
        description="The whole account, whatever the scope.", json_schema_extra={"x-class": "open"}
    )

    people: tuple[InfluencePerson, ...] = Field(
        description="By influence, ties by id.", json_schema_extra={"x-class": "open"}
    )
