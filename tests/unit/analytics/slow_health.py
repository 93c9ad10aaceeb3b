"""Health as docs/numbers.md defines it, written once more as slow loops.

A person who leaves is marked as left, and everything is computed again. From `analytics` it takes influence alone,
which `test_influence.py` checks; the rest comes from `slow_closeness`.
"""

from dataclasses import replace

from analytics.context import Context
from schemas.rows.account_graph import AccountGraph, MembershipEdge
from schemas.rows.deals import OpportunityNode
from schemas.rows.stages import StageModelRow
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics import slow_closeness as slow


def influence(account: AccountGraph) -> dict[str, float]:
    return Context(account, AnalysisSettings()).influence


def coverage(account: AccountGraph) -> float:
    """Return the coverage of everybody, in percent; 0 without people."""
    shares, (_, members) = influence(account), slow.those_present(account)
    reached = 0.0
    for person, share in shares.items():
        found = [each[0] for m in members if (each := slow.pair(account, m, person)) is not None]
        reached += share * min(1, max(found, default=0) / slow.target(account, person))
    return 100 * reached


def without(account: AccountGraph, name: str) -> AccountGraph:
    """Return the account after one person of either side has left."""
    people = tuple(p._replace(status="left", left_at=None) if p.id == name else p for p in account.people)
    members = tuple(m._replace(status="left", left_at=None) if m.id == name else m for m in account.members)
    return replace(account, people=people, members=members)


def resilience(account: AccountGraph) -> float | None:
    now = coverage(account)
    if now == 0:
        return None
    people, members = slow.those_present(account)
    losses = [(now - coverage(without(account, name))) / now for name in [*people, *members]]
    return 100 * (1 - max(0, *losses))


def freshness(account: AccountGraph) -> float | None:
    people, members = slow.those_present(account)
    total = 0.0
    for person, share in influence(account).items():
        met = [
            slow.age(account, i.at)
            for i in account.interactions
            if person in i.people
            and set(members) & set(i.members or ())
            and i.at <= account.as_of
            and slow.is_two_way(account, i)
        ]
        if met and min(met) <= slow.cadence(account, person):
            total += share
    return 100 * total if people else None


def corroboration(account: AccountGraph) -> float | None:
    people, _ = slow.those_present(account)
    share = {
        attribute: sum(influence(account)[p] for p in people if _corroborated(account, p, attribute))
        for attribute in ("support", "political_status")
    }
    return 100 * sum(share.values()) / 2 if people else None


def _corroborated(account: AccountGraph, person: str, attribute: str) -> bool:
    about = [
        s
        for s in account.assessments
        if (s.person, s.attribute, s.chain) == (person, attribute, None) and s.observed_at <= account.as_of
    ]
    counting = [s for s, _ in slow._counting(account, about)]
    for one in counting:
        for other in counting:
            known = {one.function, other.function} & {None, "unknown"} == set()
            differ = one.function != other.function
            near = one.value == other.value if isinstance(one.value, str) else abs(one.value - int(other.value)) <= 1
            if known and differ and near:
                return True
    return False


def completeness(account: AccountGraph, models: list[StageModelRow]) -> float | None:
    people, _ = slow.those_present(account)
    opened = [o for o in account.opportunities if o.status in ("open", None)]
    unit = _own_department(account)
    if not opened:
        full = [p for p in account.people if p.id in people and p.id in unit and p.title and _has_level(p.seniority)]
        return 100 * len(full) / len(people) if people else None
    shares = [sum(asked) / len(asked) for o in opened if (asked := _asked(account, o, models))]
    return 100 * sum(shares) / len(shares) if shares else None


def _has_level(seniority: str | None) -> bool:
    return seniority not in (None, "unknown")


def _own_department(account: AccountGraph) -> dict[str, str]:
    """Return the department of each person: that of the primary membership, else of the first by id."""
    found: dict[str, MembershipEdge] = {}
    for m in sorted(account.memberships, key=lambda each: each.id):
        if m.person not in found or (m.primary and not found[m.person].primary):
            found[m.person] = m
    return {person: m.department for person, m in found.items()}


def _asked(account: AccountGraph, o: OpportunityNode, models: list[StageModelRow]) -> list[float]:
    people, unit = slow.those_present(account)[0], _own_department(account)
    chains = [c.id for c in account.chains if c.opportunity == o.id]
    on = [k for k in account.stakes if k.person in people and k.chain in chains]
    asked: list[float] = []
    for stage in [s for m in models if m.id == o.stage_model for s in m.stages if s.key == o.stage]:
        for role, least in stage.role_goals.items():
            asked += [min(1, len({k.person for k in on if role in (k.roles or ())}) / least)]
        for name in stage.required_fields.get(account.tier or "none", ()):
            asked += [0 if getattr(o, name) in (None, "", [], {}) else 1]
        for function in stage.required_departments:
            units = [d.id for d in account.departments if d.function == function]
            asked += [1 if any(unit.get(k.person) in units for k in on) else 0]
    return asked
