"""Known share: how much of the say in a decision is with voters of whom anything is believed."""

import math
from collections.abc import Mapping

from analytics.votes.ballots import Decision
from analytics.votes.chances import Estimate, Yes


def known_share(decision: Decision, yes: Mapping[str, Yes], swing: Mapping[str, Estimate]) -> float | None:
    """Return the swing of the known voters over that of all; 1 where nothing is left to decide.

    Returns
    -------
    float or None
        In [0, 1]. Where no swing is positive, the share of voters who are known. None where nobody
        decides something.

    Examples
    --------
    >>> votes = {"ada": Yes(0.7, True, False), "bo": Yes(0.5, False, False)}
    >>> known_share(Decision("open", (), ("ada", "bo")), votes, {"ada": Estimate(0.75, 0), "bo": Estimate(0.25, 0)})
    0.75
    """
    if decision.state == "no_decider":
        return None
    if decision.state != "open":
        return 1.0
    total = math.fsum(each.value for each in swing.values())
    if total > 0:
        return min(1.0, math.fsum(swing[voter].value for voter in swing if yes[voter].known) / total)
    return sum(vote.known for vote in yes.values()) / len(yes)
