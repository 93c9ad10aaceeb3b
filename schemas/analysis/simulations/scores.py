"""The numbers that a simulation compares: of the account, of a chain with its steps and voters, and of people."""

from typing import Any

from schemas.analysis.answer import Amount, Percent, Probability, Reasons, Result, Whole
from schemas.analysis.chains.chain import Standing
from schemas.analysis.health import Grade
from schemas.fields import Identifier, ShownLine, judgement_field, open_field

REASONS = open_field("Why each null here is null.", default=..., examples=[{}])

BESIDE_NUMBERS = frozenset({"id", "name", "standing", "grade", "reasons"})
"""Fields of scores that hold no number."""


def _share(description: str, example: float) -> Any:
    return judgement_field(description, default=..., examples=[example])


class AccountScores(Result):
    """The numbers of an account; a chain does not narrow them."""

    people: Whole = open_field("Of their people, how many are there.", default=..., examples=[24])
    members: Whole = open_field("Of us, how many the account names.", default=..., examples=[8])
    connectedness: Probability | None = _share("As in `influence`, of the chart.", 1.0)
    hierarchy: Probability | None = _share("As in `influence`, of the chart.", 1.0)
    efficiency: Probability | None = _share("As in `influence`, of the chart.", 0.98)
    least_upper_boundedness: Probability | None = _share("As in `influence`, of the chart.", 1.0)
    departments_agreement: float | None = judgement_field(
        "As in `influence`: how far circles follow departments.", default=..., examples=[0.62], ge=-1, le=1
    )
    articulation: Whole = judgement_field(
        "How many people hold the organisation together, each alone.", default=..., examples=[2]
    )
    communities: Whole = judgement_field("How many circles there are.", default=..., examples=[4])
    threads: Amount | None = _share("Effective number of relationships, as in `closeness`.", 5.1)
    threads_theirs: Amount | None = _share("Of their people with one, as in `closeness`.", 4.2)
    threads_ours: Amount | None = _share("Of us with one, as in `closeness`.", 2.3)
    unknown_people: Whole = judgement_field("People to whom none of us is close at all.", default=..., examples=[9])
    unknown_influence: Probability | None = _share("Their share of influence.", 0.31)
    completeness: Percent | None = _share("As in `health`.", 62.5)
    coverage: Percent | None = _share("As in `coverage`.", 41.7)
    closeness: Percent | None = _share("As in `closeness`.", 23.8)
    freshness: Percent | None = _share("As in `health`.", 38.2)
    corroboration: Percent | None = _share("As in `health`.", 20.0)
    resilience: Percent | None = _share("As in `health`.", 71.0)
    health: Percent | None = _share("As in `health`.", 42.9)
    grade: Grade | None = judgement_field("Grade of health.", default=..., examples=["D"])
    reasons: Reasons = REASONS


class ChainScores(Result):
    """The numbers of a chain."""

    standing: Standing = open_field("As in `forecast`.", default=..., examples=["open"])
    voters: Whole = open_field("How many people decide.", default=..., examples=[5])
    forecast: Probability | None = _share("As in `forecast`: what recorded beliefs imply, not a win rate.", 0.43)
    low: Probability | None = _share("The forecast if all unknown voters say no.", 0.2)
    high: Probability | None = _share("The forecast if they say yes.", 0.6)
    baseline: Probability | None = _share("The forecast if every vote were even.", 0.25)
    known_share: Probability | None = _share("Say in the decision of voters of known support.", 0.67)
    drifted: Probability | None = _share("The forecast of `opinions`, on drifted supports; experimental.", 0.47)
    coverage: Percent | None = _share("Coverage of the people with a stake on it.", 38.0)
    closeness: Percent | None = _share("Closeness to the people with a stake on it.", 21.4)
    reasons: Reasons = REASONS


class StepScores(Result):
    """The numbers of an open step."""

    id: Identifier = open_field("Id of the step.", default=..., examples=["s1"])
    name: ShownLine | None = open_field("Its name.", default=..., examples=["Budget approval"])
    probability: Probability | None = _share("With what probability it passes, taken alone.", 0.58)
    reasons: Reasons = REASONS


class VoterScores(Result):
    """The numbers of a voter."""

    id: Identifier = open_field("Who votes.", default=..., examples=["p1"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Ada Brandt"])
    p: Probability | None = _share("With what probability they say yes; 0.5 where nothing is known.", 0.71)
    swing: Probability | None = _share("By how much their vote moves the chain.", 0.42)
    value_of_knowing: Probability | None = _share("What it is worth to know their vote.", 0.11)
    banzhaf: Probability | None = _share("Power by the rules alone, as in `power`.", 0.6)
    shapley_shubik: Probability | None = _share("Power by the rules alone, as in `power`.", 0.67)
    access: Probability | None = _share("Strength of the best way to them.", 0.31)
    disjoint_paths: Whole | None = judgement_field(
        "Usable ways to them that have nobody in common.", default=..., examples=[2]
    )
    reasons: Reasons = REASONS


class PersonScores(Result):
    """The numbers of one of their people."""

    id: Identifier = open_field("Id of the person.", default=..., examples=["p7"])
    name: ShownLine | None = open_field("Their name.", default=..., examples=["Cy Stone"])
    influence: Probability | None = _share("Share of the attention of all.", 0.1416)
    closeness: Percent | None = _share("Of the closest of us.", 57.4)
    attainment: Probability | None = _share("Closeness by target, at most 1.", 0.4)
    reasons: Reasons = REASONS


def numbers_of(scores: type[Result]) -> list[str]:
    """Return the fields of scores, or of their differences, that hold numbers.

    Examples
    --------
    >>> numbers_of(StepScores)
    ['probability']
    """
    return [name for name in scores.model_fields if name not in BESIDE_NUMBERS]
