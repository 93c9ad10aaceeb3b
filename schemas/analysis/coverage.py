"""How much of the influence in an account we have reached: the answer of ``analysis/coverage``."""

from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.analysis.answer import InfluenceAnswer, Percent, Probability, Reasons, Result, Whole
from schemas.analysis.closeness import ClosestEvidence, Unknown
from schemas.fields import Identifier, ShownLine, judgement_field, open_field
from schemas.vocabularies import Rung, Seniority

_COVERAGE = "Share of the influence in scope that is attained, in percent; null for nobody."


AimedBy = Literal["person", "coverages", "political_status"]


def _who(description: str) -> Any:
    """Return a list of people that is only there with ``explain=true``."""
    return open_field(description, examples=[["p3", "p7"]], exclude_if=lambda value: value is None)


class CoverageEvidence(Result):
    """The records that target and closeness of one person rest on."""

    desired_rung: Rung = judgement_field(
        "The rung aimed at; the target is where it begins.", default=..., examples=["trusted"]
    )
    desired_by: AimedBy = open_field(
        "What wants it: the person's own field, coverages, or political status where neither says.",
        default=...,
        examples=["coverages"],
    )
    coverages: tuple[Identifier, ...] = open_field(
        "The coverages that want it, where it is they.", default=..., examples=[["v1"]]
    )
    key_player: tuple[Identifier, ...] = open_field(
        "Words on political status, where that decides; without any the person is not a key player.",
        default=...,
        examples=[[]],
    )
    closest: ClosestEvidence | None = open_field(
        "The pair whose closeness counts; null where nobody had contact.", default=...
    )
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])


class CoverageStance(Result):
    """What those whom we reach think of us: shares of the influence that is attained; they add up to 1."""

    supporting: Probability = judgement_field("Of believed support from +0.5.", default=..., examples=[0.4])
    neutral: Probability = judgement_field("Of believed support in between.", default=..., examples=[0.2])
    opposing: Probability = judgement_field("Of believed support down from -0.5.", default=..., examples=[0.1])
    unknown: Probability = judgement_field("Of whose support nothing is believed.", default=..., examples=[0.3])


class CoverageAccount(Result):
    """Coverage of everyone in scope."""

    coverage: Percent | None = judgement_field(_COVERAGE, default=..., examples=[41.7])
    decision_coverage: Percent | None = judgement_field(
        "The same, weighted by decision influence: of what moves those who decide the chain in scope, the share that is"
        " attained. Null without a chain in scope or without voters.",
        default=...,
        examples=[36.2],
    )
    stance: CoverageStance | None = judgement_field(
        "What those who are reached think of us; null where nothing is attained.", default=...
    )
    unknown: Unknown = open_field("Whom nobody is close to; they count as not attained.", default=...)
    reasons: Reasons = open_field("Why each null here is null.", default=..., examples=[{}])


class CoverageDepartment(Result):
    """Coverage of a department with all below it, and the number of people in it alone."""

    id: Identifier = open_field("Id of the department.", default=..., examples=["procurement"])
    name: str | None = open_field("Name as recorded.", default=..., examples=["Procurement"])
    coverage: Percent | None = judgement_field(_COVERAGE, default=..., examples=[12.5])
    known: Whole = open_field(
        "People recorded in it, without placeholders and departments below: `expected_headcount` says how many of them"
        " there should be.",
        default=...,
        examples=[4],
    )
    covered: Whole = open_field("Of them, those with closeness from 25.", default=..., examples=[1])
    expected_headcount: Whole | None = open_field(
        "People it should have, as recorded on the department.", default=..., examples=[12]
    )
    people: tuple[Identifier, ...] | None = _who("Whose influence and attainment coverage is made of, with `explain`.")
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class CoverageSeniority(Result):
    """Coverage of a level; only levels that somebody has."""

    seniority: Seniority = open_field("The level.", default=..., examples=["director"])
    coverage: Percent = judgement_field(
        "Share of the influence in scope that is attained, in percent.", default=..., examples=[33.3]
    )
    people: tuple[Identifier, ...] | None = _who("Whose influence and attainment coverage is made of, with `explain`.")


class CoverageCell(Result):
    """People of one department and level."""

    department: Identifier | None = open_field(
        "Own department, not those above; null for people of none.", default=..., examples=["procurement"]
    )
    department_name: ShownLine | None = open_field("Its name.", default=..., examples=["Procurement"])
    seniority: Seniority = open_field("The level.", default=..., examples=["director"])
    known: Whole = open_field("People recorded, placeholders left out.", default=..., examples=[2])
    covered: Whole = open_field("Of them, those with closeness from 25.", default=..., examples=[1])
    expected: Whole | None = open_field(
        "People that the template of the account's segment expects; null where it says nothing.",
        default=...,
        examples=[1],
    )
    people: tuple[Identifier, ...] | None = _who("The known people, with `explain`.")
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


class CoveragePerson(Result):
    """How much of what we want of one person is reached."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: str | None = open_field("Name as recorded.", default=..., examples=["Ada Brandt"])
    influence: Probability = judgement_field("Share of the attention of all.", default=..., examples=[0.1416])
    closeness: Percent | None = judgement_field(
        "Of the closest of us; null where nobody had contact.", default=..., examples=[20.0]
    )
    target: Percent = judgement_field("Closeness aimed at.", default=..., examples=[50.0])
    attainment: Probability = judgement_field("Closeness by target, at most 1.", default=..., examples=[0.4])
    shortfall: Probability = judgement_field("What is missing to 1.", default=..., examples=[0.6])
    covered: bool = judgement_field("Whether closeness is at least 25.", default=..., examples=[False])
    rests_on: CoverageEvidence | None = open_field(
        "The records behind target and closeness; only with ``explain=true``.", exclude_if=lambda value: value is None
    )
    reasons: Reasons = open_field("Why each null of this row is null.", default=..., examples=[{}])


Point = Annotated[tuple[Probability, Probability], Field(examples=[[0.4, 0.25]])]


class CoverageAnalysis(InfluenceAnswer):
    """Coverage by scope, person and cell."""

    account: CoverageAccount = open_field("All in scope together.", default=...)
    departments: tuple[CoverageDepartment, ...] = Field(
        description="Every department, by id.", json_schema_extra={"x-class": "open"}
    )
    seniority: tuple[CoverageSeniority, ...] = Field(
        description="Levels, from the top.", json_schema_extra={"x-class": "open"}
    )
    cells: tuple[CoverageCell, ...] = Field(
        description="Department by level, where people are known or expected.", json_schema_extra={"x-class": "open"}
    )
    lorenz: tuple[Point, ...] = judgement_field(
        "Cumulative shares of influence and of attained influence, from [0, 0]; a point a person, in their order.",
        default=...,
        examples=[[[0.0, 0.0], [0.6, 0.3], [1.0, 0.4]]],
    )
    people: tuple[CoveragePerson, ...] = Field(
        description="Everyone in scope, by influence, ties by id.", json_schema_extra={"x-class": "open"}
    )
