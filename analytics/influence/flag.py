"""Flags: whose influence the chart misjudges most."""

from collections.abc import Mapping
from typing import Literal

from analytics.people_graph import PeopleGraph
from analytics.ranking import decile, ranked

Flag = Literal["hidden_influencer", "figurehead"]

LEAST_PEOPLE = 8
"""Under so many a tenth of them says nothing."""


def flag(informal_gap: Mapping[str, float], chart: PeopleGraph) -> dict[str, Flag]:
    """Return who is a hidden influencer and who a figurehead.

    *Hidden influencer*: in the top decile of the informal gap, and the gap is positive. *Figurehead*: in the lowest
    tenth of those who have a direct report, and the gap is negative. Equal gaps by id.

    Parameters
    ----------
    chart : PeopleGraph
        Open solid lines, as arcs from manager to report.

    Returns
    -------
    dict
        Person id -> flag; whoever has none is absent. Empty for fewer than eight people.

    References
    ----------
    This project's definition; after Krackhardt & Hanson (1993), Informal networks: the company behind the chart.

    Examples
    --------
    >>> gaps = {"ada": -6.0, "bo": 4.5, "cy": 1.5, "di": 0.0, "ed": 0.0, "flo": 0.0, "gil": 0.0, "hal": 0.0}
    >>> flag(gaps, PeopleGraph.from_edges([("ada", "bo", 1.0)]))
    {'bo': 'hidden_influencer', 'ada': 'figurehead'}
    """
    if len(informal_gap) < LEAST_PEOPLE:
        return {}
    found: dict[str, Flag] = {
        person: "hidden_influencer" for person in decile(ranked(informal_gap)) if informal_gap[person] > 0
    }
    managers = {chart.people[position] for position in chart.source.tolist()}
    below = ranked({person: -gap for person, gap in informal_gap.items() if person in managers})
    return found | {person: "figurehead" for person in decile(below) if informal_gap[person] < 0}
