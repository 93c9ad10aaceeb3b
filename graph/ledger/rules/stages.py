"""The stage of an opportunity is one of its stage model."""

import json
from collections.abc import Iterator

from graph.ledger.keys import Violation
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Row
from schemas.messages.message import Message

KINDS = frozenset({"opportunity"})


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield the opportunities that a plan creates or changes and that stand at a stage their model does not have."""
    for key, what in plan.done().items():
        if key[0] == "opportunity" and what != "ended" and (detail := _unknown_stage(plan, plan.latest(key))):
            yield key, "/stage", detail


def _unknown_stage(plan: PlannedRecords, row: Row) -> Message | None:
    model = plan.rows.get(("stage_model", row.get("stage_model") or ""))
    stages = json.loads(model[0].get("stages") or "[]") if model else []
    known = [stage["key"] for stage in stages]
    if not known or row.get("stage") is None or row["stage"] in known:
        return None
    return Message("ledger.unknown_stage", model=row["stage_model"], stage=row["stage"], known=known)
