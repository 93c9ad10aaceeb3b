"""Accounts of any size for the benchmark of influence: a chart, and influences and alliances across it."""

import random

from schemas.rows.account_graph import AccountGraph, InfluenceEdge, MembershipEdge, PairEdge, PersonNode, ReportingEdge

AS_OF = "2026-07-01T00:00:00.000000Z"
CONFIDENCES = (0.4, 0.6, 0.8, 1.0, None)


def account_of(people: int, edges: int) -> AccountGraph:
    """Return an account with so many people, a solid line each but for the top, and influences up to so many edges.

    A tenth of the edges that are not lines are alliances; each person has one of a department for ten people.
    """
    chance = random.Random(people)
    names = [f"p{number:04}" for number in range(people)]
    lines = [
        ReportingEdge(f"r{k:05}", names[k], names[(k - 1) // 5], "solid", None, chance.choice(CONFIDENCES))
        for k in range(1, people)
    ]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < edges - len(lines):
        one, other = chance.sample(names, 2)
        pairs.add((one, other))
    believed = [(*pair, round(chance.random(), 2), chance.choice(CONFIDENCES)) for pair in sorted(pairs)]
    allied, moving = believed[::10], [each for place, each in enumerate(believed) if place % 10]
    return AccountGraph(
        account_id=f"bench-{people}",
        as_of=AS_OF,
        known_at=AS_OF,
        revision=1,
        people=tuple(PersonNode(name, name, None, None, None, None, None, None) for name in names),
        memberships=tuple(
            MembershipEdge(f"m{k:05}", name, f"d{k % max(1, people // 10):03}", True, None)
            for k, name in enumerate(names)
        ),
        reporting_lines=tuple(lines),
        influences=tuple(
            InfluenceEdge(f"i{k:05}", one, other, strength, None, sure)
            for k, (one, other, strength, sure) in enumerate(moving)
        ),
        alliances=tuple(
            PairEdge(f"a{k:05}", tuple(sorted((one, other))), strength, sure)
            for k, (one, other, strength, sure) in enumerate(allied)
        ),
    )
