"""An account with a decision chain: who votes on what, by which rule."""

import random
from dataclasses import replace
from typing import Any

from benchmarks.invented.whole_accounts import whole_account
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import ChainNode, OpportunityNode, StakeEdge, StepNode

CHAIN = "c1"
RULES: tuple[dict[str, Any], ...] = (
    {"rule": "all"},
    {"rule": "majority"},
    {"rule": "quorum", "quorum": 2},
    {"rule": "threshold", "threshold": "2/3"},
    {"rule": "any"},
)


def deciding_account(people: int, edges: int, interactions: int, voters: int, steps: int) -> AccountGraph:
    """Return a whole account with a chain: each of the voters votes on one step, every other one on the next one too.

    The first votes on the whole chain, with a veto.
    """
    account = whole_account(people, edges, interactions)
    names = random.Random(voters).sample([person.id for person in account.people], voters)
    stakes = [StakeEdge("k", names[0], CHAIN, weight=1, veto=True)]
    for place, name in enumerate(names[1:]):
        for turn in range(1 + place % 2):
            step = f"s{(place + turn) % steps}"
            stakes.append(StakeEdge(f"k{place}-{turn}", name, CHAIN, step=step, weight=1 + place % 3))
    return replace(
        account,
        opportunities=(OpportunityNode("o1", "Deal", status="open"),),
        chains=(ChainNode(CHAIN, "o1", "Board", status="active"),),
        steps=tuple(StepNode(f"s{k}", CHAIN, k + 1, **RULES[k % len(RULES)]) for k in range(steps)),
        stakes=tuple(stakes),
    )
