"""Departures: what moves people once somebody has left, where lines are then assumed that were not before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from analytics.graphs.assumed_lines import AssumedLine, AssumedLines, Seats, shared
from analytics.graphs.contribution import LINES, Contribution
from analytics.graphs.projection import noisy_or
from analytics.inputs.contacts import Pair
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

Moves = dict[str, dict[str, float]]
"""For some people the weights of all who move them."""


def departures(
    account: AccountGraph,
    settings: AnalysisSettings,
    given: Sequence[Contribution],
    ends: Mapping[tuple[str, str], Pair],
    seats: Seats,
    assumed: AssumedLines,
) -> dict[str, Moves]:
    """Return for each person whose leaving changes who others are assumed to report to, what moves these others then.

    Somebody whose only manager leaves is assumed to report to others, as everybody is of whom no line is drawn. These
    managers have one more report to listen to.

    Parameters
    ----------
    given : sequence of Contribution
        What the influence graph is made of.
    ends : mapping
        Report and manager of each line, recorded or assumed, by the kind and id that contributions name it by.

    Returns
    -------
    dict
        Person who leaves -> everybody of whom more changes than that this person no longer moves them, and that one
        report fewer speaks to them -> who moves them, with what weight.
    """
    waiting = _waiting(account, settings, ends, seats, assumed)
    if not waiting:
        return {}
    before = _Moving(settings, given, ends, assumed)
    return {leaver: before.without(leaver, reports, seats) for leaver, reports in sorted(waiting.items())}


def _waiting(
    account: AccountGraph,
    settings: AnalysisSettings,
    ends: Mapping[tuple[str, str], Pair],
    seats: Seats,
    assumed: AssumedLines,
) -> dict[str, set[str]]:
    """Return for each person those whose assumed lines are others once that person has left."""
    waiting: dict[str, set[str]] = defaultdict(set)
    if settings.assume_lines == "off":
        return waiting
    for line in assumed.lines:
        waiting[line.manager].add(line.report)
    for report, manager in _only_managers(account, ends):
        if report in seats.level:
            waiting[manager].add(report)
    for report in assumed.too_many:
        crowd = seats.managers(report)
        if len(crowd) == settings.assumed_managers + 1:
            for manager in crowd:
                waiting[manager].add(report)
    return waiting


def _only_managers(account: AccountGraph, ends: Mapping[tuple[str, str], Pair]) -> Iterator[Pair]:
    """Yield everybody whose solid lines lead to one manager alone, and that manager."""
    solid = {("line", line.id) for line in account.reporting_lines if line.line == "solid"}
    managers: dict[str, set[str]] = defaultdict(set)
    for edge in solid & ends.keys():
        managers[ends[edge][0]].add(ends[edge][1])
    yield from ((report, min(several)) for report, several in managers.items() if len(several) == 1)


class _Move(NamedTuple):
    """Who moves somebody, with what weight or confidence, and whether along a line that is assumed."""

    source: str
    weight: float
    is_assumed: bool


class _Moving:
    """What moves each person, by target: as recorded, along lines from above, and from below."""

    def __init__(
        self,
        settings: AnalysisSettings,
        given: Sequence[Contribution],
        ends: Mapping[tuple[str, str], Pair],
        assumed: AssumedLines,
    ) -> None:
        self.settings = settings
        self.moves: dict[str, list[_Move]] = defaultdict(list)
        self.speaks: dict[str, list[_Move]] = defaultdict(list)
        for each in given:
            if each.edge[0] in LINES and each.source == ends[each.edge][0]:
                move = _Move(each.source, each.confidence, each.edge[0] == "assumed")
                self.speaks[each.target].append(move)
            else:
                move = _Move(each.source, each.strength * each.confidence, each.edge[0] == "assumed")
                self.moves[each.target].append(move)
        self.assumed: dict[str, list[AssumedLine]] = defaultdict(list)
        for line in assumed.lines:
            self.assumed[line.report].append(line)

    def without(self, leaver: str, reports: Set[str], seats: Seats) -> Moves:
        """Return who moves whom when somebody has left and these reports are assumed to have other managers."""
        new = [line for report in sorted(reports) for line in self._new(report, leaver, seats)]
        old = [line for report in sorted(reports) for line in self.assumed[report]]
        of_end: dict[str, list[AssumedLine]] = defaultdict(list)
        for line in new:
            of_end[line.report].append(line)
            of_end[line.manager].append(line)
        managers = {line.manager for line in (*new, *old)} - {leaver}
        changed: Moves = {}
        cap = self.settings.probability_cap
        for target in sorted({*reports, *managers}):
            weights: dict[str, list[float]] = {}
            for source, weight in self._after(target, leaver, reports, of_end[target]):
                weights.setdefault(source, []).append(weight)
            changed[target] = {
                source: min(each[0] if len(each) == 1 else noisy_or(each), cap)
                for source, each in weights.items()
                if any(each)
            }
        return changed

    def _new(self, report: str, leaver: str, seats: Seats) -> Iterator[AssumedLine]:
        return shared(report, seats.managers(report, leaver), self.settings)

    def _after(
        self, target: str, leaver: str, reports: Set[str], new: Iterable[AssumedLine]
    ) -> Iterator[tuple[str, float]]:
        """Yield who moves a person, and with what weight for each reason, when somebody has left.

        Of the new lines those of which the person is an end.
        """
        others_now = target in reports
        for source, weight, is_assumed in self.moves[target]:
            if source != leaver and not (is_assumed and others_now):
                yield source, weight
        voices = [
            (source, confidence)
            for source, confidence, is_assumed in self.speaks[target]
            if source != leaver and not (is_assumed and source in reports)
        ]
        for line in new:
            if line.report == target:
                yield line.manager, self.settings.authority_solid * line.confidence
            if line.manager == target:
                voices.append((line.report, line.confidence))
        together = len({report for report, _ in voices})
        yield from ((report, self.settings.voice / together * confidence) for report, confidence in voices)
