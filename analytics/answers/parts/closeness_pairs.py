"""The pairs in the answer of ``analysis/closeness``, with the parts that each number is made of."""

import math
from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from analytics.closeness.sources.counts import Counts
from analytics.closeness.sources.evidence import Evidence
from analytics.closeness.trend import trend_sign
from analytics.context import Context
from analytics.graphs.people_graph import FloatArray
from schemas.analysis.answer import Reasons
from schemas.analysis.closeness import Basis, ClosenessPair, Degrees, Limit
from schemas.vocabularies import Rung

DEGREES = tuple(Degrees.model_fields)

LOGGED = ("ceiling", "components", "first_at", "last_at", "limited_by", "logged")
"""Fields that are null for a pair without contacts."""

COMPARED = ("cadence_changed", "trend", "trend_sign")
"""Fields that are null for a pair that had no closeness at the earlier instant."""


class _Parts(NamedTuple):
    """Everything computed about one pair, in the order of the columns."""

    pair: tuple[str, str]
    closeness: float
    logged: float | None
    asserted: float | None
    ceiling: float | None
    limited_by: Limit | None
    degrees: tuple[float, float, float, float]
    rung: Rung
    cadence_days: float
    counts: Counts
    rests_on: Evidence | None


ROWS = TypeAdapter(tuple[ClosenessPair, ...])
"""Checks all rows in one call: one call for each of eight hundred rows would take half the time of an answer."""


def closeness_pairs(context: Context, scope: frozenset[str], *, explain: bool = False) -> tuple[ClosenessPair, ...]:
    """Return a row for each pair with a contact or an asserted rung whose person is in scope.

    Parameters
    ----------
    explain : bool
        Name the records that each row rests on.
    """
    rows = (_row(context, parts) for parts in _parts(context, explain=explain) if parts.pair[1] in scope)
    return ROWS.validate_python(tuple(rows))


def _parts(context: Context, *, explain: bool) -> Iterator[_Parts]:
    four = (context.frequency, context.expertise, context.depth, context.length)
    degrees = zip(*(values.tolist() for values in four), strict=True)
    columns = (
        context.contacts.pairs,
        context.pair_closeness.tolist(),
        _without_nan(context.logged),
        _without_nan(context.pair_asserted),
        _without_nan(context.ceiling.most),
        context.limited_by,
        degrees,
        context.rungs,
        context.pair_cadence.tolist(),
        context.counts,
        context.evidence.values() if explain else repeat(None, len(context.contacts)),
    )
    return map(_Parts._make, zip(*columns, strict=True))


def _without_nan(values: FloatArray) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]


def _row(context: Context, parts: _Parts) -> dict[str, Any]:
    change = context.trend.get(parts.pair)
    return {
        "member": parts.pair[0],
        "member_name": context.member_names.get(parts.pair[0]),
        "person": parts.pair[1],
        "person_name": context.names.get(parts.pair[1]),
        "closeness": parts.closeness,
        "basis": _basis(parts),
        "components": None if parts.logged is None else dict(zip(DEGREES, parts.degrees, strict=True)),
        "logged": parts.logged,
        "asserted": parts.asserted,
        "ceiling": parts.ceiling,
        "limited_by": parts.limited_by,
        "rung": parts.rung,
        "cadence_days": parts.cadence_days,
        "trend": change,
        "trend_sign": None if change is None else trend_sign(change, context.settings.trend_flat),
        "cadence_changed": None if change is None else parts.cadence_days != context.cadence_before[parts.pair[1]],
        "reciprocity": parts.counts.reciprocity,
        "first_at": parts.counts.first_at,
        "last_at": parts.counts.last_at,
        "count_90d": parts.counts.recent,
        "rests_on": None if parts.rests_on is None else parts.rests_on._asdict(),
        "reasons": _reasons(parts, change),
    }


def _basis(parts: _Parts) -> Basis:
    if parts.asserted is None:
        return "logged"
    return "asserted" if parts.logged is None else "both"


def _reasons(parts: _Parts, change: float | None) -> Reasons:
    reasons: Reasons = {}
    if parts.asserted is None:
        reasons["asserted"] = "no_assessments"
    if parts.logged is None:
        reasons |= dict.fromkeys(LOGGED, "no_interactions")
    if parts.counts.reciprocity is None:
        reasons["reciprocity"] = "no_interactions" if parts.logged is None else "mostly_unknown"
    if change is None:
        reasons |= dict.fromkeys(COMPARED, "no_previous")
    return dict(sorted(reasons.items()))
