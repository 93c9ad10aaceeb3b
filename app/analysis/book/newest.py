"""The newest snapshot of every account, and every account as it stands now: what answers across accounts rest on."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from graph.cache import Asked
from graph.snapshots.snapshots import AccountNow
from graph.snapshots.stored_form import Listed, ListedContact, ListedGap
from graph.store import Store
from schemas.reads import Snapshot
from schemas.writes import BOOK

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


@dataclass(frozen=True, slots=True)
class Newest:
    """What the newest snapshots list, in the order of answers.

    Attributes
    ----------
    listed : dict
        By account.
    """

    listed: dict[str, Listed]
    gaps: list[GapOfAccount]
    contacts: list[ContactOfAccount]


async def read_newest(store: Store) -> Newest:
    """Return what the newest snapshots list; kept until any snapshot changes."""
    token = await store.snapshots.state()

    async def make(_: int) -> Newest:
        listed = [each async for page in store.snapshots.listed() for each in page]
        return await asyncio.to_thread(newest_of, listed)

    return await store.cache.find(Asked(("newest_snapshots", token), Snapshot(BOOK, "", "", 0)), make, always=True)


def newest_of(listed: Iterable[Listed]) -> Newest:
    """Return snapshots in the order of answers: by priority, then account, then id."""
    by_account = {each.numbers.account_id: each for each in sorted(listed, key=lambda each: each.numbers.account_id)}
    gaps, contacts = [], []
    for one, each in by_account.items():
        gaps += [GapOfAccount(one, gap) for gap in sorted(each.gaps or (), key=attrgetter("id"))]
        contacts += [ContactOfAccount(one, due) for due in sorted(each.contacts_due or (), key=attrgetter("person"))]
    gaps.sort(key=lambda each: -each.gap.priority)  # equal ones stay in their order, for which no key need be made
    contacts.sort(key=lambda each: -each.contact.priority)
    return Newest(by_account, gaps, contacts)


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
