"""Flags: the people whose influence the chart misjudges most."""

from collections.abc import Collection, Mapping
from typing import Literal

from analytics.graphs.people_graph import PeopleGraph
from analytics.ranking import foremost, ranked
from schemas.settings.analysis_settings import AnalysisSettings

Flag = Literal["hidden_influencer", "figurehead"]


def flag(
    informal_gap: Mapping[str, float], chart: PeopleGraph, vacant: Collection[str], settings: AnalysisSettings
) -> dict[str, Flag]:
    """Return who is a hidden influencer and who is a figurehead.

    *Hidden influencer*: in the top tenth by informal gap, and the gap is positive. *Figurehead*: in the lowest tenth of
    the people who have a direct report on a solid line, and the gap is negative. A tenth of n people is
    ``max(1, ceil(n / 10))`` of them (``flag_one_in``); equal gaps are in order of id. A vacant seat is nobody:
    it is not a figurehead, nor among those with a direct report.

    Parameters
    ----------
    chart : PeopleGraph
        Solid lines that are open: arcs from each manager to each direct report.
    vacant : collection of str
        Seats that exist and on which nobody sits.

    Returns
    -------
    dict
        Person id -> flag; people without one are absent. Empty for fewer than eight people (``flag_people``).

    References
    ----------
    This project's definition; after Krackhardt & Hanson (1993), Informal networks: the company behind the chart.

    Examples
    --------
    >>> gaps = {"ada": -6.0, "bo": 4.5, "cy": 1.5, "di": 0.0, "ed": 0.0, "flo": 0.0, "gil": 0.0, "hal": 0.0}
    >>> flag(gaps, PeopleGraph.from_edges([("ada", "bo", 1.0)]), (), AnalysisSettings())
    {'bo': 'hidden_influencer', 'ada': 'figurehead'}
    """
    if len(informal_gap) < settings.flag_people:
        return {}
    found: dict[str, Flag] = {
        person: "hidden_influencer"
        for person in foremost(ranked(informal_gap), settings.flag_one_in)
        if informal_gap[person] > 0
    }
    managers = {chart.people[position] for position in chart.source.tolist()}.difference(vacant)
    below = ranked({person: -gap for person, gap in informal_gap.items() if person in managers})
    lowest = foremost(below, settings.flag_one_in)
    return found | {person: "figurehead" for person in lowest if informal_gap[person] < 0}
