"""One recorded relation among people, exactly as it is recorded: not mixed with others, not read as persuasion."""

from collections.abc import Iterator
from itertools import permutations

from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.presence import present_people
from analytics.graphs.projection import noisy_or
from schemas.analysis.network import Relation
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings


def recorded_arcs(account: AccountGraph, relation: Relation, weights: AnalysisSettings | None = None) -> PeopleGraph:
    """Return one relation among the present people, as arcs in the direction in which it is recorded.

    ``influences`` run from the person who moves to the person who is moved. ``reporting-lines`` of every kind and chain
    run from report to manager. ``conflicts`` and ``alliances`` have no direction and give an arc each way. Parallel
    lines are one arc.

    Parameters
    ----------
    weights : AnalysisSettings, optional
        If given, an arc weighs ``strength * confidence``, and these settings replace missing values; a reporting line
        has no strength of its own, so it takes the one for a missing strength. Parallel lines combine by noisy-or, and
        an arc of weight 0 is left out. If not given, every arc weighs 1.
    """
    present = present_people(account)
    parallel: dict[tuple[str, str], list[float]] = {}
    for source, target, strength, confidence in _edges(account, relation):
        if source in present and target in present:
            parallel.setdefault((source, target), []).append(_weight(strength, confidence, weights))
    combined = {pair: noisy_or(several) for pair, several in parallel.items()}
    return PeopleGraph.of(present, {pair: weight for pair, weight in combined.items() if weight > 0})


def solid_lines(account: AccountGraph) -> PeopleGraph:
    """Return the organisation chart of the present people: its solid lines, as arcs from manager to report."""
    present = present_people(account)
    solid = ((line.manager, line.person) for line in account.reporting_lines if line.line == "solid")
    return PeopleGraph.of(present, {pair: 1.0 for pair in solid if present.issuperset(pair)})


def influence_arcs(account: AccountGraph) -> PeopleGraph:
    """Return the recorded influences among the present people, each arc of weight 1."""
    return recorded_arcs(account, "influences")


def _edges(account: AccountGraph, relation: Relation) -> Iterator[tuple[str, str, float | None, float | None]]:
    """Yield source, target, strength and confidence of each recorded edge."""
    if relation == "influences":
        for edge in account.influences:
            yield edge.source, edge.target, edge.strength, edge.confidence
    elif relation == "reporting-lines":
        for line in account.reporting_lines:
            yield line.person, line.manager, None, line.confidence
    else:
        for pair in account.conflicts if relation == "conflicts" else account.alliances:
            for source, target in permutations(pair.people):
                yield source, target, pair.strength, pair.confidence


def _weight(strength: float | None, confidence: float | None, weights: AnalysisSettings | None) -> float:
    if weights is None:
        return 1.0
    known_strength = weights.missing_strength if strength is None else strength
    return known_strength * (weights.missing_confidence if confidence is None else confidence)
