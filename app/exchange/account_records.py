"""All that one account holds at one moment."""

import asyncio
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.ledger.stored_form import unnested
from graph.read.repository import Repository
from graph.store import Store
from schemas.links import Link, end_links, linked_kinds, reference_links
from schemas.reads import PageRequest, Snapshot
from schemas.records.accounts import ACCOUNTS
from schemas.registry import ACCOUNT_RESOURCES, BOOK_RESOURCES, BY_KIND
from schemas.resource import Resource

NAMED_OF_BOOK = tuple(
    resource
    for resource in BOOK_RESOURCES
    if resource.scope == "book" and any(resource.kind in linked_kinds(other) for other in ACCOUNT_RESOURCES)
)
"""Resources of the book that records of an account may name."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AccountRecords:
    """One account at one moment.

    Attributes
    ----------
    snapshot : Snapshot
        The moment.
    account : mapping or None
        Its own record as stored; None where it did not exist then.
    rows : mapping
        Kind -> rows as stored, in order of id: kinds of the account that were asked for, and of the book what these
        name.
    """

    snapshot: Snapshot
    account: Row | None
    rows: Mapping[str, list[Row]]


async def read_account_records(store: Store, snapshot: Snapshot, kinds: Collection[str]) -> AccountRecords:
    """Return the records of some kinds of one account at a snapshot; of the book those that these name.

    Parameters
    ----------
    kinds : collection of str
        Kinds of the account, and of `NAMED_OF_BOOK`.
    """
    account = await _own_record(store.repository, snapshot)
    of_account = [resource.kind for resource in ACCOUNT_RESOURCES if resource.kind in kinds]
    found = await store.whole_kinds.read(snapshot, of_account, await store.graphs.size(snapshot))
    rows: dict[str, list[Row]] = {kind: list(each) for kind, each in found.items()}
    named = await asyncio.to_thread(_named_of_book, rows)
    for resource in NAMED_OF_BOOK:
        if resource.kind in kinds:
            ids = named[resource.kind]
            of_book = await _all_rows(store.repository, resource, snapshot) if ids else []
            rows[resource.kind] = [row for row in of_book if row["id"] in ids]
    return AccountRecords(snapshot, account, rows)


def links_of(resource: Resource, row: Row) -> Iterator[Link]:
    """Yield every record that a stored row names: its ends first, then its references."""
    if resource.ends or resource.references:
        values = unnested(resource, row)
        yield from end_links(resource, values)
        yield from reference_links(resource, values)


async def _all_rows(repository: Repository, resource: Resource, snapshot: Snapshot) -> list[Row]:
    return [row async for row in repository.rows(resource, snapshot)]


async def _own_record(repository: Repository, snapshot: Snapshot) -> Row | None:
    request = PageRequest(limit=1)
    page = await repository.page(ACCOUNTS, replace(snapshot, account_id=""), request, snapshot.account_id)
    return next(iter(page.items), None)


def _named_of_book(rows: Mapping[str, list[Row]]) -> dict[str, set[str]]:
    """Return by kind the ids of book-wide records that rows name."""
    named: dict[str, set[str]] = {resource.kind: set() for resource in NAMED_OF_BOOK}
    for kind, found in rows.items():
        resource = BY_KIND[kind]
        for row in found:
            for link in links_of(resource, row):
                if link.kind in named:
                    named[link.kind].add(link.id)
    return named
