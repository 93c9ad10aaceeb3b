"""Rows of an account graph: what is read of each kind, in which order, and which edges count."""

import json
from collections.abc import Collection, Mapping
from functools import partial
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from schemas.registry import BY_KIND
from schemas.rows import account_graph, contacts, deals, gaps
from schemas.rows.table import Table

Found = dict[str, Any]
"""Kind -> rows of what exists of it."""


class AccountNode(NamedTuple):
    """The account's own record."""

    id: str
    tier: str | None = None
    segment: str | None = None
    timezone: str | None = None
    valid_from: str | None = None
    name: str | None = None


SHAPES: dict[str, type[Any]] = {
    "account": AccountNode,
    "department": account_graph.DepartmentNode,
    "person": account_graph.PersonNode,
    "membership": account_graph.MembershipEdge,
    "reporting_line": account_graph.ReportingEdge,
    "influence": account_graph.InfluenceEdge,
    "conflict": account_graph.PairEdge,
    "alliance": account_graph.PairEdge,
    "department_relation": account_graph.DepartmentRelationEdge,
    "opportunity": deals.OpportunityNode,
    "control_point": deals.ControlPointNode,
    "value_statement": deals.ValueStatementNode,
    "gap_state": gaps.GapStateNode,
    "action": gaps.ActionNode,
    "chain": deals.ChainNode,
    "step": deals.StepNode,
    "stake": deals.StakeEdge,
    "coverage": contacts.CoverageEdge,
    "competitor_tie": contacts.CompetitorTieEdge,
    "interaction": contacts.InteractionNode,
    "assessment": contacts.AssessmentNode,
    "closeness_note": contacts.ClosenessNoteNode,
    "team_member": contacts.MemberNode,
    "competitor": contacts.CompetitorNode,
}
"""Kind -> the fields that the statements return of it, in their order."""

KIND_OF_NAME = {
    **{kind: kind for kind in SHAPES},
    **{BY_KIND[kind].relation: kind for kind in ("reporting_line", "influence", "conflict", "alliance")},
}
"""Kind by how a statement names it: relations between people, which it returns together, by their type."""

NESTED_PLACES = {
    kind: places
    for kind, shape in SHAPES.items()
    if (places := [shape._fields.index(name) for name in BY_KIND[kind].json_fields if name in shape._fields])
}
"""Kind -> places of the values that are kept as JSON text."""

ENDS = {
    "membership": ("person", "department"),
    "reporting_line": ("person", "person"),
    "influence": ("person", "person"),
    "department_relation": ("department", "department"),
    "stake": ("person", "chain"),
}
"""Kind -> the kinds that the second and third value of an edge name."""


def typed(kind: str, rows: list[list[Any]]) -> list[Any]:
    """Return rows as named tuples, nested values decoded, in order of id; interactions of (at, id).

    ``tuple.__new__`` is what ``_make`` calls, without a step of Python for each of thousands of rows.
    """
    for place in NESTED_PLACES.get(kind, ()):
        for row in rows:
            row[place] = None if row[place] is None else json.loads(row[place])
    rows.sort(key=itemgetter(0))
    if kind == "interaction":
        rows.sort(key=itemgetter(1))
    return list(map(partial(tuple.__new__, SHAPES[kind]), rows))


def drop_loose_ends(found: Found) -> None:
    """Leave out edges of which an end within the account does not exist."""
    ids = {
        kind: {row[0] for row in found[kind]} for kind in ("account", "person", "department", "opportunity", "chain")
    }
    for kind, (first, second) in ENDS.items():
        sources, targets = ids[first], ids[second]
        found[kind] = [edge for edge in found[kind] if edge[1] in sources and edge[2] in targets]
    people = ids["person"]
    for kind in ("conflict", "alliance"):
        found[kind] = [edge for edge in found[kind] if edge.people[0] in people and edge.people[1] in people]
    found["coverage"] = [edge for edge in found["coverage"] if edge.target_id in ids[edge.target_kind]]
    found["competitor_tie"] = [edge for edge in found["competitor_tie"] if edge.person in people]


def named_of_book(found: Mapping[str, Collection[Any]]) -> dict[str, list[str]]:
    """Return the ids of the members and competitors that rows of an account name; empty where there are none."""
    members = named_members(found) | {row.member for row in found["action"] if row.member}
    competitors = {row.competitor for row in found["competitor_tie"]}
    return {"members": sorted(members), "competitors": sorted(competitors)} if members or competitors else {}


def named_members(found: Mapping[str, Collection[Any]]) -> set[str]:
    """Return the ids of those of us whom an account names; who is only to do something there is not among them."""
    contacts = found["interaction"]  # of thousands: without a step of Python for each
    of_contacts = (
        contacts.column("members").values if isinstance(contacts, Table) else map(attrgetter("members"), contacts)
    )
    members = set(chain.from_iterable(filter(None, of_contacts)))
    members.update(row.member for kind in ("coverage", "assessment", "closeness_note") for row in found[kind])
    members.update(row.assessor_id for row in found["assessment"] if row.assessor_kind == "team_member")
    members.discard(None)
    return members


def drop_ends_of_book(found: Found) -> None:
    """Leave out edges whose end in the book does not exist."""
    for kind, place in (("coverage", "team_member"), ("competitor_tie", "competitor")):
        if found[kind]:
            standing = {row[0] for row in found[place]}
            found[kind] = [edge for edge in found[kind] if edge[1] in standing]
