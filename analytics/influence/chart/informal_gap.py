"""Informal gap: how much more influence a person has than the chart says."""

from collections.abc import Mapping

from analytics.ranking import mean_ranks


def informal_gap(
    chart_influence: Mapping[str, float], influence: Mapping[str, float], informal: bool
) -> dict[str, float]:
    """Return each person's rank by influence on reporting lines alone, minus their rank by influence on all edges.

    Parameters
    ----------
    chart_influence, influence : mapping
        Influence of the same people, on reporting lines alone and on all edges.
    informal : bool
        Whether any influence or alliance between two of them is recorded.

    Returns
    -------
    dict
        Person id -> places gained off the chart, from -(n - 1) to n - 1: positive for a person with more influence than
        the chart says. Equal influences share their mean rank, so there may be halves; the gaps sum to 0. Empty if
        nothing informal is recorded.

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
