"""A coverage stands open only while whoever covers, and what is covered, has not ended."""

from collections.abc import Iterator

from graph.ledger.keys import Key, Violation
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Row
from schemas.links import end_links
from schemas.messages.message import Message
from schemas.registry import BY_KIND

KINDS = frozenset({"coverage"})


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield the open coverages that a plan creates or changes and of which an end has ended."""
    for key, what in plan.done().items():
        if key[0] == "coverage" and what != "ended":
            yield from _ended_ends(plan, key, plan.latest(key))


def _ended_ends(plan: PlannedRecords, key: Key, row: Row) -> Iterator[Violation]:
    if row.get("valid_to") is not None:
        return
    for link in end_links(BY_KIND["coverage"], row):
        ended = (plan.lifetime(link.key) or (None, None))[1]
        if ended is not None and ended <= plan.now:
            place = BY_KIND["coverage"].wire_name(link.pointer.split("/")[1])
            yield key, f"/{place}", Message("ledger.coverage_over", kind=link.kind, id=link.id, ended=ended)
