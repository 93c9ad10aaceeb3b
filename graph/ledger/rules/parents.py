"""Accounts that belong to accounts: the parent exists, and nobody is their own ancestor."""

from collections.abc import Mapping, Sequence, Set

from graph.ledger.keys import Indexed
from graph.ledger.rules.items import invalid
from schemas.errors import ServiceError
from schemas.messages.message import Message

Parents = Mapping[str, str | None]
"""Account -> the one it belongs to."""


def parent_errors(items: Sequence[Indexed], stored: Parents, refused: Set[int]) -> dict[int, ServiceError]:
    """Return the items whose parent account does not exist or would close a ring, by their index.

    Parameters
    ----------
    refused : set of int
        Items that create no account and move none.
    """
    moved = [(index, item) for index, item in items if item.data.get("parent")]
    if not moved:
        return {}
    known = stored.keys() | {
        item.id for index, item in items if item.resource.kind == "account" and index not in refused
    }
    sent = {item.id: item.data["parent"]["account"] for index, item in moved if index not in refused}
    above: dict[str | None, str | None] = {**dict(stored.items()), **sent}
    return {
        index: invalid("/parent/account", fault)
        for index, item in moved
        if index not in refused and (fault := _fault(item.id, above, known))
    }


def _fault(account: str | None, above: Mapping[str | None, str | None], known: Set[str | None]) -> Message | None:
    parent = above.get(account)
    if parent not in known:
        return Message("ledger.none", kind="account", id=str(parent))
    seen = set()
    while parent is not None and parent not in seen:
        if parent == account:
            return Message("ledger.parent_of_itself", account=parent)
        seen.add(parent)
        parent = above.get(parent)
    return None
