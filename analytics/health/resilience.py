"""Resilience: how much coverage remains if the person who would be missed most leaves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analytics.backend.algorithms.leaving import Leaving, most_missed
from analytics.graphs.changed_moves import ChangedMoves
from analytics.graphs.contribution import Contribution
from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.projection import InfluenceGraph, noisy_or
from analytics.inputs.contacts import Pair
from analytics.inputs.remains import Remains
from analytics.ranking import ranked
from schemas.settings.analysis_settings import AnalysisSettings


class Loss(NamedTuple):
    """One person, and the coverage of the account, in percent, after they leave."""

    id: str
    coverage: float


class Resilience(NamedTuple):
    """Resilience in percent, and who would be missed most on each side.

    ``value`` is None without coverage to lose; ``theirs`` and ``ours`` are None without people.
    """

    value: float | None
    theirs: Loss | None
    ours: Loss | None


def resilience(reached: float | None, theirs: Loss | None, ours: Loss | None) -> Resilience:
    """Return ``100 (1 - worst relative loss of coverage)`` if any one person leaves, theirs or ours.

    A gain is not a loss. Losing the last person loses everything.

    Parameters
    ----------
    reached : float or None
        Coverage of the account, in percent.

    Returns
    -------
    Resilience
        From 0 to 100; None without coverage.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> resilience(40.0, Loss("ada", 30.0), Loss("kim", 10.0)).value
    25.0
    """
    if not reached:
        return Resilience(None, theirs, ours)
    remaining = min(loss.coverage for loss in (theirs, ours) if loss is not None)
    return Resilience(100.0 * min(1.0, remaining / reached), theirs, ours)


def loss_of_theirs(
    departing: Leaving, graph: InfluenceGraph, influence: Mapping[str, float], attainment: Mapping[str, float]
) -> Loss | None:
    """Return which of their people would be missed most: the one whose leaving lowers coverage most.

    When a person leaves, influence is that of the smaller graph: the other reports of their managers speak louder, and
    their own reports are assumed to have other managers, as everybody without a line. Closeness and targets of
    everybody else stay. The last person takes everything along. Of equal losses the first by id counts.
    """
    if len(graph) < 2:
        return Loss(graph.people[0], 0.0) if len(graph) else None
    spread, reached = (np.array([each[person] for person in graph.people]) for each in (influence, attainment))
    means = most_missed(departing, spread, reached)
    worst, least = _worst({graph.people[place]: mean for place, mean in means.items()})
    return Loss(worst, 100.0 * least)


def loss_of_ours(without_ours: Mapping[str, Remains]) -> Loss | None:
    """Return which of us would be missed most: the member whose leaving lowers coverage most.

    Of equal losses the first by id counts.

    Examples
    --------
    >>> loss_of_ours({"kim": Remains(40.0, None), "lea": Remains(12.5, 9.0)})
    Loss(id='lea', coverage=12.5)
    """
    remaining = {member: left.coverage for member, left in without_ours.items() if left.coverage is not None}
    return Loss(*_worst(remaining)) if remaining else None


def _worst(remaining: Mapping[str, float]) -> tuple[str, float]:
    """Return whose leaving leaves least, the first by id of several that are equal to 12 digits, and the least itself.

    Where contacts have all but faded, coverage itself may lie below these digits, and its share still be large.
    """
    worst = ranked({one: -coverage for one, coverage in remaining.items()})[0]
    return worst, min(remaining.values())


def departing(
    settings: AnalysisSettings,
    given: Sequence[Contribution],
    ends: Mapping[tuple[str, str], Pair],
    graph: InfluenceGraph,
    departures: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> Leaving:
    """Return how the influence graph changes when any one person leaves.

    Beside the graph that is the one in which every manager listens to one report less, and who moves whom where
    somebody leaves whose reports are then assumed to have other managers.
    """
    place = {person: position for position, person in enumerate(graph.people)}
    lines = sorted(set(ends.values()))
    places = np.array([(place[one], place[other]) for one, other in lines], dtype=np.int64).reshape(-1, 2)
    louder = _louder(settings, given, ends, graph, place)
    return Leaving(graph, louder, places[:, 0], places[:, 1], settings.damping, _changes(departures, place))


def _louder(
    settings: AnalysisSettings,
    given: Sequence[Contribution],
    ends: Mapping[tuple[str, str], Pair],
    graph: PeopleGraph,
    place: Mapping[str, int],
) -> PeopleGraph:
    """Return the influence graph in which every manager listens to one report less."""
    reports = Counter(manager for _, manager in set(ends.values()))
    weights: dict[Pair, list[float]] = {pair: [] for pair in ends.values()}
    for each in given:
        pair = each.source, each.target
        if pair in weights:
            strength = settings.voice / max(1, reports[pair[1]] - 1) if ends.get(each.edge) == pair else each.strength
            weights[pair].append(strength * each.confidence)
    arcs = {ends_of: arc for arc, ends_of in enumerate(zip(graph.source.tolist(), graph.target.tolist(), strict=True))}
    weight = graph.weight.copy()
    for (report, manager), several in weights.items():
        arc = arcs.get((place[report], place[manager]))
        if arc is not None:  # without a voice nobody moves their manager
            weight[arc] = min(noisy_or(several), settings.probability_cap)
    return PeopleGraph(graph.people, graph.source, graph.target, weight)


def _changes(departures: Mapping[str, Mapping[str, Mapping[str, float]]], place: Mapping[str, int]) -> ChangedMoves:
    """Return by position who moves whom once somebody has left."""
    each = [(leaver, moved, movers) for leaver, moves in departures.items() for moved, movers in moves.items()]
    return ChangedMoves(
        leaver=np.array([place[leaver] for leaver, _, _ in each], dtype=np.int64),
        moved=np.array([place[moved] for _, moved, _ in each], dtype=np.int64),
        change=np.repeat(np.arange(len(each)), np.array([len(movers) for _, _, movers in each], dtype=np.int64)),
        mover=np.array([place[mover] for _, _, movers in each for mover in movers], dtype=np.int64),
        weight=np.array([weight for _, _, movers in each for weight in movers.values()], dtype=np.float64),
    )
