"""Counts of gaps by rule, account by account."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from schemas.analysis.gap_words import SEVERITIES, Severity
from schemas.reports.book import RuleTotal
from schemas.reports.lists import ReportedGap
from schemas.reports.report import AccountReport


class RuleCounts:
    """Counts the gaps of accounts as these pass by: of a rule a few numbers are held."""

    def __init__(self) -> None:
        self._compared = False
        self._opened: Counter[str] = Counter()
        self._closed: Counter[str] = Counter()
        self._shown: Counter[str] = Counter()
        self._accounts: Counter[str] = Counter()
        self._worst_shown: dict[str, Severity] = {}
        self._worst_closed: dict[str, Severity] = {}

    def add(self, account: AccountReport) -> None:
        """Count the gaps of an account that are not muted, and those that closed."""
        opened, closed = account.gaps.opened, account.gaps.closed or ()
        listed = list(_listed(account))
        self._compared |= opened is not None
        self._opened.update(gap.rule for gap in opened or ())
        self._closed.update(gap.rule for gap in closed)
        self._shown.update(gap.rule for gap in listed)
        self._accounts.update({gap.rule for gap in listed})
        _note(self._worst_shown, listed)
        _note(self._worst_closed, closed)

    def totals(self, titles: Mapping[str, str]) -> tuple[RuleTotal, ...]:
        """Return the gaps by rule: the worst, then the most first; last the rules all of whose gaps have closed.

        Parameters
        ----------
        titles : mapping
            Title of each rule by its id; one without is called by its id.
        """
        totals = [
            RuleTotal(
                rule=rule,
                title=titles.get(rule, rule),
                worst=self._worst_shown.get(rule) or self._worst_closed[rule],
                open=self._shown[rule],
                opened=self._opened[rule] if self._compared else None,
                closed=self._closed[rule] if self._compared else None,
                accounts=self._accounts[rule],
            )
            for rule in self._shown.keys() | self._closed.keys()
        ]
        return tuple(sorted(totals, key=lambda of: (of.open == 0, SEVERITIES.index(of.worst), -of.open, of.rule)))


def _listed(account: AccountReport) -> Iterator[ReportedGap[str]]:
    yield from account.gaps.opened or ()
    yield from account.gaps.open


def _note(worst: dict[str, Severity], gaps: Iterable[ReportedGap[str]]) -> None:
    for gap in gaps:
        known = worst.get(gap.rule, gap.severity)
        worst[gap.rule] = min(known, gap.severity, key=SEVERITIES.index)
