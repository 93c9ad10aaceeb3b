"""Access: through whom we reach a person, how many ways are independent, and who could close them."""

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analytics.routes.access_graph import AccessGraph, Node
from analytics.routes.cuts import UsableArcs, UsableFlow
from analytics.routes.paths import Path, Walk, distances

ALTERNATIVES = 3
"""Paths beside the best one."""


class AccessPath(NamedTuple):
    """A way to a person: our member, then people of theirs, the person last.

    Attributes
    ----------
    nodes : tuple of Node
        The first is ours, all others are theirs.
    strengths : tuple of float
        Of each step between two nodes, in (0, 1].
    strength : float
        Their product.
    """

    nodes: tuple[Node, ...]
    strengths: tuple[float, ...]
    strength: float

    @property
    def weakest(self) -> int:
        """The place of the weakest step, the first of several."""
        return min(range(len(self.strengths)), key=self.strengths.__getitem__)


class Access(NamedTuple):
    """How we reach one person.

    Attributes
    ----------
    best : AccessPath or None
        The strongest way; None where there is none at all.
    alternatives : tuple of AccessPath
        Up to three further ways in which nobody comes twice, the strongest first.
    disjoint_paths : int
        The most usable ways that share nobody, neither of ours nor of theirs.
    cut : tuple of Node
        The fewest without whom no usable way is left, in order of id; empty where there is none already.
    every_way : tuple of Node
        Who is on every usable way.
    """

    best: AccessPath | None
    alternatives: tuple[AccessPath, ...]
    disjoint_paths: int
    cut: tuple[Node, ...]
    every_way: tuple[Node, ...]

    def dominated_by(self, support: Mapping[str, float]) -> tuple[str, ...]:
        """Return who is against us and on every usable way.

        Parameters
        ----------
        support : mapping
            Person -> consensus from -2 to 2; of whom nothing is known is missing.
        """
        return tuple(node.id for node in self.every_way if node.side == "theirs" and support.get(node.id, 0.0) < 0)


NOBODY = Access(None, (), 0, (), ())
"""How one is reached whom nobody reaches."""


def access(graph: AccessGraph, person: str, member: str | None = None) -> Access:
    """Return how we reach a person.

    Products of strengths are equal when they agree to 12 significant decimals; of equal ways the one over fewer people
    comes first, then the one whose ids do.

    Parameters
    ----------
    person : str
        Somebody on the graph.
    member : str, optional
        Only ways that begin with this one of us.

    References
    ----------
    Dijkstra (1959); Yen (1971); Menger (1927).

    Examples
    --------
    >>> graph = AccessGraph.of({("kim", "ada"): 0.8}, {("ada", "bo"): 0.5}, usable=0.25)
    >>> found = access(graph, "bo")
    >>> [node.id for node in found.best.nodes], found.best.strength, found.disjoint_paths
    (['kim', 'ada', 'bo'], 0.4, 1)
    >>> found.cut, found.every_way
    ((Node(side='theirs', id='ada'),), (Node(side='ours', id='kim'), Node(side='theirs', id='ada')))
    """
    entries = graph.members if member is None else (graph.places[Node("ours", member)],)
    return _access(graph, [person], entries)[person]


def access_of_each(graph: AccessGraph, people: Sequence[str]) -> dict[str, Access]:
    """Return how we reach each of several people."""
    return _access(graph, people, graph.members)


def _access(graph: AccessGraph, people: Sequence[str], entries: Sequence[int]) -> dict[str, Access]:
    targets = [graph.places[Node("theirs", person)] for person in people]
    usable = UsableArcs(graph)
    ahead = distances(graph, targets)
    found = {}
    for person, target, row in zip(people, targets, ahead, strict=True):
        ways = Walk(graph, target, entries, row).paths(1 + ALTERNATIVES)
        found[person] = _one(graph, ways, UsableFlow(usable, target, entries))
    return found


def _one(graph: AccessGraph, ways: Sequence[Path], flow: UsableFlow) -> Access:
    paths = [_path(graph, way.nodes, way.strength) for way in ways]
    single = flow.single_cuts() if flow.ways == 1 else []
    cut = flow.cut()
    return Access(
        best=paths[0] if paths else None,
        alternatives=tuple(paths[1:]),
        disjoint_paths=len(cut),
        cut=tuple(graph.nodes[place] for place in cut),
        every_way=tuple(graph.nodes[place] for place in single),
    )


def _path(graph: AccessGraph, nodes: Sequence[int], strength: float) -> AccessPath:
    steps = itertools.pairwise(nodes)
    strengths = tuple(next(arc.strength for arc in graph.out[here] if arc.target == there) for here, there in steps)
    return AccessPath(tuple(graph.nodes[place] for place in nodes), strengths, strength)
