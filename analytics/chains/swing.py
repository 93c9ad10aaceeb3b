"""Swing: how much one person's vote changes the decision."""

from collections.abc import Mapping

from analytics.votes.ballots import Decision
from analytics.votes.chances import Estimate, Yes
from analytics.votes.passing import swings
from schemas.settings.analysis_settings import AnalysisSettings


def swing(decision: Decision, yes: Mapping[str, Yes], settings: AnalysisSettings, seed: int) -> dict[str, Estimate]:
    """Return ``P(pass if the voter says yes) - P(pass if they say no)``, with all others as they are believed to vote.

    With all others at 1/2 this is the Banzhaf measure, not normalised.

    Returns
    -------
    dict
        Voter -> value in [0, 1] and its standard error, in order of id; all 0 after a failed step and when everything
        is decided. Empty if there is a step that nobody decides, or no step at all.

    References
    ----------
    Birnbaum (1969); Banzhaf (1965).

    Examples
    --------
    >>> swing(Decision("failed", (), ("ada",)), {"ada": Yes(0.7, True, False)}, AnalysisSettings(), seed=1)
    {'ada': Estimate(value=0.0, error=0.0)}
    """
    if decision.state == "no_decider":
        return {}
    if decision.state != "open":
        return dict.fromkeys(decision.voters, Estimate(0.0, 0.0))
    found = swings(decision, {voter: vote.probability for voter, vote in yes.items()}, settings, seed)
    return {voter: found[voter] for voter in decision.voters}
