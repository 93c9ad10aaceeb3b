"""Brokerage roles: the departments between which a person passes things on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from analytics.graphs.people_graph import PeopleGraph


class Roles(NamedTuple):
    """How often a person j stands between i and k, on arcs i -> j -> k without i -> k, by the groups of the three.

    Attributes
    ----------
    coordinator : int
        All three belong to one group.
    gatekeeper : int
        Only i belongs to another group: the person lets things in.
    representative : int
        Only k belongs to another group: the person speaks for the group.
    consultant : int
        i and k belong to one group, the person to another (itinerant broker).
    liaison : int
        All three belong to different groups.
    """

    coordinator: int = 0
    gatekeeper: int = 0
    representative: int = 0
    consultant: int = 0
    liaison: int = 0


def brokerage_roles(arcs: PeopleGraph, groups: Mapping[str, str]) -> dict[str, Roles]:
    """Return how often each person plays each role, on paths i -> person -> k without an arc i -> k.

    *Coordinator*: all three belong to one group. *Gatekeeper*: only i belongs to another group. *Representative*: only
    k does. *Consultant*: i and k belong to one group, the person to another. *Liaison*: three different groups.

    Parameters
    ----------
    groups : mapping
        Group of each person; a person without one is a group of their own.

    References
    ----------
    Gould & Fernandez (1989); the raw counts of sna's ``brokerage``.

    Examples
    --------
    >>> arcs = PeopleGraph.from_edges([("ada", "bo", 1.0), ("bo", "cy", 1.0)])
    >>> brokerage_roles(arcs, {"ada": "legal", "bo": "board", "cy": "board"})["bo"]
    Roles(coordinator=0, gatekeeper=1, representative=0, consultant=0, liaison=0)
    """
    group = [(groups.get(person), None if person in groups else person) for person in arcs.people]
    onward, back = [set(others) for others in arcs.successors()], arcs.predecessors()
    played = [dict.fromkeys(Roles._fields, 0) for _ in arcs.people]
    for broker, sources in enumerate(back):
        for source, target in _open_pairs(onward, broker, sources):
            played[broker][_role(group[source], group[broker], group[target])] += 1
    return {person: Roles(**counts) for person, counts in zip(arcs.people, played, strict=True)}


def total_roles(played: Mapping[str, Roles]) -> Roles:
    """Return the counts of all people together."""
    return Roles(*map(sum, zip(*played.values(), strict=True)))


def _open_pairs(onward: list[set[int]], broker: int, sources: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield each pair of others whose only path of this kind runs through the broker: no arc joins them directly."""
    for source in sources:
        for target in onward[broker] - onward[source]:
            if target != source:
                yield source, target


def _role(source: object, broker: object, target: object) -> str:
    if source == broker:
        return "coordinator" if broker == target else "representative"
    if broker == target:
        return "gatekeeper"
    return "consultant" if source == target else "liaison"
