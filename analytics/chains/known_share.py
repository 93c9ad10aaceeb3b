"""Known share: how much of the say in a decision lies with voters about whom anything is believed."""

import math
from collections.abc import Mapping

from analytics.votes.ballots import Decision
from analytics.votes.chances import Estimate, Yes


def known_share(decision: Decision, yes: Mapping[str, Yes], swing: Mapping[str, Estimate]) -> float | None:
    """Return the swing of the known voters divided by the swing of all; 1 if nothing is left to decide.

    A voter is known if there is a belief about their support.

    Returns
    -------
    float or None
        In [0, 1]. If no swing is positive, the share of voters who are known. None if there is a step that nobody
        decides, or no step at all.

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
