"""What stands on the page of a report: which of its lists, in which order, and how many of each."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from app.messages.sentences import Language, Sentences
from app.messages.vocabularies import labels_of
from app.reports.forms.book_clock import BookClock
from app.reports.forms.page_lists import PageLists
from app.reports.forms.pictures.heat_map import heat_map
from app.reports.forms.pictures.parts import parts_picture
from app.reports.forms.pictures.small_map import small_map
from app.reports.forms.pictures.trend import Step, trend_picture
from schemas.reports.book import Mover
from schemas.reports.report import AccountReport, Report

IN_A_BRIEF: Mapping[str, int] = {
    "deals": 4,
    "contacts": 5,
    "gaps": 6,
    "closed": 3,
    "beliefs": 6,
    "structure": 2,
}
"""Rows of the lists of a brief, which is two pages of paper even where all of them are long."""


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
        self.lists = PageLists(report.accounts, (mover.account_id for mover in report.book.movers))
        self.clock = BookClock.of(report)
        self.say = Sentences("report_page", report.language).say
        self.labels: Mapping[str, Mapping[str, str]] = labels_of(report.language)
        self._base = base_url.rstrip("/") if base_url else None
        self._language: Language = report.language

    def link(self, account: str) -> str | None:
        """Return where the service says more about an account."""
        return f"{self._base}/v1/accounts/{quote(account, safe='')}/analysis/health" if self._base else None

    @cached_property
    def movers(self) -> Sequence[MovedAccount]:
        """The accounts that moved most, with their pictures."""
        by_id = self.lists.moved
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
        return heat_map(self.lists.pictured, self._language, "hm")

    def reason(self, account: AccountReport, field: str) -> str:
        """Return in words why a number of an account is not known."""
        reason = account.reasons.get(field)
        return self.labels["null_reason"][reason] if reason else ""
