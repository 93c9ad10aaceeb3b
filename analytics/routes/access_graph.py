"""The access graph: from our members to the people they know, and from these on to the people they move."""

import math
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, Self

import numpy as np

from analytics.backend.algorithms.paths import distances
from analytics.graphs.people_graph import FloatArray, IntArray
from analytics.graphs.projection import InfluenceGraph
from analytics.inputs.contacts import Pair
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

US = -1
"""Where every path begins: the place before its first node, which is one of our members."""

Ear = tuple[str, str, float]
"""A report, one of their managers, and the least strength of the step from the one to the other."""

Side = Literal["ours", "theirs"]


class Node(NamedTuple):
    """One of our members, or one of their people."""

    side: Side
    id: str


class Arc(NamedTuple):
    """A step from one node to the next: its strength in (0, 1], and its length ``-ln strength``."""

    target: int
    strength: float
    length: float


@dataclass(frozen=True, eq=False)
class AccessGraph:
    """Who can be reached through whom; arcs refer to a node by its position.

    Attributes
    ----------
    nodes : tuple of Node
        Our members in order of id, then their people in order of id.
    arcs : Arcs
        In order of their ends.
    usable : float
        The least strength of an arc that can be relied on.
    """

    nodes: tuple[Node, ...]
    arcs: "Arcs"
    usable: float

    @classmethod
    def of(
        cls,
        known: Mapping[Pair, float],
        moves: Mapping[Pair, float],
        usable: float,
        members: Collection[str] = (),
        people: Collection[str] = (),
    ) -> Self:
        """Return a graph of the strengths between members and people, and from people to people.

        Parameters
        ----------
        members, people : collections of str
            Further members and people, whom no arc may lead to.
        """
        ours = sorted({*members, *(member for member, _ in known)})
        theirs = sorted({*people, *(person for _, person in known), *(end for pair in moves for end in pair)})
        nodes = (*(Node("ours", member) for member in ours), *(Node("theirs", person) for person in theirs))
        of_us = {member: place for place, member in enumerate(ours)}
        of_them = {person: place for place, person in enumerate(theirs, len(ours))}
        rows = [
            (places[source], of_them[target], strength, -math.log(strength))
            for places, strengths in ((of_us, known), (of_them, moves))
            for (source, target), strength in sorted(strengths.items())
            if strength > 0
        ]
        return cls(nodes, Arcs.of(rows), usable)

    @cached_property
    def out(self) -> tuple[tuple[Arc, ...], ...]:
        """The arcs that leave each node, in order of their targets."""
        found: list[list[Arc]] = [[] for _ in self.nodes]
        for source, *arc in zip(*(column.tolist() for column in self.arcs), strict=True):
            found[source].append(Arc(*arc))
        return tuple(map(tuple, found))

    @cached_property
    def places(self) -> Mapping[Node, int]:
        """Position of each node."""
        return {node: place for place, node in enumerate(self.nodes)}

    @cached_property
    def usable_ends(self) -> tuple[frozenset[int], ...]:
        """Positions that an arc which can be relied on leads to, from each node."""
        return tuple(frozenset([arc.target for arc in arcs if arc.strength >= self.usable]) for arcs in self.out)

    @cached_property
    def usable_sets(self) -> "UsableSets":
        """The same, onward from each node and back from it, as sets of `analytics.routes.cuts`."""
        onward, back = [0] * len(self.nodes), [0] * len(self.nodes)
        for here, arcs in enumerate(self.out):
            for there, strength, _ in arcs:
                if strength >= self.usable:
                    onward[here] |= 1 << there
                    back[there] |= 1 << here
        return UsableSets(onward, back)

    @cached_property
    def members(self) -> tuple[int, ...]:
        """Positions of all our members."""
        return tuple(place for place, node in enumerate(self.nodes) if node.side == "ours")

    def arc(self, source: int, target: int) -> Arc:
        """Return the arc between two nodes that are joined by one."""
        leaving = self.out[source]
        return leaving[bisect_left(leaving, (target,))]

    def ahead(self, targets: Sequence[int]) -> list[FloatArray]:
        """Return the length of the best path from each node to each target; infinite where there is none.

        What was asked once is kept: several chains ask about the same people.
        """
        missing = [target for target in dict.fromkeys(targets) if target not in self._ahead]
        if missing:
            arcs, ends = self.arcs, np.array(missing, dtype=np.int64)
            found = distances(len(self.nodes), arcs.target, arcs.source, arcs.length, ends)
            self._ahead.update(zip(missing, found, strict=True))
        return [self._ahead[target] for target in targets]

    @cached_property
    def _ahead(self) -> dict[int, FloatArray]:
        return {}

    @cached_property
    def cuts(self) -> dict[int, tuple[Sequence[int], Sequence[int]]]:
        """What `cuts_of_each` found of a target: several chains ask about the same people, and so does the account."""
        return {}


class UsableSets(NamedTuple):
    """Nodes that usable arcs lead to from each node, and from which they lead to it: bit n stands for node n."""

    onward: Sequence[int]
    back: Sequence[int]


class Arcs(NamedTuple):
    """Arcs of an access graph: the positions of their ends, their strength and their length."""

    source: IntArray
    target: IntArray
    strength: FloatArray
    length: FloatArray

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, float, float]]) -> Self:
        """Return arcs as arrays."""
        source, target, strength, length = zip(*rows, strict=True) if rows else ((), (), (), ())
        places = np.array(source, dtype=np.int64), np.array(target, dtype=np.int64)
        return cls(*places, np.array(strength, dtype=np.float64), np.array(length, dtype=np.float64))


def access_graph(
    graph: InfluenceGraph,
    members: frozenset[str],
    closeness: Mapping[Pair, float],
    settings: AnalysisSettings,
    ears: Sequence[Ear],
) -> AccessGraph:
    """Return the access graph of an account: who can be reached through whom, with what strength.

    A member reaches a person with ``closeness / 100``. A person reaches the people they move with the weight of that
    arc in the influence graph, and with what the ear of their manager is worth at least (`ears`).

    Parameters
    ----------
    graph : InfluenceGraph
        The influence graph of the present people.
    closeness : mapping
        Closeness of each pair of a member and a person, from 0 to 100.
    ears : sequence of (report, manager, strength)
        Who has the ear of whom along lines.
    """
    known = {pair: value / 100.0 for pair, value in closeness.items()}
    people = graph.people
    ends = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
    moves = {(people[u], people[v]): w for (u, v), w in zip(ends, graph.weight.tolist(), strict=True)}
    present = frozenset(people)
    for report, manager, least in ears:
        if report in present and manager in present:
            moves[report, manager] = max(moves.get((report, manager), 0.0), least)
    return AccessGraph.of(known, moves, settings.access_usable, members, people)


def ears(account: AccountGraph, settings: AnalysisSettings, chain: str | None) -> tuple[Ear, ...]:
    """Return report and manager of each line that counts, with the least strength of that step towards the manager.

    A report has the ear of the manager: with at least 0.30 along a solid line (``access_solid``), and at least 0.25
    along a dotted line or a project line of the chain in scope (``access_dotted``).
    """
    return tuple(_ears(account, settings, chain))


def _ears(account: AccountGraph, settings: AnalysisSettings, chain: str | None) -> Iterator[Ear]:
    for line in account.reporting_lines:
        if line.line == "solid":
            yield line.person, line.manager, settings.access_solid
        elif line.line == "dotted" or (line.line == "project" and line.chain is not None and line.chain == chain):
            yield line.person, line.manager, settings.access_dotted
