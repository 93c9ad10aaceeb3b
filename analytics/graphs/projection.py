"""The influence graph: who moves whom, with what probability, from everything that was recorded."""

import math
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

import numpy as np

from analytics.graphs.assumed_lines import NOTHING_ASSUMED, AssumedLine, AssumedLines
from analytics.graphs.people_graph import FloatArray, PeopleGraph
from analytics.graphs.presence import has_left
from analytics.limits import check_contributions
from schemas.rows.account_graph import AccountGraph, InfluenceEdge, PairEdge, ReportingEdge
from schemas.settings.analysis_settings import AnalysisSettings

LINES = frozenset({"line", "assumed"})
"""Kinds of contributions that come from lines, recorded or assumed."""


class InfluenceGraph(PeopleGraph):
    """An arc u -> v of weight w in (0, 1) reads "u moves v with probability w"; each arc also has a ``length``."""

    __slots__ = ()

    arc_attributes = ("weight", "length")

    def values(self, attribute: str | None) -> FloatArray:
        """Return an attribute of each arc by its name: ``length`` or ``weight``."""
        return self.lengths() if attribute == "length" else super().values(attribute)

    def lengths(self) -> FloatArray:
        """Return the length of each arc, ``-ln w``: short where persuasion is likely, and at least 1e-9.

        The length of a chain of persuasion is the logarithm of its probability. Two chains are equal if these differ by
        at most 1e-12 (`analytics.backend.tied_paths`), so that rounding does not decide between them.

        Examples
        --------
        >>> InfluenceGraph.from_edges([("ada", "bo", 0.5), ("bo", "ada", 0.999)]).lengths().round(6).tolist()
        [0.693147, 0.001001]
        """
        return np.array([max(1e-9, -math.log(weight)) for weight in self.weight.tolist()], dtype=np.float64)


class Contribution(NamedTuple):
    """One reason why ``source`` moves ``target``; its weight is ``strength * confidence``.

    ``edge`` is kind and id of the record; an assumed line has no record, and the ids of its two ends instead. An
    alliance or a line gives two reasons, one in each direction, which are true or false together.
    """

    source: str
    target: str
    strength: float
    confidence: float
    edge: tuple[str, str]


def present_people(account: AccountGraph) -> frozenset[str]:
    """Return P: the people of the account who have not left by ``as_of``, placeholders and outsiders included.

    Examples
    --------
    >>> from schemas.rows.account_graph import PersonNode
    >>> gone = PersonNode("ada", None, None, None, None, "left", None, None)
    >>> soon = gone._replace(id="bo", left_at="2026-03-01T00:00:00.000000Z")
    >>> sorted(present_people(AccountGraph("a1", "2026-02-01T00:00:00.000000Z", "", 1, people=(gone, soon))))
    ['bo']
    """
    return frozenset(person.id for person in account.people if not has_left(person, account.as_of))


def vacant_seats(account: AccountGraph) -> frozenset[str]:
    """Return the people of the account who are nobody: seats that exist and on which nobody sits."""
    return frozenset(person.id for person in account.people if person.vacant)


def influence_graph(
    present: frozenset[str], given: Iterable[Contribution], settings: AnalysisSettings
) -> InfluenceGraph:
    """Return the influence graph of the present people.

    An arc u -> v of weight w says that u moves v with probability w.
    All contributions to one ordered pair combine by noisy-or, ``w = 1 - prod(1 - w_k)``, at most ``probability_cap``.
    A pair without any contribution above 0 has no arc.

    Parameters
    ----------
    given : iterable of Contribution
        The contributions of all records.
    """
    weights: dict[tuple[str, str], list[float]] = {}
    for each in given:
        weights.setdefault((each.source, each.target), []).append(each.strength * each.confidence)
    combined = {pair: min(noisy_or(several), settings.probability_cap) for pair, several in weights.items()}
    return InfluenceGraph.of(present, {pair: w for pair, w in combined.items() if w > 0})


def chart_graph(present: frozenset[str], given: Iterable[Contribution], settings: AnalysisSettings) -> InfluenceGraph:
    """Return the influence graph of lines alone, recorded and assumed: who would move whom by the chart only."""
    return influence_graph(present, (each for each in given if each.edge[0] in LINES), settings)


def contributions(
    account: AccountGraph,
    settings: AnalysisSettings,
    chain: str | None,
    present: frozenset[str],
    assumed: AssumedLines = NOTHING_ASSUMED,
) -> tuple[Contribution, ...]:
    """Return what each edge between two present people contributes, ``w_k = strength * confidence``.

    An influence moves its target with its ``strength``. An alliance moves both people with ``0.30 * strength``
    (``alliance``). A reporting line moves the report with the manager's authority: 0.50 on a solid line
    (``authority_solid``), 0.25 on a dotted line or on a project line of the chain in scope (``authority_dotted``). The
    same line moves the manager with ``0.10 / reports`` (``voice``), reports being all people with such a line to that
    manager. An assumed line counts as a solid one of its small confidence.

    A missing strength counts 0.5 (``missing_strength``), a missing confidence 0.7 (``missing_confidence``).

    Parameters
    ----------
    chain : str or None
        Decision chain in scope, whose project lines count too.
    assumed : AssumedLines
        Lines that nobody drew.

    Returns
    -------
    tuple of Contribution
        In the order of the records, assumed lines last. An edge of a person who is not present contributes nothing;
        nor do conflicts.

    Raises
    ------
    TooLarge
        When influence on so many edges and assumed lines would take more than seconds.

    References
    ----------
    This project's definition.
    """
    found = (*_informal(account, settings, present), *_on_lines(account, settings, chain, present, assumed))
    check_contributions(len(present), len(found))
    return found


