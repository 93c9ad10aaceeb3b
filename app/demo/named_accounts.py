"""Accounts by id or by name, as somebody at a terminal calls them; near names are suggested."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from graph.store import Store
from schemas.errors import NotFound
from schemas.messages.message import Message, Parameter
from schemas.records.accounts import ACCOUNTS

NEAR = 3
"""Names that are suggested in place of one that is not there."""

NAMED = 10
"""Accounts that a sentence names."""

LIKENESS = 0.5
"""How much of two words must be the same, from 0 to 1, for one to be suggested in place of the other."""


class Named(NamedTuple):
    """Something with an id that people know by name."""

    id: str
    name: str


async def accounts_at(store: Store, as_of: str) -> list[Named]:
    """Return every account at a moment, in order of id."""
    snapshot = await store.repository.accounts_snapshot(as_of)
    rows = [row async for row in store.repository.rows(ACCOUNTS, snapshot)]
    return [Named(row["id"], row.get("name") or row["id"]) for row in rows]


def found_account(asked: str, accounts: Sequence[Named]) -> Named:
    """Return the account that somebody means.

    Raises
    ------
    NotFound
        When there is none, or several of one name; the sentence suggests near names, or says what there is.
    """
    found = matching(asked, accounts)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(Message("lanes.several_accounts", account=asked, ids=ids_of(found)))
    if near := near_names(asked, accounts):
        raise NotFound(Message("lanes.near_account", account=asked, near=near))
    raise NotFound(Message("lanes.no_account", account=asked, accounts=names_of(accounts)))


def ids_of(found: Sequence[Named]) -> Parameter:
    """Return ids as a sentence names them."""
    return listed([one.id for one in found])


def names_of(known: Sequence[Named]) -> Parameter:
    """Return names as a sentence names them."""
    return listed([one.name for one in known])


def matching(asked: str, known: Sequence[Named]) -> list[Named]:
    """Return what has an id, else those that have a name, written in whichever letters."""
    of_id = [one for one in known if one.id == asked]
    return of_id or [one for one in known if one.name.casefold() == asked.strip().casefold()]


def near_names(asked: str, known: Sequence[Named]) -> list[str]:
    """Return names that are written much like what was asked for or begin so, the nearest first."""
    word = asked.strip().casefold()
    written = {text.casefold(): one.name for one in known for text in (one.id, one.name)}
    begun = [name for text, name in written.items() if word and word in text]
    near = [written[text] for text in get_close_matches(word, written, NEAR, LIKENESS)]
    return list(dict.fromkeys([*near, *begun]))[:NEAR]


def listed(accounts: Sequence[str]) -> Parameter:
    """Return accounts as a sentence names them, and how many more there are."""
    named, more = accounts[:NAMED], len(accounts) - NAMED
    return Message("demo.more_accounts", accounts=named, count=more) if more > 0 else named
