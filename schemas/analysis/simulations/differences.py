"""What changes of the numbers that a simulation compares: after less before, null where either is."""

from typing import Any

from schemas.analysis.answer import Reasons, Result
from schemas.analysis.simulations.scores import REASONS
from schemas.fields import Identifier, Line, judgement_field, open_field

Change = float | None
"""After less before; null where either is."""


def _change(of: str) -> Any:
    return judgement_field(f"Change of {of}.", default=..., examples=[0.12])


class AccountDifference(Result):
    """What changes of the numbers of an account."""

    people: Change = _change("`people`")
    members: Change = _change("`members`")
    connectedness: Change = _change("`connectedness`")
    hierarchy: Change = _change("`hierarchy`")
    efficiency: Change = _change("`efficiency`")
    least_upper_boundedness: Change = _change("`least_upper_boundedness`")
    departments_agreement: Change = _change("`departments_agreement`")
    articulation: Change = _change("`articulation`")
    communities: Change = _change("`communities`")
    threads: Change = _change("`threads`")
    threads_theirs: Change = _change("`threads_theirs`")
    threads_ours: Change = _change("`threads_ours`")
    unknown_people: Change = _change("`unknown_people`")
    unknown_influence: Change = _change("`unknown_influence`")
    completeness: Change = _change("`completeness`")
    coverage: Change = _change("`coverage`")
    closeness: Change = _change("`closeness`")
    freshness: Change = _change("`freshness`")
    corroboration: Change = _change("`corroboration`")
    resilience: Change = _change("`resilience`")
    health: Change = _change("`health`")
    reasons: Reasons = REASONS


class ChainDifference(Result):
    """What changes of the numbers of a chain."""

    voters: Change = _change("`voters`")
    forecast: Change = _change("`forecast`")
    low: Change = _change("`low`")
    high: Change = _change("`high`")
    baseline: Change = _change("`baseline`")
    known_share: Change = _change("`known_share`")
    drifted: Change = _change("`drifted`")
    coverage: Change = _change("`coverage`")
    closeness: Change = _change("`closeness`")
    reasons: Reasons = REASONS


class StepDifference(Result):
    """What changes of the numbers of an open step."""

    id: Identifier = open_field("Which one.", default=..., examples=["s1"])
    name: Line | None = open_field("Its name, or theirs.", default=..., examples=["Budget approval"])
    probability: Change = _change("`probability`")
    reasons: Reasons = REASONS


class VoterDifference(Result):
    """What changes of the numbers of a voter."""

    id: Identifier = open_field("Which one.", default=..., examples=["p1"])
    name: Line | None = open_field("Its name, or theirs.", default=..., examples=["Ada Brandt"])
    p: Change = _change("`p`")
    swing: Change = _change("`swing`")
    value_of_knowing: Change = _change("`value_of_knowing`")
    banzhaf: Change = _change("`banzhaf`")
    shapley_shubik: Change = _change("`shapley_shubik`")
    access: Change = _change("`access`")
    disjoint_paths: Change = _change("`disjoint_paths`")
    reasons: Reasons = REASONS


class PersonDifference(Result):
    """What changes of the numbers of one of their people."""

    id: Identifier = open_field("Which one.", default=..., examples=["p1"])
    name: Line | None = open_field("Its name, or theirs.", default=..., examples=["Ada Brandt"])
    influence: Change = _change("`influence`")
    closeness: Change = _change("`closeness`")
    attainment: Change = _change("`attainment`")
    reasons: Reasons = REASONS
