"""Assumed lines: to whom somebody of known seniority is assumed to report while nobody has drawn their line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Seniority

LEVELS: Sequence[str] = get_args(Seniority)[:-1]
"""Known levels of seniority, from the top down."""


class AssumedLine(NamedTuple):
    """A line that nobody drew, from the ``report`` to a ``manager``; ``confidence`` is shared among the managers."""

    report: str
    manager: str
    confidence: float


class AssumedLines(NamedTuple):
    """All assumed lines, in order of report and manager, and the people for whom there would be too many managers."""

    lines: tuple[AssumedLine, ...]
    too_many: tuple[str, ...]


NOTHING_ASSUMED = AssumedLines((), ())


@dataclass(frozen=True)
class Seats:
    """Who sits where: people of known seniority, by department and level; outsiders and people who left have no seat.

    Attributes
    ----------
    level : mapping
        Place of each person's seniority in `LEVELS`.
    unit : mapping
        The department that counts for each person.
    above : mapping
        The department that each department belongs to.
    of_unit : mapping
        The people of each department, without those below it, by level, in order of id; None: of the whole account.
    known : dict
        What was asked before: nobody of one department and level has other managers than the rest.
    """

    level: Mapping[str, int]
    unit: Mapping[str, str]
    above: Mapping[str, str | None]
    of_unit: Mapping[str | None, Mapping[int, Sequence[str]]]

    known: dict[tuple[str | None, int], Sequence[str]] = field(default_factory=dict, compare=False)

    def managers(self, person: str, without: str | None = None) -> Sequence[str]:
        """Return to whom a person with a seat would report, however many they are; ``without`` is left out."""
        unit, level = self.unit.get(person), self.level[person]
        if without is not None:
            return self._managers(unit, level, without)
        if (unit, level) not in self.known:
            self.known[unit, level] = self._managers(unit, level, None)
        return self.known[unit, level]

    def _managers(self, own: str | None, level: int, without: str | None) -> Sequence[str]:
        for unit in self._upwards(own):
            for each in range(level - 1, -1, -1):
                if found := self._seated(unit, each, without):
                    return found
        tops = (self._seated(None, each, without) for each in range(level))
        return next(filter(None, tops), ())

    def _seated(self, unit: str | None, level: int, without: str | None) -> Sequence[str]:
        return [each for each in self.of_unit.get(unit, {}).get(level, ()) if each != without]

    def _upwards(self, unit: str | None) -> Iterator[str]:
        """Yield a department and those above it, each once, the nearest first."""
        seen: set[str] = set()
        while unit is not None and unit not in seen:
            seen.add(unit)
            yield unit
            unit = self.above.get(unit)


def seats(account: AccountGraph, present: frozenset[str], departments: Mapping[str, str]) -> Seats:
    """Return who sits where among the present people.

    Parameters
    ----------
    departments : mapping
        The department that counts for each person.
    """
    level = {
        each.id: LEVELS.index(each.seniority)
        for each in account.people
        if each.id in present and each.seniority in LEVELS and each.kind != "external"
    }
    of_unit: dict[str | None, dict[int, list[str]]] = {}
    for person in sorted(level):
        for unit in {departments.get(person), None}:
            of_unit.setdefault(unit, {}).setdefault(level[person], []).append(person)
    return Seats(level, departments, {unit.id: unit.part_of for unit in account.departments}, of_unit)


def assumed_lines(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], seats: Seats
) -> AssumedLines:
    """Return the lines that follow from seniority and department where nobody has drawn a solid line.

    A present person of known seniority who is not an outsider and has no solid line to another present person is
    assumed to report to the people of the least seniority above their own in their own department; without one to those
    of the nearest department above it that has one; else to the most senior people of the account, if these are above
    them.
    Outsiders are nobody's manager, placeholders may be. Up to five managers (``assumed_managers``) share the line, each
    with the confidence 0.3 (``assumed_confidence``) divided by their number; if there would be more, no line is
    assumed. ``assume_lines`` switches all of this off.

    References
    ----------
    This project's definition.

    Examples
    --------
    >>> from schemas.rows.account_graph import PersonNode
    >>> ada, bo = (PersonNode(name, None, None, level, None, None, None, None)
    ...            for name, level in (("ada", "c_level"), ("bo", "manager")))
    >>> firm, both = AccountGraph("a1", "", "", 1, people=(ada, bo)), frozenset({"ada", "bo"})
    >>> assumed_lines(firm, AnalysisSettings(), both, seats(firm, both, {})).lines
    (AssumedLine(report='bo', manager='ada', confidence=0.3),)
    """
    if settings.assume_lines == "off":
        return NOTHING_ASSUMED
    charted = {
        line.person for line in account.reporting_lines if line.line == "solid" and present.issuperset(line[1:3])
    }
    lines: list[AssumedLine] = []
    too_many: list[str] = []
    for person in sorted(seats.level.keys() - charted):
        managers = seats.managers(person)
        if len(managers) > settings.assumed_managers:
            too_many.append(person)
        else:
            lines += shared(person, managers, settings)
    return AssumedLines(tuple(lines), tuple(too_many))


def shared(report: str, managers: Sequence[str], settings: AnalysisSettings) -> Iterator[AssumedLine]:
    """Yield the assumed lines of a person, shared evenly; none if there are too many managers."""
    if len(managers) <= settings.assumed_managers:
        for manager in managers:
            yield AssumedLine(report, manager, settings.assumed_confidence / len(managers))
