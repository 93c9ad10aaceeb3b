"""The newest snapshot of every account, and every account as it stands now: what answers across accounts rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.cache import Asked
from graph.snapshots.snapshots import AccountNow
from graph.snapshots.stored_form import Listed, ListedContact, ListedGap
from graph.store import Store
from schemas.reads import Snapshot
from schemas.writes import BOOK


class GapPlace(NamedTuple):
    """A gap by its place in the list of all: those that matter most first."""

    place: tuple[float, str, str]
    gap: ListedGap


class ContactPlace(NamedTuple):
    """The same of a person who is due."""

    place: tuple[float, str, str]
    contact: ListedContact


@dataclass(frozen=True, slots=True)
class Newest:
    """What the newest snapshots list, in the order of answers.

    Attributes
    ----------
    listed : dict
        By account.
    """

    listed: dict[str, Listed]
    gaps: list[GapPlace]
    contacts: list[ContactPlace]


async def read_newest(store: Store) -> Newest:
    """Return what the newest snapshots list; kept until any snapshot changes."""
    token = await store.snapshots.state()

    async def make(_: int) -> Newest:
        return newest_of([each async for page in store.snapshots.listed() for each in page])

    return await store.cache.find(Asked(("newest_snapshots", token), Snapshot(BOOK, "", "", 0)), make)


def newest_of(listed: Iterable[Listed]) -> Newest:
    """Return snapshots in the order of answers: by priority, then account, then id."""
    by_account = {each.numbers.account_id: each for each in listed}
    gaps = [GapPlace((-gap.priority, one, gap.id), gap) for one, each in by_account.items() for gap in each.gaps or ()]
    contacts = [
        ContactPlace((-contact.priority, one, contact.person), contact)
        for one, each in by_account.items()
        for contact in each.contacts_due or ()
    ]
    by_place = sorted(gaps, key=lambda each: each.place)
    return Newest(by_account, by_place, sorted(contacts, key=lambda each: each.place))


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
