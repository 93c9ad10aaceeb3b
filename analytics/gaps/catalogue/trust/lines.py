"""Whether the recorded lines can be a chart of who reports to whom."""

from collections.abc import Iterable, Iterator

from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, people
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message
from schemas.rows.account_graph import ReportingEdge


def reporting_cycle(context: GapContext) -> Iterator[Finding]:
    """Find people who, along solid lines, report to each other in a circle."""
    lines = [line for line in _solid(context) if line.person != line.manager]
    for circle in _circles({(line.person, line.manager) for line in lines}):
        names = [context.name.person(person) for person in circle]
        within = [line.id for line in lines if line.person in circle and line.manager in circle]
        yield Finding(
            people(*circle),
            Message("gaps_trust.reporting_cycle", people=names),
            numbers={"people": len(circle)},
            records={"reporting_line": within},
            remedy=Remedy("correct", circle[0]),
        )


def two_solid_managers(context: GapContext) -> Iterator[Finding]:
    """Find people with solid lines to more than one manager."""
    managers: dict[str, dict[str, str]] = {}
    for line in _solid(context):
        if line.person != line.manager:
            managers.setdefault(line.person, {})[line.manager] = line.id
    for person, several in sorted(managers.items()):
        if len(several) > 1:
            names = [context.name.person(manager) for manager in sorted(several)]
            yield Finding(
                people(person),
                Message("gaps_trust.two_solid_managers", person=context.name.person(person), managers=names),
                numbers={"managers": len(several)},
                records={"reporting_line": sorted(several.values()), "person": sorted(several)},
                remedy=Remedy("correct", person),
            )


def self_line(context: GapContext) -> Iterator[Finding]:
    """Find people who are recorded as reporting to themselves, by a line of any kind."""
    selves: dict[str, list[str]] = {}
    for line in context.account.reporting_lines:
        if line.person == line.manager and line.person in context.present:
            selves.setdefault(line.person, []).append(line.id)
    for person, lines in sorted(selves.items()):
        yield Finding(
            people(person),
            Message("gaps_trust.self_line", person=context.name.person(person)),
            records={"reporting_line": sorted(lines)},
            remedy=Remedy("correct", person),
        )


def _solid(context: GapContext) -> list[ReportingEdge]:
    """Return the solid lines between present people, in order of id."""
    lines = [line for line in context.account.reporting_lines if line.line == "solid"]
    present = context.present
    return sorted((line for line in lines if {line.person, line.manager} <= present), key=lambda line: line.id)


def _circles(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the groups of people each of whom reports to each other one over any number of lines, in order of ids."""
    above: dict[str, set[str]] = {}
    for person, manager in pairs:
        above.setdefault(person, set()).add(manager)
    above = _without_ends(above)
    reached = {person: _reached(above, person) for person in above}
    groups = {
        tuple(sorted(other for other in reached[person] if person in reached[other]))
        for person in above
        if person in reached[person]
    }
    return sorted(groups)


def _without_ends(above: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the lines without those that lead to nobody who reports on: in a chart none is left."""
    while True:
        kept = {person: managers & above.keys() for person, managers in above.items()}
        kept = {person: managers for person, managers in kept.items() if managers}
        if kept == above:
            return kept
        above = kept


def _reached(above: dict[str, set[str]], person: str) -> set[str]:
    found: set[str] = set()
    ahead = set(above[person])
    while ahead:
        found |= ahead
        ahead = {manager for each in ahead for manager in above[each]} - found
    return found
