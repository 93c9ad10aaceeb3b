"""What supersedes begins where the other ends, and the other ends only together with it."""

from collections.abc import Iterable, Mapping, Sequence

from graph.ledger.edge_ids import relation_of
from graph.ledger.keys import Indexed, Key
from graph.ledger.planned_records import PlannedRecords
from graph.ledger.record_rows import Lifetime, lifetime_of
from graph.ledger.rules.items import check_lifetime, check_links, conflict
from graph.ledger.slots import Place, held, place_of, shared
from schemas.errors import ServiceError
from schemas.instants import LAST_INSTANT
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.writes import WriteItem


def begin_in_turn(plan: PlannedRecords) -> dict[int, ServiceError]:
    """Let new holders of a place that came without ``valid_from`` begin at the end of the one before.

    Without an earlier one they begin as far back as we know; a relation that begins again right after itself begins
    when it says so. For after all items: their order does not matter.

    Returns
    -------
    dict
        The items that cannot begin then, by their index.
    """
    errors: dict[int, ServiceError] = {}
    holders = plan.holders() if plan.begins_unsaid else {}
    for key, (index, item) in plan.begins_unsaid.items():
        place = place_of(item.resource, plan.rows[key][0])
        before = _last_before(plan, key, holders[place]) if place else None
        if before is None or _goes_on(plan, key, before[1]):
            continue
        for row in plan.rows[key]:
            row["valid_from"] = before[0]
        try:
            check_lifetime(item, lifetime_of(plan.rows[key][0]))
            check_links(item, plan.rows[key][0], plan.lifetime)
        except ServiceError as error:
            errors[index] = error
    return errors


def _last_before(plan: PlannedRecords, key: Key, holders: Iterable[Key]) -> tuple[str, Key] | None:
    """Return when the place was last given up before an edge ends, and by which one."""
    resource, until = BY_KIND[key[0]], plan.rows[key][0].get("valid_to") or LAST_INSTANT
    ended = (
        (span[1], other)
        for other in holders
        if other != key
        for span in held(resource, plan.rows[other])
        if span[1] is not None and span[1] <= until
    )
    return max(ended, default=None)


def _goes_on(plan: PlannedRecords, key: Key, before: Key) -> bool:
    """Whether a record is the relation of the last holder, begun again at an instant of its own."""
    resource, row = BY_KIND[key[0]], plan.rows[key][0]
    same = resource.is_relation and relation_of(resource, row) == relation_of(resource, plan.rows[before][0])
    return same and row.get("valid_from") is not None


def left_standing(
    plan: PlannedRecords, items: Sequence[Indexed], refused: Mapping[int, ServiceError]
) -> dict[int, ServiceError]:
    """Return the items that would end the holder of a place though what was to take it is refused, by their index."""
    wanted = {place for index, item in items if index in refused and (place := _place_wanted(plan, item)) is not None}
    if not wanted:
        return {}
    kinds = {index: item.resource.kind for index, item in items if index not in refused}
    return {
        plan.touched_by[key]: conflict(Message("ledger.left_standing", kind=key[0], id=key[1]))
        for place, keys in plan.holders().items()
        if place in wanted and not any(_takes(plan, key) for key in keys if plan.touched_by.get(key) in kinds)
        for key in keys
        if _lets_go(plan, key) and kinds.get(plan.touched_by[key]) == key[0]
    }


def _place_wanted(plan: PlannedRecords, item: WriteItem) -> Place | None:
    """Return the place that an item would have its edge hold."""
    if item.action == "end":
        return None
    stored = plan.rows.get((item.resource.kind, item.id or ""))
    return place_of(item.resource, {**item.resource.defaults, **(stored[0] if stored else {}), **item.data})


def _takes(plan: PlannedRecords, key: Key) -> bool:
    return not _within(held(BY_KIND[key[0]], plan.rows[key]), held(BY_KIND[key[0]], plan.stored_rows(key)))


def _lets_go(plan: PlannedRecords, key: Key) -> bool:
    """Whether a write takes from an edge some of the time in which it held its place."""
    if key not in plan.touched_by:
        return False
    return not _within(held(BY_KIND[key[0]], plan.stored_rows(key)), held(BY_KIND[key[0]], plan.rows[key]))


def _within(spans: Iterable[Lifetime], others: Sequence[Lifetime]) -> bool:
    return all(any(shared([span], [other]) == [span] for other in others) for span in spans)
