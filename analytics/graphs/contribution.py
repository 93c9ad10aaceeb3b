"""Contributions: what each edge between two people says about who moves whom, and with what weight."""

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from analytics.graphs.assumed_lines import NOTHING_ASSUMED, AssumedLine, AssumedLines
from analytics.limits import check_contributions
from schemas.rows.account_graph import AccountGraph, InfluenceEdge, PairEdge, ReportingEdge
from schemas.settings.analysis_settings import AnalysisSettings

LINES = frozenset({"line", "assumed"})
"""Kinds of contributions that come from lines, recorded or assumed."""


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


def chain_of_lines(account: AccountGraph, chain: str | None) -> str | None:
    """Return the decision chain in scope if any project line is of it; None where it makes no line count.

    Examples
    --------
    >>> chain_of_lines(AccountGraph("a1", "", "", 1), "c1") is None
    True
    """
    return chain if any(line.line == "project" and line.chain == chain for line in account.reporting_lines) else None


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


def _authority(line: ReportingEdge, settings: AnalysisSettings, chain: str | None) -> float | None:
    """Return the strength of a manager over a report on this line; None when the line does not count."""
    if line.line == "solid":
        return settings.authority_solid
    in_scope = line.line == "project" and line.chain is not None and line.chain == chain
    if line.line == "dotted" or in_scope:
        return settings.authority_dotted
    return None


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