def recorded_contributions(
    given: tuple[Contribution, ...],
    assumed: AssumedLines,
    account: AccountGraph,
    settings: AnalysisSettings,
    chain: str | None,
    present: frozenset[str],
) -> tuple[Contribution, ...]:
    """Return the contributions as they are without assumed lines; these share no voice with the recorded ones then."""
    return contributions(account, settings, chain, present) if assumed.lines else given


def recorded_graph(
    graph: InfluenceGraph,
    assumed: AssumedLines,
    present: frozenset[str],
    recorded: Iterable[Contribution],
    settings: AnalysisSettings,
) -> InfluenceGraph:
    """Return the influence graph as it is without assumed lines: whoever asks for a way to somebody needs real ones."""
    return influence_graph(present, recorded, settings) if assumed.lines else graph


def _informal(account: AccountGraph, settings: AnalysisSettings, present: frozenset[str]) -> Iterator[Contribution]:
    for edge in account.influences:
        if edge.source in present and edge.target in present:
            yield Contribution(edge.source, edge.target, *_belief(edge, settings), ("influence", edge.id))
    for alliance in account.alliances:
        if present.issuperset(alliance.people):
            strength, confidence = _belief(alliance, settings)
            for source, target in permutations(alliance.people):
                moves = settings.alliance * strength
                yield Contribution(source, target, moves, confidence, ("alliance", alliance.id))


def _on_lines(
    account: AccountGraph,
    settings: AnalysisSettings,
    chain: str | None,
    present: frozenset[str],
    assumed: AssumedLines,
) -> Iterator[Contribution]:
    counting = [
        Contribution(line.manager, line.person, authority, _confidence(line.confidence, settings), ("line", line.id))
        for line in account.reporting_lines
        if (authority := _authority(line, settings, chain)) is not None and present.issuperset(line[1:3])
    ]
    counting += (
        Contribution(line.manager, line.report, settings.authority_solid, line.confidence, edge_of(line))
        for line in assumed.lines
    )
    reports = _reports_by_manager(counting)
    for downwards in counting:
        manager, report = downwards[:2]
        yield downwards
        yield downwards._replace(source=report, target=manager, strength=settings.voice / len(reports[manager]))


def has_informal_edge(given: Iterable[Contribution]) -> bool:
    """Return whether any influence or alliance between two present people is recorded, however weak.

    Examples
    --------
    >>> has_informal_edge(())
    False
    """
    return any(each.edge[0] not in LINES for each in given)


def noisy_or(probabilities: Iterable[float]) -> float:
    """Return the probability that at least one of several independent causes acts, ``1 - prod(1 - p)``.

    They are combined from small to large, so that their order does not matter; a single one is returned unchanged.

    Examples
    --------
    >>> noisy_or([0.5, 0.5]), noisy_or([0.35]), noisy_or([])
    (0.75, 0.35, 0.0)
    """
    acting = 0.0
    for probability in sorted(probabilities):
        acting += probability * (1.0 - acting)
    return acting


def _authority(line: ReportingEdge, settings: AnalysisSettings, chain: str | None) -> float | None:
    """Return the strength of a manager over a report on this line; None when the line does not count."""
    if line.line == "solid":
        return settings.authority_solid
    in_scope = line.line == "project" and line.chain is not None and line.chain == chain
    if line.line == "dotted" or in_scope:
        return settings.authority_dotted
    return None


def _edge_of(line: AssumedLine) -> tuple[str, str]:
    return "assumed", f"{line.report} {line.manager}"  # no id holds a space


def edge_of(line: AssumedLine) -> tuple[str, str]:
    """Return by what kind and id contributions name an assumed line, which has no record."""
    return "assumed", f"{line.report} {line.manager}"  # no id holds a space


def line_ends(
    account: AccountGraph, given: Iterable[Contribution], assumed: AssumedLines
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return report and manager of each line that counts, recorded or assumed, by what contributions name it by."""
    ends = {("line", line.id): (line.person, line.manager) for line in account.reporting_lines}
    ends |= {edge_of(line): (line.report, line.manager) for line in assumed.lines}
    return {each.edge: ends[each.edge] for each in given if each.edge[0] in LINES}


def _reports_by_manager(lines: Iterable[Contribution]) -> dict[str, set[str]]:
    reports: dict[str, set[str]] = {}
    for line in lines:
        reports.setdefault(line.source, set()).add(line.target)
    return reports


def _belief(edge: InfluenceEdge | PairEdge, settings: AnalysisSettings) -> tuple[float, float]:
    strength = settings.missing_strength if edge.strength is None else edge.strength
    return strength, _confidence(edge.confidence, settings)


def _confidence(recorded: float | None, settings: AnalysisSettings) -> float:
    return settings.missing_confidence if recorded is None else recorded
