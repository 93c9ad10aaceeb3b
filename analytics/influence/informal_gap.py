"""Informal gap: how much more somebody moves than the chart says."""

from collections.abc import Mapping

from analytics.ranking import mean_ranks


def informal_gap(
    chart_influence: Mapping[str, float], influence: Mapping[str, float], informal: bool
) -> dict[str, float]:
    """Return each person's rank by influence on reporting lines alone, minus their rank on all edges.

    Parameters
    ----------
    chart_influence, influence : mapping
        Influence on reporting lines alone, and on all edges, of the same people.
    informal : bool
        Whether anything but reporting lines is recorded between two of them.

    Returns
    -------
    dict
        Person id -> places won by what is not on the chart: positive for who has more influence than it says, in
        halves, because equal values share their mean rank; sums to 0. Empty when nothing informal is recorded, which
        says nothing about anyone.

    References
    ----------
    This project's definition; after Krackhardt & Hanson (1993), Informal networks: the company behind the chart.

    Examples
    --------
    >>> informal_gap({"ada": 0.6, "bo": 0.2, "cy": 0.2}, {"ada": 0.3, "bo": 0.2, "cy": 0.5}, informal=True)
    {'ada': -1.0, 'bo': -0.5, 'cy': 1.5}
    """
    if not informal:
        return {}
    on_paper, in_fact = mean_ranks(chart_influence), mean_ranks(influence)
    return {person: on_paper[person] - in_fact[person] for person in influence}
