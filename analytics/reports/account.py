"""One account in a report: its numbers, how they moved, and its lists."""

from collections.abc import Iterable, Mapping, Sequence

from analytics.reports.earlier import EarlierHealth
from analytics.reports.lists import contact_due, gaps_of, leading_person, open_deal, stale_belief, structure_warning
from analytics.reports.material import Wording
from analytics.reports.movement import PARTS, why
from analytics.reports.rounding import difference, tenth_if_known
from schemas.analysis.health import HealthComponents
from schemas.reports.dates import ReportDate, days_before
from schemas.reports.report import AccountReport, HealthPoint
from schemas.reports.snapshot import Snapshot
from schemas.vocabularies import NullReason

LEAST_DAYS, MOST_DAYS = 30, 45
"""Between these a report is that of 30 days ago."""

_OF_ITSELF = ("account_id", "name", "owner", "owner_name", "segment", "tier", "revision", "people", "grade", "counts")


def account_report(
    now: Snapshot, last: Snapshot | None, earlier: Sequence[EarlierHealth], rank: int | None, wording: Wording
) -> AccountReport:
    """Return one account in a report.

    Parameters
    ----------
    last : Snapshot or None
        Of the account at the last report.
    earlier : sequence of EarlierHealth
        Of the account, by date.
    rank : int or None
        Its place by health; None where that is not known.
    """
    gaps = gaps_of(now, last, wording)
    change = difference(now.health, last.health if last else None)
    month_ago = _month_ago(now.date, earlier)
    changes = _component_changes(now.components, last.components if last else None)
    return AccountReport(
        **{field: getattr(now, field) for field in _OF_ITSELF},
        rank=rank,
        health=tenth_if_known(now.health),
        change=change,
        change_30d=difference(now.health, month_ago.health if month_ago else None),
        components=HealthComponents(**{part: tenth_if_known(value) for part, value in now.components}),
        component_changes=changes,
        why=why(last, now, gaps, wording) if last and change else (),
        reasons=_reasons(now, last, month_ago, changes),
        history=tuple(map(_point, earlier)),
        gaps=gaps,
        contacts_due=tuple(contact_due(contact, wording) for contact in now.contacts_due),
        stale_beliefs=tuple(map(stale_belief, now.stale_beliefs)),
        structure=tuple(structure_warning(warning, wording) for warning in now.structure),
        leading_people=tuple(map(leading_person, now.leading_people)),
        open_deals=tuple(map(open_deal, now.open_deals)),
    )


def _point(earlier: EarlierHealth) -> HealthPoint:
    return HealthPoint(date=earlier.date, health=tenth_if_known(earlier.health), grade=earlier.grade)


def _month_ago(today: ReportDate, earlier: Iterable[EarlierHealth]) -> EarlierHealth | None:
    """Return the newest point that is 30 days old or older, within 45."""
    newest, oldest = days_before(today, LEAST_DAYS), days_before(today, MOST_DAYS)
    within = [point for point in earlier if oldest <= point.date <= newest]
    return max(within, key=lambda point: point.date, default=None)


def _component_changes(now: HealthComponents, last: HealthComponents | None) -> dict[str, float | None]:
    return {part: difference(getattr(now, part), getattr(last, part) if last else None) for part in PARTS}


def _reasons(
    now: Snapshot, last: Snapshot | None, month_ago: EarlierHealth | None, changes: Mapping[str, float | None]
) -> dict[str, NullReason]:
    """Return why each null is null: what is not known now, else what was not known then, else that nothing was then."""
    reasons: dict[str, NullReason] = {key: reason for key, reason in now.reasons.items() if key != "change"}
    unknown: NullReason = "mostly_unknown"
    if now.health is None:
        reasons |= dict.fromkeys(("rank", "change", "change_30d"), reasons.setdefault("health", unknown))
    else:
        if last is None or last.health is None:
            reasons["change"] = last.reasons.get("health", unknown) if last else "no_previous"
        if month_ago is None or month_ago.health is None:
            reasons["change_30d"] = unknown if month_ago else "no_previous"
    if last is None:
        reasons |= {"gaps.opened": "no_previous", "gaps.closed": "no_previous"}
    before = last.reasons if last else {}
    for part, change in changes.items():
        if change is None:
            key = f"components.{part}"
            reasons[f"component_changes.{part}"] = reasons.get(key) or before.get(key, "no_previous")
    return dict(sorted(reasons.items()))
