"""Decision influence: where attention ends up that starts with the people who decide."""

import math
from collections.abc import Mapping

import numpy as np

from analytics.backend.algorithms.walk import stationary
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph
from analytics.votes.ballots import Decision
from analytics.votes.chances import Estimate
from analytics.votes.forecasts import Forecast


def deciders(
    graph: InfluenceGraph, decision: Decision, swing: Mapping[str, Estimate], forecast: Forecast
) -> FloatArray | None:
    """Return the probability that attention starts with each person: with the voters, in proportion to their swing.

    If no swing is above 0, or there is no forecast, it starts with every voter equally often.

    Returns
    -------
    array of float or None
        By position in the graph; sums to 1. None without a chain or without voters.

    Examples
    --------
    >>> graph, nobody = InfluenceGraph.from_edges([], ["ada", "bo"]), Forecast(None, "no_decider", None, {})
    >>> deciders(graph, Decision("no_decider", (), ("bo",)), {}, nobody).tolist()
    [0.0, 1.0]
    """
    if not decision.voters:
        return None
    equal_shares = dict.fromkeys(decision.voters, 1.0)
    swings = {voter: each.value for voter, each in swing.items()} if forecast.chance is not None else {}
    shares = swings if any(swings.values()) else equal_shares
    total = math.fsum(shares.values())
    return np.array([shares.get(person, 0.0) / total for person in graph.people])


def decision_influence(graph: InfluenceGraph, attention: FloatArray, deciders: FloatArray | None) -> dict[str, float]:
    """Return each person's share of the attention that starts with the people who decide.

    The same walk as for `influence`, but it restarts with the voters of the chain in scope, in proportion to how much
    their vote changes, instead of with anybody.

    Parameters
    ----------
    attention : array of float
        Probability that attention moves on along each arc.
    deciders : array of float, optional
        Probability that attention starts with each person; sums to 1.

    Returns
    -------
    dict
        Person id -> value in [0, 1]; they sum to 1 within 1e-12. 0 for a person who moves no voter, not even through
        others. Empty without a chain in scope or without voters.

    References
    ----------
    Haveliwala (2002), Topic-sensitive PageRank, for the restart; the restart by swing is this project's.

    Examples
    --------
    Bo alone decides; of every visit to him 0.425 moves on to Ada, and Cy moves nobody.

    >>> graph = InfluenceGraph.from_edges([("ada", "bo", 0.5)], ["cy"])
    >>> shares = decision_influence(graph, np.array([0.425]), np.array([0.0, 1.0, 0.0]))
    >>> [round(share * 1.425, 12) for share in shares.values()]
    [0.425, 1.0, 0.0]
    """
    if deciders is None:
        return {}
    return graph.by_person(stationary(len(graph), graph.target, graph.source, attention, deciders))
