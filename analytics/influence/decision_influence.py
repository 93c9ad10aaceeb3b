"""Decision influence: where the attention of an organisation ends up that starts with those who decide."""

import math
from collections.abc import Mapping

import numpy as np

from analytics.backend.walk import stationary
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph
from analytics.votes.ballots import Decision
from analytics.votes.chances import Estimate
from analytics.votes.forecasts import Forecast


def deciders(
    graph: InfluenceGraph, decision: Decision, swing: Mapping[str, Estimate], forecast: Forecast
) -> FloatArray | None:
    """Return with what probability the walk restarts at each person: at the voters, in proportion to their swing.

    Where no swing is above 0, or there is no forecast, all voters alike.

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
    alike = dict.fromkeys(decision.voters, 1.0)
    swings = {voter: each.value for voter, each in swing.items()} if forecast.chance is not None else {}
    shares = swings if any(swings.values()) else alike
    total = math.fsum(shares.values())
    return np.array([shares.get(person, 0.0) / total for person in graph.people])


def decision_influence(graph: InfluenceGraph, attention: FloatArray, deciders: FloatArray | None) -> dict[str, float]:
    """Return each person's share of the attention that starts with those who decide.

    The walk of `influence`, which restarts at the voters of the chain in scope, in proportion to what their vote
    changes, instead of with anyone.

    Parameters
    ----------
    attention : array of float
        Of each arc, how probably attention goes on along it.
    deciders : array of float, optional
        With what probability it restarts at each person; sums to 1.

    Returns
    -------
    dict
        Person id -> value in [0, 1]; sums to 1, within 1e-12; 0 for who moves no voter, even through others. Empty
        without a chain in scope, or without voters.

    References
    ----------
    Haveliwala (2002), Topic-sensitive PageRank, for the restart; the restart by swing is this project's.

    Examples
    --------
    Bo alone decides; of every visit to him 0.425 goes on to Ada, and Cy moves nobody.

    >>> graph = InfluenceGraph.from_edges([("ada", "bo", 0.5)], ["cy"])
    >>> shares = decision_influence(graph, np.array([0.425]), np.array([0.0, 1.0, 0.0]))
    >>> [round(share * 1.425, 12) for share in shares.values()]
    [0.425, 1.0, 0.0]
    """
    if deciders is None:
        return {}
    return graph.by_person(stationary(len(graph), graph.target, graph.source, attention, deciders))
