"""NetworkX graphs as arrays: the backend may be called with graphs that are not ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from analytics.graphs.people_graph import FloatArray, PeopleGraph


@dataclass(frozen=True, slots=True, eq=False)
class ConvertedGraph(PeopleGraph):
    """A NetworkX graph: its nodes, of any kind, in their order, and the edge attributes that a function needs."""

    directed: bool
    attributes: Mapping[str, FloatArray]

    @classmethod
    def of_networkx(cls, graph: Any, defaults: Mapping[str, float | None]) -> Self:
        """Return the arrays of a graph; an edge without an attribute gets the default, or 1 if the default is None."""
        position = {node: place for place, node in enumerate(graph)}
        arcs = [(position[one], position[other], data) for one, other, data in graph.edges(data=True)]
        if not graph.is_directed():
            arcs += [(other, one, data) for one, other, data in arcs if one != other]
        arcs.sort(key=lambda arc: arc[:2])
        attributes = {
            name: np.array([data.get(name, 1 if default is None else default) for *_, data in arcs], dtype=np.float64)
            for name, default in defaults.items()
        }
        return cls(
            people=tuple(graph),
            source=np.array([arc[0] for arc in arcs], dtype=np.int64),
            target=np.array([arc[1] for arc in arcs], dtype=np.int64),
            weight=np.ones(len(arcs)),
            directed=graph.is_directed(),
            attributes=attributes,
        )

    def is_directed(self) -> bool:
        """Return whether arcs have a direction; if not, each edge is an arc in both directions."""
        return self.directed

    def values(self, attribute: str | None) -> FloatArray:
        """Return an attribute of each arc by its name; 1 for each arc where the name is None or unknown."""
        return self.attributes.get(attribute or "", np.ones(len(self.source)))
