"""The newest snapshot of every account, and every account as it stands now: what answers across accounts rest on."""

import asyncio
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, TypeVar

from graph.cache import Asked
from graph.snapshots.snapshots import AccountNow, Stamp
from graph.snapshots.stored_form import Listed, ListedContact, ListedGap
from graph.store import Store
from schemas.reads import Snapshot
from schemas.writes import BOOK

NAME = "newest_snapshots"
"""What is kept under this name is made from what was kept before."""

PlaceInList = tuple[float, str, str]
"""By which a list across accounts is in order: by priority, then account, then id."""


class GapOfAccount(NamedTuple):
    """A gap in the list of all, where those that matter most come first."""

    account_id: str
    gap: ListedGap

    @property
    def place(self) -> PlaceInList:
        """Its place there."""
        return -self.gap.priority, self.account_id, self.gap.id


class ContactOfAccount(NamedTuple):
    """The same of a person who is due."""

    account_id: str
    contact: ListedContact

    @property
    def place(self) -> PlaceInList:
        """Their place there."""
        return -self.contact.priority, self.account_id, self.contact.person


Item = TypeVar("Item", GapOfAccount, ContactOfAccount)


@dataclass(frozen=True, slots=True)
class Newest:
    """What the newest snapshots list, in the order of answers.

    Attributes
    ----------
    listed : dict
        By account.
    stamps : dict
        The stamp of each of them, by account.
    """

    listed: dict[str, Listed]
    gaps: list[GapOfAccount]
    contacts: list[ContactOfAccount]
    stamps: Mapping[str, Stamp]


NOTHING = Newest({}, [], [], {})


async def read_newest(store: Store) -> Newest:
    """Return what the newest snapshots list; kept until any snapshot changes, and then only those that did are read.

    A run changes twenty accounts at a time, and of 10,000 it takes nine seconds to read all.
    """
    token = await store.snapshots.state()

    async def make(_: int) -> Newest:
        before: Newest = store.cache.lasting(NAME) or NOTHING
        stamps = await store.snapshots.stamps()
        changed = [one for one, stamp in stamps.items() if before.stamps.get(one) != stamp]
        listed = await store.snapshots.listed(changed)
        return await asyncio.to_thread(renewed, before, stamps, listed)

    return await store.cache.find(Asked((NAME, token), Snapshot(BOOK, "", "", 0)), make, always=True)


def renewed(before: Newest, stamps: Mapping[str, Stamp], changed: Iterable[Listed]) -> Newest:
    """Return what the newest snapshots list once some of them changed, or are the first of their accounts.

    Parameters
    ----------
    stamps : mapping
        Of all that are there now, by account.
    changed : iterable of Listed
        Those that were read again.
    """
    anew = newest_of(changed, stamps)
    same = {
        one: each
        for one, each in before.listed.items()
        if one not in anew.listed and before.stamps.get(one) == stamps.get(one)
    }
    return Newest(
        dict(sorted((same | anew.listed).items())),
        merged([each for each in before.gaps if each.account_id in same], anew.gaps),
        merged([each for each in before.contacts if each.account_id in same], anew.contacts),
        stamps,
    )


def merged(same: Sequence[Item], anew: list[Item]) -> list[Item]:
    """Return both lists as one, in the order of their places in which each of them stands.

    Few are new among a million: these are copied in pieces, and only the places of a few are looked at.
    """
    if not same:
        return anew
    found: list[Item] = []
    start = 0
    for each in anew:
        end = bisect_left(same, each.place, start, key=attrgetter("place"))
        found += same[start:end]
        found.append(each)
        start = end
    return found + list(same[start:])


def newest_of(listed: Iterable[Listed], stamps: Mapping[str, Stamp]) -> Newest:
    """Return snapshots in the order of answers: by priority, then account, then id."""
    by_account = {each.numbers.account_id: each for each in sorted(listed, key=lambda each: each.numbers.account_id)}
    gaps, contacts = [], []
    for one, each in by_account.items():
        gaps += [GapOfAccount(one, gap) for gap in sorted(each.gaps or (), key=attrgetter("id"))]
        contacts += [ContactOfAccount(one, due) for due in sorted(each.contacts_due or (), key=attrgetter("person"))]
    gaps.sort(key=lambda each: -each.gap.priority)  # equal ones stay in their order, for which no key need be made
    contacts.sort(key=lambda each: -each.contact.priority)
    return Newest(by_account, gaps, contacts, stamps)


@dataclass(frozen=True, slots=True)
class BookNow:
    """Accounts that pass the filters of an answer, and the newest snapshots of all.

    Attributes
    ----------
    accounts : dict
        By id.
    book_revision : int
        That of the book now.
    owner_names : dict
        What those of us who own these accounts are called now, by id.
    """

    accounts: dict[str, AccountNow]
    newest: Newest
    book_revision: int
    owner_names: Mapping[str, str | None]

    def listed(self, account_id: str) -> Listed | None:
        """Return what the newest snapshot of an account lists; None where there is none."""
        return self.newest.listed.get(account_id)

    def is_changed(self, account_id: str) -> bool:
        """Whether an account changed since its snapshot; False where it has none."""
        listed = self.listed(account_id)
        return listed is not None and listed.numbers.revision != self.accounts[account_id].revision
