"""Accounts and changes for tests of simulations, drawn by Hypothesis."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from analytics.simulation.apply import changed
from analytics.simulation.edges import ROWS
from schemas.analysis.simulations import change as changes
from schemas.errors import InvalidInput
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import MemberNode
from schemas.rows.deals import ChainNode, OpportunityNode
from tests.unit.analytics.accounts import person
from tests.unit.analytics.contacts import met
from tests.unit.analytics.decisions import deciding

MEMBERS = ("kim", "lea", "moe")
NEW = {"nia": MemberNode("nia", "Nia")}
"""A member of the book whom no row of the account names."""


@st.composite
def standing(draw: st.DrawFn) -> AccountGraph:
    """Draw an account with people, influences, lines, contacts, a chain with voters, and beliefs."""
    drawn = draw(deciding())
    names = [each.id for each in drawn.people]
    days = st.integers(1, 400)
    contacts = [
        met(draw(days), name, member, depth=draw(st.none() | st.integers(1, 5)))
        for member in MEMBERS
        for name in names
        if draw(st.integers(0, 2)) == 0
    ]
    vacant = person("p9", kind="placeholder", title=None)
    return replace(
        drawn,
        people=(*drawn.people, vacant),
        members=tuple(MemberNode(name, name.title()) for name in MEMBERS),
        interactions=tuple(each._replace(id=f"i{place:03}") for place, each in enumerate(contacts)),
        opportunities=(OpportunityNode("o1", status="open"),),
        chains=(ChainNode("c1", "o1", status="active"),),
    )


def changes_of(account: AccountGraph) -> dict[str, st.SearchStrategy[changes.Change]]:
    """Return a strategy for each kind of change, which names what the account has; some of them cannot be made."""
    who, ours = st.sampled_from([each.id for each in account.people]), st.sampled_from([*MEMBERS, "nia"])
    two = st.lists(who, min_size=2, max_size=2, unique=True)
    share = st.none() | st.floats(0, 1)
    weighed = {"strength": share, "confidence": share}
    steps = st.sampled_from([None, *(each.id for each in account.steps)])
    ends = [(kind, each.id) for kind, name in ROWS.items() for each in getattr(account, name)]
    found = {
        "person_leaves": made(changes.PersonLeaves, person=who),
        "member_leaves": made(changes.MemberLeaves, member=st.sampled_from(MEMBERS)),
        "set_closeness": made(changes.SetCloseness, member=ours, person=who, value=st.floats(0, 100)),
        "set_support": made(changes.SetSupport, person=who, value=st.floats(-2, 2)),
        "influence": directed(changes.AddInfluence, two, ("source", "target"), weighed),
        "alliance": made(changes.AddAlliance, people=two, **weighed),
        "conflict": made(changes.AddConflict, people=two, **weighed),
        "solid": directed(changes.AddReportingLine, two, ("person", "manager"), {"line": st.just("solid")}),
        "dotted": directed(changes.AddReportingLine, two, ("person", "manager"), {"line": st.just("dotted")}),
        "add_voter": made(
            changes.AddVoter, chain=st.just("c1"), step=steps, person=who, weight=st.integers(0, 5), veto=st.booleans()
        ),
        "fill_placeholder": made(changes.FillPlaceholder, person=st.just("p9"), title=st.just("Buyer")),
    }
    if ends:
        found["end_edge"] = st.sampled_from(ends).map(
            lambda end: build(changes.EndEdge, {"edge": end[0], "id": end[1]})
        )
    return found


KINDS = (
    *("person_leaves", "member_leaves", "set_closeness", "set_support", "influence", "alliance", "conflict"),
    *("solid", "dotted", "add_voter", "fill_placeholder", "end_edge"),
)
"""Kinds of changes; of edges each kind by itself."""


def build(model: type[changes.Change], given: dict[str, Any]) -> changes.Change:
    """Return a change with the words that its kind fixes."""
    fixed = {name: get_args(field.annotation) for name, field in model.model_fields.items() if name in {"kind", "edge"}}
    return model.model_validate({name: words[0] for name, words in fixed.items()} | given)


def made(model: type[changes.Change], **fields: st.SearchStrategy) -> st.SearchStrategy[changes.Change]:
    return st.fixed_dictionaries(fields).map(lambda given: build(model, given))


def directed(
    model: type[changes.Change], two: st.SearchStrategy, names: tuple[str, str], more: dict[str, st.SearchStrategy]
) -> st.SearchStrategy[changes.Change]:
    """Return a strategy of edges that lead from one of two different people to the other."""
    both = st.tuples(two, st.fixed_dictionaries(more))
    return both.map(lambda given: build(model, dict(zip(names, given[0], strict=True)) | given[1]))


@st.composite
def possible_changes(draw: st.DrawFn, account: AccountGraph, *kinds: str, most: int = 3) -> Sequence[changes.Change]:
    """Draw changes that can be made one after the other: of these kinds first, then of any."""
    strategies = changes_of(account)
    found: list[changes.Change] = []
    wanted = [strategies[kind] for kind in kinds if kind in strategies]
    for strategy in [*wanted, *draw(st.lists(st.sampled_from([*strategies.values()]), max_size=most))]:
        change = draw(strategy)
        try:
            changed(account, [*found, change], NEW)
        except InvalidInput:
            continue
        found.append(change)
    return found
