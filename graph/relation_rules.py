"""What the edges of one account must satisfy together, after a write.

* one open edge of a type between the same ends;
* one open solid reporting line a person;
* no cycle of solid lines at any instant, and none of departments that are part of one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from graph.edge_ids import Relation, relation_of
from graph.item_rules import Key
from graph.record_rows import Lifetime, Row, lifetime_of
from graph.write_plan import LedgerPlan
from schemas.resources import BY_KIND

Violation = tuple[Key, str, str]
"""Record at fault, the field to point to, and the sentence."""

Line = tuple[str, Lifetime]
"""Manager, and when the line to them counts."""


def violations(plan: LedgerPlan, parts: Mapping[str, str | None]) -> Iterator[Violation]:
    """Yield what the records touched by a plan break.

    Parameters
    ----------
    parts : mapping
        Department of the account -> the one it is part of, as stored.
    """
    if any(BY_KIND[key[0]].is_edge for key in plan.touched_by):
        yield from _second_open_edges(plan)
        yield from _second_solid_lines(plan)
    yield from _solid_cycles(plan)
    yield from _department_cycles(plan, parts)


def _second_open_edges(plan: LedgerPlan) -> Iterator[Violation]:
    open_edges: dict[Relation, list[Key]] = defaultdict(list)
    for key, row in plan.edges():
        if row.get("valid_to") is None:
            open_edges[relation_of(BY_KIND[key[0]], row)].append(key)
    for relation, keys in open_edges.items():
        if len(keys) > 1:
            detail = f"the open {relation[0]} between the same ends is '{{other}}'; change or end that one"
            yield from _blame(plan, keys, "", detail)


def _second_solid_lines(plan: LedgerPlan) -> Iterator[Violation]:
    open_lines: dict[str, list[Key]] = defaultdict(list)
    for key, row in plan.edges():
        if key[0] == "reporting_line" and row["line"] == "solid" and row.get("valid_to") is None:
            open_lines[row["person"]].append(key)
    for person, keys in open_lines.items():
        if len({plan.rows[key][0]["manager"] for key in keys}) > 1:
            detail = f"person '{person}' has an open solid line already, '{{other}}'; end that one first"
            yield from _blame(plan, keys, "/manager", detail)


def _blame(plan: LedgerPlan, keys: list[Key], place: str, detail: str) -> Iterator[Violation]:
    """Yield the touched records of a group of which one may stand: all but the one that stood first."""
    first = min(keys, key=lambda key: (plan.touched_by.get(key, -1), key))
    for key in keys:
        if key != first and key in plan.touched_by:
            yield key, place, detail.format(other=first[1])


def _solid_cycles(plan: LedgerPlan) -> Iterator[Violation]:
    """Yield what closes a cycle, a line or a life; lines are laid one after the other, in the order of their items."""
    solid = [(key, row) for key, row in plan.edges() if key[0] == "reporting_line" and row["line"] == "solid"]
    if _leads_nowhere_back(row for _, row in solid):
        return
    changed = [(_changed_by(plan, key, row), key, row) for key, row in solid]
    lines_of: dict[str, list[Line]] = defaultdict(list)
    for cause, key, row in sorted(changed, key=lambda line: (plan.touched_by[line[0]] if line[0] else -1, line[1])):
        time = _counts(plan, row)
        shared = _meeting(time, lines_of, row["manager"], row["person"]) if cause else None
        if cause is None or shared is None:
            lines_of[row["person"]].append((row["manager"], time))
        else:
            yield cause, "/manager" if cause == key else "", _cycle_sentence(row, shared)


def _leads_nowhere_back(lines: Iterable[Row]) -> bool:
    """Whether lines close no cycle even when they all count at once: quick to tell, and nearly always so."""
    managers: dict[str, set[str]] = defaultdict(set)
    for row in lines:
        managers[row["person"]].add(row["manager"])
    try:
        TopologicalSorter(managers).prepare()
    except CycleError:
        return False
    return True


def _changed_by(plan: LedgerPlan, key: Key, row: Row) -> Key | None:
    """Return the record whose item, the last of those, decides when a line counts; None where all is as stored."""
    people = [("person", row[end]) for end in ("person", "manager")]
    causes = [one for one in people if plan.lives_otherwise(one)] + [key] * (key in plan.touched_by)
    return max(causes, key=lambda one: plan.touched_by[one], default=None)


def _cycle_sentence(row: Row, time: Lifetime) -> str:
    since = f" from {time[0]}" if time[0] else ""
    return (
        f"'{row['manager']}' reports to '{row['person']}' on solid lines{since}:"
        f" with the line of '{row['person']}' to '{row['manager']}' that would be a cycle"
    )


def _counts(plan: LedgerPlan, row: Row) -> Lifetime:
    """Return when an edge counts: while it and both its ends exist."""
    ends = (plan.lifetime(("person", row["person"])), plan.lifetime(("person", row["manager"])))
    lifetimes = [lifetime_of(row), *(end for end in ends if end is not None)]
    stops = [end for _, end in lifetimes if end is not None]
    return max((start or "") for start, _ in lifetimes) or None, min(stops) if stops else None


def _meeting(when: Lifetime, lines_of: Mapping[str, list[Line]], start: str, goal: str) -> Lifetime | None:
    """Return a time within ``when`` at which lines lead from ``start`` up to ``goal``, or None."""
    seen: set[tuple[str, Lifetime]] = set()
    waiting = [(start, when)]
    while waiting:
        person, time = waiting.pop()
        if (person, time) in seen or _is_empty(time):
            continue
        seen.add((person, time))
        if person == goal:
            return time
        waiting.extend((manager, _common(time, own)) for manager, own in lines_of.get(person, ()))
    return None


def _common(first: Lifetime, second: Lifetime) -> Lifetime:
    stops = [end for end in (first[1], second[1]) if end is not None]
    return max(first[0] or "", second[0] or "") or None, min(stops) if stops else None


def _is_empty(time: Lifetime) -> bool:
    return time[1] is not None and time[1] <= (time[0] or "")


def _department_cycles(plan: LedgerPlan, parts: Mapping[str, str | None]) -> Iterator[Violation]:
    touched = [key for key in plan.touched_by if key[0] == "department"]
    part_of = {**parts, **{key[1]: plan.latest(key).get("part_of") for key in touched}}
    for key in touched:
        above, seen = part_of.get(key[1]), set()
        while above is not None and above not in seen:
            if above == key[1]:
                yield key, "/part_of", f"department '{key[1]}' would be part of itself"
                break
            seen.add(above)
            above = part_of.get(above)
