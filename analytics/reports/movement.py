"""Why the health of an account moved: which parts moved it by how much, and which gaps came and went."""

import math
from collections.abc import Iterator, Mapping, Sequence

from analytics.reports.material import Wording
from analytics.reports.rounding import tenth
from schemas.analysis.health import HealthComponents
from schemas.messages.message import Message
from schemas.messages.signed import signed
from schemas.reports.lists import ReportedGap
from schemas.reports.report import GapsOfReport
from schemas.reports.snapshot import Snapshot

PARTS: Mapping[str, Message] = {
    "completeness": Message("reports.part_completeness"),
    "coverage": Message("reports.part_coverage"),
    "closeness": Message("reports.part_closeness"),
    "freshness": Message("reports.part_freshness"),
    "corroboration": Message("reports.part_corroboration"),
    "resilience": Message("reports.part_resilience"),
}
"""What each part of health is called."""

NAMED = 3
"""Parts that are named, those that count most."""

LEAST = 0.1
"""Points of health from which on a part is named: fewer are shown as none."""


def effects(before: Snapshot, now: Snapshot) -> dict[str, float]:
    """Return by how many points each part moved health.

    With ``h`` the health before, a part of value ``v`` and weight ``w`` of ``W`` known ones pulls health from there by
    ``w (v - h) / W``; its effect is its pull now less its pull before, and what is not known does not pull. Of equal
    weights and the same known parts that is the difference of the part by their number. Effects sum to the change of
    health.

    Returns
    -------
    dict
        Part -> points, for the parts known at either date; empty where health is not known at both.

    References
    ----------
    This project's definition.
    """
    if before.health is None or now.health is None:
        return {}
    earlier, later = _pulls(before, before.health), _pulls(now, before.health)
    return {part: later.get(part, 0.0) - earlier.get(part, 0.0) for part in PARTS if part in earlier or part in later}


def _pulls(snapshot: Snapshot, origin: float) -> dict[str, float]:
    weights = dict(snapshot.weights)
    known = {part: value for part, value in snapshot.components if value is not None and weights[part] > 0}
    whole = math.fsum(weights[part] for part in known)
    return {part: weights[part] * (value - origin) / whole for part, value in known.items()}


def why(before: Snapshot, now: Snapshot, gaps: GapsOfReport, wording: Wording) -> tuple[str, ...]:
    """Return in words why health moved, what counts most first: parts, then gaps opened, then gaps closed."""
    return tuple(map(wording.say, [*_parts(before, now), *_gaps(gaps)]))


def _parts(before: Snapshot, now: Snapshot) -> Iterator[Message]:
    moved = effects(before, now)
    order = sorted(moved, key=lambda part: -round(abs(moved[part]), 9))
    named = [part for part in order if abs(tenth(moved[part])) >= LEAST]
    if not named:
        yield Message("reports.many_small")
    for part in named[:NAMED]:
        yield _part(part, before.components, now.components, signed(tenth(moved[part])))


def _part(part: str, before: HealthComponents, now: HealthComponents, points: str) -> Message:
    earlier: float | None = getattr(before, part)
    later: float | None = getattr(now, part)
    name = PARTS[part]
    if later is None:
        return Message("reports.part_lost", part=name, points=points)
    shown = _read(later)
    if earlier is None:
        return Message("reports.part_found", part=name, now=shown, points=points)
    if tenth(later) > tenth(earlier):
        return Message("reports.part_rose", part=name, before=_read(earlier), now=shown, points=points)
    if tenth(later) < tenth(earlier):
        return Message("reports.part_fell", part=name, before=_read(earlier), now=shown, points=points)
    return Message("reports.part_counts_otherwise", part=name, now=shown, points=points)


def _read(percent: float) -> str:
    """Return a percentage as people read it, with its decimal also where that is none."""
    return f"{tenth(percent):.1f}"


def _gaps(gaps: GapsOfReport) -> Iterator[Message]:
    if gaps.opened:
        yield Message("reports.gaps_opened", count=len(gaps.opened), finding=_first(gaps.opened))
    if gaps.closed:
        yield Message("reports.gaps_closed", count=len(gaps.closed), finding=_first(gaps.closed))


def _first(gaps: Sequence[ReportedGap[str]]) -> str:
    return gaps[0].finding
