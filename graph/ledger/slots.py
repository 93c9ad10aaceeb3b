"""Slots: places that one record holds at any instant, such as the solid line of a person, and when each is held."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.ledger.record_rows import Lifetime, Row, lifetime_of, visible_states
from schemas.resource import Resource

Place = tuple[str, ...]
"""A kind of record, then the values that name whose place it is."""


def place_of(resource: Resource, values: Mapping[str, Any]) -> Place | None:
    """Return the place that a record with these values holds; None where it holds none.

    Examples
    --------
    >>> from schemas.records.memberships import MEMBERSHIPS
    >>> place_of(MEMBERSHIPS, {"person": "p1", "department": "d1", "primary": True})
    ('membership', 'p1')
    >>> place_of(MEMBERSHIPS, {"person": "p1", "department": "d1"})
    """
    slot = resource.slot
    if slot is None or values.get(slot.field) != slot.value:
        return None
    if any(values.get(name) != value for name, value in slot.only):
        return None
    return (resource.kind, *(values.get(name) or "" for name in slot.of))


def changes_with_states(resource: Resource) -> bool:
    """Whether a record may come to hold a place, or let go of it, while it lives on."""
    return resource.slot is not None and resource.slot.field not in resource.identity


def held(resource: Resource, rows: Sequence[Row]) -> list[Lifetime]:
    """Return when a record holds its place, in order of time; rows in descending sequence.

    Examples
    --------
    >>> from schemas.records.reporting_lines import REPORTING_LINES
    >>> held(REPORTING_LINES, [{"line": "solid", "person": "p1", "valid_to": "2026"}])
    [(None, '2026')]
    """
    if not rows:
        return []
    life = lifetime_of(rows[0])
    if not changes_with_states(resource):
        return [life] if place_of(resource, rows[0]) else []
    states = [(start, end) for start, end, row in visible_states(rows) if place_of(resource, row)]
    return [span for state in states if not is_empty(span := common(state, life))]


def shared(first: Iterable[Lifetime], second: Sequence[Lifetime]) -> list[Lifetime]:
    """Return the times that lie in spans of both."""
    return [span for one in first for other in second if not is_empty(span := common(one, other))]


def common(first: Lifetime, second: Lifetime) -> Lifetime:
    """Return the span that two spans share; an empty one where they do not meet.

    Examples
    --------
    >>> common((None, "2026"), ("2025", None))
    ('2025', '2026')
    """
    stops = [end for end in (first[1], second[1]) if end is not None]
    return max(first[0] or "", second[0] or "") or None, min(stops) if stops else None


def is_empty(span: Lifetime) -> bool:
    """Whether a half-open span holds no instant."""
    return span[1] is not None and span[1] <= (span[0] or "")
