"""Access: through whom we reach a person, how many independent ways there are, and who could close them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from analytics.routes.access_graph import AccessGraph, Node
from analytics.routes.cuts import UsableArcs, UsableFlow
from analytics.routes.only_ways import only_ways
from analytics.routes.paths import Path, Walk

ALTERNATIVES = 3
"""Number of further paths that are given beside the best one."""


class AccessPath(NamedTuple):
    """A path to a person: one of our members, then people of theirs, with the person last.

    Attributes
    ----------
    nodes : tuple of Node
        The first is ours, all others are theirs.
    strengths : tuple of float
        Strength of each step between two nodes, in (0, 1].
    strength : float
        Product of these strengths.
    """

    nodes: tuple[Node, ...]
    strengths: tuple[float, ...]
    strength: float

    @property
    def weakest(self) -> int:
        """Position of the weakest step, the first of several."""
        return min(range(len(self.strengths)), key=self.strengths.__getitem__)


class Access(NamedTuple):
    """How we reach one person.

    Attributes
    ----------
    best : AccessPath or None
        The strongest path; None if there is none.
    alternatives : tuple of AccessPath
        Up to three further paths on which nobody occurs twice, the strongest first.
    disjoint_paths : int
        The largest number of usable paths that have nobody in common, neither of ours nor of theirs.
    cut : tuple of Node
        The smallest group without which no usable path remains, in order of id; empty if there is no usable path.
    every_way : tuple of Node
        Everybody who is on every usable path.
    """

    best: AccessPath | None
    alternatives: tuple[AccessPath, ...]
    disjoint_paths: int
    cut: tuple[Node, ...]
    every_way: tuple[Node, ...]

    def dominated_by(self, support: Mapping[str, float]) -> tuple[str, ...]:
        """Return the people who are against us and on every usable path.

        Parameters
        ----------
        support : mapping
            Person -> believed support, from -2 to 2; people without a belief are absent.
        """
        return _against_us(self.every_way, support)


class Cuts(NamedTuple):
    """Who can close the ways to one person: ``cut`` and ``every_way`` of their `Access`."""

    cut: tuple[Node, ...]
    every_way: tuple[Node, ...]

    def dominated_by(self, support: Mapping[str, float]) -> tuple[str, ...]:
        """Return the people who are against us and on every usable path, as `Access.dominated_by`."""
        return _against_us(self.every_way, support)


NOBODY = Access(None, (), 0, (), ())
"""The access to a person whom nobody reaches."""


def access(graph: AccessGraph, person: str, member: str | None = None) -> Access:
    """Return how we reach a person: the strongest paths, how many of them are independent, and who is on all of them.

    The strength of a path is the product of the strengths of its steps. ``best`` is the strongest path, and up to three
    ``alternatives`` without loops follow it. Products are equal if they agree to 12 significant digits; of equal paths
    the one over fewer people comes first, then the one whose ids come first. A step is usable from 0.25 on
    (``access_usable``). On usable steps alone, ``disjoint_paths`` is the largest number of paths that have nobody in
    common, and ``cut`` is the smallest group without which no path remains.

    Parameters
    ----------
    person : str
        A person on the graph.
    member : str, optional
        Only paths that begin with this member.

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


def best_path(graph: AccessGraph, person: str, member: str) -> AccessPath | None:
    """Return the strongest path to a person that begins with a member; None if there is none.

    Examples
    --------
    >>> graph = AccessGraph.of({("kim", "ada"): 0.8}, {("ada", "bo"): 0.5}, usable=0.25)
    >>> best_path(graph, "bo", "kim").strength
    0.4
    """
    target, entry = graph.places[Node("theirs", person)], graph.places[Node("ours", member)]
    (ahead,) = graph.ahead([target])
    return next((_path(graph, way) for way in Walk(graph, target, [entry], ahead).paths(1)), None)


def best_paths(graph: AccessGraph, people: Sequence[str]) -> dict[str, AccessPath | None]:
    """Return the strongest path from any of us to each of several people; None where there is none.

    Examples
    --------
    >>> graph = AccessGraph.of({("kim", "ada"): 0.8}, {("ada", "bo"): 0.5}, usable=0.25, people=["cy"])
    >>> found = best_paths(graph, ["bo", "cy"])
    >>> found["bo"].strength, found["cy"]
    (0.4, None)
    """
    targets = [graph.places[Node("theirs", person)] for person in people]
    ahead = graph.ahead(targets)
    found: dict[str, AccessPath | None] = {}
    for person, target, row, only in zip(people, targets, ahead, only_ways(graph, targets, ahead), strict=True):
        way = only or next(iter(Walk(graph, target, graph.members, row).paths(1)), None)
        found[person] = way and _path(graph, way)
    return found


def access_of_each(graph: AccessGraph, people: Sequence[str]) -> dict[str, Access]:
    """Return how we reach each of several people."""
    return _access(graph, people, graph.members)


def cuts_of_each(graph: AccessGraph, people: Sequence[str]) -> dict[str, Cuts]:
    """Return who can close the ways to each of several people, without what else `access` says of them.

    Examples
    --------
    >>> graph = AccessGraph.of({("kim", "ada"): 0.8}, {("ada", "bo"): 0.5}, usable=0.25)
    >>> [node.id for node in cuts_of_each(graph, ["bo"])["bo"].every_way]
    ['kim', 'ada']
    """
    usable = UsableArcs(graph)

    def cuts(person: str) -> Cuts:
        target = graph.places[Node("theirs", person)]
        if target not in graph.cuts:
            flow = UsableFlow(usable, target, graph.members)
            graph.cuts[target] = flow.cut(), flow.on_every_way()
        return Cuts(*(_nodes(graph, places) for places in graph.cuts[target]))

    return {person: cuts(person) for person in people}


def _access(graph: AccessGraph, people: Sequence[str], entries: Sequence[int]) -> dict[str, Access]:
    targets = [graph.places[Node("theirs", person)] for person in people]
    usable = UsableArcs(graph)
    ahead = graph.ahead(targets)
    found = {}
    for person, target, row in zip(people, targets, ahead, strict=True):
        ways = Walk(graph, target, entries, row).paths(1 + ALTERNATIVES)
        found[person] = _one(graph, ways, UsableFlow(usable, target, entries))
    return found


def _one(graph: AccessGraph, ways: Sequence[Path], flow: UsableFlow) -> Access:
    paths = [_path(graph, way) for way in ways]
    cut = flow.cut()
    return Access(
        best=paths[0] if paths else None,
        alternatives=tuple(paths[1:]),
        disjoint_paths=len(cut),
        cut=_nodes(graph, cut),
        every_way=_nodes(graph, flow.on_every_way()),
    )


def _nodes(graph: AccessGraph, places: Iterable[int]) -> tuple[Node, ...]:
    return tuple(graph.nodes[place] for place in places)


def _against_us(nodes: Iterable[Node], support: Mapping[str, float]) -> tuple[str, ...]:
    """Return the people of theirs among some nodes who are against us, in order of id."""
    return tuple(sorted(node.id for node in nodes if node.side == "theirs" and support.get(node.id, 0.0) < 0))


def _path(graph: AccessGraph, path: Path) -> AccessPath:
    return AccessPath(tuple(graph.nodes[place] for place in path.nodes), path.strengths, math.prod(path.strengths))
