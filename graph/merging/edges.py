"""Edges of somebody who is merged: which go over to the survivor, in which form, and which do not. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, Literal, NamedTuple

from graph.ledger.edge_ids import Relation, relation_of
from graph.ledger.keys import Key
from graph.ledger.record_rows import Row, latest, lifetime_of
from graph.ledger.slots import Place, place_of
from schemas.links import end_links, renamed
from schemas.registry import BY_KIND
from schemas.resource import Resource

RowsOf = Mapping[Key, Sequence[Row]]
"""All rows of each record of one account, newest first."""

DropReason = Literal["same", "place", "self", "circle"]
"""Why an edge does not go over: the survivor has the same one; or another in its place, which is theirs alone (a solid
line, an owner); it is between the two; or the survivor would report to themselves by it."""


class MovedEdge(NamedTuple):
    """An edge of who is merged, and what it becomes: stored values of the survivor's, or why there is none."""

    key: Key
    values: Mapping[str, Any] | None
    reason: DropReason | None


def moved_edges(rows: RowsOf, source: str, target: str, instant: str) -> Iterator[MovedEdge]:
    """Yield every edge of a person that stands at an instant or later, in order of kind and id.

    Of two of which only one may stand the survivor's stays. A primary membership beside another goes over as one that
    is not primary.
    """
    standing = {key: latest(own) for key, own in rows.items() if BY_KIND[key[0]].is_edge and stands(own, instant)}
    theirs = {key for key, row in standing.items() if _names(key, row, source)}
    survivors = _Survivor({key: row for key, row in standing.items() if key not in theirs})
    for key in sorted(theirs):
        resource = BY_KIND[key[0]]
        values = renamed(resource, standing[key], "person", {source: target})
        reason = survivors.refuses(resource, values)
        if reason == "place" and (loose := _without_place(resource, values)) is not None:
            values, reason = loose, None
        if reason is None:
            survivors.take(resource, values)
        yield MovedEdge(key, None if reason else values, reason)


def stands(rows: Sequence[Row], instant: str) -> bool:
    """Whether a record exists at an instant or later."""
    ended = lifetime_of(rows[0])[1]
    return ended is None or ended > instant


def _names(key: Key, row: Row, person: str) -> bool:
    return any(link.key == ("person", person) for link in end_links(BY_KIND[key[0]], row))


def _without_place(resource: Resource, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return an edge that lets go of its place; None where it cannot without being another one."""
    slot = resource.slot
    if slot is None or slot.field in resource.identity:
        return None
    return {name: value for name, value in values.items() if name != slot.field}


class _Survivor:
    """The edges that stand beside what goes over, and what has gone over already."""

    def __init__(self, standing: Mapping[Key, Row]) -> None:
        self._relations: set[Relation] = set()
        self._places: set[Place] = set()
        self._managers: dict[str, set[str]] = defaultdict(set)
        for key, row in standing.items():
            self.take(BY_KIND[key[0]], row)

    def take(self, resource: Resource, values: Mapping[str, Any]) -> None:
        """Note an edge that stands."""
        self._relations.add(relation_of(resource, values))
        if (place := place_of(resource, values)) is not None:
            self._places.add(place)
        if _is_solid(resource, values):
            self._managers[values["person"]].add(values["manager"])

    def refuses(self, resource: Resource, values: Mapping[str, Any]) -> DropReason | None:
        """Return why an edge cannot stand beside the others; None where it can."""
        ends = end_links(resource, values)
        if len({link.key for link in ends}) < len(ends):
            return "self"
        if relation_of(resource, values) in self._relations:
            return "same"
        if place_of(resource, values) in self._places:
            return "place"
        if _is_solid(resource, values) and values["person"] in self._above(values["manager"]):
            return "circle"
        return None

    def _above(self, person: str) -> Set[str]:
        """Return everybody to whom a person reports, even through others, and the person."""
        found, waiting = {person}, [person]
        while waiting:
            new = self._managers.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found


def _is_solid(resource: Resource, values: Mapping[str, Any]) -> bool:
    return resource.kind == "reporting_line" and values.get("line") == "solid"
