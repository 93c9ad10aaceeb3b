"""Aims: which rung is wanted with each person, and who says so."""

from collections.abc import Collection

from analytics.inputs.aims import Aim
from analytics.inputs.rungs import RUNGS
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung


def aims(
    account: AccountGraph, settings: AnalysisSettings, present: frozenset[str], key_players: Collection[str]
) -> dict[str, Aim]:
    """Return the rung that we want with each person.

    The person's own ``desired_rung`` counts, else the highest ``desired_rung`` of their coverages. Without either,
    their political status decides: ``trusted`` for key players (``desired_rung_key``), ``known`` for everybody else
    (``desired_rung_others``).
    """
    wanted: dict[str, Aim] = {}
    for coverage in sorted(account.coverages, key=lambda each: each.id):
        if coverage.target_kind == "person" and coverage.desired_rung is not None:
            rung, before = _rung(coverage.desired_rung), wanted.get(coverage.target_id)
            if before is None or RUNGS.index(rung) > RUNGS.index(before.rung):
                wanted[coverage.target_id] = Aim(rung, "coverages", (coverage.id,))
            elif rung == before.rung:
                wanted[coverage.target_id] = before._replace(coverages=(*before.coverages, coverage.id))
    own = {person.id: Aim(_rung(person.desired_rung), "person") for person in account.people if person.desired_rung}
    usual = dict.fromkeys(key_players, settings.desired_rung_key)
    return {
        person: own.get(person)
        or wanted.get(person)
        or Aim(usual.get(person, settings.desired_rung_others), "political_status")
        for person in sorted(present)
    }


def _rung(recorded: str) -> Rung:
    return RUNGS[RUNGS.index(recorded)]
