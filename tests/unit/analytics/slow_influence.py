"""The influence graph with assumed lines as docs/numbers.md defines it, written once more as slow loops.

Nothing of `analytics` is used; constants are the defaults, written as numbers.
"""

from collections import defaultdict

import numpy as np

from schemas.rows.account_graph import AccountGraph

TOP_DOWN = ["c_level", "vp", "director", "manager", "specialist", "individual"]


def present(account: AccountGraph) -> list[str]:
    return [p.id for p in account.people if p.status != "left" or (p.left_at is not None and p.left_at > account.as_of)]


def department(account: AccountGraph, person: str) -> str | None:
    own = sorted((m for m in account.memberships if m.person == person), key=lambda m: (m.primary is not True, m.id))
    return own[0].department if own else None


def assumed(account: AccountGraph) -> list[tuple[str, str, float]]:
    """Return report, manager and confidence of every assumed line, person by person."""
    here = present(account)
    level = {
        p.id: TOP_DOWN.index(p.seniority)
        for p in account.people
        if p.id in here and p.kind != "external" and p.seniority in TOP_DOWN
    }
    lines = []
    for person in level:
        drawn = [x for x in account.reporting_lines if x.line == "solid" and x.person == person and x.manager in here]
        managers = [] if drawn else candidates(account, person, level)
        if len(managers) <= 5:
            lines += [(person, manager, 0.3 / len(managers)) for manager in managers]
    return lines


def candidates(account: AccountGraph, person: str, level: dict[str, int]) -> list[str]:
    unit, seen = department(account, person), []
    while unit is not None and unit not in seen:
        seen.append(unit)
        above = [p for p in level if department(account, p) == unit and level[p] < level[person]]
        if above:
            nearest = max(level[p] for p in above)
            return [p for p in above if level[p] == nearest]
        unit = next((d.part_of for d in account.departments if d.id == unit), None)
    top = min(level.values())
    return [p for p in level if level[p] == top] if top < level[person] else []


def weights(account: AccountGraph, chain: str | None = None) -> dict[tuple[str, str], float]:
    """Return who moves whom, with what probability."""
    here = present(account)
    sure = lambda confidence: 0.7 if confidence is None else confidence  # noqa: E731
    strong = lambda strength: 0.5 if strength is None else strength  # noqa: E731
    fails: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    for i in account.influences:
        fails[i.source, i.target] *= 1 - strong(i.strength) * sure(i.confidence)
    for a in account.alliances:
        for pair in (tuple(a.people), tuple(a.people)[::-1]):
            fails[pair[0], pair[1]] *= 1 - 0.3 * strong(a.strength) * sure(a.confidence)
    lines = [(x, m, 0.5, c) for x, m, c in assumed(account)]
    for r in account.reporting_lines:
        counts = r.line in ("solid", "dotted") or (chain is not None and r.chain == chain)
        if counts and r.person in here and r.manager in here:
            lines.append((r.person, r.manager, 0.5 if r.line == "solid" else 0.25, sure(r.confidence)))
    for report, manager, authority, confidence in lines:
        reports = {x for x, m, _, _ in lines if m == manager}
        fails[manager, report] *= 1 - authority * confidence
        fails[report, manager] *= 1 - 0.1 * confidence / len(reports)
    found = {pair: min(1 - value, 0.999) for pair, value in fails.items() if pair[0] in here and pair[1] in here}
    return {pair: weight for pair, weight in found.items() if weight > 0}


def influence(account: AccountGraph, chain: str | None = None) -> dict[str, float]:
    """Return the walk, solved as linear equations."""
    here = present(account)
    place = {person: number for number, person in enumerate(here)}
    onward = np.zeros((len(here), len(here)))
    for (source, target), weight in weights(account, chain).items():
        onward[place[target], place[source]] = weight
    onward *= 0.85 / np.maximum(1.0, onward.sum(axis=1, keepdims=True))
    visits = np.linalg.solve(np.eye(len(here)) - onward.T, np.ones(len(here))) if here else np.zeros(0)
    return dict(zip(here, (visits / visits.sum()).tolist(), strict=True))
