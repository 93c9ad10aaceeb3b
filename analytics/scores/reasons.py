"""Reasons: why a score is not known."""

from collections.abc import Callable, Mapping

from analytics.scores.paths import Level, ScorePath
from analytics.scores.score import Reading
from schemas.vocabularies import NullReason

LEAST_PEOPLE = {"connectedness": 2, "hierarchy": 2, "efficiency": 2, "least_upper_boundedness": 3}
"""The fewest people for which a measure of the chart has a meaning; with that many, a null one lacks lines."""

CONTACTS = frozenset({"threads", "threads_theirs", "threads_ours", "closeness", "combined", "resilience"})
"""Scores that are made of how close we are to somebody."""

OF_PEOPLE: Mapping[str, NullReason] = {
    "decision_influence": "no_decider",
    "brokerage": "too_few_people",
    "constraint": "no_edges",
    "effective_size": "no_edges",
    "reports": "no_edges",
    "informal_gap": "no_informal_edge",
}


def reason(reading: Reading, path: ScorePath) -> NullReason:
    """Return why the score at a path is None in a context; the same as the answer gives that explains it.

    A person, voter or step that is not there any more has ``left``.
    """
    if path.id is not None and path.of != "steps" and path.id not in reading.context.present:
        return "left"
    if path.metric in CONTACTS:
        return "no_interactions" if reading.scope else "too_few_people"
    return _OF[path.of](reading, path.metric)


def _of_account(reading: Reading, metric: str) -> NullReason:
    if metric in LEAST_PEOPLE:
        return "too_few_people" if len(reading.context.present) < LEAST_PEOPLE[metric] else "no_edges"
    if metric == "health":
        return "mostly_unknown"
    asks_stages = metric == "completeness" and reading.health.completeness.deals
    return "no_template" if asks_stages else "too_few_people"


def _of_chain(reading: Reading, metric: str) -> NullReason:
    if metric == "coverage":
        return "too_few_people"
    if metric == "drifted" and reading.context.decision.hangs_on_amount:
        return "amount_unknown"
    return reading.context.forecast.reason or "mostly_unknown"


def _of_voter(_: Reading, metric: str) -> NullReason:
    return "no_edges" if metric == "access" else "no_decider"


_OF: Mapping[Level, Callable[[Reading, str], NullReason]] = {
    "account": _of_account,
    "chain": _of_chain,
    "steps": lambda _, __: "no_decider",
    "voters": _of_voter,
    "people": lambda _, metric: OF_PEOPLE[metric],
}
