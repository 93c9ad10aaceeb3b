"""What an opportunity and a coverage must satisfy beside what they point to, after a write."""

import json
from collections.abc import Iterator

from graph.ledger.keys import Key, named
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Row
from graph.ledger.rules.relations import Violation
from schemas.links import end_links
from schemas.registry import BY_KIND


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield what opportunities and coverages that a plan creates or changes break."""
    for key, what in plan.done().items():
        if what == "ended":
            continue
        if key[0] == "opportunity":
            yield from _unknown_stage(plan, key, plan.latest(key))
        elif key[0] == "coverage":
            yield from _ended_ends(plan, key, plan.latest(key))


def _unknown_stage(plan: PlannedRecords, key: Key, row: Row) -> Iterator[Violation]:
    model = plan.rows.get(("stage_model", row.get("stage_model") or ""))
    stages = json.loads(model[0].get("stages") or "[]") if model else []
    known = [stage["key"] for stage in stages]
    if known and row.get("stage") is not None and row["stage"] not in known:
        detail = f"stage model '{row['stage_model']}' has no stage '{row['stage']}'; it has {', '.join(known)}"
        yield key, "/stage", detail


def _ended_ends(plan: PlannedRecords, key: Key, row: Row) -> Iterator[Violation]:
    if row.get("valid_to") is not None:
        return
    for link in end_links(BY_KIND["coverage"], row):
        ended = (plan.lifetime(link.key) or (None, None))[1]
        if ended is not None and ended <= plan.now:
            place = BY_KIND["coverage"].wire_name(link.pointer.split("/")[1])
            detail = f"{named(link.key)} ended at {ended}; nobody covers it now. Give the coverage a valid_to"
            yield key, f"/{place}", detail
