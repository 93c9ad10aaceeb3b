"""Every answer a store gives about what is stored, so that two stores can be compared."""

from collections.abc import AsyncIterator, Iterable, Sequence
from itertools import product

from app.exchange.history_export import HistoryExport
from app.exchange.history_import import HistoryImport, HistoryReport
from app.records.answers import list_body
from graph.cache import Cache
from graph.read.account_graph import AccountGraphs
from graph.store import Store
from schemas.errors import NotFound
from schemas.instants import LAST_INSTANT
from schemas.reads import PageRequest, Snapshot
from schemas.records.accounts import ACCOUNTS
from schemas.registry import ACCOUNT_RESOURCES, BOOK_RESOURCES, BY_KIND
from schemas.resource import Resource
from tests.contract.ledgers import day
from tests.sentences import english

ALL = PageRequest(limit=1_000)
AS_OF = (day(2019), day(2023), day(2025), day(2029), LAST_INSTANT)
MOST_KNOWN = 6
"""Instants of recording that answers are asked for, evenly among all there are."""


async def exported(store: Store, account_id: str | None = None) -> bytes:
    """Return a whole export."""
    return b"".join([block async for block, _, _ in HistoryExport(store, account_id).blocks()])


async def imported(store: Store, file: bytes) -> HistoryReport:
    """Import a whole file."""
    return await HistoryImport(store, file.splitlines(keepends=True)).run()


def moments(known: Sequence[str | None], in_full: bool) -> list[tuple[str, str | None]]:
    """Return every pair of an `AS_OF` and what is given, or so many pairs that each of both is in one at least."""
    if in_full:
        return list(product(AS_OF, known))
    return [(AS_OF[one % len(AS_OF)], known[one % len(known)]) for one in range(max(len(AS_OF), len(known)))]


async def all_answers(store: Store, accounts: Iterable[str], in_full: bool) -> list[object]:
    """Return lists and graphs of accounts and the book at `moments`, every history, and the change feed."""
    until, _ = await store.history.newest()
    changes = (await store.changes.page(limit=10_000, until=until)).items
    instants = sorted({change.place.recorded_at for change in changes})
    known = [*instants[:: max(1, len(instants) // MOST_KNOWN)], instants[-1], None]
    found: list[object] = [changes]
    for as_of, known_at in moments(known, in_full):
        found += [answer async for answer in _book(store, as_of, known_at)]
        for account_id in accounts:
            found += [answer async for answer in account_answers(store, account_id, as_of, known_at)]
    keys = {(one.place.account_id, entry["kind"], entry["id"]) for one in changes for entry in one.entries}
    for ledger, kind, record_id in sorted(keys):
        found.append(await _history(store, ledger, BY_KIND[kind], record_id))
    return found


async def account_answers(store: Store, account_id: str, as_of: str, known_at: str | None) -> AsyncIterator[object]:
    """Yield what is so in one account at one moment."""
    snapshot = await store.repository.snapshot(account_id, as_of, known_at)
    yield snapshot
    for resource in ACCOUNT_RESOURCES:
        yield await _body(store, resource, snapshot)
    yield repr(await AccountGraphs(store._client, Cache(0)).read(snapshot))


async def _book(store: Store, as_of: str, known_at: str | None) -> AsyncIterator[object]:
    for resource in BOOK_RESOURCES:
        about = store.repository.accounts_snapshot if resource is ACCOUNTS else store.repository.book_snapshot
        snapshot = await about(as_of, known_at)
        yield snapshot
        yield await _body(store, resource, snapshot)


async def _body(store: Store, resource: Resource, snapshot: Snapshot) -> bytes:
    page = await store.repository.page(resource, snapshot, ALL)
    return list_body(resource, page.items, snapshot, None, None)


async def _history(store: Store, ledger: str, resource: Resource, record_id: str) -> object:
    try:
        rows, revision = await store.repository.history(resource, ledger, record_id)
        return [{name: value for name, value in row.items() if name != "lock"} for row in rows], revision
    except NotFound as error:
        return english(error.detail)
