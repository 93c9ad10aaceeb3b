"""Kinds: the reason why each person on a path moves the next one."""

from collections.abc import Iterable, Mapping
from typing import Literal

from analytics.graphs.contribution import Contribution
from analytics.graphs.projection import InfluenceGraph
from analytics.inputs.contacts import Pair
from analytics.routes.access_graph import ears
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

Kind = Literal["influence", "alliance", "manager", "report"]

ORDER: tuple[Kind, ...] = ("influence", "alliance", "manager", "report")
"""Of two equally strong reasons the earlier one here is given: first those recorded about the two people themselves."""


def kinds(
    account: AccountGraph,
    given: Iterable[Contribution],
    graph: InfluenceGraph,
    settings: AnalysisSettings,
    chain: str | None,
) -> Mapping[Pair, Kind]:
    """Return the strongest reason why each person moves another: an influence, an alliance, or a line from either end.

    The reason is ``report`` if the least strength that a line gives the report is above everything recorded.
    """
    managers = {line.id: line.manager for line in account.reporting_lines}
    best: dict[Pair, tuple[float, Kind]] = {}
    for each in given:
        if (weight := each.strength * each.confidence) > 0:
            _keep(best, (each.source, each.target), weight, _kind(each, managers))
    people = graph.people
    ends = zip(graph.source.tolist(), graph.target.tolist(), strict=True)
    weights = {(people[u], people[v]): w for (u, v), w in zip(ends, graph.weight.tolist(), strict=True)}
    for report, manager, least in ears(account, settings, chain):
        if least > weights.get((report, manager), 0.0):
            best[report, manager] = (least, "report")
    return {pair: kind for pair, (_, kind) in best.items()}


def _keep(best: dict[Pair, tuple[float, Kind]], pair: Pair, weight: float, kind: Kind) -> None:
    known = best.get(pair)
    if known is None or (weight, -ORDER.index(kind)) > (known[0], -ORDER.index(known[1])):
        best[pair] = weight, kind


def _kind(each: Contribution, managers: Mapping[str, str]) -> Kind:
    kind, record = each.edge
    if kind == "influence":
        return "influence"
    if kind == "alliance":
        return "alliance"
    return "manager" if managers[record] == each.source else "report"
