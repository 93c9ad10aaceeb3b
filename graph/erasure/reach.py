"""How far an erasure reaches: what cannot be without the erased goes along, what just names it lets go of it. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from graph.erasure.texts import without_names
from graph.ledger.keys import Key
from graph.ledger.record_rows import Row, latest
from graph.ledger.stored_form import nested_text, record_name, unnested
from schemas.links import end_links, reference_links
from schemas.registry import BY_KIND
from schemas.resource import Reference, Resource

RowsOf = Mapping[Key, Sequence[Row]]
"""All rows of each record of one ledger, newest first."""


@dataclass(frozen=True, slots=True)
class Goal:
    """References that no record may hold any more.

    Attributes
    ----------
    gone : set
        Records that are erased.
    identities : tuple or None
        First and last of the texts of an identity that names someone erased.
    names : pattern or None
        Finds what they were called in a text.
    """

    gone: Set[Key]
    identities: tuple[str, str] | None = None
    names: re.Pattern[str] | None = None


@dataclass(slots=True)
class Sweep:
    """The effect of an erasure on one ledger.

    Attributes
    ----------
    erased, scrubbed : list
        Records removed with all their rows, and those that were changed in place.
    changed : list
        Kind, new row and old row of records whose newest row changes.
    rewritten : list
        Older rows that change, with the name of their record.
    removed : list
        Record and sequence of older rows that are removed singly.
    """

    ledger: str
    rows: RowsOf
    erased: list[Key] = field(default_factory=list)
    scrubbed: list[Key] = field(default_factory=list)
    changed: list[tuple[str, Row, Row]] = field(default_factory=list)
    rewritten: list[Row] = field(default_factory=list)
    removed: list[tuple[str, int]] = field(default_factory=list)

    @property
    def entries(self) -> list[dict[str, str]]:
        """The entries of its change: ids only."""
        whats = (("erased", self.erased), ("scrubbed", self.scrubbed))
        return [{"kind": kind, "id": one, "what": what} for what, keys in whats for kind, one in keys]


def gone_with(rows: RowsOf, target: Key) -> dict[Key, None]:
    """Return what an erasure removes, the target first: its edges, what belongs to it or is about it, and so on.

    With a person goes everybody who was merged into them, and whom they were merged into: it is one human.
    """
    naming: dict[Key, list[Key]] = defaultdict(list)
    for key, own in rows.items():
        for named in {named for group in _supports(BY_KIND[key[0]], latest(own)) for named in group}:
            naming[named].append(key)
    gone = {target: None, **dict.fromkeys(_the_same(rows, target))}
    waiting = [*gone]
    while waiting:
        for key in naming.get(waiting.pop(), ()):
            if key not in gone and _falls(BY_KIND[key[0]], latest(rows[key]), gone.keys()):
                gone[key] = None
                waiting.append(key)
    return gone


def _the_same(rows: RowsOf, target: Key) -> Iterator[Key]:
    """Yield everybody with whom a person was made one by merging, themselves too."""
    linked: dict[Key, set[Key]] = defaultdict(set)
    for key, own in rows.items():
        if key[0] == "person" and (into := own[0].get("merged_into")) is not None:
            linked[key].add(("person", into))
            linked["person", into].add(key)
    found, waiting = {target}, [target]
    while waiting:
        new = linked.get(waiting.pop(), set()) - found
        found |= new
        waiting += sorted(new)
    yield from sorted(found)


def sweep_of(ledger: str, rows: RowsOf, goal: Goal) -> Sweep:
    """Return what must be done to the records of a ledger, so that nothing of the goal is left in any row."""
    sweep = Sweep(ledger, rows, [key for key in goal.gone if key in rows])
    for key, own in rows.items():
        if key in goal.gone:
            continue
        left = [(row, new) for row in own if (new := _cleaned(BY_KIND[key[0]], row, goal)) is not None]
        if len(left) < len(own) or any(row != new for row, new in left):
            _scrub(sweep, key, own, left)
    return sweep


def _scrub(sweep: Sweep, key: Key, own: Sequence[Row], left: Sequence[tuple[Row, Row]]) -> None:
    """Note the new rows of a record; when its newest row goes, the one before takes its place and its lifetime."""
    name, newest = record_name(sweep.ledger, *key), own[0]
    (_, new), *older = left
    new = {**new, "valid_from": newest.get("valid_from"), "valid_to": newest.get("valid_to")}
    sweep.scrubbed.append(key)
    sweep.changed.append((key[0], {at: value for at, value in new.items() if value is not None}, newest))
    sweep.rewritten.extend({**after, "record": name} for before, after in older if before != after)
    standing = {row["sequence"] for row, _ in older}
    sweep.removed.extend((name, row["sequence"]) for row in own[1:] if row["sequence"] not in standing)


def _cleaned(resource: Resource, row: Row, goal: Goal) -> Row | None:
    """Return a row without what is gone; None when nothing of it can stand."""
    if goal.gone:
        if _falls(resource, row, goal.gone):
            return None
        row = _without_references(resource, row, goal.gone)
    if goal.identities and goal.identities[0] <= (row.get("identity") or "") <= goal.identities[1]:
        row = {name: value for name, value in row.items() if name != "identity"}
    return without_names(resource, row, goal.names) if goal.names else row


def _falls(resource: Resource, row: Row, gone: Set[Key]) -> bool:
    return any(group <= gone for group in _supports(resource, row))


def _supports(resource: Resource, row: Row) -> Iterator[set[Key]]:
    """Yield what a row cannot stand without: of each group at least one must be there."""
    yield from ({link.key} for link in end_links(resource, row))
    needed = {resource.owner, *resource.required, *resource.fixed, *resource.distinguishing}
    groups: dict[str, set[Key]] = defaultdict(set)
    for link in reference_links(resource, unnested(resource, row)) if resource.references else ():
        groups[link.pointer.split("/")[1]].add(link.key)
    yield from (group for name, group in groups.items() if name in needed)


def _without_references(resource: Resource, row: Row, gone: Set[Key]) -> Row:
    values = unnested(resource, row) if resource.references else row
    if not any(link.key in gone for link in reference_links(resource, values)):
        return row
    changed = dict(row)
    for reference in resource.references:
        name, *deeper = reference.path.split("/")
        if not deeper:
            for part in _lost_parts(resource, reference, values, gone):
                changed.pop(part, None)
        elif values.get(name) is not None:
            kept = [one for one in values[name] if (reference.kind, _named(one, deeper[1:])) not in gone]
            values[name] = kept
            changed[name] = nested_text(kept) if name in resource.json_fields else kept
    return changed


def _lost_parts(resource: Resource, reference: Reference, values: Row, gone: Set[Key]) -> tuple[str, ...]:
    """Return the properties of a single reference, when what it names is gone."""
    parts = resource.stored_names(reference.path)
    kind = reference.kind or values.get(parts[0])
    return parts if (kind, values.get(parts[-1])) in gone else ()


def _named(element: Any, path: Sequence[str]) -> Any:
    for name in path:
        element = element.get(name)
    return element
