"""Power: how much each vote counts by the rules of a chain alone, whatever is believed about the voters."""

from typing import Literal, NamedTuple

import numpy as np

from analytics.graphs.people_graph import FloatArray
from analytics.votes.ballots import Decision
from analytics.votes.coalitions import LARGEST, coalitions, fractions_of_orders
from analytics.votes.pivots import decisive_shares, pivotal_shares
from schemas.settings.analysis_settings import AnalysisSettings

Method = Literal["exact", "sampled"]


class Power(NamedTuple):
    """Power indices of a chain as a simple game.

    Attributes
    ----------
    banzhaf, shapley_shubik : dict
        Voter -> index in [0, 1], in order of id; they sum to 1, or are all 0 if the chain can never pass.
    method : {"exact", "sampled"}
        Whether all coalitions were counted, or a sample of them.
    error : float
        The largest standard error of any index; 0 if all coalitions were counted.
    """

    banzhaf: dict[str, float]
    shapley_shubik: dict[str, float]
    method: Method
    error: float


def power(decision: Decision, settings: AnalysisSettings, seed: int) -> Power | None:
    """Return the power of each voter, when every open step must pass and each person votes once.

    ``banzhaf``: the number of coalitions of the others in which this vote alone decides, normalised to a sum of 1.
    ``shapley_shubik``: the share of all orders of voting in which this vote is the one that makes the chain pass.

    Returns
    -------
    Power or None
        None if there is a step that nobody decides, or no step. After a failed step, and if nothing is open, no vote
        has power.

    References
    ----------
    Banzhaf (1965); Shapley and Shubik (1954).

    Examples
    --------
    >>> from analytics.votes.ballots import Ballot, OpenStep
    >>> step = OpenStep("s1", (Ballot("ada", 2, False), Ballot("bo", 1, False), Ballot("cy", 1, False)), 3)
    >>> found = power(Decision("open", (step,), ("ada", "bo", "cy")), AnalysisSettings(), seed=1)
    >>> found.banzhaf["ada"], round(found.shapley_shubik["ada"], 4)
    (0.6, 0.6667)
    """
    if decision.state == "no_decider":
        return None
    if decision.state != "open":
        none = dict.fromkeys(decision.voters, 0.0)
        return Power(none, dict(none), "exact", 0.0)
    return _exact(decision) if len(decision.voters) <= LARGEST else _sampled(decision, settings, seed)


def _exact(decision: Decision) -> Power:
    decisive = coalitions(decision).decisive
    orders = decisive @ np.array(fractions_of_orders(len(decision.voters)))
    return Power(_shares(decision, decisive.sum(axis=1)), _named(decision, orders), "exact", 0.0)


def _sampled(decision: Decision, settings: AnalysisSettings, seed: int) -> Power:
    samples = settings.decision_samples
    decisive = decisive_shares(decision, samples, seed)
    pivotal = pivotal_shares(decision, samples, seed)
    error = float(np.sqrt(pivotal * (1.0 - pivotal) / samples).max())
    if total := decisive.sum():
        error = max(error, float(np.sqrt(decisive * (1.0 - decisive) / samples).max() / total))
    return Power(_shares(decision, decisive), _named(decision, pivotal), "sampled", error)


def _shares(decision: Decision, values: FloatArray) -> dict[str, float]:
    total = values.sum()
    return _named(decision, values / total if total else np.zeros(len(values)))


def _named(decision: Decision, values: FloatArray) -> dict[str, float]:
    return dict(zip(decision.voters, values.tolist(), strict=True))
