"""Cadence: how many days may pass between two contacts with a person."""

import math
from collections.abc import Collection, Iterable

from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import CoverageEdge
from schemas.settings.analysis_settings import AnalysisSettings


def cadence(
    account: AccountGraph,
    settings: AnalysisSettings,
    present: frozenset[str],
    key_players: Collection[str],
    coverages: Iterable[CoverageEdge],
) -> dict[str, float]:
    """Return the days that may pass between two contacts with each person.

    The shortest ``cadence_days`` among the person's coverages counts; those of members who have left us do not. Without
    one, the tier of the account decides, and whether the person is a key player: tier A 30 days for key players and 90
    for others, B 45 and 120, C or no tier 90 and 180 (``cadence_*``).

    Returns
    -------
    dict
        Person id -> days, at least 1; every present person has a cadence.
    """
    agreed: dict[str, float] = {}
    for coverage in coverages:
        if coverage.target_kind == "person" and coverage.cadence_days is not None:
            shortest = agreed.get(coverage.target_id, coverage.cadence_days)
            agreed[coverage.target_id] = float(min(shortest, coverage.cadence_days))
    tier = account.tier.lower() if account.tier in {"A", "B"} else "c"
    usual = float(getattr(settings, f"cadence_{tier}"))
    for_key_players = float(getattr(settings, f"cadence_{tier}_key"))
    return {
        person: agreed.get(person, for_key_players if person in key_players else usual) for person in sorted(present)
    }


def cadence_setters(coverages: Iterable[CoverageEdge]) -> dict[str, str]:
    """Return which of us alone sets the cadence of a person: whoever alone has the shortest ``cadence_days``.

    Returns
    -------
    dict
        Person id -> member id; people without a coverage that says days, or with several who say the least, are absent.
    """
    shortest: dict[str, tuple[float, set[str]]] = {}
    for coverage in coverages:
        if coverage.target_kind == "person" and coverage.cadence_days is not None:
            days, who = shortest.get(coverage.target_id, (math.inf, set()))
            if coverage.cadence_days <= days:
                equal = who if coverage.cadence_days == days else set()
                shortest[coverage.target_id] = coverage.cadence_days, {*equal, coverage.member}
    return {person: min(who) for person, (_, who) in sorted(shortest.items()) if len(who) == 1}
