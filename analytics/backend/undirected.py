"""A graph without directions, as NetworkX reads it, for what is asked once an account."""

from typing import Any

from analytics.people_graph import PeopleGraph


def undirected(graph: PeopleGraph) -> Any:
    """Return a ``networkx.Graph`` on positions: a tie where there is an arc in either direction.

    A tie weighs ``w_uv + w_vu`` by the largest of these sums: relative, because squares of the smallest numbers that
    can be recorded are zero. People and ties are added in order, so that what walks the graph walks it alike.

    Examples
    --------
    >>> found = undirected(PeopleGraph.from_edges([("ada", "bo", 0.5), ("bo", "ada", 0.25)], people=["cy"]))
    >>> list(found.nodes), list(found.edges(data="weight"))
    ([0, 1, 2], [(0, 1, 1.0)])
    """
    import networkx as nx  # a fifth of a second to import: only where it is asked for

    ties = graph.ties()
    heaviest = max((weight for contacts in ties for weight in contacts.values()), default=1.0)
    found = nx.Graph()
    found.add_nodes_from(range(len(graph)))
    for one, contacts in enumerate(ties):
        found.add_weighted_edges_from((one, other, w / heaviest) for other, w in contacts.items() if other > one)
    return found
