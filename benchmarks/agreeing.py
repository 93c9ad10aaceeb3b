"""Whether two ways of computing an account give the same numbers: a benchmark of a wrong result must stop."""

import math
from collections.abc import Mapping
from typing import Any

from schemas.analysis.health import HealthAnalysis
from schemas.analysis.influence import InfluenceAnalysis
from schemas.analysis.network import NetworkAnalysis

DIGITS = 1e-9
"""Within which two numbers are the same."""


def near(one: Any, other: Any) -> bool:
    """Return whether two numbers, or each of two pairs, are the same; None is what neither way can know."""
    if one is None or other is None:
        return one is other or (other is not None and math.isnan(other))
    pairs = zip(one, other, strict=True) if isinstance(one, tuple) else [(one, other)]
    return all(abs(a - b) < DIGITS for a, b in pairs)


def check_influence(answer: InfluenceAnalysis, plain: Mapping[str, Any]) -> None:
    """Stop where the plain way gives another number."""
    for row in answer.people:
        for name in ("influence", "interval", "brokerage", "constraint", "effective_size", "informal_gap"):
            assert near(getattr(row, name), plain[name][row.id]), (row.id, name)
        others, error = plain["expected_reach"][row.id]
        assert abs(row.expected_reach - others) <= 5 * math.hypot(row.expected_reach_error, error) + DIGITS, row.id
        assert tuple(row.brokerage_roles.model_dump().values()) == plain["brokerage_roles"][row.id], row.id
        assert row.authority is None or row.authority.total == plain["authority"][row.id], row.id
    for name in ("connectedness", "hierarchy", "efficiency", "least_upper_boundedness"):
        assert near(getattr(answer.account, name), plain[name]), name
    assert set(answer.account.articulation) == plain["articulation"]
    assert -1 < plain["departments_agreement"] <= 1  # of its own circles: Louvain's depend on the order of ties


def check_network(answer: NetworkAnalysis, plain: Mapping[str, Any]) -> None:
    """Stop where the plain way gives another number."""
    for name, value in plain.items():
        if not isinstance(value, dict):
            assert near(getattr(answer.account, name), value), name
        elif name == "brokerage_roles":
            assert all(tuple(row.brokerage_roles.model_dump().values()) == value[row.id] for row in answer.people)
        else:
            assert all(near(getattr(row, name), value[row.id]) for row in answer.people), name


def check_health(answer: HealthAnalysis, plain: Mapping[str, float]) -> None:
    """Stop where the plain way gives another number."""
    for name, value in plain.items():
        assert near(getattr(answer.components, name), value), name


def check_values(ours: Mapping[Any, float], plain: Mapping[Any, float]) -> None:
    """Stop where the plain way gives other values by the same keys."""
    assert ours.keys() == plain.keys()
    assert all(near(ours[key], plain[key]) for key in ours)
