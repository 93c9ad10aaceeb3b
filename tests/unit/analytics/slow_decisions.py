"""Decisions as docs/numbers.md defines them, by trying all 2^n votes: slow, and written apart from `analytics`."""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import product

from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import StakeEdge, StepNode

OPEN = ("open", "reopened", None)

Chances = Mapping[str, float]


def those_present(account: AccountGraph) -> list[str]:
    return [each.id for each in account.people if each.status != "left" or (each.left_at or "") > account.as_of]


def weight(stake: StakeEdge) -> int:
    if stake.weight is None:
        deciding = {"economic_buyer", "decision_maker", "approver", "evaluator"}
        return 1 if set(stake.roles or []) & deciding else 0
    return stake.weight


def electorate(account: AccountGraph, chain: str, step: StepNode) -> dict[str, StakeEdge]:
    """Return the people who vote on a step, each with the stake that counts there."""
    found = {}
    for person in those_present(account):
        own = [stake for stake in account.stakes if (stake.person, stake.chain) == (person, chain)]
        on_step = [stake for stake in own if stake.step == step.id]
        on_chain = [stake for stake in own if stake.step is None]
        counting = (on_step or on_chain)[:1]
        if counting and (weight(counting[0]) > 0 or counting[0].veto):
            found[person] = counting[0]
    return found


def passes(step: StepNode, voters: Mapping[str, StakeEdge], yes: Iterable[str]) -> bool:
    agreeing = [person for person in voters if person in set(yes)]
    if any(stake.veto for person, stake in voters.items() if person not in agreeing):
        return False
    total = sum(map(weight, voters.values()))
    agreed = sum(weight(voters[person]) for person in agreeing)
    match step.rule:
        case "all":
            return len(agreeing) == len(voters)
        case "quorum":
            return len(agreeing) >= (step.quorum or 1)
        case "majority":
            return total == 0 or Fraction(agreed) > Fraction(total, 2)
        case "threshold":
            share = Fraction(step.threshold) if isinstance(step.threshold, str) else Fraction(repr(step.threshold))
            return total == 0 or agreed >= share * total
        case _:
            return len(agreeing) >= 1


def is_needed(account: AccountGraph, step: StepNode) -> bool | None:
    """Return whether the amount of the deal asks for a step; None where nobody can know."""
    if step.only_above is None:
        return True
    [chain] = [each for each in account.chains if each.id == step.chain]
    [deal] = [each for each in account.opportunities if each.id == chain.opportunity]
    if deal.amount is None or deal.currency != step.only_above["currency"]:
        return None
    return bool(deal.amount >= step.only_above["value"])


def needed_steps(account: AccountGraph, chain: str) -> list[StepNode]:
    return [step for step in account.steps if step.chain == chain and is_needed(account, step) is not False]


def open_steps(account: AccountGraph, chain: str, surely: bool = False) -> list[tuple[StepNode, dict[str, StakeEdge]]]:
    """Return the steps to be decided, each with who votes on it; ``surely``: only those that are known to be needed."""
    found = [step for step in needed_steps(account, chain) if step.outcome in OPEN]
    found = [step for step in found if not surely or is_needed(account, step)]
    return [(step, electorate(account, chain, step)) for step in found]


def voters(account: AccountGraph, chain: str) -> list[str]:
    return sorted({person for _, voting in open_steps(account, chain) for person in voting})


def pass_chance(
    account: AccountGraph, chain: str, chances: Chances, only: str | None = None, surely: bool = False
) -> float:
    """Return the probability that all open steps pass, or only one of them, or those that are surely needed."""
    steps = [each for each in open_steps(account, chain, surely) if only in (None, each[0].id)]
    people = sorted({person for _, voting in steps for person in voting})
    worlds = []
    for votes in product([False, True], repeat=len(people)):
        yes = [person for person, agrees in zip(people, votes, strict=True) if agrees]
        if all(passes(step, voting, yes) for step, voting in steps):
            worlds.append(math.prod(chances[p] if p in yes else 1 - chances[p] for p in people))
    return math.fsum(worlds)


def swing(account: AccountGraph, chain: str, chances: Chances, person: str) -> float:
    yes, no = ({**chances, person: certain} for certain in (1.0, 0.0))
    return pass_chance(account, chain, yes) - pass_chance(account, chain, no)
