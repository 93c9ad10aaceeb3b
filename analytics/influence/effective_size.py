"""Effective size: how many contacts a person really has, once those who know each other are not counted twice."""

import math

from analytics.people_graph import PeopleGraph


def effective_size(graph: PeopleGraph) -> dict[str, float]:
    """Return Burt's effective size of the circle of each person who has a tie.

    ``sum_j (1 - sum_q p_iq m_jq)`` over the contacts j of i, with q neither i nor j. On the weights ``w_ij + w_ji``,
    ``p_iq`` is the share of i's ties that goes to q, and ``m_jq`` the tie of j and q relative to the strongest tie of
    j. (NetworkX 3.6.1 divides by the strongest tie of another person on its default path; `nodes` avoids it.)

    Returns
    -------
    dict
        Person id -> value from 1 to the number of contacts; a person without ties is absent.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2.

    Examples
    --------
    Two contacts who know each other are as good as one; two strangers are two.

    >>> triangle = [("ada", "bo", 1.0), ("bo", "cy", 1.0), ("cy", "ada", 1.0)]
    >>> effective_size(PeopleGraph.from_edges(triangle))["ada"]
    1.0
    >>> effective_size(PeopleGraph.from_edges(triangle[:2]))["bo"]
    2.0
    """
    ties = graph.ties()
    strongest = [max(contacts.values(), default=0.0) for contacts in ties]
    return {
        person: math.fsum(1.0 - _redundancy(ties, strongest[contact], ego, contact) for contact in ties[ego])
        for ego, person in enumerate(graph.people)
        if ties[ego]
    }


def _redundancy(ties: list[dict[int, float]], strongest: float, ego: int, contact: int) -> float:
    """Return how much of what the contact offers ego has from others already."""
    total = math.fsum(ties[ego].values())
    return math.fsum(
        weight / total * (ties[contact].get(other, 0.0) / strongest) for other, weight in ties[ego].items()
    )
