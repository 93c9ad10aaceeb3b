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


def several_chains(account: AccountGraph, count: int) -> AccountGraph:
    """Return an account with its chain as often as asked, each for a deal of its own and with other voters."""
    people = [person.id for person in account.people]
    place = {person: number for number, person in enumerate(people)}

    def other(person: str, number: int) -> str:
        return people[(place[person] + 7 * number) % len(people)]

    numbers = range(1, count + 1)
    return replace(
        account,
        opportunities=tuple(OpportunityNode(f"o{n}", f"Deal {n}", status="open") for n in numbers),
        chains=tuple(ChainNode(f"c{n}", f"o{n}", f"Board {n}", status="active") for n in numbers),
        steps=tuple(step._replace(id=f"{step.id}-{n}", chain=f"c{n}") for n in numbers for step in account.steps),
        stakes=tuple(
            stake._replace(
                id=f"{stake.id}-{n}",
                person=other(stake.person, n),
                chain=f"c{n}",
                step=stake.step and f"{stake.step}-{n}",
            )
            for n in numbers
            for stake in account.stakes
        ),
    )
