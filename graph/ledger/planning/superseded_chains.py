"""What a chain in force supersedes is replaced from the instant at which it begins, in the same write."""

from collections.abc import Iterator
from functools import partial

from graph.ledger.keys import Key
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Lifetime, changed_rows, lifetime_of
from graph.ledger.slots import held, shared
from graph.ledger.stored_form import stored_patch
from schemas.records.chains import CHAINS


def replace_superseded(plan: PlannedRecords) -> None:
    """Set the status of chains to replaced, for as long as a chain that a write puts in force takes their place.

    A chain is in force while it is formal and active. One that came without ``valid_from`` takes over at the effective
    instant of its item. What was so before this write is left as it is, and so is a chain that is to supersede another
    for as far back as we know: the rule on slots refuses that. For after all items: their order does not matter.
    """
    for key in [key for key in plan.touched_by if key[0] == CHAINS.kind]:
        older: Key = (CHAINS.kind, plan.latest(key).get("supersedes") or "")
        if older != key and older in plan.rows and _of_one_deal(plan, key, older):
            for span in [*_taken_over(plan, key, older)]:
                _replace(plan, key, older, span)


def _of_one_deal(plan: PlannedRecords, key: Key, older: Key) -> bool:
    return plan.rows[key][0].get("opportunity") == plan.rows[older][0].get("opportunity")


def _taken_over(plan: PlannedRecords, key: Key, older: Key) -> Iterator[Lifetime]:
    """Yield the times in which both would be in force, as they were not before."""
    stood = shared(held(CHAINS, plan.stored_rows(key)), held(CHAINS, plan.stored_rows(older)))
    spans = held(CHAINS, plan.rows[key])
    if unsaid := plan.begins_unsaid.get(key):
        spans = shared(spans, [(unsaid[1].effective_at or plan.now, None)])
    yield from (span for span in shared(spans, held(CHAINS, plan.rows[older])) if span not in stood)


def _replace(plan: PlannedRecords, key: Key, older: Key, span: Lifetime) -> None:
    start, end = span
    if start is None:
        return
    rows = plan.rows[older]
    patch = partial(stored_patch, CHAINS, {"status": "replaced"})
    if added := changed_rows(rows, patch, lifetime_of(rows[0]), start, end):
        stamped = [plan.stamped(row, older) for row in added]
        plan.add(plan.touched_by[key], CHAINS, older, stamped, "updated")
