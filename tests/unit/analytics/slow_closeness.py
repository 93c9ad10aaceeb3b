"""Closeness, coverage and beliefs as docs/numbers.md defines them, written once more as slow loops.

Nothing of `analytics` is used; constants are the defaults, written as numbers.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode, CoverageEdge, InteractionNode

CHANNEL: dict[str, float] = {
    "workshop": 1.2,
    "visit": 1.2,
    "meeting": 1,
    "meal": 1,
    "call": 0.6,
    "event": 0.4,
    "im": 0.3,
    "wechat": 0.3,
}
CHANNEL |= {"mail": 0.25, "content": 0.15, "app": 0.15, "greeting": 0.05, "other": 0.3}
RELIABILITY = {"customer": 0.9, "delivery": 0.8, "support": 0.8, "presales": 0.8, "system": 0.7, "sales": 0.6}
HALF_LIFE = {"support": 90, "rung": 180, "political_status": 365, "importance": 365}
HALF_LIFE |= dict.fromkeys(("adaptability", "style", "orientation"), 730)
THRESHOLD = {"unknown": 0, "acquainted": 10, "known": 25, "trusted": 50, "interdependent": 75}
LADDER = list(THRESHOLD)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def age(account: AccountGraph, at: str) -> float:
    return (instant(account.as_of) - instant(at)).total_seconds() / 86400


def decay(days: float, half_life: float) -> float:
    return 2 ** (-days / half_life)


def those_present(account: AccountGraph) -> tuple[list[str], list[str]]:
    """Return P and T; a person has left if their status is left and `left_at` is null or not after `as_of`."""
    gone = lambda each: each.status == "left" and (each.left_at is None or each.left_at <= account.as_of)  # noqa: E731
    return [p.id for p in account.people if not gone(p)], [m.id for m in account.members if not gone(m)]


def consensus(account: AccountGraph, person: str, attribute: str, member: str | None = None, chain: str | None = None):
    """Return value, confidence and agreement, or None if no word counts."""
    about = [
        s
        for s in account.assessments
        if (s.person, s.attribute, s.member) == (person, attribute, member) and s.observed_at <= account.as_of
    ]
    own = _counting(account, [s for s in about if s.chain == chain])
    counting = own or _counting(account, [s for s in about if s.chain is None])
    if chain is None and not own and attribute != "rung":
        counting = [
            word for each in in_force(account) for word in _counting(account, [s for s in about if s.chain == each])
        ]
    if not counting:
        return None
    weights = [w for _, w in counting]
    value: Any
    if attribute in ("support", "importance"):
        value = sum(float(s.value) * w for s, w in counting) / sum(weights)
        agreement = 1 - sum(abs(float(s.value) - value) * w for s, w in counting) / sum(weights) / 2
    else:
        sums: dict[Any, float] = defaultdict(float)
        for s, w in counting:
            sums[s.value] += w
        if attribute == "pain":
            value = max(counting, key=lambda each: (each[0].observed_at, each[0].id))[0].value
        else:
            best = max(sums.values())
            tied = [v for v, total in sums.items() if abs(total - best) < 1e-12]
            latest = {v: max(s.observed_at for s, _ in counting if s.value == v) for v in tied}
            value = min(v for v in tied if latest[v] == max(latest.values()))
        agreement = sums[value] / sum(weights)
    return value, agreement * any_of(weights), agreement


def any_of(probabilities: Iterable[float]) -> float:
    """Return ``1 - prod(1 - p)``, term by term, so that small probabilities keep their digits."""
    found = 0.0
    for each in probabilities:
        found += each * (1 - found)
    return found


def _counting(account: AccountGraph, assessments: list[AssessmentNode]) -> list[tuple[AssessmentNode, float]]:
    latest: dict[object, AssessmentNode] = {}
    for s in assessments:
        who: object = s.assessor_id or ("nobody", s.id)
        if who not in latest or (latest[who].observed_at, latest[who].id) < (s.observed_at, s.id):
            latest[who] = s
    counting = []
    for s in latest.values():
        if s.value == "unknown":
            continue
        confidence = 0.7 if s.confidence is None else s.confidence
        trust = 0.4 if s.function in (None, "unknown") else RELIABILITY.get(s.function, 0.5)
        weight = confidence * trust * decay(age(account, s.observed_at), HALF_LIFE.get(s.attribute, 120))
        if weight >= 0.01:
            counting.append((s, weight))
    return counting


def in_force(account: AccountGraph) -> list[str]:
    """Return the active chains of open deals; a deal of no status is open."""
    deals = [deal.id for deal in account.opportunities if deal.status is None or deal.status == "open"]
    return [chain.id for chain in account.chains if chain.status == "active" and chain.opportunity in deals]


def is_key_player(account: AccountGraph, person: str, chain: str | None = None) -> bool:
    found = consensus(account, person, "political_status", chain=chain)
    return found is not None and found[0] in ("inner_circle", "political_structure")


def standing(account: AccountGraph, person: str) -> list[CoverageEdge]:
    """Return the coverages of a person that count: who left us covers nobody."""
    gone = {m.id for m in account.members} - set(those_present(account)[1])
    return [c for c in account.coverages if (c.target_kind, c.target_id) == ("person", person) and c.member not in gone]


def cadence(account: AccountGraph, person: str, chain: str | None = None) -> float:
    agreed = [c.cadence_days for c in standing(account, person) if c.cadence_days is not None]
    if agreed:
        return min(agreed)
    key, other = {"A": (30, 90), "B": (45, 120)}.get(account.tier or "", (90, 180))
    return key if is_key_player(account, person, chain) else other


def is_two_way(account: AccountGraph, i: InteractionNode) -> bool:
    return i.direction in ("mutual", "inbound") or (i.answered_at is not None and i.answered_at <= account.as_of)


def is_complaint(i: InteractionNode) -> bool:
    return i.sentiment == -1


def together(account: AccountGraph, member: str, person: str) -> list[InteractionNode]:
    """Return the interactions that have both among their participants."""
    return [
        i for i in account.interactions if person in i.people and member in (i.members or ()) and i.at <= account.as_of
    ]


def degrees(account: AccountGraph, member: str, person: str, chain: str | None = None):
    """Return the four degrees of trust of a pair, or None without an interaction."""
    both = together(account, member, person)
    if not both:
        return None
    d = cadence(account, person, chain)
    share = lambda i: 5 / len(i.people) if len(i.people) > 5 else 1  # noqa: E731
    old = lambda i: age(account, i.at)  # noqa: E731
    h = max(45, 1.5 * d)
    k = h / (d * math.log(2))
    counts = lambda i: 1 if is_two_way(account, i) and not is_complaint(i) else 0.4  # noqa: E731
    c = sum(CHANNEL[str(i.channel)] * counts(i) * share(i) * decay(old(i), h) for i in both)
    frequency = -math.expm1(-1.5 * c / k)  # 1 - exp would lose all digits of contacts that have nearly faded
    expertise = any_of(
        0.25 * (0 if is_complaint(i) else i.expertise or 0) * share(i) * decay(old(i), 180) for i in both
    )
    two_way = [i for i in both if is_two_way(account, i)]
    depth = lambda i: 0 if is_complaint(i) else i.depth or 0  # noqa: E731
    deep = sorted((depth(i) / 5 * share(i) * decay(old(i), max(120, 2 * d)) for i in two_way), reverse=True)
    return frequency, expertise, sum(deep[:3]) / 3, _length(sorted(map(old, two_way), reverse=True), max(180, 2.5 * d))


def _length(ages: list[float], silence: float) -> float:
    """Return the best of all runs of two-way contacts, from their ages, the oldest first."""
    runs: list[list[float]] = []
    for each in ages:
        if runs and runs[-1][-1] - each <= silence:
            runs[-1].append(each)
        else:
            runs.append([each])
    return max((_worth(run, silence) for run in runs), default=0.0)


def _worth(run: list[float], silence: float) -> float:
    began, last = run[0], run[-1]
    value = min(1, math.log(1 + (began - last) / 30.4375) / math.log(37))
    if last > 2 * silence:
        return 0.0
    return value * decay(last - silence / 2, silence / 2) if last > silence / 2 else value


def asserted(account: AccountGraph, member: str, person: str) -> float | None:
    found = consensus(account, person, "rung", member)
    if found is None:
        return None
    place = LADDER.index(found[0])
    return min(THRESHOLD[LADDER[place if found[1] >= 0.5 else place - 1]], 50)


def pair(account: AccountGraph, member: str, person: str, chain: str | None = None):
    """Return closeness, logged, asserted, degrees, ceiling and what limits of a pair, or None if nothing is known."""
    parts, claimed = degrees(account, member, person, chain), asserted(account, member, person)
    if parts is None and claimed is None:
        return None
    logged = most = limit = None
    if parts is not None:
        worth = 100 * (0.35 * parts[0] + 0.20 * parts[1] + 0.25 * parts[2] + 0.20 * parts[3])
        most, limit = ceiling(account, member, person, parts[2])
        logged = min(worth, most)
        limit = None if worth < most - 1e-12 else limit
    closeness = max(value for value in (logged, claimed) if value is not None)
    return closeness, logged, claimed, parts, most, limit


def ceiling(account: AccountGraph, member: str, person: str, depth: float) -> tuple[float, str | None]:
    """Return the most that the contacts of a pair can carry, and what it waits for."""
    both = together(account, member, person)
    zone = ZoneInfo(account.timezone or "UTC")
    days = {instant(i.at).astimezone(zone).date() for i in both if is_two_way(account, i) and age(account, i.at) <= 365}
    initiated = any(
        (i.initiator or {"inbound": "theirs"}.get(i.direction or "")) == "theirs"
        for i in both
        if age(account, i.at) <= 90 and not is_complaint(i)
    )
    depth = round(depth, 12)
    if len(days) < 2:
        return 24.9, "two_way_contacts"
    if depth < 0.4:
        return 49.9, "depth"
    if depth < 0.6:
        return 74.9, "depth"
    return (100, None) if initiated else (74.9, "their_initiative")


def rung(closeness: float | None) -> str:
    if closeness is None or closeness == 0:
        return "unknown"
    return next((name for name in ("interdependent", "trusted", "known") if closeness >= THRESHOLD[name]), "acquainted")


def target(account: AccountGraph, person: str, chain: str | None = None) -> float:
    own = next(p.desired_rung for p in account.people if p.id == person)
    wanted = [THRESHOLD[c.desired_rung] for c in standing(account, person) if c.desired_rung is not None]
    if own is not None:
        aimed = THRESHOLD[own]
    elif wanted:
        aimed = max(wanted)
    else:
        aimed = 50 if is_key_player(account, person, chain) else 25
    return max(10, aimed)


def stance(account: AccountGraph, reached: dict[str, float], chain: str | None = None) -> dict[str, float] | None:
    """Return how what is reached of each person (influence times attainment) divides by their believed support."""
    sums = dict.fromkeys(("supporting", "neutral", "opposing", "unknown"), 0.0)
    for person, value in reached.items():
        found = consensus(account, person, "support", chain=chain)
        support = None if found is None else round(found[0], 12)
        if support is None:
            sums["unknown"] += value
        elif support >= 0.5:
            sums["supporting"] += value
        elif support <= -0.5:
            sums["opposing"] += value
        else:
            sums["neutral"] += value
    total = sum(sums.values())
    return {side: value / total for side, value in sums.items()} if total else None
