"""What stands on the page of a report: which of its lists, in which order, and how many of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from app.reports.forms.book_clock import BookClock
from app.reports.forms.pictures.heat_map import heat_map
from app.reports.forms.pictures.parts import parts_picture
from app.reports.forms.pictures.small_map import small_map
from app.reports.forms.pictures.trend import Step, trend_picture
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.book import Mover
from schemas.reports.lists import ContactDue, ReportedGap
from schemas.reports.report import AccountReport, Report

FIRST = 5
"""Entries of each list on the first screen."""

OF_ONE_ACCOUNT = 2
"""Of these, gaps of the same account in the report of several."""

MOST = 60
"""Rows of any other list: a page is read, the spreadsheet has all."""

OF_A_MEMBER = 12
"""People due that are listed for each of us in the report of several accounts."""

IN_A_BRIEF: Mapping[str, int] = {
    "deals": 4,
    "contacts": 5,
    "gaps": 6,
    "closed": 3,
    "beliefs": 6,
    "structure": 2,
}
"""Rows of the lists of a brief, which is two pages of paper even where all of them are long."""


class AccountGap(NamedTuple):
    """A gap with its account."""

    account: AccountReport
    gap: ReportedGap[str]
    opened: bool


class AccountContact(NamedTuple):
    """Somebody who is due, with their account."""

    account: AccountReport
    contact: ContactDue[str]


class MovedAccount(NamedTuple):
    """An account that moved, with its pictures."""

    mover: Mover
    parts: Markup
    people: Markup | None


class Page:
    """The contents of the page of a report.

    Parameters
    ----------
    base_url : str, optional
        Where the service answers; without one nothing links to it.
    """

    def __init__(self, report: Report, base_url: str | None) -> None:
        self.report = report
        self.clock = BookClock.of(report)
        self.say = Sentences("report_page", report.language).say
        self.labels: Mapping[str, Mapping[str, str]] = labels_of(report.language)
        self._base = base_url.rstrip("/") if base_url else None
        self._language: Language = report.language

    def link(self, account: str) -> str | None:
        """Return where the service says more about an account."""
        return f"{self._base}/v1/accounts/{quote(account, safe='')}/analysis/health" if self._base else None

    @cached_property
    def gaps(self) -> Sequence[AccountGap]:
        """Gaps that are not muted: the worst first, of these those that opened, then by priority."""
        found = [
            AccountGap(account, gap, opened)
            for account in self.report.accounts
            for opened, gaps in ((True, account.gaps.opened or ()), (False, account.gaps.open))
            for gap in gaps
        ]
        return sorted(found, key=lambda each: (_place(each.gap), not each.opened, -each.gap.priority))

    @cached_property
    def closed(self) -> Sequence[AccountGap]:
        """Gaps that closed, the worst first."""
        found = [
            AccountGap(account, gap, opened=False)
            for account in self.report.accounts
            for gap in account.gaps.closed or ()
        ]
        return sorted(found, key=lambda each: (_place(each.gap), -each.gap.priority))

    @cached_property
    def opened(self) -> Sequence[AccountGap]:
        """Gaps that opened, the worst first."""
        return [each for each in self.gaps if each.opened]

    @cached_property
    def open(self) -> Sequence[AccountGap]:
        """Gaps that were there before, or all where nobody can know, the worst first."""
        return [each for each in self.gaps if not each.opened]

    @cached_property
    def first_gaps(self) -> Sequence[AccountGap]:
        """What to look at first: no account more than twice, unless there are no others."""
        seen: Counter[str] = Counter()
        chosen: list[AccountGap] = []
        others: list[AccountGap] = []
        for each in self.gaps:
            seen[each.account.account_id] += 1
            (chosen if seen[each.account.account_id] <= OF_ONE_ACCOUNT else others).append(each)
        return [*chosen, *others][:FIRST]

    @cached_property
    def contacts(self) -> Sequence[AccountContact]:
        """Everybody who is due, by priority."""
        found = [AccountContact(account, each) for account in self.report.accounts for each in account.contacts_due]
        return sorted(found, key=lambda each: (-each.contact.priority, each.account.account_id, each.contact.person))

    @cached_property
    def contacts_by_member(self) -> Sequence[tuple[str | None, Sequence[AccountContact]]]:
        """People due by which of us calls, by name and id, those whom nobody covers last."""

        def caller(each: AccountContact) -> tuple[bool, str, str]:
            member = each.contact.member
            return member is None, each.contact.member_name or member or "", member or ""

        ordered = sorted(self.contacts, key=caller)
        return [(name or None, list(group)) for (_, name, _), group in groupby(ordered, key=caller)]

    @cached_property
    def ranking(self) -> Sequence[AccountReport]:
        """Accounts by health, the least first, those whose health is not known last; equal ones by name."""
        return sorted(self.report.accounts, key=lambda each: (each.health is None, each.health or 0.0))

    @cached_property
    def movers(self) -> Sequence[MovedAccount]:
        """The accounts that moved most, with their pictures."""
        by_id = {account.account_id: account for account in self.report.accounts}
        return [
            MovedAccount(
                mover,
                self.parts_picture(by_id[mover.account_id], f"m{number}"),
                self.people_picture(by_id[mover.account_id], f"p{number}"),
            )
            for number, mover in enumerate(self.report.book.movers)
        ]

    def parts_picture(self, account: AccountReport, prefix: str) -> Markup:
        """Return the parts of an account's health."""
        return parts_picture(account, self._language, prefix)

    def people_picture(self, account: AccountReport, prefix: str) -> Markup | None:
        """Return the small map of an account."""
        due = {contact.person for contact in account.contacts_due}
        return small_map(account.leading_people, due, self._language, prefix)

    @cached_property
    def health_trend(self) -> Markup | None:
        """How health moved over all dates."""
        steps = [Step(point.date, point.health) for point in self.report.book.trend]
        return trend_picture(self.say("picture_trend_health"), steps, self._language, "th")

    @cached_property
    def gaps_trend(self) -> Markup | None:
        """How many gaps there were over all dates."""
        steps = [Step(point.date, point.gaps) for point in self.report.book.trend]
        return trend_picture(self.say("picture_trend_gaps"), steps, self._language, "tg")

    @cached_property
    def heat_map(self) -> Markup | None:
        """Accounts by the parts of their health."""
        return heat_map(self.report.accounts, self._language, "hm")

    def reason(self, account: AccountReport, field: str) -> str:
        """Return in words why a number of an account is not known."""
        reason = account.reasons.get(field)
        return self.labels["null_reason"][reason] if reason else ""


def _place(gap: ReportedGap[str]) -> int:
    return SEVERITIES.index(gap.severity)
