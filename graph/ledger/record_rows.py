"""Rows of a record's history: which state holds when, and what a change makes of them.

A row is a record's properties as stored (a dict). Rows differ in ``sequence``; the one of highest sequence is the
record itself, older ones are its versions. A state is visible where no row of higher sequence holds; the lifetime is
that of the newest row. Intervals are half-open, None is open. Pure: no clock, no store.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
Lifetime = tuple[str | None, str | None]
State = tuple[str | None, str | None, Row]
PatchOf = Callable[[Row], Mapping[str, Any]]

SAID_BY = "said_by"
"""Property that says which properties of a row which system said."""

_MOMENTS = ("state_from", "state_to", "valid_from", "valid_to", "recorded_at")

STAMP = frozenset({"account_id", "id", "sequence", *_MOMENTS, "recorded_by", SAID_BY})
"""Properties that are about a row and not of the record."""


COUNTERS = frozenset({"lock", "revision", "revised_at", "erased_at"})
"""Properties of an account that count its writes and are not part of its record."""


def own_row(properties: Mapping[str, Any]) -> Row:
    """Return the row of an account by its properties: without what counts its writes."""
    return {name: value for name, value in properties.items() if name not in COUNTERS}


def revision_of(properties: Mapping[str, Any]) -> int:
    """Return the revision that an account, or the book, is at by its properties; 0 for one to be created."""
    return int(properties.get("revision", 0))


def holds(start: str | None, end: str | None, instant: str) -> bool:
    """Whether a half-open interval holds an instant.

    Examples
    --------
    >>> holds(None, "2026", "2025"), holds("2025", None, "2025"), holds(None, "2026", "2026")
    (True, True, False)
    """
    return (start is None or start <= instant) and (end is None or instant < end)


def state_holds(row: Mapping[str, Any], instant: str) -> bool:
    """Whether the state of a row covers an instant."""
    return holds(row.get("state_from"), row.get("state_to"), instant)


def exists(row: Mapping[str, Any], instant: str) -> bool:
    """Whether the lifetime of a row covers an instant."""
    return holds(row.get("valid_from"), row.get("valid_to"), instant)


def resolve(rows: Sequence[Row], as_of: str, known_at: str) -> Row | None:
    """Return a record as it was at ``as_of``, as known at ``known_at``, or None where it did not exist.

    Parameters
    ----------
    rows : sequence of dict
        All rows of one record, in descending sequence.
    """
    known = [row for row in rows if row["recorded_at"] <= known_at]
    state = next((row for row in known if state_holds(row, as_of)), None)
    if state is None or not exists(known[0], as_of):
        return None
    return {**state, "valid_from": known[0].get("valid_from"), "valid_to": known[0].get("valid_to")}


def latest(rows: Sequence[Row]) -> Row:
    """Return the state that is last in time, with the record's lifetime; rows in descending sequence."""
    last = next(row for row in rows if row.get("state_to") is None)
    return {**last, "valid_from": rows[0].get("valid_from"), "valid_to": rows[0].get("valid_to")}


def visible_states(rows: Sequence[Row]) -> list[State]:
    """Return the states of a record in order of time as (from, to, row); rows in descending sequence.

    Where older rows were not read, what they hold is left out.

    Examples
    --------
    >>> old, new = {"sequence": 1}, {"sequence": 2, "state_from": "2026"}
    >>> [(start, end, row["sequence"]) for start, end, row in visible_states([new, old])]
    [(None, '2026', 1), ('2026', None, 2)]
    """
    bounds = sorted({bound for row in rows for bound in (row.get("state_from"), row.get("state_to")) if bound})
    states: list[State] = []
    for start, end in zip([None, *bounds], [*bounds, None], strict=True):
        row = next((row for row in rows if state_holds(row, start or "")), None)
        if row is None:
            continue
        if states and states[-1][2] is row:
            states[-1] = (states[-1][0], end, row)
        else:
            states.append((start, end, row))
    return states


def needs_versions(head: Row, instants: Iterable[str]) -> bool:
    """Whether older rows must be read to change a record at these instants: its newest row does not hold them all."""
    start = head.get("state_from") or ""
    return head.get("state_to") is not None or any(instant < start for instant in instants)


