"""How well an account is looked after: the answer of ``analysis/health``."""

from typing import Literal

from schemas.analysis.answer import Amount, InfluenceAnswer, Percent, Probability, Reasons, Result, Whole
from schemas.analysis.coverage import CoverageEvidence
from schemas.analysis.gaps import GapCounts
from schemas.analysis.simulations.departures import Side
from schemas.fields import FieldKey, Identifier, judgement_field, open_field, open_list

Grade = Literal["A", "B", "C", "D", "E"]
AskedKind = Literal["role", "field", "department"]
Described = Literal["department", "seniority", "title"]


class HealthComponents(Result):
    """The six parts of health, each from 0 to 100."""

    completeness: Percent | None = judgement_field(
        "Share of what the stages of open opportunities ask for; without any, of people fully recorded.",
        default=...,
        examples=[62.5],
    )
    coverage: Percent | None = judgement_field("As in `coverage`, of the account.", default=..., examples=[41.7])
    closeness: Percent | None = judgement_field("As in `closeness`, of the account.", default=..., examples=[23.8])
    freshness: Percent | None = judgement_field(
        "Influence of people met, both ways, within their cadence.", default=..., examples=[38.2]
    )
    corroboration: Percent | None = judgement_field(
        "Influence of people on whom two functions of ours agree: mean of support and political status.",
        default=...,
        examples=[20.0],
    )
    resilience: Percent | None = judgement_field(
        "What is left of coverage when the one person leaves who is missed most, theirs or ours.",
        default=...,
        examples=[71.0],
    )


class HealthWeights(Result):
    """The weight of each part of health, relative to the others."""

    completeness: Amount = open_field("Of completeness.", default=..., examples=[1.0])
    coverage: Amount = open_field("Of coverage.", default=..., examples=[1.0])
    closeness: Amount = open_field("Of closeness.", default=..., examples=[1.0])
    freshness: Amount = open_field("Of freshness.", default=..., examples=[1.0])
    corroboration: Amount = open_field("Of corroboration.", default=..., examples=[1.0])
    resilience: Amount = open_field("Of resilience.", default=..., examples=[1.0])


class AskedThing(Result):
    """One thing that a stage asks for."""

    kind: AskedKind = open_field("A role, a field, or a department.", default=..., examples=["role"])
    name: str = open_field("Role, field, or function of the department.", default=..., examples=["economic_buyer"])
    have: Whole = open_field("People of that role; else 1 when it is there.", default=..., examples=[1])
    need: Whole = open_field("How many it takes.", default=..., examples=[2])
    share: Probability = open_field("What it counts: ``min(1, have / need)``.", default=..., examples=[0.5])
    stakes: tuple[Identifier, ...] | None = open_field(
        "Stakes by which a role or department is there; only with ``explain=true``.",
        examples=[["k1"]],
        exclude_if=lambda value: value is None,
    )


class HealthDeal(Result):
    """An open opportunity, and what its stage asks for."""

    id: Identifier = open_field("Id of the opportunity.", default=..., examples=["o1"])
    name: str | None = open_field("Its name.", default=..., examples=["Pumps for line 3"])
    stage_model: Identifier | None = open_field(
        "Stage model that it follows; null of none.", default=..., examples=["sm1"]
    )
    stage: FieldKey | None = open_field("Its stage in that model; null of none.", default=..., examples=["qualify"])
    asked: tuple[AskedThing, ...] = open_list("Everything that the stage asks for.")
    share: Probability | None = open_field(
        "Mean over what is asked; null where nothing is, and then it counts for nothing.", default=..., examples=[0.75]
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class HealthEvidence(Result):
    """The records that the numbers of one person rest on."""

    coverage: CoverageEvidence = open_field("Behind target, attainment and closeness.", default=...)
    two_way: Identifier | None = open_field(
        "The last two-way contact; null where there was none.", default=..., examples=["i9"]
    )
    cadence_coverages: tuple[Identifier, ...] = open_field(
        "Coverages that set the cadence; without any, tier and political status do.", default=..., examples=[["v1"]]
    )
    support: tuple[Identifier, ...] = open_field(
        "Words on their support that count, in order of time.", default=..., examples=[["s1", "s4"]]
    )
    political_status: tuple[Identifier, ...] = open_field(
        "Words on their political status that count, in order of time.", default=..., examples=[["s2"]]
    )
    lacking: tuple[Described, ...] = open_field(
        "What is not known, so that they are not `described`.", default=..., examples=[["title"]]
    )
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])


