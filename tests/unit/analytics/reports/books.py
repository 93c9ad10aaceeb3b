"""Snapshots for tests of reports: written by hand, or a whole book drawn by Hypothesis."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from analytics.reports.earlier import EarlierHealth
from analytics.reports.material import Material
from schemas.analysis.gap_words import SEVERITIES
from schemas.analysis.health import HealthComponents, HealthWeights
from schemas.reports.lists import BothLanguages, ContactDue, DueFacts, ReportedGap, SeverityCounts
from schemas.reports.report import FailedAccount
from schemas.reports.snapshot import Snapshot

TODAY, YESTERDAY, MONTH_AGO = "2026-07-01", "2026-06-30", "2026-05-29"
PARTS = tuple(HealthComponents.model_fields)


def midnight(date: str) -> str:
    return f"{date}T00:00:00.000000Z"


def gap(name: str, severity: str = "high", **fields: Any) -> ReportedGap[BothLanguages]:
    values: dict[str, Any] = {
        "id": name,
        "rule": f"rule-{name[-1]}",
        "severity": severity,
        "priority": 0.84321,
        "scope": "account",
        "chain": None,
        "opportunity": None,
        "people": (),
        "since": midnight(YESTERDAY),
        "muted": False,
        "finding": BothLanguages(en=f"{name} is missing.", zh=f"缺少 {name}。"),
        "action": None,
        "member": None,
        "due": None,
    }
    return ReportedGap[BothLanguages](**values | fields)


def due(person: str, priority: float = 0.07654) -> ContactDue[BothLanguages]:
    return ContactDue[BothLanguages](
        person=person,
        person_name=person.title(),
        title=None,
        member=None,
        member_name=None,
        due=midnight(YESTERDAY),
        overdue_days=16.04,
        cadence_days=30.0,
        reason="cadence",
        influence=0.14159,
        priority=priority,
        facts=DueFacts[BothLanguages](
            last_at=None, last_channel=None, rung="unknown", trend_sign=None, top_gap=None, topic=None
        ),
    )


def health_of(components: dict[str, float | None], weights: dict[str, float]) -> float | None:
    """Return the weighted mean of three known parts or more, as `analytics.health.health` has it."""
    known = [(value, weights[part]) for part, value in components.items() if value is not None and weights[part] > 0]
    if len(known) < 3:
        return None
    return min(100.0, sum(value * weight for value, weight in known) / sum(weight for _, weight in known))


def snapshot(account: str, date: str = TODAY, parts: dict[str, float | None] | None = None, **fields: Any) -> Snapshot:
    """Return a snapshot whose health follows from its parts, and whose counts follow from its gaps."""
    weights = fields.pop("weights", dict.fromkeys(PARTS, 1.0))
    components = dict.fromkeys(PARTS, 50.0) | (parts or {})
    health = health_of(components, weights)
    gaps = tuple(fields.pop("gaps", ()))
    loud = [each.severity for each in gaps if not each.muted]
    reasons = {} if health is not None else {"health": "mostly_unknown", "grade": "mostly_unknown"}
    reasons |= {f"components.{part}": "no_interactions" for part, value in components.items() if value is None}
    values: dict[str, Any] = {
        "date": date,
        "as_of": midnight(date),
        "account_id": account,
        "name": account.title(),
        "owner": "t1",
        "owner_name": "Kim Vale",
        "segment": "Automotive",
        "tier": "A",
        "revision": 7,
        "book_revision": 3,
        "settings": "0c4f1a5d9be27a36",
        "people": 12,
        "health": health,
        "grade": None if health is None else "C",
        "components": HealthComponents(**components),
        "weights": HealthWeights(**weights),
        "reasons": reasons | {"change": "no_previous"},
        "profile": "full",
        "counts": SeverityCounts(**{severity: loud.count(severity) for severity in SEVERITIES}),
        "gaps": gaps,
    }
    return Snapshot(**values | fields)


def material(*snapshots: Snapshot, **more: Any) -> Material:
    return Material(TODAY, midnight(TODAY), 3, "0c4f1a5d9be27a36", snapshots, **more)


@dataclass(frozen=True)
class Drawn:
    """A drawn book, and the same in another order."""

    material: Material
    shuffled: Material


_VALUES = st.none() | st.floats(0, 100)
_OWNERS = st.sampled_from([("t1", "Kim Vale"), ("t2", "Lea Moss"), (None, None)])
_GAPS = st.dictionaries(
    st.sampled_from([f"gap-{number}" for number in range(8)]),
    st.tuples(st.sampled_from(SEVERITIES), st.booleans()),
    max_size=5,
)


@st.composite
def snapshots(draw: st.DrawFn, account: str, date: str) -> Snapshot:
    owner, owner_name = draw(_OWNERS)
    gaps = [gap(f"{account}-{name}", worst, muted=muted) for name, (worst, muted) in draw(_GAPS).items()]
    return snapshot(
        account,
        date,
        draw(st.fixed_dictionaries(dict.fromkeys(PARTS, _VALUES))),
        weights=draw(st.fixed_dictionaries(dict.fromkeys(PARTS, st.sampled_from([0.0, 1.0, 2.5])))),
        owner=owner,
        owner_name=owner_name,
        segment=draw(st.sampled_from(["Automotive", "Pumps", None])),
        gaps=gaps,
        contacts_due=tuple(due(f"p{number}") for number in range(draw(st.integers(0, 3)))),
    )


@st.composite
def books(draw: st.DrawFn) -> Drawn:
    accounts = [f"account-{number}" for number in range(draw(st.integers(0, 5)))]
    now = [draw(snapshots(account, TODAY)) for account in accounts if draw(st.integers(0, 5))]
    last = [draw(snapshots(account, YESTERDAY)) for account in accounts if draw(st.integers(0, 3))]
    there = {each.account_id for each in now}
    failed = [failure(account) for account in accounts if account not in there]
    earlier = [
        EarlierHealth(account, date, draw(_VALUES), "C", draw(st.integers(0, 9)))
        for account in accounts
        for date in draw(st.sets(st.sampled_from([YESTERDAY, MONTH_AGO, "2026-05-20", "2026-04-01"])))
    ]
    whole = material(*now, last=last, last_date=YESTERDAY if last else None, earlier=earlier, failed=failed)
    return Drawn(
        whole,
        replace(
            whole,
            snapshots=draw(st.permutations(now)),
            last=draw(st.permutations(last)),
            earlier=draw(st.permutations(earlier)),
            failed=draw(st.permutations(failed)),
        ),
    )


def failure(account: str) -> FailedAccount:
    return FailedAccount(account_id=account, name=None, error="too-large", detail="It has too many people.")
