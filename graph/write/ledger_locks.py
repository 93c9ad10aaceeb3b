"""Locks of accounts and of the book: taken before anything is read that a write depends on."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from graph.engine.client import Transaction, in_parts
from graph.ledger.record_rows import Row, revision_of
from graph.ledger.revisions import listed_changes, mismatch
from graph.ledger.stored_form import record_name
from schemas.errors import NotFound, RevisionMismatch, StaleRecord
from schemas.messages.message import Message
from schemas.writes import BOOK, BOOK_ID, StartingPoints

CHANGES_LISTED = 20
"""Changes since the caller's revision that a mismatch lists."""

CHANGES_SEEN = 1_000
"""Changes of an account among which those of a record are looked for."""


async def lock_ledgers(
    transaction: Transaction, ledgers: Mapping[str, bool], *, moves_parents: bool = False
) -> tuple[dict[str, Row], str | None]:
    """Take the locks in the order of ids, so that two writers never wait for each other.

    Parameters
    ----------
    ledgers : mapping
        Ids of accounts, and of the book, each with whether it must be there before.
    moves_parents : bool
        Whether an account gets a parent: such writes go one by one, so that no two close a ring together.

    Returns
    -------
    held : dict
        Properties of each ledger. An account that is to be created is held by nobody; uniqueness of its id stands in.
    last : str or None
        The instant that this write must be recorded after: answers depend on account and book, and say the later of
        both as what they knew.
    """
    token = secrets.token_hex(8)
    ids = sorted(ledger for ledger in ledgers if ledger != BOOK)
    held: dict[str, Row] = {ledger: {} for ledger in ledgers}
    instants: list[str | None] = []
    for part in in_parts(ids):
        rows = await transaction.run("accounts.lock", ids=part, token=token)
        held.update((properties["id"], properties) for properties, _ in rows)
        instants.extend(instant for row in rows for instant in (row[0].get("revised_at"), row[1]))
    if any(not held[ledger] for ledger in ids):
        [[_, revised_at, *_]] = await transaction.run("book.revisions", id=BOOK_ID)
        instants.append(revised_at)
    if BOOK in ledgers or moves_parents:
        [[book]] = await transaction.run("book.lock", id=BOOK_ID, token=token)
        instants.append(book.get("revised_at"))
    if BOOK in ledgers:
        held[BOOK] = book
        [[newest, *_]] = await transaction.run("accounts.newest", known_at=None)
        instants.append(newest)
    for ledger, must_stand in ledgers.items():
        if must_stand and not held[ledger]:
            raise NotFound(Message("records.absent", kind="account", id=ledger))
    return held, max(filter(None, instants), default=None)


async def check_revision(
    transaction: Transaction, ledger: str, properties: Row, if_match: StartingPoints | None
) -> bool:
    """Let pass who starts from the revision that an account is at, or from any.

    Returns
    -------
    bool
        Whether that is all there is to check; else states of records are named, and these are to be compared.

    Raises
    ------
    RevisionMismatch
        When another one is named; it lists what changed since.
    """
    if if_match is None or (revision := revision_of(properties)) in if_match:
        return True
    revisions = [one for one in if_match if isinstance(one, int)]
    if len(revisions) < len(if_match):
        return False
    known = min(revisions, default=revision)
    changes = await transaction.run("changes.since", account_id=ledger, revision=known, limit=CHANGES_LISTED)
    raise mismatch(revision, changes)


@asynccontextmanager
async def changes_of_stale_records(transaction: Transaction) -> AsyncIterator[None]:
    """Let a mismatch of records within say what changed of them since."""
    try:
        yield
    except RevisionMismatch as error:
        changed = []
        for ledger in sorted({one.ledger for one in error.stale}):
            changed += await _changes_of(transaction, ledger, [one for one in error.stale if one.ledger == ledger])
        error.changed = error.changed or tuple(changed)
        raise


async def _changes_of(transaction: Transaction, ledger: str, records: Sequence[StaleRecord]) -> list[dict[str, object]]:
    """Return what was done to records after the rows of these numbers, as far as the newest changes show."""
    first = {record_name(ledger, one.kind, one.id): one.sequence for one in records}
    rows = [row for (row,) in await transaction.run("history.rows", records=sorted(first))]
    known = [row["recorded_at"] for row in rows if row["sequence"] == first[row["record"]]]
    if not known:
        return []
    changes = await transaction.run("changes.after", account_id=ledger, recorded_at=min(known), limit=CHANGES_SEEN)
    return listed_changes(changes, {(one.kind, one.id) for one in records})[-CHANGES_LISTED:]
