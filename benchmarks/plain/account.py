"""What a user would write instead: beliefs, coverage and health of an account by plain Python loops.

No coverages, chains or deals: the account of the benchmark has none. What is grouped once is grouped once here too.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from benchmarks.plain.closeness import Pair, sorted_into_pairs
from benchmarks.plain.influence import influence_of
from schemas.rows.account_graph import AccountGraph, PersonNode
from schemas.rows.contacts import AssessmentNode, InteractionNode
from schemas.settings.analysis_settings import AnalysisSettings

Belief = tuple[Any, float, bool]
"""Value, confidence, and whether it is corroborated."""

Heard = list[tuple[AssessmentNode, float]]
"""Words that count, each with its weight."""

RELIABILITY = {"customer": 0.9, "delivery": 0.8, "presales": 0.8, "sales": 0.6, "executive": 0.5, None: 0.4}
HALF_LIFE = {"support": 90, "political_status": 365}


class Numbers(NamedTuple):
    """What several parts of a report rest on, each computed once."""

    account: AccountGraph
    settings: AnalysisSettings
    shares: Mapping[str, float]
    heard: Mapping[tuple[str, str], Heard]
    beliefs: Mapping[tuple[str, str], Belief]
    keys: set[str]
    closeness: Mapping[Pair, float]
    near: Mapping[str, float]
    last_met: Mapping[str, InteractionNode]


def numbers_by_loops(account: AccountGraph, settings: AnalysisSettings, shares: Mapping[str, float]) -> Numbers:
    """Return what is believed, how close we are to whom, and when we met last; shares of influence are given."""
    heard = heard_by_loops(account)
    beliefs = beliefs_of(heard)
    keys = key_players(beliefs)
    closeness = sorted_into_pairs(account, settings, keys)
    return Numbers(
        account, settings, shares, heard, beliefs, keys, closeness, nearest(closeness), last_met_by_loops(account)
    )


def heard_by_loops(account: AccountGraph) -> dict[tuple[str, str], Heard]:
    """Return the words that count about each person who was spoken of, by attribute: of everybody the latest."""
    said: dict[tuple[str, str], dict[Any, AssessmentNode]] = defaultdict(dict)
    for each in (each for each in account.assessments if each.observed_at <= account.as_of):
        latest = said[each.person, each.attribute].get(each.assessor_id)
        if latest is None or (latest.observed_at, latest.id) < (each.observed_at, each.id):
            said[each.person, each.attribute][each.assessor_id] = each
    heard = {
        subject: [(each, weight) for each in words.values() if (weight := _weight(account, each)) >= 0.01]
        for subject, words in said.items()
    }
    return {subject: words for subject, words in heard.items() if words}


def beliefs_of(heard: Mapping[tuple[str, str], Heard]) -> dict[tuple[str, str], Belief]:
    """Return what follows from the words about each person."""
    return {subject: _belief(words) for subject, words in heard.items()}


def _weight(account: AccountGraph, each: AssessmentNode) -> float:
    confidence = 0.7 if each.confidence is None else each.confidence
    return confidence * RELIABILITY[each.function] * 2 ** (-age(account, each.observed_at) / HALF_LIFE[each.attribute])


def age(account: AccountGraph, at: str) -> float:
    """Return the days from an instant to that of the account."""
    return (datetime.fromisoformat(account.as_of) - datetime.fromisoformat(at)).total_seconds() / 86400


def _belief(heard: Heard) -> Belief:
    total = sum(weight for _, weight in heard)
    value: Any
    if isinstance(heard[0][0].value, int):
        value = sum(float(each.value) * weight for each, weight in heard) / total
        agreement = 1 - sum(abs(float(each.value) - value) * weight for each, weight in heard) / total / 2
    else:
        sums: dict[Any, float] = defaultdict(float)
        for each, weight in heard:
            sums[each.value] += weight
        most = max(sums.values())
        tied = [word for word, weight in sums.items() if weight >= most - 1e-12]
        latest = {word: max(each.observed_at for each, _ in heard if each.value == word) for word in tied}
        value = min(word for word in tied if latest[word] == max(latest.values()))
        agreement = sums[value] / total
    return value, agreement * (1 - math.prod(1 - weight for _, weight in heard)), _is_corroborated(heard)


def _is_corroborated(heard: Heard) -> bool:
    return any(
        one.function and other.function and one.function != other.function and _agree(one.value, other.value)
        for one, _ in heard
        for other, _ in heard
    )


def _agree(one: float | str, other: float | str) -> bool:
    return abs(one - other) <= 1 if isinstance(one, int) and isinstance(other, int) else one == other


def key_players(beliefs: Mapping[tuple[str, str], Belief]) -> set[str]:
    """Return who is believed to be of the inner circle or the political structure."""
    return {name for (name, about), (word, *_) in beliefs.items() if about == "political_status" and word != "outside"}


def nearest(closeness: Mapping[Pair, float], without: str = "") -> dict[str, float]:
    """Return the closeness of each person to the closest of us, or of all of us but one."""
    found: dict[str, float] = {}
    for (member, person), value in closeness.items():
        if member != without:
            found[person] = max(found.get(person, 0.0), value)
    return found


def attainment_by_loops(people: Iterable[PersonNode], keys: set[str], near: Mapping[str, float]) -> dict[str, float]:
    """Return how much is attained of what we want of each person."""
    return {person.id: min(1, near.get(person.id, 0) / (50 if person.id in keys else 25)) for person in people}


def coverage_by_loops(shares: Mapping[str, float], attained: Mapping[str, float]) -> float:
    """Return the share of influence that is attained, in percent."""
    return 100 * sum(shares[name] * attained[name] for name in shares) / sum(shares.values())


def health_by_loops(numbers: Numbers) -> dict[str, float]:
    """Return the parts of health; whoever leaves is taken out and influence computed anew."""
    account, shares, near = numbers.account, numbers.shares, numbers.near
    attained = attainment_by_loops(account.people, numbers.keys, near)
    coverage = coverage_by_loops(shares, attained)
    theirs = _without_one_of_theirs(account, numbers.settings, attained)
    ours = (
        coverage_by_loops(
            shares, attainment_by_loops(account.people, numbers.keys, nearest(numbers.closeness, member.id))
        )
        for member in account.members
    )
    return {
        "coverage": coverage,
        "closeness": sum(shares[name] * near.get(name, 0) for name in shares),
        "freshness": 100 * sum(shares[name] for name in _fresh(numbers)),
        "corroboration": 50 * sum(shares[name] for (name, _), (*_, held) in numbers.beliefs.items() if held),
        "resilience": 100 * (1 - max(0, *((coverage - each) / coverage for each in (*theirs, *ours)))),
    }


def _without_one_of_theirs(
    account: AccountGraph, settings: AnalysisSettings, attained: Mapping[str, float]
) -> Iterator[float]:
    for gone in account.people:
        shares = influence_of(
            replace(
                account,
                people=tuple(each for each in account.people if each.id != gone.id),
                influences=tuple(each for each in account.influences if gone.id not in {each.source, each.target}),
                alliances=tuple(each for each in account.alliances if gone.id not in each.people),
                reporting_lines=tuple(
                    each for each in account.reporting_lines if gone.id not in {each.person, each.manager}
                ),
            ),
            settings,
        )
        yield coverage_by_loops(shares, attained)


def last_met_by_loops(account: AccountGraph) -> dict[str, InteractionNode]:
    """Return the last contact of each person that went both ways."""
    found: dict[str, InteractionNode] = {}
    for each in account.interactions:
        if each.direction in {"mutual", "inbound"} and each.at <= account.as_of:
            for name in each.people:
                if name not in found or each.at > found[name].at:
                    found[name] = each
    return found


def _fresh(numbers: Numbers) -> set[str]:
    ages = {name: age(numbers.account, met.at) for name, met in numbers.last_met.items()}
    return {name for name, passed in ages.items() if passed <= (30 if name in numbers.keys else 90)}
