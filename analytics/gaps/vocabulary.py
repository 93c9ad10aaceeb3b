"""The words that rules share, each defined once: met, decider, supportive, usable way, top decile, stage."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analytics.ages import moments
from analytics.context import Context
from analytics.deals import is_open
from analytics.health.completeness import stage_of
from analytics.inputs.contact_log import ContactLog
from analytics.ranking import foremost, ranked
from analytics.routes.access_graph import AccessGraph, Node
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import CoverageEdge
from schemas.rows.deals import OpportunityNode, StakeEdge, StepNode
from schemas.rows.stages import StageModelRow
from schemas.rows.standard_stages import standard_places

FACE_TO_FACE = frozenset({"meeting", "visit", "workshop", "meal", "call"})
"""Channels on which people meet."""

SUPPORTIVE = 1.0
"""Believed support, from -2 to 2, from which somebody is for us."""

SIGNING_ROLES = frozenset({"decision_maker", "approver"})
"""Roles that make somebody a decider, with a vote or without."""


DUTIES = ("owner", "co_owner", "executive_sponsor")
"""Duties in the order in which they are asked first; all others come after them."""


class StagePlace(NamedTuple):
    """Where a deal is among the stages of its model: the place counts from 1."""

    key: str
    place: int
    stages: int


def met(log: ContactLog, as_of: str, since: str = "") -> frozenset[str]:
    """Return the people whom any of us met: in a meeting, visit, workshop, meal or call that went both ways.

    A contact went both ways if both took part, if they wrote, or if what we sent was answered by ``as_of``.

    Parameters
    ----------
    since : str, optional
        The earliest instant that counts; without it, ever.
    """
    names, channel = log.channels
    is_face_to_face = np.array([name in FACE_TO_FACE for name in names], dtype=np.bool)[channel]
    chosen = is_face_to_face & (log.both_ways | (log.answered <= moments([as_of])[0]))
    chosen[log.until(as_of) :] = False
    if since:
        chosen &= log.moment >= moments([since])[0]
    return frozenset(log.people.ids[place] for place in np.unique(log.people.who[chosen[log.people.contact]]).tolist())


def supportive(support: Mapping[str, float]) -> frozenset[str]:
    """Return the people who are for us: those of a believed support of at least +1.

    Examples
    --------
    >>> sorted(supportive({"ada": 2.0, "bo": 0.9}))
    ['ada']
    """
    return frozenset(person for person, value in support.items() if value >= SUPPORTIVE)


def top_decile(values: Mapping[str, float]) -> tuple[str, ...]:
    """Return the first tenth of people by a value, at least one; nobody among fewer than eight.

    Examples
    --------
    >>> top_decile({name: float(place) for place, name in enumerate("abcdefgh")}), top_decile({"a": 1.0})
    (('h',), ())
    """
    return tuple(foremost(ranked(values), 10)) if len(values) >= 8 else ()


def deciders(numbers: Context, stakes: Iterable[StakeEdge]) -> frozenset[str]:
    """Return who decides the chain in scope: its voters, and whoever approves or makes the decision.

    Parameters
    ----------
    stakes : iterable of StakeEdge
        Those of present people on the chain.
    """
    signing = {stake.person for stake in stakes if not SIGNING_ROLES.isdisjoint(stake.roles or ())}
    return frozenset(numbers.voters) | signing


def duty_order(coverage: CoverageEdge) -> tuple[int, str]:
    """Return the place of a coverage among those of one target: by its duty, then by id."""
    return DUTIES.index(coverage.duty) if coverage.duty in DUTIES else len(DUTIES), coverage.id


def first_duties(coverages: Iterable[CoverageEdge]) -> dict[tuple[str, str | None], CoverageEdge]:
    """Return for each kind and id that one of us is responsible for the coverage that is asked first.

    Examples
    --------
    >>> duty = CoverageEdge("v2", "lea", "person", "ada", "owner")
    >>> first_duties([CoverageEdge("v1", "kim", "person", "ada", "technical"), duty])["person", "ada"] is duty
    True
    """
    ordered = sorted(coverages, key=duty_order, reverse=True)
    return {(each.target_kind, each.target_id): each for each in ordered}


def open_deals(account: AccountGraph) -> tuple[OpportunityNode, ...]:
    """Return the opportunities that are open, in order of id."""
    return tuple(sorted(filter(is_open, account.opportunities), key=lambda deal: deal.id))


def stage_place(deal: OpportunityNode, models: Sequence[StageModelRow]) -> StagePlace | None:
    """Return where a deal is among the stages of its model; None where either is not known.

    A deal that follows no model is placed by the standard stages of the system that it came from, if it stands at one.

    Examples
    --------
    >>> from schemas.rows.stages import StageRow
    >>> model = StageModelRow("m", None, (StageRow("a", {}, {}, (), 1), StageRow("b", {}, {}, (), 2)))
    >>> stage_place(OpportunityNode("o1", stage_model="m", stage="b"), [model])
    StagePlace(key='b', place=2, stages=2)
    """
    model, stage = stage_of(deal, models)
    if model is None and deal.stage_model is None:
        return _standard_place(deal)
    if model is None or stage is None:
        return None
    order = sorted({each.order for each in model.stages})
    return StagePlace(stage.key, order.index(stage.order) + 1, len(order))


def _standard_place(deal: OpportunityNode) -> StagePlace | None:
    stage = deal.stage or ""
    placed = (standard_places(system) for system in sorted(deal.external_ids or ()))
    places = next((places for places in placed if stage in places), None)
    return StagePlace(stage, places[stage], max(places.values())) if places else None


def reached_usably(graph: AccessGraph, begin: Collection[Node]) -> frozenset[str]:
    """Return the people to whom a way leads from any of some nodes, each step of which can be relied on.

    A step can be relied on from a strength of 0.25 (``access_usable``).

    Examples
    --------
    >>> graph = AccessGraph.of({("kim", "ada"): 0.8}, {("ada", "bo"): 0.5, ("bo", "cy"): 0.1}, usable=0.25)
    >>> sorted(reached_usably(graph, [Node("ours", "kim")]))
    ['ada', 'bo']
    """
    known = {graph.places[node] for node in begin if node in graph.places}
    reached: set[int] = set()
    while known:
        ends = set[int]().union(*map(graph.usable_ends.__getitem__, known))
        known = ends - reached
        reached |= ends
    return frozenset(graph.nodes[place].id for place in reached)


def next_step(steps: Iterable[StepNode]) -> StepNode | None:
    """Return the first of some steps in the order of their chain; None without any."""
    return min(steps, key=lambda step: (step.order, step.id), default=None)
