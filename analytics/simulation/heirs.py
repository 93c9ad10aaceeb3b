"""Heirs: who could hold a relationship after one of its two ends has left."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analytics.context import Context
from analytics.graphs.people_graph import FloatArray
from analytics.ranking import DIGITS, ranked
from analytics.routes.access_graph import Node


class Ending(NamedTuple):
    """A relationship that ends when one of its ends leaves, and who could hold it; ``heir`` is None where nobody could.

    ``heir_closeness`` is that of the heir to whoever stays; None where they are not even acquainted.
    """

    member: str
    person: str
    closeness: float
    heir: str | None
    heir_closeness: float | None


class Heirs:
    """Who could take over the relationships of an account; what all of them need is computed once."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of_ours(self, leaver: str) -> list[Ending]:
        """Return the people to whom nobody is closer than one of us who leaves, with the heir among us.

        The heir is the next closest who is at least acquainted (``threshold_acquainted``); without one, whoever else of
        us has the best way to them. Those to whom most closeness is lost, weighted by their influence, come first.
        """
        found = {ending.person: ending for ending in self._of_ours(leaver)}
        influence = self._context.influence
        lost = {
            person: influence[person] * (ending.closeness - (ending.heir_closeness or 0.0))
            for person, ending in found.items()
        }
        return [found[person] for person in ranked(lost)]

    def of_theirs(self, leaver: str) -> list[Ending]:
        """Return all of us who are close to one of theirs who leaves, the closest first, with the heir among theirs.

        The heir is the most influential of those who report to the leaver or to the same manager, or are in the same
        department; without any, the leaver's manager. Placeholders do not count: they are nobody yet.
        """
        context, heir = self._context, self.successor(leaver)
        found = context.people_closeness.get(leaver)
        return [
            Ending(
                member,
                leaver,
                context.closeness[member, leaver],
                heir,
                None if heir is None else self._closeness(member, heir),
            )
            for member in (found.members if found else ())
            if context.closeness[member, leaver] > 0
        ]

    def successor(self, leaver: str) -> str | None:
        """Return which of them could follow somebody who leaves."""
        around = (self._around.get(leaver, set()) | self._colleagues(leaver)) & self._known - {leaver}
        above = self._managers.get(leaver, set()) & self._known
        chosen = around or above
        return ranked({one: self._context.influence[one] for one in chosen})[0] if chosen else None

    def _of_ours(self, leaver: str) -> Iterator[Ending]:
        context = self._context
        for person, found in context.people_closeness.items():
            if found.members[0] == leaver and found.closeness > 0:
                after = next(iter(found.members[1:]), None)
                value = None if after is None else self._closeness(after, person)
                heir = after if value is not None else self._by_other_ways(leaver, person)
                yield Ending(leaver, person, found.closeness, heir, value)

    def _by_other_ways(self, leaver: str, person: str) -> str | None:
        """Return the other one of us with the best way to a person; None if nobody has any."""
        graph, row = self._context.access_graph, self._rows[person]
        found = [(self._ahead[row, place], graph.nodes[place].id) for place in graph.members]
        length, heir = min(((each, one) for each, one in found if one != leaver), default=(np.inf, ""))
        return heir if length < np.inf else None

    def closest(self, person: str) -> tuple[str, float] | None:
        """Return which of us is closest to a person, and how close; None if nobody is at least acquainted."""
        found = self._context.people_closeness.get(person)
        value = None if found is None else self._closeness(found.members[0], person)
        return None if found is None or value is None else (found.members[0], value)

    def _closeness(self, member: str, person: str) -> float | None:
        """Return how close a pair is; None if they are not even acquainted."""
        value = self._context.closeness.get((member, person), 0.0)
        return value if round(value, DIGITS) >= self._context.settings.threshold_acquainted else None

    @cached_property
    def _alone(self) -> Sequence[str]:
        """The people with whom at most one of us is acquainted."""
        return [
            person
            for person, found in self._context.people_closeness.items()
            if not any(self._closeness(one, person) for one in found.members[1:])
        ]

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {person: row for row, person in enumerate(self._alone)}

    @cached_property
    def _ahead(self) -> FloatArray:
        """Length of the best way from every node to each of these people."""
        graph = self._context.access_graph
        rows = graph.ahead([graph.places[Node("theirs", person)] for person in self._alone])
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(graph.nodes))

    @cached_property
    def _known(self) -> frozenset[str]:
        context = self._context
        return frozenset(one for one in context.present if context.people[one].kind != "placeholder")

    @cached_property
    def _managers(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for line in self._context.account.reporting_lines:
            if line.line == "solid":
                found.setdefault(line.person, set()).add(line.manager)
        return found

    @cached_property
    def _around(self) -> Mapping[str, set[str]]:
        """Of each person those who report to them, and those who report to the same manager."""
        below: dict[str, set[str]] = {}
        for person, managers in self._managers.items():
            for manager in managers:
                below.setdefault(manager, set()).add(person)
        around = {manager: set(reports) for manager, reports in below.items()}
        for person, managers in self._managers.items():
            for manager in managers:
                around.setdefault(person, set()).update(below[manager])
        return around

    def _colleagues(self, leaver: str) -> frozenset[str]:
        unit = self._context.departments.get(leaver)
        return frozenset() if unit is None else self._by_unit[unit]

    @cached_property
    def _by_unit(self) -> Mapping[str, frozenset[str]]:
        units: dict[str, set[str]] = {}
        for person, unit in self._context.departments.items():
            units.setdefault(unit, set()).add(person)
        return {unit: frozenset(people) for unit, people in units.items()}
