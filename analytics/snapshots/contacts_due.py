"""People who are due for a contact: whom to call, since when, why, and what to talk about."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from analytics.ages import ages, days_before
from analytics.closeness.trend import trend_sign
from analytics.gaps.actions.dues import due_since
from analytics.gaps.actions.owners import closest_member, owner
from analytics.gaps.catalogue.registry import BY_ID
from analytics.gaps.profiles import Place, age_of, setting
from analytics.snapshots.both_languages import SayBoth
from analytics.snapshots.listed_gaps import CADENCE, SAY_WHY_DUE, UNANSWERED, ListedGaps, people_of
from schemas.instants import instant_text
from schemas.reports.lists import BothLanguages, ContactDue, DueFacts, DueReason, TrendSign

CONTACTS = frozenset({"meet", "renew", "ask", "introduce", "deepen", "answer", "invite", "share", "bring_senior"})
"""What is done about a gap by speaking to the person whom it is about."""

REASONS: tuple[DueReason, ...] = ("unanswered", "cadence", "gap")
"""Of reasons since the same instant the first one is given."""


class Due(NamedTuple):
    """Since when somebody is due, why, and which of us it is for; sorted by the instant, then by the reason."""

    at: str
    order: int
    member: str | None = None


def contacts_due(gaps: ListedGaps, say: SayBoth) -> tuple[ContactDue[BothLanguages], ...]:
    """Return the people who are due for a contact, by priority, then by id; each once, by what is due the longest.

    Because of the ``cadence``: their last contact that went both ways is older than it. A person who was never met has
    no such date, and is not due for that. ``unanswered``: they wait for an answer for longer than `inbound_unanswered`
    lets them, and are due since that passed. Because of a ``gap``: something was to be done with them about an open gap
    (`due_since`), counted from the day on which it was opened; where that day is not known nobody is due for it. What
    somebody muted makes nobody due, and an empty seat cannot be called. Of us whoever is closest calls, else whoever is
    responsible.

    ``priority`` is the share of influence times the days overdue by the cadence.
    """
    context = gaps.context
    due: dict[str, Due] = {}
    for reason in (_by_cadence(gaps), _unanswered(gaps), _by_gap(gaps)):
        for person, since in reason:
            due[person] = min(due.get(person, since), since, key=lambda each: each[:2])
    there = context.present - context.seats
    listed = [_listed(gaps, person, since, say) for person, since in sorted(due.items()) if person in there]
    return tuple(sorted(listed, key=lambda each: (-round(each.priority, 12), each.person)))


def _by_cadence(gaps: ListedGaps) -> Iterator[tuple[str, Due]]:
    numbers, muted = gaps.context.numbers, gaps.muted_people(CADENCE)
    for person, days in numbers.last_met.items():
        over = days - numbers.cadence[person]
        if over > 0 and person not in muted:
            yield person, Due(days_before(numbers.account.as_of, over), REASONS.index("cadence"))


def _unanswered(gaps: ListedGaps) -> Iterator[tuple[str, Due]]:
    context, rule = gaps.context, BY_ID[UNANSWERED]
    place = Place(context.account.tier or "none", None, None, age_of(context.account))
    asked = setting(gaps.profile, rule, place).parameters
    instants = {contact.id: contact.at for contact in context.numbers.contact_log.questions}
    muted = gaps.muted_people(UNANSWERED)
    for finding in rule.find(context, **asked):
        since = worked_until(instants[finding.records["interaction"][0]], asked["days"], context.account.timezone)
        member = finding.remedy.member if finding.remedy else None
        for subject in finding.subjects:
            if subject.id not in muted:
                yield subject.id, Due(since, REASONS.index("unanswered"), member)


def _by_gap(gaps: ListedGaps) -> Iterator[tuple[str, Due]]:
    context = gaps.context
    for gap in gaps.unmuted:
        remedy, since = gap.finding.remedy, gaps.remembered(gap).since
        if gap.rule in SAY_WHY_DUE or remedy is None or since is None or remedy.kind not in CONTACTS:
            continue
        if remedy.person in people_of(gap):
            due = due_since(context.chains.get(gap.chain or "", context), gap, remedy, since)
            if due.at <= context.account.as_of:
                action = gaps.actions.get(gap.id)
                yield remedy.person, Due(due.at, REASONS.index("gap"), action.member if action else None)


def worked_until(begin: str, days: float, timezone: str | None) -> str:
    """Return the instant by which some days have passed since another, not counting Saturdays and Sundays there.

    Examples
    --------
    >>> worked_until("2026-06-26T12:00:00.000000Z", 2, None)
    '2026-06-30T12:00:00.000000Z'
    >>> worked_until("2026-06-27T12:00:00.000000Z", 1, None)
    '2026-06-30T00:00:00.000000Z'
    """
    moment = datetime.fromisoformat(begin)
    local = moment if timezone is None else moment.astimezone(ZoneInfo(timezone))
    left = timedelta(days=days)
    while True:
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0) + timedelta(days=1)
        if local.weekday() < 5:
            if local + left <= midnight and (local + left).weekday() < 5:
                return instant_text(local + left)
            left = max(left - (midnight - local), timedelta(0))
        local = midnight


def _listed(gaps: ListedGaps, person: str, due: Due, say: SayBoth) -> ContactDue[BothLanguages]:
    context, numbers = gaps.context, gaps.context.numbers
    recorded, cadence = numbers.people[person], numbers.cadence[person]
    member = due.member or closest_member(context, person) or owner(context, person, None)
    overdue = float(ages([due.at], context.account.as_of)[0])
    return ContactDue[BothLanguages](
        person=person,
        person_name=recorded.name,
        title=recorded.title,
        member=member,
        member_name=member and context.name.of("member", member),
        due=due.at,
        overdue_days=overdue,
        cadence_days=cadence,
        reason=REASONS[due.order],
        influence=numbers.influence[person],
        priority=numbers.influence[person] * overdue / cadence,
        facts=_facts(gaps, person, say),
    )


def _facts(gaps: ListedGaps, person: str, say: SayBoth) -> DueFacts[BothLanguages]:
    numbers, gap = gaps.context.numbers, gaps.top.get(person)
    meeting, known = numbers.meetings.get(person), numbers.people_closeness.get(person)
    log = numbers.contact_log
    last = log.rows[log.place[meeting.interaction]] if meeting else None
    finding, action = gaps.said(gap, say) if gap else (None, None)
    return DueFacts[BothLanguages](
        last_at=last.at if last else None,
        last_channel=last.channel if last else None,
        rung=known.rung if known else None,
        trend_sign=_trend(gaps, person),
        top_gap=gap.id if gap else None,
        topic=action or finding,
    )


def _trend(gaps: ListedGaps, person: str) -> TrendSign | None:
    settings = gaps.context.numbers.settings
    now, then = gaps.context.numbers.people_closeness.get(person), gaps.closeness_before.get(person)
    return trend_sign(now.closeness - then.closeness, settings.trend_flat) if now and then else None
