"""A decision as it stands: the open steps of a chain, who votes on each, and what each needs in order to pass."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple

from analytics.limits import check_votes
from analytics.votes.amounts import applies_of_each
from analytics.votes.ballots import Ballot, Decision, OpenStep, State
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import StakeEdge, StepNode

DECIDING_ROLES = frozenset({"economic_buyer", "decision_maker", "approver", "evaluator"})
"""Roles whose vote weighs 1 where no weight was recorded; every other role weighs 0."""

OPEN = frozenset({None, "open", "reopened"})
"""Outcomes of a step that has not been decided yet."""

WEIGHED = frozenset({"majority", "threshold"})
"""Rules that count the weight of votes; the other rules count voters."""


def decision(account: AccountGraph, present: frozenset[str], chain: str | None) -> Decision:
    """Return how a chain stands; without a chain, nobody decides.

    Steps whose outcome is open or reopened are to be decided; those of equal order side by side, so order decides
    nothing. A step that the amount of the deal does not ask for (``only_above``) is left out, whatever its outcome. If
    that cannot be known, a decided step counts as it was decided; an open one counts and is named in ``uncertain``. A
    stake without a step votes on every open step. A stake
    on one step replaces that person's stake on the whole chain there, even if it does not vote itself. Only present
    people vote, and a stake votes if its weight is above 0 or it has a veto. A missing weight counts 1 with a role of
    economic buyer, decision maker, approver or evaluator, otherwise 0.

    Parameters
    ----------
    present : frozenset of str
        People of the account who have not left.

    Raises
    ------
    TooLarge
        When there are too many votes to be computed in seconds.

    Examples
    --------
    >>> stakes = (StakeEdge("k1", "ada", "c1", weight=1), StakeEdge("k2", "bo", "c1", veto=True))
    >>> account = AccountGraph("a1", "", "", 1, steps=(StepNode("s1", "c1", 1, rule="all"),), stakes=stakes)
    >>> decision(account, frozenset({"ada", "bo"}), "c1").steps[0].needed
    2
    """
    stakes = sorted((s for s in account.stakes if s.chain == chain and s.person in present), key=lambda s: s.id)
    needed_at = applies_of_each(account, chain)
    by_id = {step.id: step for step in account.steps}
    steps = [by_id[step] for step, needed in needed_at.items() if needed != "no"]
    open_steps = tuple(_open_step(step, stakes) for step in steps if step.outcome in OPEN)
    deciding = {ballot.person for step in open_steps for ballot in step.ballots}
    check_votes(chain or "", len(deciding), sum(len(step.ballots) for step in open_steps))
    voters = deciding if open_steps else {stake.person for stake in stakes if _votes(stake)}
    uncertain = tuple(step.id for step in open_steps if needed_at[step.id] != "yes")
    return Decision(_state(steps, open_steps), open_steps, tuple(sorted(voters)), uncertain)


class NoVote(NamedTuple):
    """A stake that gives no vote: whose it is, on which step (None: on the whole chain), and why."""

    person: str
    step: str | None
    reason: Literal["left", "no_weight"]


def not_voting(account: AccountGraph, present: frozenset[str], chain: str | None) -> tuple[NoVote, ...]:
    """Return the stakes on a chain, or on its open steps that are needed, which give no vote: by person and step.

    The person has ``left``, or the vote has ``no_weight``: a weight of 0, without a veto.

    Examples
    --------
    >>> stakes = (StakeEdge("k1", "ada", "c1", weight=0), StakeEdge("k2", "bo", "c1", weight=1))
    >>> [tuple(each) for each in not_voting(AccountGraph("a1", "", "", 1, stakes=stakes), frozenset({"ada"}), "c1")]
    [('ada', None, 'no_weight'), ('bo', None, 'left')]
    """
    decided = {step.id for step in account.steps if step.outcome not in OPEN}
    decided |= {step for step, needed in applies_of_each(account, chain).items() if needed == "no"}
    standing = (stake for stake in account.stakes if stake.chain == chain and stake.step not in decided)
    found = [
        NoVote(stake.person, stake.step, "left" if stake.person not in present else "no_weight")
        for stake in standing
        if stake.person not in present or not _votes(stake)
    ]
    return tuple(sorted(found, key=lambda each: (each.person, each.step or "")))


def voters(decision: Decision) -> tuple[str, ...]:
    """Return the people who decide a chain, in order of id."""
    return decision.voters


def needed(step: StepNode, weights: Sequence[int]) -> int:
    """Return how much all yes votes on a step must count together for it to pass.

    ``any``: one voter. ``all``: every voter. ``quorum``: ``quorum`` voters. ``majority``: more than half of the weight.
    ``threshold``: at least that share of the weight, compared exactly. Under the last two a total weight of 0 needs
    nothing.

    Parameters
    ----------
    weights : sequence of int
        Weights of all votes on the step.

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
    """Return a threshold exactly as it was written: 0.1 is a tenth, not the nearest binary number."""
    return Fraction(1) if threshold is None else Fraction(str(threshold))


def _state(steps: Sequence[StepNode], open_steps: Sequence[OpenStep]) -> State:
    if any(step.outcome == "failed" for step in steps):
        return "failed"
    if not steps or not all(step.ballots for step in open_steps):
        return "no_decider"
    return "open" if open_steps else "decided"


def _open_step(step: StepNode, stakes: Iterable[StakeEdge]) -> OpenStep:
    voting = {person: stake for person, stake in _stakes_on(step.id, stakes).items() if _votes(stake)}
    weighed = step.rule in WEIGHED
    ballots = [
        Ballot(person, weight(stake) if weighed else 1, bool(stake.veto)) for person, stake in sorted(voting.items())
    ]
    return OpenStep(step.id, tuple(ballots), needed(step, [ballot.counts for ballot in ballots]))


def _stakes_on(step: str, stakes: Iterable[StakeEdge]) -> Mapping[str, StakeEdge]:
    """Return the stake of each person that counts on a step; stakes come in order of id."""
    each = list(stakes)
    return {s.person: s for s in each if s.step is None} | {s.person: s for s in each if s.step == step}


def _votes(stake: StakeEdge) -> bool:
    return weight(stake) > 0 or bool(stake.veto)


def weight(stake: StakeEdge) -> int:
    """Return the weight of a vote: as recorded, else 1 for a deciding role, else 0.

    Examples
    --------
    >>> weight(StakeEdge("k1", "ada", "c1", roles=("approver",))), weight(StakeEdge("k2", "bo", "c1", roles=("user",)))
    (1, 0)
    """
    if stake.weight is not None:
        return stake.weight
    return int(not DECIDING_ROLES.isdisjoint(stake.roles or ()))
