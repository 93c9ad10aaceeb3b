"""One open edge of a type between the same ends, and one open record of what stands once."""

from collections import defaultdict
from collections.abc import Iterator

from graph.ledger.edge_ids import Relation, relation_of
from graph.ledger.keys import Key, Violation
from graph.ledger.planned_records import PlannedRecords
from schemas.messages.message import Message
from schemas.registry import BY_KIND, RESOURCES

KINDS = frozenset(resource.kind for resource in RESOURCES if resource.is_relation)


def violations(plan: PlannedRecords) -> Iterator[Violation]:
    """Yield the records touched by a plan that stand open beside another of the same relation."""
    if not any(key[0] in KINDS for key in plan.touched_by):
        return
    open_edges: dict[Relation, list[Key]] = defaultdict(list)
    for key, row in plan.relations():
        if row.get("valid_to") is None:
            open_edges[relation_of(BY_KIND[key[0]], row)].append(key)
    for relation, keys in open_edges.items():
        if len(keys) > 1:
            first, others = plan.surplus(keys)
            yield from ((key, "", _open_already(relation[0], first[1])) for key in others)


def _open_already(kind: str, record_id: str) -> Message:
    if BY_KIND[kind].is_edge:
        return Message("ledger.open_between", kind=kind, id=record_id)
    return Message("ledger.open_of", kind=kind, id=record_id)