def patched(row: Row, patch: Mapping[str, Any]) -> Row:
    """Return a row with properties set, or removed where the patch says None."""
    merged = {**row, **patch}
    return {key: value for key, value in merged.items() if value is not None}


def lifetime_of(row: Mapping[str, Any]) -> Lifetime:
    """Return when a record exists, by one of its rows."""
    return row.get("valid_from"), row.get("valid_to")


def changed_rows(
    rows: Sequence[Row], patch_of: PatchOf, lifetime: Lifetime, instant: str, until: str | None = None
) -> list[Row]:
    """Return the rows that a change at an instant adds: one for each state that holds at or after it.

    With ``until`` it holds until then, and what was so afterwards is left as it is. A new lifetime alone is not a state
    and adds one row. Empty when nothing would change. Recording time and author are the caller's.

    Parameters
    ----------
    rows : sequence of dict
        All rows of the record, or as many of the newest as cover the instant, in descending sequence.
    patch_of : callable
        Gives the properties to set in a state, None to remove.
    """
    return _added(rows, _states_within(rows, instant, until), patch_of, lifetime)


def replaced_states(
    rows: Sequence[Row], patch_of: PatchOf, instant: str, until: str | None = None
) -> list[tuple[str, str, str | None]]:
    """Return what a change from an instant on replaces of what was recorded for later: property, from, to.

    A property that a later state only carries on from the one before it is not counted.

    Examples
    --------
    >>> rows = [{"sequence": 2, "state_from": "2026-03", "title": "head"}, {"sequence": 1, "title": "clerk"}]
    >>> replaced_states(rows, lambda row: {"title": "chief"}, "2026-02")
    [('title', '2026-03', None)]
    >>> replaced_states(rows, lambda row: {"title": "chief"}, "2026-02", "2026-03")
    []
    """
    states = _states_within(rows, instant, until)
    return [
        (name, start, end)
        for (_, _, before), (start, end, row) in pairwise(states)
        for name, value in patch_of(row).items()
        if name not in STAMP and row.get(name) != before.get(name) and row.get(name) != value
    ]


def _states_within(rows: Sequence[Row], instant: str, until: str | None) -> list[tuple[str, str | None, Row]]:
    """Return the states that hold at or after an instant and before another one, each as far as it lies between."""
    return [
        (max(start or "", instant), end if until is None or (end is not None and end < until) else until, row)
        for start, end, row in visible_states(rows)
        if (end is None or end > instant) and (until is None or (start or "") < until)
    ]


def corrected_rows(rows: Sequence[Row], patch_of: PatchOf, lifetime: Lifetime, instant: str) -> list[Row]:
    """Return the one row that corrects the state which holds at an instant over its whole interval; or none."""
    states = [state for state in visible_states(rows) if holds(state[0], state[1], instant)]
    return _added(rows, states, patch_of, lifetime)


def with_lifetime(rows: Sequence[Row], lifetime: Lifetime) -> Row:
    """Return the row that gives a record another lifetime: its newest one else unchanged; it is not a new state."""
    return {**rows[0], "valid_from": lifetime[0], "valid_to": lifetime[1], "sequence": rows[0]["sequence"] + 1}


def content(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row says of the record, without what is about the row."""
    return {key: value for key, value in row.items() if key not in STAMP and value is not None}


def _added(rows: Sequence[Row], states: Sequence[State], patch_of: PatchOf, lifetime: Lifetime) -> list[Row]:
    newest = rows[0]["sequence"]
    after = [patched(row, patch_of(row)) for _, _, row in states]
    if any(content(row) != content(new) for (_, _, row), new in zip(states, after, strict=True)):
        return [
            {
                **row,
                "sequence": newest + position,
                "state_from": start,
                "state_to": end,
                "valid_from": lifetime[0],
                "valid_to": lifetime[1],
            }
            for position, ((start, end, _), row) in enumerate(zip(states, after, strict=True), start=1)
        ]
    return [with_lifetime(rows, lifetime)] if lifetime != lifetime_of(rows[0]) else []
