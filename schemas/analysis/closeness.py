"""How close each of us is to each of them: the answer of ``analysis/closeness``."""

from typing import Literal

from pydantic import Field

from schemas.analysis.answer import Amount, InfluenceAnswer, Percent, Probability, Reasons, Result, Whole
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.instants import Instant
from schemas.vocabularies import Rung, Seniority

Basis = Literal["logged", "asserted", "both"]
Limit = Literal["two_way_contacts", "depth", "their_initiative"]
TrendSign = Literal["up", "flat", "down"]


class Degrees(Result):
    """The four degrees of trust.

    ``100 (0.35 frequency + 0.20 expertise + 0.25 depth + 0.20 length)``, at most ``ceiling``, is ``logged``.
    """

    frequency: Probability = judgement_field("Met often enough for the cadence.", default=..., examples=[0.78])
    expertise: Probability = judgement_field("Were of use to them.", default=..., examples=[0.44])
    depth: Probability = judgement_field("Talk about what matters.", default=..., examples=[0.6])
    length: Probability = judgement_field("Know each other for long.", default=..., examples=[0.8])


class PairEvidence(Result):
    """The records that a pair's numbers rest on."""

    interactions: tuple[Identifier, ...] = open_field(
        "Contacts that count, in order of time.", default=..., examples=[["i1", "i2"]]
    )
    assessments: tuple[Identifier, ...] = open_field(
        "Words on their rung that count, in order of time.", default=..., examples=[["s1"]]
    )
    coverages: tuple[Identifier, ...] = open_field(
        "Coverages that set the cadence; without any, tier and political status do.", default=..., examples=[["c1"]]
    )
    key_player: tuple[Identifier, ...] = open_field(
        "Words on their political status, which sets the cadence where no coverage does.", default=..., examples=[[]]
    )


