"""Power: what each vote is worth by the rules of a chain alone, whatever anybody believes."""

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
        Voter -> index in [0, 1], in order of id; each sums to 1, or is 0 throughout where the chain never passes.
    method : {"exact", "sampled"}
        Whether all coalitions were counted.
    error : float
        The largest standard error of any index; 0 where all were counted.
    """

    banzhaf: dict[str, float]
    shapley_shubik: dict[str, float]
    method: Method
    error: float


def power(decision: Decision, settings: AnalysisSettings, seed: int) -> Power | None:
    """Return the power of each voter: every open step must pass, and a person votes once.

    Banzhaf counts the coalitions of others in which a vote alone decides, normalised to a sum of 1; Shapley-Shubik the
    share of all orders of the voters in which it is the vote that makes the chain pass.

    Returns
    -------
    Power or None
        None where nobody decides something. After a failed step, and where nothing is open, no vote has power.

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
