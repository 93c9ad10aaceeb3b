"""Constraint: how far a person's contacts are tied to each other, and so hold the person in."""

import math

from analytics.people_graph import PeopleGraph


def constraint(graph: PeopleGraph) -> dict[str, float]:
    """Return Burt's constraint of each person who has a tie.

    ``c_i = sum_j (p_ij + sum_q p_iq p_qj)^2`` over the contacts j of i, where ``p_ij`` is the share of i's ties, on
    the weights ``w_ij + w_ji``, that goes to j. A tie in either direction makes a contact; q runs over the contacts
    of i in the whole network, not only over the ties inside i's circle.

    Returns
    -------
    dict
        Person id -> value in (0, 1.125]: 1 for somebody with a single contact, low for a bridge between strangers;
        a person without ties is absent.

    References
    ----------
    Burt (1992), Structural Holes, chapter 2.

    Examples
    --------
    >>> constraint(PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0)]))
    {'ada': 1.0, 'bo': 0.5, 'cy': 1.0}
    """
    shares = [_shares(contacts) for contacts in graph.ties()]
    return {
        person: math.fsum(_invested(shares, ego, contact) ** 2 for contact in shares[ego])
        for ego, person in enumerate(graph.people)
        if shares[ego]
    }


def _shares(contacts: dict[int, float]) -> dict[int, float]:
    total = math.fsum(contacts.values())
    return {contact: weight / total for contact, weight in contacts.items()}


def _invested(shares: list[dict[int, float]], ego: int, contact: int) -> float:
    """Return the share of ego's ties that leads to the contact, directly and through one other."""
    indirect = math.fsum(share * shares[between].get(contact, 0.0) for between, share in shares[ego].items())
    return shares[ego].get(contact, 0.0) + indirect
