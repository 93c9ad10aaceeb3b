"""Targets: how close we want to be to each person."""

from collections.abc import Collection

from analytics.closeness.rungs import RUNGS, rung_threshold
from schemas.account_graph import AccountGraph
from schemas.settings import AnalysisSettings


def targets(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], key_players: Collection[str]
) -> dict[str, float]:
    """Return the closeness aimed at for each person: of their own desired rung, else of that of their coverages.

    Of several coverages the highest counts. Without any it is trusted for key players and known for the rest, unless
    settings want otherwise (``desired_rung_*``); the least target is that of acquainted.
    """
    wanted: dict[str, int] = {}
    for coverage in account.coverages:
        if coverage.target_kind == "person" and coverage.desired_rung is not None:
            place = RUNGS.index(coverage.desired_rung)
            wanted[coverage.target_id] = max(place, wanted.get(coverage.target_id, 0))
    own = {person.id: person.desired_rung for person in account.people}
    found: dict[str, float] = {}
    for person in sorted(present):
        usual = settings.desired_rung_key if person in key_players else settings.desired_rung_others
        rung = own[person] or (RUNGS[wanted[person]] if person in wanted else usual)
        found[person] = max(rung_threshold(rung, settings), settings.threshold_acquainted)
    return found
