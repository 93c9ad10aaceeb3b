"""Moves: the people whom each person moves, and how much of their own influence comes from there."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analytics.graphs.grounds import KINDS, Grounds, RecordKind
from analytics.graphs.people_graph import FloatArray
from analytics.graphs.projection import InfluenceGraph


class Record(NamedTuple):
    """A record behind an arc; ``weight`` is the probability that the arc would have with this record alone.

    An assumed line has no record, and so no id.
    """

    kind: RecordKind
    id: str | None
    weight: float


class Moved(NamedTuple):
    """A person who is moved: with what probability, how much of their attention moves on to the mover, and why."""

    id: str
    weight: float
    onward: float
    share: float
    rests_on: tuple[Record, ...]


def moves(
    graph: InfluenceGraph, attention: FloatArray, grounds: Grounds, influence: Mapping[str, float]
) -> dict[str, list[Moved]]:
    """Return the people whom each person moves and the share of influence that this gives, the largest share first.

    The ``share`` is ``onward`` times the influence of the person who is moved, where ``onward`` is the probability that
    their attention moves on to the mover.

    Returns
    -------
    dict
        Person id -> the people they move. The shares and the ``restart`` of `components` sum to influence within 1e-12.

    Examples
    --------
    >>> import numpy as np
    >>> behind = Grounds(np.array([0]), np.array([0]), ["i1"], np.array([0.5]), np.array([1.0]))
    >>> graph = InfluenceGraph.from_edges([("ada", "bo", 0.5)])
    >>> moves(graph, np.array([0.425]), behind, {"ada": 0.6, "bo": 0.4})["ada"]
    [Moved(id='bo', weight=0.5, onward=0.425, share=0.17, rests_on=(Record(kind='influence', id='i1', weight=0.5),))]
    """
    records: list[list[Record]] = [[] for _ in graph.weight]
    for arc, record in _records(grounds):
        records[arc].append(record)
    found: dict[str, list[Moved]] = {person: [] for person in graph.people}
    ends = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
    arcs = zip(ends, graph.weight.tolist(), attention.tolist(), records, strict=True)
    for (source, target), weight, onward, behind in arcs:
        other = graph.people[target]
        found[graph.people[source]].append(Moved(other, weight, onward, onward * influence[other], tuple(behind)))
    for people in found.values():
        people.sort(key=lambda each: (-each.share, each.id))
    return found


def _records(grounds: Grounds) -> Iterator[tuple[int, Record]]:
    names = list(KINDS.values())
    for arc, kind, name, weight in zip(
        grounds.arc.tolist(), grounds.kind.tolist(), grounds.ids, grounds.weight.tolist(), strict=True
    ):
        yield arc, Record(names[kind], None if names[kind] == "assumed_line" else name, weight)
