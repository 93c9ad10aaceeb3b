"""A weighted directed graph of people, as plain arrays whose order does not depend on the order of the input."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import networkx as nx
import numpy as np
import numpy.typing as npt

nx.config.fallback_to_nx = True  # NetworkX runs on a copy whatever our backend does not run

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool]


@dataclass(frozen=True, slots=True, eq=False)
class PeopleGraph:
    """People in order of their ids, and arcs in order of (source, target), at most one for an ordered pair.

    Two graphs made from the same people and arcs, in any order, are the same bytes, and so are all numbers computed on
    them. Functions of NetworkX accept it like a ``networkx.DiGraph`` on the ids: they pass it to the backend that it
    names (`analytics.backend`), which runs on these arrays.

    Attributes
    ----------
    people : tuple of str
        Ids; the arrays refer to a person by the position here.
    source, target : array of int
        Positions of the two ends of each arc.
    weight : array of float
        Weight of each arc; positive.

    Examples
    --------
    >>> graph = PeopleGraph.from_edges([("cy", "ada", 0.5), ("ada", "bo", 1.0)])
    >>> graph.people, graph.source.tolist(), graph.target.tolist()
    (('ada', 'bo', 'cy'), [0, 2], [1, 0])
    """

    __networkx_backend__: ClassVar[str] = "stakegraph"
    arc_attributes: ClassVar[tuple[str, ...]] = ("weight",)

    people: tuple[str, ...]
    source: IntArray
    target: IntArray
    weight: FloatArray

    def __len__(self) -> int:
        return len(self.people)

    def __iter__(self) -> Iterator[str]:
        return iter(self.people)

    def __contains__(self, person: object) -> bool:
        return person in self.people

    def is_directed(self) -> bool:
        """Return whether arcs have a direction; NetworkX asks."""
        return True

    def is_multigraph(self) -> bool:
        """Return False: there are never two arcs between the same ends; NetworkX asks."""
        return False

    def values(self, attribute: str | None) -> FloatArray:
        """Return an attribute of each arc by its name; 1 for each arc where the name is None or unknown.

        Examples
        --------
        >>> graph = PeopleGraph.from_edges([("ada", "bo", 0.5)])
        >>> graph.values("weight").tolist(), graph.values(None).tolist()
        ([0.5], [1.0])
        """
        return self.weight if attribute == "weight" else np.ones(len(self.source))

    @classmethod
    def of(cls, people: Iterable[str], weights: Mapping[tuple[str, str], float]) -> Self:
        """Return the graph of these people, with an arc for each ordered pair that has a weight."""
        ordered = tuple(sorted(set(people)))
        position = {person: index for index, person in enumerate(ordered)}
        source = np.array([position[one] for one, _ in weights], dtype=np.int64)
        target = np.array([position[other] for _, other in weights], dtype=np.int64)
        weight = np.array(list(weights.values()), dtype=np.float64)
        order = np.lexsort((target, source))
        return cls(ordered, source[order], target[order], weight[order])

    @classmethod
    def from_edges(cls, edges: Iterable[tuple[str, str, float]], people: Iterable[str] = ()) -> Self:
        """Return the graph of (source, target, weight) triples, and of further people, who may have no arc."""
        weights = {(source, target): weight for source, target, weight in edges}
        return cls.of({*people, *(person for pair in weights for person in pair)}, weights)

    def by_person(self, values: FloatArray) -> dict[str, float]:
        """Return the values, one for each person, as a mapping from ids."""
        return dict(zip(self.people, values.tolist(), strict=True))

    def successors(self) -> list[list[int]]:
        """Return for each person the positions that they have an arc to, in order."""
        return _adjacency(len(self), self.source, self.target)

    def predecessors(self) -> list[list[int]]:
        """Return for each person the positions that have an arc to them, in order."""
        return _adjacency(len(self), self.target, self.source)


def _adjacency(size: int, here: IntArray, there: IntArray) -> list[list[int]]:
    neighbours: list[list[int]] = [[] for _ in range(size)]
    for one, other in zip(here.tolist(), there.tolist(), strict=True):
        neighbours[one].append(other)
    return neighbours
