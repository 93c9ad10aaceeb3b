"""The gaps of an account as a snapshot lists them, each with what is remembered of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from analytics.gaps.actions.action import Action, actions_of
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.gaps import Gaps
from analytics.gaps.remembered.memory import NOTHING, Remembered, remembered
from analytics.inputs.person_closeness import PersonCloseness
from analytics.snapshots.both_languages import SayBoth
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.lists import BothLanguages, ReportedGap, SeverityCounts

GAP = ReportedGap[BothLanguages]

CADENCE, UNANSWERED = "overdue-contact", "inbound-unanswered"
SAY_WHY_DUE = frozenset({CADENCE, UNANSWERED})
"""Rules that see why somebody is due; their gaps become a topic only where there is no other gap."""


class ListedGaps:
    """The gaps that are shown of an account, what is to be done about each, and which of them are muted."""

    def __init__(self, context: GapContext, found: Gaps) -> None:
        self.context = context
        self.shown = found.shown
        self.profile = found.profile
        self.actions: Mapping[str, Action] = actions_of(context, found.shown)
        self._all = found.all
        self._memory = remembered(context.account)
        self._said: dict[str, tuple[BothLanguages, BothLanguages | None]] = {}

    def said(self, gap: Gap, say: SayBoth) -> tuple[BothLanguages, BothLanguages | None]:
        """Return what a gap that is shown finds, and what is to be done about it if anything is, in words.

        They are kept: a contact that is due names the action of a gap as its topic.
        """
        if gap.id not in self._said:
            action = self.actions.get(gap.id)
            done = say.action(self.context, gap, action) if action else None
            self._said[gap.id] = say(gap.finding.message), done
        return self._said[gap.id]

    def remembered(self, gap: Gap) -> Remembered:
        """Return what is remembered of a gap."""
        return self._memory.get(gap.id, NOTHING)

    @cached_property
    def unmuted(self) -> Sequence[Gap]:
        """The gaps that are not muted, by priority."""
        return tuple(gap for gap in self.shown if not self.remembered(gap).muted)

    @cached_property
    def top(self) -> Mapping[str, Gap]:
        """The open gap about each person that matters most: about more than that a contact is due, if there is one."""
        first: dict[str, Gap] = {}
        others: dict[str, Gap] = {}
        for gap in self.unmuted:
            among = first if gap.rule in SAY_WHY_DUE else others
            for person in people_of(gap):
                among.setdefault(person, gap)
        return first | others

    @cached_property
    def closeness_before(self) -> Mapping[str, PersonCloseness]:
        """How close we were to each person when trends begin, by what is recorded now."""
        return self.context.closeness_before(self.context.numbers.settings.trend_days)

    def muted_people(self, rule: str) -> frozenset[str]:
        """Return the people about whom somebody muted what a rule sees."""
        muted = [gap for gap in self._all if gap.rule == rule and self.remembered(gap).muted]
        return frozenset(subject.id for gap in muted for subject in gap.subjects if subject.kind == "person")


def severity_counts(gaps: Sequence[Gap]) -> SeverityCounts:
    """Return how many gaps there are of each severity."""
    counted = Counter(gap.severity for gap in gaps)
    return SeverityCounts(**{severity: counted[severity] for severity in SEVERITIES})


def reported_gaps(gaps: ListedGaps, say: SayBoth) -> Iterator[ReportedGap[BothLanguages]]:
    """Yield the gaps as a snapshot holds them, by priority."""
    for gap in gaps.shown:
        (finding, done), action, remembered = gaps.said(gap, say), gaps.actions.get(gap.id), gaps.remembered(gap)
        yield GAP.of_ours(
            **gap.head(),
            scope=gap.scope,
            opportunity=_opportunity(gaps.context, gap),
            people=people_of(gap),
            since=remembered.since,
            muted=remembered.muted,
            finding=finding,
            action=done,
            member=action.member if action else None,
            due=action.due.at if action else None,
        )


def members_named(gaps: ListedGaps) -> tuple[str, ...]:
    """Return which of us the findings that are shown are about or rest on, in order of id."""
    subjects = {subject.id for gap in gaps.shown for subject in gap.subjects if subject.kind == "member"}
    return tuple(sorted(subjects.union(*(gap.records.get("team_member", ()) for gap in gaps.shown))))


def people_of(gap: Gap) -> tuple[str, ...]:
    """Return the people of theirs whom a gap is about, in the order in which it names them."""
    return tuple(subject.id for subject in gap.subjects if subject.kind == "person")


def _opportunity(context: GapContext, gap: Gap) -> str | None:
    """Return the deal of the gap's chain, else the first that it is about."""
    chains = context.account.chains if gap.chain else ()
    chain = next((each for each in chains if each.id == gap.chain), None)
    if chain is not None:
        return chain.opportunity
    return next((subject.id for subject in gap.subjects if subject.kind == "opportunity"), None)
