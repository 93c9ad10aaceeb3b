"""Who a change is about: people of theirs and members of ours who are there, and chains."""

from typing import Any

from analytics.graphs.presence import has_left
from analytics.simulation.draft import Draft, refused
from schemas.errors import InvalidInput
from schemas.messages.message import Message
from schemas.rows.account_graph import PersonNode
from schemas.rows.contacts import MemberNode
from schemas.rows.deals import ChainNode


def person_at(draft: Draft, field: str, person: str) -> PersonNode:
    """Return one of their people who is there, as they are by now.

    Raises
    ------
    InvalidInput
        When the account has no such person, or they have left, or leave by an earlier change.
    """
    found: PersonNode = known(draft, field, "people", "person", person)
    _check_there(draft, field, "person", found)
    return found


def member_at(draft: Draft, field: str, member: str) -> MemberNode:
    """Return one of us who has not left, as they are by now; whom the account does not name yet, it names from now on.

    Raises
    ------
    InvalidInput
        When nobody of us has that id, or they have left, or leave by an earlier change.
    """
    found: MemberNode | None = draft.rows("members").get(member)
    if found is None:
        found = draft.book.get(member)
        if found is None:
            raise _absent(draft, field, "team_member", member)
        draft.put("members", found)
    _check_there(draft, field, "team_member", found)
    return found


def chain_at(draft: Draft, field: str, chain: str) -> ChainNode:
    """Return a decision chain of the account."""
    found: ChainNode = known(draft, field, "chains", "chain", chain)
    return found


def known(draft: Draft, field: str, name: str, kind: str, key: str) -> Any:
    """Return a row by its id.

    Raises
    ------
    InvalidInput
        When the account has none of that id at this moment.
    """
    found = draft.rows(name).get(key)
    if found is None:
        raise _absent(draft, field, kind, key)
    return found


def _check_there(draft: Draft, field: str, kind: str, one: PersonNode | MemberNode) -> None:
    if has_left(one, draft.account.as_of):
        change = draft.settled_at("leaves", kind, one.id)
        if change is None:
            raise refused(field, Message("simulation.has_left", kind=kind, id=one.id, as_of=draft.account.as_of))
        raise refused(field, Message("simulation.leaves_before", kind=kind, id=one.id, change=change))


def _absent(draft: Draft, field: str, kind: str, key: str) -> InvalidInput:
    return refused(
        field,
        Message("simulation.absent", kind=kind, id=key, account=draft.account.account_id, as_of=draft.account.as_of),
    )
