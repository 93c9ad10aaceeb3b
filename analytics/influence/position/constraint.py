"""Constraint: how far a person is confined by contacts who are tied to each other."""

import math

import networkx as nx

from analytics.graphs.tie_graph import TieGraph


def constraint(ties: TieGraph) -> dict[str, float]:
    """Return Burt's constraint of each person who has a tie.

    ``c_i = sum_j (p_ij + sum_q p_iq p_qj)^2`` over the contacts j of i, where ``p_ij`` is the share of i's ties that
    goes to j, on the weights ``w_ij + w_ji``. A tie in either direction makes a contact. q runs over all contacts of i
    in the whole network.

    Returns
    -------
    dict
        Person id -> value in (0, 2): 1 for a person with a single contact, low for a bridge between strangers, at most
        1.125 if all ties are equally strong. A person without ties is absent.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2.

    Examples
    --------
    >>> constraint(TieGraph.of_pairs([("ada", "bo", 1.0), ("bo", "cy", 1.0)]))
    {'ada': 1.0, 'bo': 0.5, 'cy': 1.0}
    """
    found = nx.constraint(ties, weight="weight")
    return {person: held for person, held in found.items() if not math.isnan(held)}
