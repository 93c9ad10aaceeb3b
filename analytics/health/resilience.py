"""Resilience: what is left of coverage when the one person leaves who matters most."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analytics.backend.leaving import Leaving, most_missed
from analytics.graphs.people_graph import PeopleGraph
from analytics.graphs.projection import Contribution, InfluenceGraph, noisy_or
from analytics.inputs.contacts import Pair
from analytics.ranking import ranked
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings


class Loss(NamedTuple):
    """One person, and the coverage of the account, in percent, when they leave."""

    id: str
    coverage: float


class Resilience(NamedTuple):
    """Resilience in percent, and of each side who is missed most.

    ``value`` is None where there is no coverage to lose; ``theirs`` and ``ours`` are None where there is nobody.
    """

    value: float | None
    theirs: Loss | None
    ours: Loss | None


def resilience(reached: float | None, theirs: Loss | None, ours: Loss | None) -> Resilience:
    """Return ``100 (1 - worst relative loss of coverage)``; a gain is no loss.

    Parameters
    ----------
    reached : float or None
        Coverage of the account in percent.

    Examples
    --------
    >>> resilience(40.0, Loss("ada", 30.0), Loss("kim", 10.0)).value
    25.0
    """
    if not reached:
        return Resilience(None, theirs, ours)
    left = min(loss.coverage for loss in (theirs, ours) if loss is not None)
    return Resilience(100.0 * min(1.0, left / reached), theirs, ours)


def loss_of_theirs(
    account: AccountGraph,
    settings: AnalysisSettings,
    given: Sequence[Contribution],
    graph: InfluenceGraph,
    influence: Mapping[str, float],
    attainment: Mapping[str, float],
) -> Loss | None:
    """Return which of their people is missed most: influence is spread anew over all others, who stay as near as now.

    The last person takes everything along. Equal losses: the first by id.
    """
    if len(graph) < 2:
        return Loss(graph.people[0], 0.0) if len(graph) else None
    spread, reached = (np.array([each[person] for person in graph.people]) for each in (influence, attainment))
    means = most_missed(_leaving(account, settings, given, graph), spread, reached)
    worst = ranked({graph.people[place]: -mean for place, mean in means.items()})[0]
    return Loss(worst, 100.0 * means[graph.people.index(worst)])


def loss_of_ours(
    members: Collection[str],
    influence: Mapping[str, float],
    closeness: Mapping[Pair, float],
    targets: Mapping[str, float],
) -> Loss | None:
    """Return which of us is missed most: whoever leaves takes their relationships along, those of all others remain.

    Equal losses: the first by id.
    """
    if not members or not influence:
        return None
    near: dict[str, list[tuple[float, str]]] = {}
    for (member, person), value in closeness.items():
        near.setdefault(person, []).append((value, member))
    left = {member: _coverage_without(member, influence, near, targets) for member in members}
    worst = ranked({member: -coverage for member, coverage in left.items()})[0]
    return Loss(worst, left[worst])


def _coverage_without(
    member: str,
    influence: Mapping[str, float],
    near: Mapping[str, list[tuple[float, str]]],
    targets: Mapping[str, float],
) -> float:
    nearest = {person: max((value for value, who in near[person] if who != member), default=0.0) for person in near}
    reached = math.fsum(influence[person] * min(1.0, value / targets[person]) for person, value in nearest.items())
    return min(100.0, 100.0 * reached / math.fsum(influence.values()))


def _leaving(
    account: AccountGraph, settings: AnalysisSettings, given: Sequence[Contribution], graph: InfluenceGraph
) -> Leaving:
    """Return the graph with what changes when a person leaves: whose managers listen to one report less."""
    ends = {line.id: (line.person, line.manager) for line in account.reporting_lines}
    spoken = {ends[line] for each in given for kind, line in [each.edge] if kind == "line"}
    reports = Counter(manager for _, manager in spoken)
    weights: dict[Pair, list[float]] = {}
    for each in given:
        kind, line = each.edge
        pair = each.source, each.target
        voice = settings.voice / max(1, reports[each.target] - 1)
        strength = voice if kind == "line" and ends[line] == pair else each.strength
        weights.setdefault(pair, []).append(strength * each.confidence)
    louder = {pair: min(noisy_or(several), settings.probability_cap) for pair, several in weights.items()}
    place = {person: position for position, person in enumerate(graph.people)}
    places = np.array([(place[one], place[other]) for one, other in sorted(spoken)], dtype=np.int64).reshape(-1, 2)
    everybody = PeopleGraph.of(graph.people, {pair: weight for pair, weight in louder.items() if weight > 0})
    return Leaving(graph, everybody, places[:, 0], places[:, 1], settings.damping)
