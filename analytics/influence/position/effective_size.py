"""Effective size: how many contacts a person has when contacts who know each other are not counted twice."""

import math

import networkx as nx

from analytics.graphs.tie_graph import TieGraph


def effective_size(ties: TieGraph) -> dict[str, float]:
    """Return Burt's effective size of the network around each person who has a tie.

    ``sum_j (1 - sum_q p_iq m_jq)`` over the contacts j of i, where q is neither i nor j. On the weights ``w_ij +
    w_ji``, ``p_iq`` is the share of i's ties that goes to q, and ``m_jq`` is the tie of j and q relative to the
    strongest tie of j. (By default NetworkX 3.6.1 divides by the strongest tie of another person; passing ``nodes``
    avoids that.)

    Returns
    -------
    dict
        Person id -> a number of people, from 1 to the number of contacts; a person without ties is absent.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2.

    Examples
    --------
    Two contacts who know each other count as one; two strangers count as two.

    >>> triangle = [("ada", "bo", 1.0), ("bo", "cy", 1.0), ("cy", "ada", 1.0)]
    >>> effective_size(TieGraph.of_pairs(triangle))["ada"]
    1.0
    >>> effective_size(TieGraph.of_pairs(triangle[:2]))["bo"]
    2.0
    """
    found = nx.effective_size(ties, nodes=list(ties), weight="weight")
    return {person: size for person, size in found.items() if not math.isnan(size)}
