"""A decision as it stands: the open steps of a chain, who votes on each, and what each asks for."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil

from analytics.limits import check_votes
from analytics.votes.ballots import Ballot, Decision, OpenStep, State
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import StakeEdge, StepNode

DECIDING_ROLES = frozenset({"economic_buyer", "decision_maker", "approver", "evaluator"})
"""Roles whose vote weighs 1 where no weight was recorded; every other weighs nothing."""

OPEN = frozenset({None, "open", "reopened"})
"""Outcomes of a step that is still to be decided."""

WEIGHED = frozenset({"majority", "threshold"})
"""Rules that count weight; the others count voters."""


def decision(account: AccountGraph, present: frozenset[str], chain: str | None) -> Decision:
    """Return how a chain stands; without one, nobody decides.

    A stake without step is on every open step; a stake on a step takes the place of that person's other one there,
    also where it does not vote. Only people present vote. A stake votes where its weight is above 0 or it has a veto.

    Parameters
    ----------
    present : frozenset of str
        People of the account who have not left.

    Raises
    ------
    TooLarge
        When there are more votes than can be computed on soon.

    Examples
    --------
    >>> stakes = (StakeEdge("k1", "ada", "c1", weight=1), StakeEdge("k2", "bo", "c1", veto=True))
    >>> account = AccountGraph("a1", "", "", 1, steps=(StepNode("s1", "c1", 1, rule="all"),), stakes=stakes)
    >>> decision(account, frozenset({"ada", "bo"}), "c1").steps[0].needed
    2
    """
    stakes = sorted((s for s in account.stakes if s.chain == chain and s.person in present), key=lambda s: s.id)
    steps = sorted((step for step in account.steps if step.chain == chain), key=lambda step: (step.order, step.id))
    standing = tuple(_open_step(step, stakes) for step in steps if step.outcome in OPEN)
    deciding = {ballot.person for step in standing for ballot in step.ballots}
    check_votes(chain or "", len(deciding), sum(len(step.ballots) for step in standing))
    voters = deciding if standing else {stake.person for stake in stakes if _votes(stake)}
    return Decision(_state(steps, standing), standing, tuple(sorted(voters)))


def needed(step: StepNode, weights: Sequence[int]) -> int:
    """Return what the yeses on a step must count together; a total weight of 0 needs nothing.

    Parameters
    ----------
    weights : sequence of int
        Of all who vote on it.

    Examples
    --------
    >>> needed(StepNode("s1", "c1", 1, rule="threshold", threshold="2/3"), [1, 1, 1])
    2
    >>> needed(StepNode("s1", "c1", 1, rule="threshold", threshold=0.6), [1, 1, 1, 1, 1])
    3
    """
    if step.rule == "all":
        return len(weights)
    if step.rule == "quorum":
        return step.quorum or 1
    total = sum(weights)
    if step.rule == "majority":
        return total // 2 + 1 if total else 0
    if step.rule == "threshold":
        return ceil(_share(step.threshold) * total)
    return 1


def _share(threshold: float | str | None) -> Fraction:
    """Return a threshold exactly as it was written; 0.1 is a tenth and not the nearest binary number."""
    return Fraction(1) if threshold is None else Fraction(str(threshold))


def _state(steps: Sequence[StepNode], standing: Sequence[OpenStep]) -> State:
    if any(step.outcome == "failed" for step in steps):
        return "failed"
    if not steps or not all(step.ballots for step in standing):
        return "no_decider"
    return "open" if standing else "decided"


def _open_step(step: StepNode, stakes: Iterable[StakeEdge]) -> OpenStep:
    voting = {person: stake for person, stake in _stakes_on(step.id, stakes).items() if _votes(stake)}
    weighed = step.rule in WEIGHED
    ballots = [
        Ballot(person, weight(stake) if weighed else 1, bool(stake.veto)) for person, stake in sorted(voting.items())
    ]
    return OpenStep(step.id, tuple(ballots), needed(step, [ballot.counts for ballot in ballots]))


def _stakes_on(step: str, stakes: Iterable[StakeEdge]) -> Mapping[str, StakeEdge]:
    """Return the stake of each person that counts on a step, given in order of id."""
    given = list(stakes)
    return {s.person: s for s in given if s.step is None} | {s.person: s for s in given if s.step == step}


def _votes(stake: StakeEdge) -> bool:
    return weight(stake) > 0 or bool(stake.veto)


def weight(stake: StakeEdge) -> int:
    """Return the weight of a vote: as recorded, else 1 for a role that decides, else 0.

    Examples
    --------
    >>> weight(StakeEdge("k1", "ada", "c1", roles=("approver",))), weight(StakeEdge("k2", "bo", "c1", roles=("user",)))
    (1, 0)
    """
    if stake.weight is not None:
        return stake.weight
    return int(not DECIDING_ROLES.isdisjoint(stake.roles or ()))
