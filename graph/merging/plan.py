"""What merging one person into another writes, as items of one write, and what it says of it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ledger.keys import Key
from graph.ledger.record_rows import Row, latest, lifetime_of, visible_states
from graph.ledger.stored_form import unnested, wire_form
from graph.merging.edges import DropReason, RowsOf, moved_edges, stands
from graph.merging.gap_states import CarriedGap, carried_gaps
from graph.merging.values import MergedValues, merged_values
from schemas.links import renamed
from schemas.records.actions import ACTIONS
from schemas.records.gap_states import GAP_STATES
from schemas.records.people import PEOPLE
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import WriteItem


@dataclass(slots=True)
class MergePlan:
    """The items of a merge, and what becomes of what was about the person who is merged.

    Attributes
    ----------
    items : list of WriteItem
        In the order in which they are written; both people come first.
    moved : list
        Each record that goes over, with the place among the items of what is the survivor's; of a record that stays
        what it is, but for the person it names, its change.
    dropped : list
        Each edge that does not go over, with the reason.
    values : MergedValues
        What becomes of the values of the person.
    """

    items: list[WriteItem]
    values: MergedValues
    moved: list[tuple[Key, int]] = field(default_factory=list)
    dropped: list[tuple[Key, DropReason]] = field(default_factory=list)


def plan_merge(ledger: str, rows: RowsOf, source: str, target: str, instant: str) -> MergePlan:
    """Return what makes one person of two, from an instant on.

    What is an edge of the person ends then and begins anew as the survivor's, unless it cannot stand beside what the
    survivor has. Everything else that names the person, a contact or a judgement, names the survivor from then on. The
    person ends, and says into whom they were merged. Before the instant all is as it was.

    Parameters
    ----------
    rows : mapping
        All rows of every record of the account; both people stand.
    """
    own = latest(rows["person", source])
    values = merged_values(own, latest(rows["person", target]))
    plan = MergePlan([*_people(ledger, values, source, target, instant)], values)
    for key, row_values, reason in moved_edges(rows, source, target, instant):
        begun = max(instant, lifetime_of(rows[key][0])[0] or instant)
        plan.items.append(WriteItem(BY_KIND[key[0]], ledger, key[1], action="end", effective_at=begun, merges=True))
        if reason is not None or row_values is None:
            plan.dropped.append((key, reason or "same"))
            continue
        plan.moved.append((key, len(plan.items)))
        plan.items.append(_begun(ledger, key, {**row_values, "valid_from": begun}))
    carried = {each.id: each for each in carried_gaps(ledger, rows, source, target, instant)}
    gaps = {each.id: each.now for each in carried.values()}
    for key, item in _renamed_records(ledger, rows, (source, target), gaps, instant):
        if not plan.moved or plan.moved[-1][0] != key:
            plan.moved.append((key, len(plan.items)))
        plan.items.append(item)
    for gap in carried.values():
        _carry(plan, ledger, gap, instant)
    plan.items.append(WriteItem(PEOPLE, ledger, source, action="end", effective_at=instant, merges=True))
    return plan


def _people(ledger: str, values: MergedValues, source: str, target: str, instant: str) -> Iterator[WriteItem]:
    """Yield the changes of both people; the survivor's even where it takes over nothing, so that the feed names it."""
    gone = {"merged_into": target} | ({"external_ids": values.given_up} if values.given_up else {})
    for person, data in ((source, gone), (target, dict(values.patch))):
        yield WriteItem(PEOPLE, ledger, person, data, effective_at=instant, merges=True)


def _begun(ledger: str, key: Key, row: Mapping[str, Any]) -> WriteItem:
    """Return the item that begins an edge anew, as a caller would send it; of closed deals too."""
    resource = BY_KIND[key[0]]
    sent = {name: value for name, value in wire_form(resource, row).items() if value is not None}
    data = resource.fields.model_validate({name: sent[name] for name in resource.fields.model_fields if name in sent})
    return WriteItem(resource, ledger, None, data.model_dump(exclude_unset=True), correction=True, merges=True)


def _carry(plan: MergePlan, ledger: str, gap: CarriedGap, instant: str) -> None:
    """Add to a plan that what is remembered of a gap is remembered of the survivor's."""
    key = (GAP_STATES.kind, gap.id)
    plan.moved = [(moved, place) for moved, place in plan.moved if moved != key]
    plan.moved.append((key, len(plan.items)))
    for one, values in ((gap.now, gap.values), (gap.id, gap.closing)):
        if values or one == gap.now:
            plan.items.append(WriteItem(GAP_STATES, ledger, one, dict(values), effective_at=instant, merges=True))


def _renamed_records(
    ledger: str, rows: RowsOf, people: tuple[str, str], gaps: Mapping[str, str], instant: str
) -> Iterator[tuple[Key, WriteItem]]:
    """Yield the changes of records that are not edges and name the person, state by state, in order of kind and id."""
    for key in sorted(rows):
        resource = BY_KIND[key[0]]
        if resource.is_edge or not resource.references or not stands(rows[key], instant):
            continue
        for start, end, row in visible_states(rows[key]):
            if (end is None or end > instant) and (data := _patch(resource, row, people, gaps)):
                since = max(instant, start or instant)
                yield key, WriteItem(resource, ledger, key[1], data, effective_at=since, merges=True)


def _patch(resource: Resource, row: Row, people: tuple[str, str], gaps: Mapping[str, str]) -> dict[str, Any]:
    values = unnested(resource, row)
    changed = renamed(resource, values, "person", dict([people]))
    if resource is ACTIONS and values.get("gap") in gaps:
        changed["gap"] = gaps[values["gap"]]
    return {name: value for name, value in changed.items() if value != values.get(name)}
