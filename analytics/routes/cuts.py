"""Cuts: how many paths to a person have nobody in common, and who can close all of them.

Sets of nodes are whole numbers here, in which bit n stands for node n: what many nodes lead to is found at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analytics.routes.access_graph import US, AccessGraph


@dataclass(frozen=True)
class UsableArcs:
    """The usable arcs of an access graph, as the set of nodes at the other end; the same for whoever is sought."""

    graph: AccessGraph

    @cached_property
    def onward(self) -> Sequence[int]:
        """The nodes that a usable arc leads to, for each node."""
        return self.graph.usable_sets.onward

    def last(self, goal: int) -> int:
        """Return the nodes from which a usable arc leads to a node."""
        return self.graph.usable_sets.back[goal]

    @cached_property
    def rank(self) -> Sequence[int]:
        """The place of each node in order of id; of two with one id ours comes first."""
        nodes = self.graph.nodes
        found = [0] * len(nodes)
        for place, node in enumerate(sorted(range(len(nodes)), key=lambda node: (nodes[node].id, nodes[node].side))):
            found[node] = place
        return found


class _Reached(NamedTuple):
    """What us can walk to: a node is walked into and then out of, but for one on a way: that is taken already.

    Attributes
    ----------
    into, out : int
        The nodes that are walked into, and those that are walked out of.
    stopped : int
        The nodes that are walked out of where the walk ended early.
    """

    into: int
    out: int
    stopped: int = 0


class _Trail:
    """How a walk came to where it is.

    Attributes
    ----------
    steps : list of (int, int)
        A node that was walked out of, and the nodes that were walked into from there and from nowhere before.
    back : dict
        A node on a way that was walked out of -> the next one on that way, from which it was walked back to.
    """

    def __init__(self, entries: int) -> None:
        self.steps = [(US, entries)]
        self.back: dict[int, int] = {}

    def before(self, node: int) -> int | None:
        """Return from where a node was walked into; None if it was only walked back into."""
        return next((here for here, found in self.steps if found >> node & 1), None)


class UsableFlow:
    """A greatest set of usable ways from us to one person that share nobody, and what follows from it.

    A way that is taken may be walked back, which gives it up for a better one.

    Parameters
    ----------
    goal : int
        The person who is sought.
    entries : sequence of int
        The members a way may begin with.

    References
    ----------
    Menger (1927); Ford and Fulkerson (1956); Picard and Queyranne (1980), on all smallest cuts.
    """

    def __init__(self, arcs: UsableArcs, goal: int, entries: Sequence[int]) -> None:
        self._arcs, self._goal = arcs, goal
        self._next: dict[int, int] = {}
        self._before: dict[int, int] = {}
        self._taken = 0  # the nodes on a way
        self._ends = arcs.last(goal)  # where an arc that no way takes leads to the goal
        self._entries = sum(1 << entry for entry in entries)  # with which no way begins
        while not (reached := self._take_one_more()):
            pass
        self._reached: _Reached = reached

    @property
    def ways(self) -> int:
        """How many ways share nobody."""
        return sum(before == US for before in self._before.values())

    def cut(self) -> tuple[int, ...]:
        """Return the smallest set of nodes without which no usable way is left; of several the first by sorted ids.

        A smallest cut has one node of each way. Each node in order of id is in it that can be cut together with those
        before: nothing that is walked to when they are walked into leads past one of them.
        """
        rank = self._arcs.rank.__getitem__
        reached, chosen = self._reached, 0
        for node in sorted(self._before, key=rank):
            further = self._up_to(node, reached, chosen)
            if further:
                reached, chosen = further, chosen | 1 << node
        return tuple(sorted(_nodes_in(chosen), key=rank))

    def on_every_way(self) -> list[int]:
        """Return the nodes that every usable way goes through, in that order: each is a cut by itself."""
        if self.ways != 1:
            return []
        here = next(node for node, before in self._before.items() if before == US)
        along = []
        while here != self._goal:
            along.append(here)
            here = self._next[here]
        return [node for node in along if self._up_to(node, self._reached, 0)]

    def _up_to(self, node: int, reached: _Reached, chosen: int) -> _Reached | None:
        """Return what is walked to when a node is walked into; None if that leads past it or past a chosen one."""
        if reached.out >> node & 1:
            return None
        if reached.into >> node & 1:
            return reached
        before = self._before[node]
        out = 0 if before == US else 1 << before & ~reached.out
        start = _Reached(reached.into | 1 << node, reached.out | out)
        further = self._walk(out, start, self._ends | chosen | 1 << node, _Trail(0))
        return None if further.stopped else further

    def _take_one_more(self) -> _Reached | None:
        """Take one more way; if there is none, return what is walked to."""
        trail = _Trail(self._entries)
        reached = self._walk(self._entries, _Reached(self._entries, self._entries), self._ends, trail)
        if not reached.stopped:
            return reached
        self._take(next(_nodes_in(reached.stopped)), trail)
        return None

    def _walk(self, out: int, reached: _Reached, stop: int, trail: _Trail) -> _Reached:
        """Walk on from nodes that are walked out of, as far as possible or until one of them is one to stop at."""
        into, outs = reached.into, reached.out
        while out and not out & stop:
            further = 0
            for here in _nodes_in(out):
                found, back = self._arcs.onward[here] & ~into, self._taken & ~into & 1 << here
                into |= found | back
                trail.steps.append((here, found))
                further |= found & ~self._taken
                for there in _nodes_in(back | found & self._taken):
                    before = self._before[there]
                    if before != US and not (outs | further) >> before & 1:
                        trail.back[before] = there
                        further |= 1 << before
            out = further & ~outs
            outs |= out
        return _Reached(into, outs, out & stop)

    def _take(self, last: int, trail: _Trail) -> None:
        """Take the way that a walk found, and give up what it walked back."""
        here, there = last, self._goal
        added: list[tuple[int, int]] = []
        while here != US:
            added.append((here, there))
            here, there = self._step_before(here, trail)
        self._entries &= ~(1 << there)
        self._ends &= ~(1 << last)
        self._next |= dict(added)
        self._before |= {there: here for here, there in [*added, (US, there)] if there != self._goal}
        self._taken = sum(1 << node for node in self._before)

    def _step_before(self, here: int, trail: _Trail) -> tuple[int, int]:
        """Return the step by which a walk came to a node that it walked out of, and give up what it walked back."""
        there, before = here, None
        while before is None:
            if there in trail.back:
                after = trail.back[there]
                del self._next[there], self._before[after]
                there = after
            before = trail.before(there)
        return before, there


def _nodes_in(nodes: int) -> Iterator[int]:
    """Yield the nodes of a set, in order."""
    while nodes:
        lowest = nodes & -nodes
        nodes ^= lowest
        yield lowest.bit_length() - 1
