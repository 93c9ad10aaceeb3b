"""What can be said of organisations whose records hold no ranks."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analytics.context import Context
from benchmarks.validation.organisations import Move, account_of, read_rows
from schemas.rows.account_graph import AccountGraph, MembershipEdge
from schemas.settings.analysis_settings import AnalysisSettings

SEEDS = 10
"""An even number."""


class Circles(NamedTuple):
    """How the circles of a graph agree with its departments, over several seeds of the search for circles."""

    people: int
    departments: int
    fewest: int
    most: int
    low: float
    middle: float
    high: float
    within: float
    within_by_chance: float


def place_of(person: str, scores: Mapping[str, float]) -> str:
    """Return where a person stands, equal ones sharing the best place.

    Examples
    --------
    >>> place_of("bo", {"ada": 0.5, "bo": 0.25, "cy": 0.25})
    'place 2 of 3'
    """
    above = sum(round(score, 12) > round(scores[person], 12) for score in scores.values())
    return f"place {above + 1} of {len(scores)}"


def institute(data: Path) -> AccountGraph:
    """Return the research institute of email-Eu-core; who was mailed at all moves who mailed."""
    folder = data / "email_eu_core"
    units = {row["id"]: row["department"] for row in read_rows(folder / "departments.csv")}
    moves: list[Move] = [
        (row["to"], row["from"], None) for row in read_rows(folder / "edges.csv") if row["from"] != row["to"]
    ]
    places = tuple(MembershipEdge(f"in-{person}", person, unit, True, None) for person, unit in sorted(units.items()))
    return replace(account_of(units, moves), memberships=places)


def circles_and_departments(data: Path) -> Circles:
    """Return what the circles of the institute have in common with its departments.

    A seed of the search comes from account and revision, so other revisions give other seeds.
    """
    graph = institute(data)
    contexts = [Context(replace(graph, revision=seed), AnalysisSettings()) for seed in range(1, SEEDS + 1)]
    numbers = [len(each.communities) for each in contexts]
    agreements = sorted(float(each.departments_agreement or 0.0) for each in contexts)
    unit = {place.person: place.department for place in graph.memberships}
    sizes = [list(unit.values()).count(each) for each in set(unit.values())]
    inside = sum(unit[edge.source] == unit[edge.target] for edge in graph.influences)
    return Circles(
        people=len(graph.people),
        departments=len(sizes),
        fewest=min(numbers),
        most=max(numbers),
        low=agreements[0],
        middle=(agreements[SEEDS // 2 - 1] + agreements[SEEDS // 2]) / 2,
        high=agreements[-1],
        within=inside / len(graph.influences),
        within_by_chance=sum(size * (size - 1) for size in sizes) / (len(unit) * (len(unit) - 1)),
    )
