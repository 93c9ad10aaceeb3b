"""Actions that somebody stored: who is on a gap already, so that nobody does it twice."""

from collections.abc import Mapping

from analytics.gaps.actions.dues import local_day
from analytics.gaps.names import Names
from schemas.messages.message import Message, Parameter
from schemas.rows.account_graph import AccountGraph
from schemas.rows.gaps import ActionNode

ORDER = ("open", "done", "dropped")
"""What is still to be done stands first."""


def actions_by_gap(account: AccountGraph) -> Mapping[str, list[ActionNode]]:
    """Return the stored actions of each gap that any answers: open ones first, then by their dates, then by id.

    Examples
    --------
    >>> stored = ActionNode("a1", "done", "gap-1"), ActionNode("a2", "open", "gap-1"), ActionNode("a3", "open")
    >>> found = actions_by_gap(AccountGraph("a", "", "", 1, actions=stored))
    >>> {gap: [each.id for each in actions] for gap, actions in found.items()}
    {'gap-1': ['a2', 'a1']}
    """
    found: dict[str, list[ActionNode]] = {}
    for each in sorted(account.actions, key=lambda one: (_place(one), one.due or "~", one.id)):
        if each.gap is not None:
            found.setdefault(each.gap, []).append(each)
    return found


def is_overdue(action: ActionNode, as_of: str) -> bool:
    """Return whether an action is still to be done though its date has come.

    Examples
    --------
    >>> is_overdue(ActionNode("a1", "open", due="2026-06-30"), "2026-07-01")
    True
    >>> is_overdue(ActionNode("a1", "done", due="2026-06-30"), "2026-07-01")
    False
    """
    return action.status == "open" and action.due is not None and action.due <= as_of


def sentence_of(action: ActionNode, account: AccountGraph, names: Names) -> Message:
    """Return a stored action in words: how it stands, who is on it, by when, and what it is."""
    who: Parameter = names.member(action.member) if action.member else Message("gap_actions.nobody_yet")
    if action.status == "done":
        return Message("gap_actions.stored_done", member=who, what=action.what or "")
    if action.status == "dropped":
        return Message("gap_actions.stored_dropped", member=who, what=action.what or "")
    if action.due is None:
        return Message("gap_actions.stored_open", member=who, what=action.what or "")
    day = local_day(action.due, account.timezone)
    if is_overdue(action, account.as_of):
        return Message("gap_actions.stored_overdue", member=who, day=day, what=action.what or "")
    return Message("gap_actions.stored_by_day", member=who, day=day, what=action.what or "")


def _place(action: ActionNode) -> int:
    return ORDER.index(action.status) if action.status in ORDER else len(ORDER)
