"""Takes what is erased from snapshots and from the marks of runs, in the unit of work of the erasure."""

import asyncio
import json
import re
from collections.abc import Sequence, Set
from functools import partial
from typing import Any

from graph.engine.client import ROWS_A_STATEMENT, GraphClient, Transaction
from graph.erasure.names import ERASED
from graph.ledger.keys import Key
from graph.snapshots.erasing import without
from graph.snapshots.keeping import AFTER_ALL, stamp, thin
from graph.snapshots.packed_text import unpacked
from graph.snapshots.snapshots import BODIES_A_PAGE
from graph.snapshots.stored_form import details_of
from schemas.reports.snapshot import READ_FORMATS

Names = re.Pattern[str] | None


async def erase_snapshots(transaction: Transaction, account_id: str) -> None:
    """Remove every snapshot of an account, and its name from the lists of those that failed."""
    await transaction.run("health_records.erase", account_id=account_id)
    await stamp(transaction)
    await _clean_runs(transaction, account_id, None)


async def clean_snapshots(transaction: Transaction, account_id: str, gone: Set[Key], names: Names) -> None:
    """Take the erased from every snapshot of an account, and their names from its failures."""
    after = ""
    while rows := await transaction.run(
        "health_records.bodies", account_id=account_id, after=after, limit=BODIES_A_PAGE
    ):
        await _clean(transaction, rows, gone, names)
        after = rows[-1][1]
    if names is not None:
        await _clean_runs(transaction, account_id, names)


async def clean_member(client: GraphClient, member: str, names: Names) -> None:
    """Take a member of ours from the snapshots of every account, a page a unit of work: there may be very many."""
    place: tuple[str, str] | None = ("", "")
    while place is not None:
        work = partial(_clean_page, member=member, names=names, place=place)
        place = await client.write(work, spare=True)


async def clean_member_at_last(transaction: Transaction, member: str, names: Names) -> None:
    """Do the same in one unit of work, where what was there before is clean already."""
    place: tuple[str, str] | None = ("", "")
    while place is not None:
        place = await _clean_page(transaction, member, names, place)


async def _clean_page(
    transaction: Transaction, member: str, names: Names, place: tuple[str, str]
) -> tuple[str, str] | None:
    rows = await transaction.run(
        "health_records.bodies_with_member", id=member, date=place[0], account_id=place[1], limit=BODIES_A_PAGE
    )
    await _clean(transaction, rows, {("team_member", member)}, names)
    return (rows[-1][1], rows[-1][0]) if len(rows) == BODIES_A_PAGE else None


async def _clean(transaction: Transaction, rows: Sequence[Sequence[Any]], gone: Set[Key], names: Names) -> None:
    """Clean snapshots; of those that another version of this service wrote, only numbers are left."""
    strange = [row[:2] for row in rows if row[2] not in READ_FORMATS]
    if strange:
        await thin(transaction, strange)
    known = [row for row in rows if row[2] in READ_FORMATS and row[3] is not None]
    changed = await asyncio.to_thread(_cleaned, known, gone, names)
    if changed:
        token = await stamp(transaction)
        await transaction.run("health_records.rewrite", rows=[{**row, "stamp": token} for row in changed])


def _cleaned(rows: Sequence[Sequence[Any]], gone: Set[Key], names: Names) -> list[dict[str, Any]]:
    found = []
    for account_id, date, _, body in rows:
        content = without(json.loads(unpacked(body)), gone, names, ERASED)
        if content is not None:
            found.append({"account_id": account_id, "date": date, **details_of(content)})
    return found


async def _clean_runs(transaction: Transaction, account_id: str, names: Names) -> None:
    """Take names from what failed of an account; without names, all that failed of it."""
    before = AFTER_ALL
    while rows := await transaction.run("report_runs.list", before=before, limit=ROWS_A_STATEMENT):
        for [run] in rows:
            failed = json.loads(run.get("failed") or "[]")
            left = [_renamed(one, names) if one["account_id"] == account_id else one for one in failed]
            left = [one for one in left if one is not None]
            if left != failed:
                properties = {"failed": json.dumps(left, ensure_ascii=False)}
                await transaction.run("report_runs.change", date=run["date"], properties=properties)
        before = rows[-1][0]["date"]


def _renamed(failure: dict[str, Any], names: Names) -> dict[str, Any] | None:
    if names is None:
        return None
    return {**failure, "detail": {language: names.sub(ERASED, said) for language, said in failure["detail"].items()}}
