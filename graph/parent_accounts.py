"""Accounts that belong to accounts: the parent exists, and nobody is their own ancestor."""

import json
from collections.abc import Mapping, Sequence, Set

from graph.client import Transaction
from graph.item_rules import invalid
from graph.write_batch import Indexed
from schemas.errors import ServiceError


async def parent_errors(transaction: Transaction, items: Sequence[Indexed]) -> dict[int, ServiceError]:
    """Return the items whose parent account does not exist or would close a ring, by their index."""
    moved = [item for _, item in items if item.data.get("parent")]
    sent = {item.id: item.data["parent"]["account"] for item in moved}
    if not sent:
        return {}
    parents = await _ancestors(transaction, set(sent.values()))
    known = parents.keys() | {item.id for _, item in items if item.resource.kind == "account"}
    above: dict[str | None, str | None] = {**dict(parents.items()), **sent}
    return {
        index: invalid(item, "/parent/account", fault)
        for index, item in items
        if item.data.get("parent") and (fault := _fault(item.id, above, known))
    }


async def _ancestors(transaction: Transaction, wanted: set[str]) -> dict[str, str | None]:
    """Return every account reached upwards from some, with its own parent."""
    found: dict[str, str | None] = {}
    while wanted:
        [[rows]] = await transaction.run("accounts.lifetimes", ids=sorted(wanted))
        found.update({row[0]: json.loads(row[3])["account"] if row[3] else None for row in rows})
        wanted = {parent for row in rows if (parent := found[row[0]]) and parent not in found}
    return found


def _fault(account: str | None, above: Mapping[str | None, str | None], known: Set[str | None]) -> str | None:
    parent = above.get(account)
    if parent not in known:
        return f"no account '{parent}'"
    seen = set()
    while parent is not None and parent not in seen:
        if parent == account:
            return f"account '{account}' would belong to itself"
        seen.add(parent)
        parent = above.get(parent)
    return None
