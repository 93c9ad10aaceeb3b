"""Aims: which rung is wanted with each person, and who says so."""

from collections.abc import Collection, Iterable, Mapping

from analytics.inputs.aims import Aim
from analytics.inputs.rungs import RUNGS
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import CoverageEdge
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.vocabularies import Rung


def aims(
    account: AccountGraph,
    settings: AnalysisSettings,
    present: frozenset[str],
    key_players: Collection[str],
    coverages: Iterable[CoverageEdge],
) -> dict[str, Aim]:
    """Return the rung that we want with each person.

    The person's own ``desired_rung`` counts, else the highest ``desired_rung`` of their coverages; those of members who
    have left us do not. Without either, their political status decides: ``trusted`` for key players
    (``desired_rung_key``), ``known`` for everybody else (``desired_rung_others``).
    """
    wanted: dict[str, Aim] = {}
    for coverage in coverages:
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


def aim_setters(account: AccountGraph, aims: Mapping[str, Aim]) -> dict[str, str]:
    """Return which of us alone sets the rung that we want with a person, by person.

    Examples
    --------
    >>> from schemas.rows.contacts import CoverageEdge
    >>> coverages = tuple(CoverageEdge(f"v-{who}", who, "person", "ada", "owner") for who in ("kim", "lea"))
    >>> firm = AccountGraph("a1", "", "", 1, coverages=coverages)
    >>> aim_setters(firm, {"ada": Aim("trusted", "coverages", ("v-lea",)), "bo": Aim("known", "person")})
    {'ada': 'lea'}
    """
    member = {coverage.id: coverage.member for coverage in account.coverages}
    found = {person: {member[each] for each in aim.coverages} for person, aim in aims.items()}
    return {person: min(who) for person, who in found.items() if len(who) == 1}


def _rung(recorded: str) -> Rung:
    return RUNGS[RUNGS.index(recorded)]
