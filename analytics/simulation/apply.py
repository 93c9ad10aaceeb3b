"""Changes made to an account graph: the account as it would be, from the account as it is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from analytics.simulation.draft import Draft
from analytics.simulation.edges import add_influence, add_pair, add_reporting_line, end_edge
from analytics.simulation.people import fill_placeholder, member_leaves, person_leaves, set_closeness, set_support
from analytics.simulation.voters import add_voter
from schemas.analysis.simulations import change as changes
from schemas.errors import InvalidInput, Problem
from schemas.messages.message import Message
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import MemberNode

APPLIED: Mapping[type[changes.Change], Callable[[Draft, Any], None]] = {
    changes.PersonLeaves: person_leaves,
    changes.MemberLeaves: member_leaves,
    changes.SetCloseness: set_closeness,
    changes.SetSupport: set_support,
    changes.AddInfluence: add_influence,
    changes.AddAlliance: add_pair,
    changes.AddConflict: add_pair,
    changes.AddReportingLine: add_reporting_line,
    changes.EndEdge: end_edge,
    changes.AddVoter: add_voter,
    changes.FillPlaceholder: fill_placeholder,
}
"""How each kind of change is made."""


def changed(
    account: AccountGraph, asked: Sequence[changes.Change], book: Mapping[str, MemberNode] | None = None
) -> AccountGraph:
    """Return an account as it would be after some changes, made in their order at its ``as_of``.

    Rows that no change touches are the same objects as before; without a change the whole graph is.

    Parameters
    ----------
    book : mapping, optional
        Members of ours whom the account does not name yet, by id.

    Raises
    ------
    InvalidInput
        When a change names somebody or something that is not there, or contradicts what is recorded or an earlier
        change; with a pointer to each that does.

    Examples
    --------
    >>> from schemas.rows.account_graph import PersonNode
    >>> ada = PersonNode("ada", "Ada", None, None, None, None, None, None)
    >>> account = AccountGraph("a1", "2026-02-01T00:00:00.000000Z", "", 1, people=(ada,))
    >>> changed(account, []) is account
    True
    >>> changed(account, [changes.PersonLeaves(kind="person_leaves", person="ada")]).people[0].status
    'left'
    """
    draft, wrong = Draft(account, book or {}), list[Problem]()
    for draft.place, change in enumerate(asked):
        try:
            APPLIED[type(change)](draft, change)
        except InvalidInput as error:
            wrong.extend(Problem(f"/changes/{draft.place}{each.pointer}", each.detail) for each in error.problems)
    if wrong:
        detail = wrong[0].detail if len(wrong) == 1 else Message("simulation.several_wrong", count=len(wrong))
        raise InvalidInput(detail, wrong)
    return draft.graph()
