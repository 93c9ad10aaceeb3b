"""Solid lines, of their people and of ours: they close no cycle at any instant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from graph.ledger.keys import Key, Violation
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Lifetime, Row, lifetime_of
from graph.ledger.slots import common, is_empty
from schemas.links import Link, end_links
from schemas.messages.message import Message
from schemas.registry import BY_KIND, RESOURCES

KINDS = frozenset(resource.kind for resource in RESOURCES if resource.solid_tree)

Line = tuple[str, Lifetime]
"""Manager, and when the line to them counts."""


class _SolidLine:
    """A solid line with its ends."""

    __slots__ = ("key", "manager", "report", "row")

    def __init__(self, key: Key, row: Row) -> None:
        self.key = key
        self.row = row
        self.report, self.manager = _ends(key, row)


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield the records touched by a plan that close a cycle of solid lines."""
    for resource in RESOURCES:
        if resource.solid_tree:
            yield from _solid_cycles(plan, resource.kind)


def _ends(key: Key, row: Row) -> list[Link]:
    return end_links(BY_KIND[key[0]], row)


def _solid_cycles(plan: PlannedRecords, kind: str) -> Iterator[Violation]:
    """Yield what closes a cycle, a line or a life; lines are laid one after the other, in the order of their items."""
    solid = [_SolidLine(key, row) for key, row in plan.relations() if key[0] == kind and row["line"] == "solid"]
    if _leads_nowhere_back((line.report.id, line.manager.id) for line in solid):
        return
    changed = [(_changed_by(plan, line), line) for line in solid]
    lines_of: dict[str, list[Line]] = defaultdict(list)
    for cause, line in sorted(changed, key=lambda one: (plan.touched_by[one[0]] if one[0] else -1, one[1].key)):
        time = _counts(plan, line)
        shared = _meeting(time, lines_of, line.manager.id, line.report.id) if cause else None
        if cause is None or shared is None:
            lines_of[line.report.id].append((line.manager.id, time))
        else:
            place = "/manager" if cause == line.key else ""
            yield cause, place, _cycle(line.report.id, line.manager.id, shared)


def _leads_nowhere_back(lines: Iterable[tuple[str, str]]) -> bool:
    """Whether lines close no cycle even when they all count at once: quick to find out, and nearly always so."""
    managers: dict[str, set[str]] = defaultdict(set)
    for report, manager in lines:
        managers[report].add(manager)
    try:
        TopologicalSorter(managers).prepare()
    except CycleError:
        return False
    return True


def _changed_by(plan: PlannedRecords, line: _SolidLine) -> Key | None:
    """Return the record whose item, the last of those, decides when a line counts; None where all is as stored."""
    ends = (line.report.key, line.manager.key)
    causes = [end for end in ends if plan.lives_otherwise(end)] + [line.key] * (line.key in plan.touched_by)
    return max(causes, key=lambda one: plan.touched_by[one], default=None)


def _cycle(report: str, manager: str, time: Lifetime) -> Message:
    if time[0]:
        return Message("ledger.cycle_since", report=report, manager=manager, since=time[0])
    return Message("ledger.cycle", report=report, manager=manager)


def _counts(plan: PlannedRecords, line: _SolidLine) -> Lifetime:
    """Return when a line counts: while it and both its ends exist."""
    ends = (plan.lifetime(line.report.key), plan.lifetime(line.manager.key))
    lifetimes = [lifetime_of(line.row), *(end for end in ends if end is not None)]
    stops = [end for _, end in lifetimes if end is not None]
    return max((start or "") for start, _ in lifetimes) or None, min(stops) if stops else None


def _meeting(when: Lifetime, lines_of: Mapping[str, list[Line]], start: str, goal: str) -> Lifetime | None:
    """Return a time within ``when`` at which lines lead from ``start`` up to ``goal``, or None."""
    seen: set[tuple[str, Lifetime]] = set()
    waiting = [(start, when)]
    while waiting:
        person, time = waiting.pop()
        if (person, time) in seen or is_empty(time):
            continue
        seen.add((person, time))
        if person == goal:
            return time
        waiting.extend((manager, common(time, own)) for manager, own in lines_of.get(person, ()))
    return None