class HealthPerson(Result):
    """The contribution of one person to coverage, closeness, freshness and corroboration."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: str | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: str | None = open_field("Their title.", default=..., examples=["Head of purchasing"])
    influence: Probability = judgement_field("Share of the attention of all.", default=..., examples=[0.1416])
    attainment: Probability = judgement_field("Closeness by target, at most 1.", default=..., examples=[0.4])
    closeness: Percent | None = judgement_field(
        "Of the closest of us; null where nobody had contact: it adds 0.", default=..., examples=[20.0]
    )
    days: Amount | None = open_field(
        "Days since the last two-way contact; null where there was none.", default=..., examples=[12.5]
    )
    cadence_days: Amount = open_field("Days from contact to contact that are aimed at.", default=..., examples=[30.0])
    fresh: bool = open_field("Whether that is within the cadence.", default=..., examples=[True])
    support: bool = judgement_field("Whether their support is corroborated.", default=..., examples=[True])
    political_status: bool = judgement_field("Whether their political status is.", default=..., examples=[False])
    described: bool = open_field("Whether department, seniority and title are known.", default=..., examples=[True])
    rests_on: HealthEvidence | None = open_field(
        "The records behind these numbers; only with ``explain=true``.", exclude_if=lambda value: value is None
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class RemainingPerson(Result):
    """One of those who are there when somebody has left."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p3"])
    name: str | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    influence: Probability = judgement_field("Share of the attention of all who remain.", default=..., examples=[0.21])
    attainment: Probability = judgement_field("Closeness then by target, at most 1.", default=..., examples=[0.4])


class HealthLoss(Result):
    """Who of one side is missed most."""

    id: Identifier = open_field("Who leaves.", default=..., examples=["p7"])
    name: str | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    title: str | None = open_field("Their title.", default=..., examples=["Head of purchasing"])
    coverage: Percent = judgement_field("Coverage of the account without them.", default=..., examples=[29.6])
    remaining: tuple[RemainingPerson, ...] | None = open_field(
        "Whose influence and attainment that is made of, by id; only with ``explain=true``.",
        exclude_if=lambda value: value is None,
    )


class RankedLoss(Result):
    """Somebody on either side, and what would be lost if they left."""

    side: Side = open_field("Whether it is one of us or of them.", default=..., examples=["ours"])
    id: Identifier = open_field("Who leaves.", default=..., examples=["t1"])
    name: str | None = open_field("Their name.", default=..., examples=["Kim Vale"])
    title: str | None = open_field("Title of one of them; null of one of us.", default=..., examples=[None])
    coverage: Percent | None = judgement_field(
        "Coverage of the account without them; null when nobody of them is left.", default=..., examples=[29.6]
    )
    coverage_lost: float = judgement_field(
        "Coverage as it is less that; below 0 it gains.", default=..., examples=[12.1], ge=-100, le=100
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class HealthParts(Result):
    """Everything that the six parts are computed from; they can be computed from it again."""

    weights: HealthWeights = open_field("Health is the mean of the known parts weighted by these.", default=...)
    deals: tuple[HealthDeal, ...] = open_list(
        "Open opportunities: completeness is the mean of their shares; without any, the share of people `described`."
    )
    people: tuple[HealthPerson, ...] = open_list("Everyone, by id; weighted by `influence`.")
    theirs: HealthLoss | None = open_field("Whom of them we would miss most; null of nobody.", default=...)
    ours: HealthLoss | None = open_field("Whom of us; null of nobody.", default=...)
    losses: tuple[RankedLoss, ...] = open_list(
        "Everybody on both sides by the coverage that would be lost with them, then ours before theirs, then by id: the"
        " same numbers as `analysis/departures`. Of an account that is too large for that, all of ours and the one of"
        " theirs."
    )
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])


class HealthAnalysis(InfluenceAnswer):
    """Health, its grade and its parts."""

    health: Percent | None = judgement_field(
        "Weighted mean of the known components; null when fewer than three are known.", default=..., examples=[42.9]
    )
    grade: Grade | None = judgement_field(
        "A from 80, B from 65, C from 50, D from 35, else E.", default=..., examples=["D"]
    )
    components: HealthComponents = open_field("The six parts.", default=...)
    change: float | None = judgement_field(
        "Health less that of the newest snapshot that began before `as_of`; null: there is none.",
        default=...,
        examples=[None],
        ge=-100,
        le=100,
    )
    parts: HealthParts = open_field("What the components are made of.", default=...)
    gaps: GapCounts = open_field("As in `analysis/gaps`, how many there are; they do not count in health.", default=...)
    reasons: Reasons = open_field("Why each null is null.", default=..., examples=[{"change": "no_previous"}])
