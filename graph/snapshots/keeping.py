"""Keeps snapshots in the store, and the newest of each account marked, with the one before it."""

import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

from graph.engine.client import Transaction, in_parts
from graph.engine.parts import LARGEST_PART, safe_parts
from graph.snapshots.stored_form import StoredSnapshot
from schemas.rows.packed_account import PackedAccount
from schemas.writes import BOOK_ID

FIRST_DATE, AFTER_ALL = "0000-00-00", "9999-99-99"
"""Sort before and after every date."""


class _Newest(NamedTuple):
    """The newest snapshot of an account, and the one before it."""

    date: str
    health: float | None
    before_date: str | None = None
    before_health: float | None = None

    def with_snapshot(self, date: str, health: float | None) -> "_Newest":
        """Return what is so once another snapshot is kept too."""
        if date > self.date:
            return _Newest(date, health, self.date, self.health)
        if date == self.date:
            return self._replace(health=health)
        return self if date < (self.before_date or "") else self._replace(before_date=date, before_health=health)


async def keep(transaction: Transaction, snapshots: Sequence[StoredSnapshot], now: str) -> None:
    """Write snapshots whose accounts are locked; the order of their dates does not matter."""
    token = await stamp(transaction)
    before = await _newest(transaction, sorted({each.account_id for each in snapshots}))
    after = dict(before)
    for each in snapshots:
        known = after.get(each.account_id)
        own = _Newest(each.date, each.health)
        after[each.account_id] = own if known is None else known.with_snapshot(each.date, each.health)
    written = {(each.account_id, each.date) for each in snapshots}
    changed = {one: newest for one, newest in after.items() if newest != before.get(one)}
    for part in in_parts(sorted(one for one in changed if (one, changed[one].date) in written)):
        await transaction.run("health_records.overtake", ids=part)
    for rows in safe_parts([_row(each, after[each.account_id], now, token) for each in snapshots]):
        await transaction.run("health_records.write", rows=rows)
    preceded = [[one, newest.before_date, newest.before_health] for one, newest in sorted(changed.items())]
    for some in in_parts(preceded):
        await transaction.run("health_records.precede", rows=some, stamp=token)


async def thin(transaction: Transaction, rows: Sequence[Sequence[str]]) -> None:
    """Leave nothing of snapshots but their numbers; a row is an account and a date."""
    await transaction.run("health_records.thin", rows=rows, stamp=await stamp(transaction))


async def keep_packed(transaction: Transaction, packed: Sequence[PackedAccount]) -> None:
    """Write what was read of accounts that are locked; of one that is too long for a statement nothing is kept."""
    rows = [each._asdict() for each in packed if len(each.body) < LARGEST_PART]
    for part in safe_parts(rows):
        await transaction.run("packed_accounts.write", rows=part)


async def stamp(transaction: Transaction) -> str:
    """Note that snapshots change, and return the stamp that each that stays is to hold."""
    token = secrets.token_hex(8)
    await transaction.run("health_records.stamp", id=BOOK_ID, token=token)
    return token


async def _newest(transaction: Transaction, ids: Sequence[str]) -> dict[str, _Newest]:
    found: dict[str, _Newest] = {}
    for part in in_parts(ids):
        rows = await transaction.run("health_records.newest_of", ids=part)
        found.update((account_id, _Newest(*rest)) for account_id, *rest in rows)
    return found


def _row(snapshot: StoredSnapshot, newest: _Newest, now: str, token: str) -> dict[str, Any]:
    row = {**snapshot.row, "detailed": snapshot.date, "recorded_at": now, "stamp": token}
    if snapshot.date != newest.date:
        return row
    before = {"before_date": newest.before_date, "before_health": newest.before_health}
    return {**row, **before, "newest": snapshot.account_id}
