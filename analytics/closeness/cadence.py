"""Cadence: how many days may pass from one contact with a person to the next."""

from collections.abc import Collection

from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings


def cadence(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], key_players: Collection[str]
) -> dict[str, float]:
    """Return the days of each person: the shortest of their coverages, else by tier and whether they are a key player.

    Returns
    -------
    dict
        Person id -> days, at least 1.
    """
    agreed: dict[str, float] = {}
    for coverage in account.coverages:
        if coverage.target_kind == "person" and coverage.cadence_days is not None:
            shortest = agreed.get(coverage.target_id, coverage.cadence_days)
            agreed[coverage.target_id] = float(min(shortest, coverage.cadence_days))
    tier = account.tier.lower() if account.tier in {"A", "B"} else "c"
    usual = float(getattr(settings, f"cadence_{tier}"))
    for_key_players = float(getattr(settings, f"cadence_{tier}_key"))
    return {
        person: agreed.get(person, for_key_players if person in key_players else usual) for person in sorted(present)
    }