class ClosestEvidence(PairEvidence):
    """The closest of us to somebody, and the records that this rests on."""

    member: Identifier = open_field("Which of us.", default=..., examples=["m1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])


class ClosenessPair(Result):
    """One of us and one of them."""

    member: Identifier = open_field("Which of us.", default=..., examples=["m1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    person: Identifier = open_field("Which of them.", default=..., examples=["p7"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    closeness: Percent = judgement_field("The larger of logged and asserted, 0 to 100.", default=..., examples=[57.4])
    basis: Basis = judgement_field("What it rests on.", default=..., examples=["logged"])
    components: Degrees | None = judgement_field("What logged is made of; null without contacts.", default=...)
    logged: Percent | None = judgement_field(
        "From their contacts, 0 to 100: what the components add up to, at most ``ceiling``; null without any.",
        default=...,
        examples=[57.4],
    )
    ceiling: Percent | None = judgement_field(
        "The most that their contacts can carry: 24.9 until they met on two days of late, 49.9 and 74.9 until depth and"
        " their own initiative allow more, else 100; null without contacts.",
        default=...,
        examples=[74.9],
    )
    limited_by: Limit | None = judgement_field(
        "What they lack to be closer, where the ceiling is reached: two-way contacts on several days, depth, or their"
        " own initiative. Null without a reason: nothing holds the number back.",
        default=...,
        examples=["their_initiative"],
    )
    limit_sentence: str | None = judgement_field(
        "The same in words, in the language of the answer.",
        default=None,
        examples=["Held at 74.9: they have begun nothing in the last 90 days."],
    )
    asserted: Percent | None = judgement_field(
        "Threshold of the rung that observers agree on; null where nobody says anything.", default=..., examples=[50.0]
    )
    rung: Rung = judgement_field("Step of the ladder, by closeness alone.", default=..., examples=["trusted"])
    cadence_days: Amount = open_field("Days from contact to contact that are aimed at.", default=..., examples=[30.0])
    trend: float | None = judgement_field(
        "Closeness less that of 30 days before; null of none then.",
        default=...,
        examples=[4.2],
        ge=-100,
        le=100,
    )
    trend_sign: TrendSign | None = judgement_field("Its direction; within 3 it is flat.", default=..., examples=["up"])
    cadence_changed: bool | None = open_field(
        "Whether the cadence was another one then; null where there was no closeness.", default=..., examples=[False]
    )
    reciprocity: Probability | None = judgement_field(
        "Share of contacts they began, of those of which it is known; null of none.", default=..., examples=[0.4]
    )
    first_at: Instant | None = open_field(
        "First contact; null without any.", default=..., examples=["2025-02-03T09:00:00.000000Z"]
    )
    last_at: Instant | None = open_field(
        "Last contact; null without any.", default=..., examples=["2026-06-24T07:00:00.000000Z"]
    )
    count_90d: Whole = open_field("Contacts of the last 90 days.", default=..., examples=[4])
    rests_on: PairEvidence | None = open_field(
        "The records behind it; only with ``explain=true``.", exclude_if=lambda value: value is None
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class ClosenessPerson(Result):
    """How close we are to one of them."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: str | None = open_field("Name as recorded.", default=..., examples=["Ada Brandt"])
    closeness: Percent | None = judgement_field(
        "Of the closest pair, 0 to 100; null where nobody had contact.", default=..., examples=[57.4]
    )
    rung: Rung = judgement_field("Of the closest pair.", default=..., examples=["trusted"])
    combined: Percent | None = judgement_field(
        "Chance that at least one of the three closest is heard, for display.", default=..., examples=[71.3]
    )
    members: tuple[Identifier, ...] = open_field(
        "Which of us, the closest first.", default=..., examples=[["m1", "m2"]]
    )
    member_names: tuple[ShownLine | None, ...] = open_field(
        "Their names.", default=..., examples=[["Kim Vale", "Lea Roth"]]
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class Unknown(Result):
    """Who is not known, and how much they count."""

    people: Whole = open_field("People in scope to whom nobody has any closeness.", default=..., examples=[12])
    influence: Probability | None = judgement_field(
        "Their share of the influence in scope, 0 to 1; null for an empty scope.", default=..., examples=[0.31]
    )


class ClosenessAccount(Result):
    """Closeness of everyone in scope together."""

    closeness: Percent | None = judgement_field(
        "Mean of the people weighted by influence, unknown ones as 0; null where nobody has any.",
        default=...,
        examples=[23.8],
    )
    threads: Amount | None = judgement_field(
        "Effective number of relationships, from 1 (single-threaded).", default=..., examples=[5.2]
    )
    threads_theirs: Amount | None = judgement_field("Effective number of their people.", default=..., examples=[4.1])
    threads_ours: Amount | None = judgement_field("Effective number of our people.", default=..., examples=[2.3])
    unknown: Unknown = open_field("Whom nobody is close to.", default=...)
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])


class PairCell(Result):
    """Closeness of one of ours to one of theirs."""

    member: Identifier = open_field("Which of us.", default=..., examples=["m1"])
    member_name: ShownLine | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    person: Identifier = open_field("Which of them.", default=..., examples=["p7"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    mean: Percent = judgement_field("Mean closeness.", default=..., examples=[57.4])
    maximum: Percent = judgement_field("Largest closeness.", default=..., examples=[57.4])
    count: Whole = open_field("Pairs.", default=..., examples=[1])


class DepartmentCell(Result):
    """Closeness of a unit of ours to a department of theirs."""

    unit: ShownLine | None = open_field("Our unit; null for members of none.", default=..., examples=["Key accounts"])
    department: Identifier | None = open_field(
        "Their department; null for people of none.", default=..., examples=["procurement"]
    )
    department_name: ShownLine | None = open_field("Its name.", default=..., examples=["Procurement"])
    mean: Percent = judgement_field("Mean closeness of the pairs.", default=..., examples=[32.0])
    maximum: Percent = judgement_field("Largest closeness.", default=..., examples=[57.4])
    count: Whole = open_field("Pairs.", default=..., examples=[6])


class SeniorityCell(Result):
    """Closeness of a level of ours to a level of theirs."""

    ours: Seniority = open_field("Our level.", default=..., examples=["manager"])
    theirs: Seniority = open_field("Their level.", default=..., examples=["director"])
    mean: Percent = judgement_field("Mean closeness of the pairs.", default=..., examples=[32.0])
    maximum: Percent = judgement_field("Largest closeness.", default=..., examples=[57.4])
    count: Whole = open_field("Pairs.", default=..., examples=[6])


class ClosenessMatrices(Result):
    """Closeness by groups; only groups that have a pair."""

    people: tuple[PairCell, ...] = Field(description="Member by person.", json_schema_extra={"x-class": "open"})
    departments: tuple[DepartmentCell, ...] = Field(
        description="Our unit by their department.", json_schema_extra={"x-class": "open"}
    )
    seniority: tuple[SeniorityCell, ...] = Field(
        description="Our level by their level, from the top.", json_schema_extra={"x-class": "open"}
    )


class ExternalScore(Result):
    """A score of another system, shown beside and never mixed in."""

    member: Identifier | None = open_field("Which of us; null for all.", default=..., examples=["m1"])
    member_name: ShownLine | None = open_field("Their name; null for all.", default=..., examples=["Kim Vale"])
    person: Identifier = open_field("Which of them.", default=..., examples=["p7"])
    person_name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    score: Percent = judgement_field("The score as it was given.", default=..., examples=[64.0])
    system: ShownLine = open_field("System that gave it.", default=..., examples=["crm"])
    at: Instant = open_field("When it was so.", default=..., examples=["2026-06-01T00:00:00.000000Z"])


class ClosenessAnalysis(InfluenceAnswer):
    """Pairs, people, the account and matrices of closeness."""

    pairs: tuple[ClosenessPair, ...] = Field(
        description="Every pair with a contact or an asserted rung, by member and person.",
        json_schema_extra={"x-class": "open"},
    )
    people: tuple[ClosenessPerson, ...] = Field(
        description="Everyone in scope, by id.", json_schema_extra={"x-class": "open"}
    )
    account: ClosenessAccount = open_field("All in scope together.", default=...)
    matrices: ClosenessMatrices = open_field("By groups.", default=...)
    notes: tuple[ExternalScore, ...] = Field(
        description="Scores of other systems, in order of their ids.", json_schema_extra={"x-class": "open"}
    )
