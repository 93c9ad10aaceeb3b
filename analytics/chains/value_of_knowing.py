"""Value of knowing: how much the forecast would move if we learned how one voter will vote."""

from collections.abc import Mapping

from analytics.votes.chances import Estimate, Yes


def value_of_knowing(yes: Mapping[str, Yes], swing: Mapping[str, Estimate]) -> dict[str, Estimate]:
    """Return ``2 p (1 - p) swing`` for each voter: the expected absolute change of the probability of passing.

    With probability p the vote is yes, and the forecast rises by ``(1 - p) swing``; otherwise it falls by ``p swing``.

    Returns
    -------
    dict
        Voter -> value in [0, 1/2] and its standard error.

    Examples
    --------
    >>> value_of_knowing({"ada": Yes(0.5, False, False)}, {"ada": Estimate(0.6, 0.0)})
    {'ada': Estimate(value=0.3, error=0.0)}
    """
    spread = {voter: 2 * yes[voter].probability * (1 - yes[voter].probability) for voter in swing}
    return {voter: Estimate(spread[voter] * each.value, spread[voter] * each.error) for voter, each in swing.items()}
