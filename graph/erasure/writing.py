"""Writes what an erasure does: removed and changed rows, freed ids, the tombstone, the change of each ledger."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.engine.client import Transaction
from graph.engine.parts import safe_parts
from graph.erasure.reach import Sweep
from graph.ledger.keys import Key
from graph.ledger.stored_form import change_row, changed_row, external_ids, record_name
from graph.write.account_writer import revise
from graph.write.contact_lines import redraw
from schemas.links import end_links
from schemas.registry import BY_KIND, RESOURCES
from schemas.writes import BOOK, BOOK_ID

Entries = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom, and the revision that each ledger gets."""

    now: str
    author: str
    revisions: Mapping[str, int]


async def store_sweeps(transaction: Transaction, sweeps: Sequence[Sweep], target: Key, stamp: Stamp) -> Entries:
    """Write what an erasure does to each ledger, and return the entries of their changes.

    Of an account that goes as a whole, its change names the account alone.
    """
    ledger, whole = sweeps[0].ledger, target[0] == "account"
    entries: dict[str, Sequence[Mapping[str, str]]] = {sweep.ledger: sweep.entries for sweep in sweeps}
    for sweep in sweeps:
        await _release_names(transaction, sweep)
        await _remove(transaction, sweep)
        await _rewrite(transaction, sweep)
    touched = sorted(entries)
    if whole:
        entries[ledger] = [{"kind": "account", "id": ledger, "what": "erased"}]
        await transaction.run("erasures.forget_entries", account_id=ledger)
    await transaction.run("erasures.forget_answers", rows=touched)
    changes = [change_row(one, stamp.revisions[one], stamp.now, stamp.author, entries[one]) for one in touched]
    await revise(transaction, changes)
    await _mark(transaction, touched, stamp.now)
    if whole:
        await transaction.run("accounts.erase", ids=[ledger])
    await transaction.run("tombstones.create", rows=[_tombstone(ledger, target, stamp)])
    return entries


async def _release_names(transaction: Transaction, sweep: Sweep) -> None:
    """Free the ids of other systems that erased records hold; a name that another record has taken over stays its."""
    names = sorted(
        {
            (system, kind, value)
            for kind, record_id in sweep.erased
            for row in sweep.rows[kind, record_id]
            for system, value in external_ids(row).items()
        }
    )
    erased = set(sweep.erased)
    for part in safe_parts([list(name) for name in names]):
        [[rows]] = await transaction.run("external_ids.holders", keys=part)
        own = [row[:3] for row in rows if (row[3] or BOOK) == sweep.ledger and (row[1], row[4]) in erased]
        if own:
            await transaction.run("external_ids.release", keys=own)


async def _remove(transaction: Transaction, sweep: Sweep) -> None:
    """Remove erased records; edges go with their ends, an account's own record when its change is recorded."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    erased = set(sweep.erased)
    for kind, record_id in sweep.erased:
        ends = end_links(BY_KIND[kind], sweep.rows[kind, record_id][0])
        if not any(link.key in erased for link in ends):
            by_kind[kind].append(record_id)
    for resource in reversed(RESOURCES):
        if resource.kind not in by_kind or resource.scope == "self":
            continue
        name = f"{resource.plural}.erase"
        for part in safe_parts(by_kind[resource.kind]):
            await transaction.run(name, ids=part, **resource.scope_parameters(sweep.ledger))
    names = [record_name(sweep.ledger, *key) for key in sweep.erased if len(sweep.rows[key]) > 1]
    for part in safe_parts(names):
        await transaction.run("erasures.remove_histories", rows=part)


async def _rewrite(transaction: Transaction, sweep: Sweep) -> None:
    changed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for kind, new, old in sweep.changed:
        changed[kind].append(changed_row(kind, new, old))
    for kind, rows in changed.items():
        for part in safe_parts(rows):
            await transaction.run(f"{BY_KIND[kind].plural}.change", rows=part)
    await redraw(transaction, changed["interaction"])
    for part in safe_parts([list(one) for one in sweep.removed]):
        await transaction.run("erasures.remove_versions", rows=part)
    for part in safe_parts(sweep.rewritten):
        await transaction.run("erasures.rewrite_versions", rows=part)


async def _mark(transaction: Transaction, touched: Iterable[str], now: str) -> None:
    for part in safe_parts([ledger for ledger in touched if ledger != BOOK]):
        await transaction.run("erasures.mark", rows=part, erased_at=now)
    if BOOK in touched:
        await transaction.run("erasures.mark_book", id=BOOK_ID, erased_at=now)


def _tombstone(ledger: str, target: Key, stamp: Stamp) -> dict[str, Any]:
    return {
        "account_id": ledger,
        "kind": target[0],
        "id": target[1],
        "erased_at": stamp.now,
        "erased_by": stamp.author,
        "revision": stamp.revisions[ledger],
    }
