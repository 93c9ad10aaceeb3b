"""What is remembered of gaps: which a look at an account opens, closes and opens again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from analytics.gaps.gap import Gap
from analytics.gaps.gaps import Gaps
from schemas.gap_rules.identity import SUBJECTS
from schemas.rows.gaps import GapStateNode


@dataclass(frozen=True)
class Refresh:
    """What a look at an account makes of what was remembered of its gaps.

    Attributes
    ----------
    opened : tuple of GapStateNode
        Gaps that are new, or there again, as they are remembered from now on; by priority.
    closed : tuple of GapStateNode
        Gaps that are gone, in order of id.
    still : tuple of GapStateNode
        Gaps that were open and are; by priority.
    written : mapping
        Gap -> the fields of its state that change, of those opened and closed alone.
    """

    opened: tuple[GapStateNode, ...]
    closed: tuple[GapStateNode, ...]
    still: tuple[GapStateNode, ...]
    written: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def refreshed(found: Gaps, states: Iterable[GapStateNode], at: str) -> Refresh:
    """Return which gaps are opened and closed by what is found at an instant.

    A gap is opened when it is found, whether it is listed or held back; one that only another gap hides is left as it
    is: it is still there, but not listed. A gap that comes back keeps when it was first seen.

    Parameters
    ----------
    states : iterable of GapStateNode
        What is remembered so far, in any order.
    at : str
        When they were looked for; a state never ends before it began.

    Returns
    -------
    Refresh
        Looking again at the same changes nothing.
    """
    remembered = {state.id: state for state in states}
    opened: list[GapStateNode] = []
    still: list[GapStateNode] = []
    written: dict[str, Mapping[str, Any]] = {}
    for gap in (*found.shown, *found.held_back):
        state = remembered.get(gap.id)
        if state is not None and state.closed_at is None:
            still.append(state)
            continue
        written[gap.id] = fields = again(state, gap, at) if state else opening(gap, at)
        opened.append(as_written(state or GapStateNode(gap.id, gap.rule, at, at), fields))
    there = {gap.id for gap in found.all}
    gone = [state for one, state in sorted(remembered.items()) if state.closed_at is None and one not in there]
    written |= {state.id: {"closed_at": max(at, state.since)} for state in gone}
    closed = tuple(as_written(state, written[state.id]) for state in gone)
    return Refresh(tuple(opened), closed, tuple(still), written)


def opening(gap: Gap, at: str) -> dict[str, Any]:
    """Return the fields of the state of a gap that is seen for the first time."""
    return {
        "rule": gap.rule,
        "severity": gap.severity,
        **({"chain": gap.chain} if gap.chain else {}),
        **_about(gap),
        "first_seen": at,
        "since": at,
        "times_opened": 1,
        "valid_from": at,
    }


def again(state: GapStateNode, gap: Gap, at: str) -> dict[str, Any]:
    """Return the fields that change when a gap is there again."""
    since = max(at, state.closed_at or at)
    return {
        "severity": gap.severity,
        "since": since,
        "closed_at": None,
        "times_opened": (state.times_opened or 1) + 1,
    }


def _about(gap: Gap) -> dict[str, list[str]]:
    named: Iterator[tuple[str, list[str]]] = (
        (name, sorted({subject.id for subject in gap.subjects if subject.kind == kind}))
        for kind, name in SUBJECTS.items()
    )
    return {name: ids for name, ids in named if ids}


def as_written(state: GapStateNode, fields: Mapping[str, Any]) -> GapStateNode:
    """Return what is remembered after fields of a state were written."""
    return state._replace(**{name: value for name, value in fields.items() if name in GapStateNode._fields})
