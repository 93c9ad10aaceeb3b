"""Changes of relations: an influence, alliance, conflict or reporting line begins, or something recorded ends."""

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.simulation.draft import Draft, refused
from analytics.simulation.who import chain_at, known, person_at
from schemas.analysis.simulations.change import (
    AddAlliance,
    AddConflict,
    AddInfluence,
    AddReportingLine,
    EndEdge,
)
from schemas.messages.message import Message
from schemas.rows.account_graph import InfluenceEdge, PairEdge, ReportingEdge

ROWS: Mapping[str, str] = {
    "influence": "influences",
    "alliance": "alliances",
    "conflict": "conflicts",
    "reporting_line": "reporting_lines",
    "stake": "stakes",
}
"""Where the rows of each kind of edge stand in an account graph."""


def add_influence(draft: Draft, change: AddInfluence) -> None:
    """Let one of their people move another."""
    source, target = _two(draft, ("source", change.source), ("target", change.target))
    _check_new("target", change.edge, [each for each in draft.rows_of("influences", source) if each.target == target])
    edge = InfluenceEdge(draft.new_id, source, target, change.strength, None, change.confidence)
    draft.put("influences", edge)


def add_pair(draft: Draft, change: AddAlliance | AddConflict) -> None:
    """Let two of their people stand together, or against each other."""
    one, other = _two(draft, ("people/0", change.people[0]), ("people/1", change.people[1]))
    pairs = draft.rows_of(ROWS[change.edge], one)
    _check_new("people", change.edge, [each for each in pairs if each.people[1] == other])
    draft.put(ROWS[change.edge], PairEdge(draft.new_id, (one, other), change.strength, change.confidence))


def add_reporting_line(draft: Draft, change: AddReportingLine) -> None:
    """Let one of their people report to another; as when it is written: one solid line a person, and no cycle."""
    person, manager = _two(draft, ("person", change.person), ("manager", change.manager))
    if change.chain is not None:
        chain_at(draft, "chain", change.chain)
    own = draft.rows_of("reporting_lines", person)
    ends = manager, change.line, change.chain
    _check_new("manager", change.edge, [each for each in own if (each.manager, each.line, each.chain) == ends])
    if change.line == "solid":
        _check_new("manager", change.edge, _solid(own))
        _check_no_cycle(draft, person, manager)
    line = ReportingEdge(draft.new_id, person, manager, change.line, change.chain, change.confidence)
    draft.put("reporting_lines", line)


def end_edge(draft: Draft, change: EndEdge) -> None:
    """End what is recorded, by its id."""
    if (ended := draft.settled_at("ends", change.edge, change.id)) is not None:
        raise refused("id", Message("simulation.twice", change=ended))
    edge = known(draft, "id", ROWS[change.edge], change.edge, change.id)
    draft.settle("id", "ends", change.edge, change.id)
    draft.drop(ROWS[change.edge], edge)


def _two(draft: Draft, *ends: tuple[str, str]) -> tuple[str, str]:
    """Return the ids of two different people who are there."""
    (_, one), (field, other) = ends
    for place, person in ends:
        person_at(draft, place, person)
    if one == other:
        raise refused(field, Message("simulation.same_person", id=one))
    return one, other


def _check_new(field: str, kind: str, same: Sequence[Any]) -> None:
    """Refuse an edge beside which another one stands: recorded, or added by an earlier change, as its id says."""
    if not same:
        return
    if same[0].id.startswith("/"):
        raise refused(field, Message("simulation.twice", change=int(same[0].id.rpartition("/")[2])))
    raise refused(field, Message("simulation.edge_exists", kind=kind, id=same[0].id))


def _solid(lines: Sequence[ReportingEdge]) -> list[ReportingEdge]:
    return [line for line in lines if line.line == "solid"]


def _check_no_cycle(draft: Draft, person: str, manager: str) -> None:
    above, waiting = set[str](), [manager]
    while waiting:
        one = waiting.pop()
        if one == person:
            raise refused("manager", Message("simulation.cycle", person=person, manager=manager))
        if one not in above:
            above.add(one)
            waiting.extend(line.manager for line in _solid(draft.rows_of("reporting_lines", one)))
