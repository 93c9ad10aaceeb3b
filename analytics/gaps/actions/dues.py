"""By when something is to be done about a gap, and what that follows from."""

from collections.abc import Iterator, Mapping, Set
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from analytics.ages import days_before
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.remedy import Remedy
from analytics.votes.ballots import OpenStep
from schemas.analysis.gap_words import DueBy, Severity

DAYS: Mapping[Severity, float] = {"critical": 7.0, "high": 14.0, "medium": 30.0, "low": 60.0}
"""Days to do something about a gap, where nothing asks for it earlier."""


class Due(NamedTuple):
    """An instant, the day it falls on where the account is, and what it follows from; the name of a step or deal."""

    at: str
    day: str
    by: DueBy
    name: str = ""


def due_of(context: GapContext, gap: Gap, remedy: Remedy) -> Due:
    """Return by when something is to be done: the earliest date to come of those that ask for it.

    A step that is open on the chain, and that the person votes on if one is named, by its ``due``; the deal by its
    ``closes``; the cadence of a person who is to be met, from the last contact; a day for an answer that is owed; and
    the severity: 7 days for what is critical, 14 high, 30 medium, 60 low.
    """
    return _first_after(context, gap, remedy, context.account.as_of)


def due_since(context: GapContext, gap: Gap, remedy: Remedy, since: str) -> Due:
    """Return by when something was to be done about a gap that was opened at an instant: `due_of` as it was then.

    Steps, deals and contacts are those of now; only the days for an answer and for the severity count from ``since``.
    The date may have passed.
    """
    return _first_after(context, gap, remedy, since)


def _first_after(context: GapContext, gap: Gap, remedy: Remedy, begin: str) -> Due:
    asked = [each for each in _asked(context, gap, remedy, begin) if each[0] > begin]
    at, by, name = min([*asked, (days_before(begin, -DAYS[gap.severity]), "severity", "")])
    return Due(at, local_day(at, context.account.timezone), by, name)


@lru_cache(maxsize=4096)
def local_day(instant: str, timezone: str | None) -> str:
    """Return the day that an instant falls on in a time zone, of UTC without one.

    Examples
    --------
    >>> local_day("2026-06-30T22:30:00.000000Z", "Europe/Berlin")
    '2026-07-01'
    """
    moment = datetime.fromisoformat(instant)
    return (moment if timezone is None else moment.astimezone(ZoneInfo(timezone))).date().isoformat()


def _asked(context: GapContext, gap: Gap, remedy: Remedy, begin: str) -> Iterator[tuple[str, DueBy, str]]:
    if context.chain is not None:
        for step in context.numbers.decision.steps:
            due = context.steps[step.id].due
            if due and remedy.step in {None, step.id} and _votes(remedy.person, step):
                yield due, "step", context.name.step(step.id)
    named = _deals(context, gap, remedy) if context.open_deals else frozenset[str]()
    deal = next((each for each in context.open_deals if each.id in named), None)
    if deal and deal.closes:
        yield deal.closes, "deal", context.name.deal(deal.id)
    days = context.numbers.last_met.get(remedy.person or "")
    if remedy.kind == "answer":
        yield days_before(begin, -1), "answer", ""
    if remedy.kind in {"meet", "renew"} and remedy.person and days is not None:
        left = context.numbers.cadence[remedy.person] - days
        yield days_before(context.account.as_of, -left), "cadence", ""


def _votes(person: str | None, step: OpenStep) -> bool:
    return person is None or any(ballot.person == person for ballot in step.ballots)


def _deals(context: GapContext, gap: Gap, remedy: Remedy) -> Set[str]:
    named = {subject.id for subject in gap.subjects if subject.kind == "opportunity"}
    named |= {context.chain.opportunity} if context.chain else set()
    return named | ({remedy.opportunity} if remedy.opportunity else set())
