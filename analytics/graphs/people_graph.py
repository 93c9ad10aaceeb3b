"""A weighted directed graph on people, as plain arrays in an order that the input cannot change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

import networkx as nx
import numpy as np
import numpy.typing as npt

nx.config.fallback_to_nx = True  # what our backend does not run, NetworkX runs on a copy

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool]


@dataclass(frozen=True, slots=True, eq=False)
class PeopleGraph:
    """People in order of their ids, and arcs in order of (source, target), at most one for an ordered pair.

    Two graphs made from the same people and arcs in any order are the same bytes, and so is what is computed on them.
    Functions of NetworkX take it as they take a ``networkx.DiGraph`` on the ids: they hand it to the backend that it
    names (`analytics.backend`), which runs on these arrays.

    Attributes
    ----------
    people : tuple of str
        Ids; a position in it is how the arrays name a person.
    source, target : array of int
        Positions of the two ends of each arc.
    weight : array of float
        Of each arc; positive.

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
        """Return whether an arc has a direction, as NetworkX asks."""
        return True

    def is_multigraph(self) -> bool:
        """Return whether there may be two arcs between the same ends, as NetworkX asks: never."""
        return False

    def values(self, attribute: str | None) -> FloatArray:
        """Return one number for each arc, by the name of what it tells; 1 of each where that is None or not known.

        Examples
        --------
        >>> graph = PeopleGraph.from_edges([("ada", "bo", 0.5)])
        >>> graph.values("weight").tolist(), graph.values(None).tolist()
        ([0.5], [1.0])
        """
        return self.weight if attribute == "weight" else np.ones(len(self.source))

    @classmethod
    def of(cls, people: Iterable[str], weights: Mapping[tuple[str, str], float]) -> Self:
        """Return the graph of some people and the weights of ordered pairs of them."""
        ordered = tuple(sorted(set(people)))
        position = {person: index for index, person in enumerate(ordered)}
        arcs = sorted((position[source], position[target], weight) for (source, target), weight in weights.items())
        return cls(
            people=ordered,
            source=np.array([arc[0] for arc in arcs], dtype=np.int64),
            target=np.array([arc[1] for arc in arcs], dtype=np.int64),
            weight=np.array([arc[2] for arc in arcs], dtype=np.float64),
        )

    @classmethod
    def from_edges(cls, edges: Iterable[tuple[str, str, float]], people: Iterable[str] = ()) -> Self:
        """Return the graph of (source, target, weight) triples, and of people who may stand alone."""
        weights = {(source, target): weight for source, target, weight in edges}
        return cls.of({*people, *(person for pair in weights for person in pair)}, weights)

    def by_person(self, values: FloatArray) -> dict[str, float]:
        """Return one value a person as a mapping from ids."""
        return dict(zip(self.people, values.tolist(), strict=True))

    def successors(self) -> list[list[int]]:
        """Return for each person the positions they have an arc to, in order."""
        return _adjacency(len(self), self.source, self.target)

    def predecessors(self) -> list[list[int]]:
        """Return for each person the positions that have an arc to them, in order."""
        return _adjacency(len(self), self.target, self.source)


def _adjacency(size: int, here: IntArray, there: IntArray) -> list[list[int]]:
    neighbours: list[list[int]] = [[] for _ in range(size)]
    for one, other in zip(here.tolist(), there.tolist(), strict=True):
        neighbours[one].append(other)
    return neighbours
