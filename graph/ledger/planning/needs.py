"""The parts of the store that a write must know to be planned, worked out from its items and from what is read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from graph.ledger.keys import Key
from graph.ledger.planned_records import StoredRecords
from graph.ledger.record_rows import Row, needs_versions
from graph.ledger.rules.book_pointers import Pointer, ends_it
from graph.ledger.rules.external_ids import Holder, Name, names_sent
from graph.ledger.rules.parents import Parents
from graph.ledger.slots import changes_with_states, place_of
from graph.ledger.stored_form import record_name
from schemas.links import Link, end_links, linked_kinds, owner_key, reference_links
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK, WriteItem

FEW = 100
"""Up to so many ids are looked for one by one; for more, all edges of the type are read."""

READ_WHOLE = frozenset({"opportunity", "chain", "step", "stage_model"})
"""Kinds whose rows, and not only lifetimes, decide what may be written beside them."""

ByKind = Mapping[str, Sequence[WriteItem]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Records stored beside those of the ledgers of a write, as far as its items call for it.

    Attributes
    ----------
    holders : mapping
        Ids of other systems that items claim, each with the record that holds it now.
    parents : mapping
        Every account above those that items name as parents, each with its own parent.
    pointers : sequence of Pointer
        Open records that point to records of the book which items end.
    declarations : sequence of dict
        Custom fields as they are declared.
    """

    holders: Mapping[Name, Holder] = field(default_factory=dict)
    parents: Parents = field(default_factory=dict)
    pointers: Sequence[Pointer] = ()
    declarations: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """The reads that show the surroundings of a write.

    Attributes
    ----------
    names : set of (system, kind, id)
        Ids of other systems that items claim.
    parents : set of str
        Accounts that items name as parents.
    ended : mapping
        Kind -> ids of the records of the book that items end.
    declarations : bool
        Whether items have values of custom fields.
    """

    names: Set[Name]
    parents: Set[str]
    ended: Mapping[str, Sequence[str]]
    declarations: bool


def needs_of(items: Sequence[WriteItem]) -> Needs:
    """Return what must be read beside the ledgers of a write."""
    sent: set[str] = set().union(*(item.data for item in items))
    ended: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.resource.scope == "book" and item.id and ends_it(item):
            ended[item.resource.kind].append(item.id)
    return Needs(
        names_sent(items) if "external_ids" in sent else frozenset(),
        {item.data["parent"]["account"] for item in items if item.data.get("parent")} if "parent" in sent else set(),
        {kind: sorted(set(ids)) for kind, ids in ended.items()},
        "extra" in sent and any(item.data.get("extra") for item in items),
    )


@dataclass(frozen=True, slots=True)
class WantedEdges:
    """Which edges of one type must be read: all, or those with these ids and at these ends."""

    everything: bool
    ids: Sequence[str] = ()
    ends: Sequence[str] = ()


def wanted_edges(
    resource: Resource, stored: StoredRecords, by_kind: ByKind, ending: Mapping[str, Set[str]]
) -> WantedEdges | None:
    """Return the edges that a write may touch, by their ids, by their first end, or because an end of theirs ends.

    Parameters
    ----------
    ending : mapping
        Kind -> ids of the records that end, by their items or along with others.
    """
    items = by_kind.get(resource.kind, ())
    ids = {item.id for item in items if item.id is not None}
    ends = {link.id for item in items for link in end_links(resource, item.data)[:1]}
    ends |= {place[-1] for item in items if (place := place_of(resource, {**resource.defaults, **item.data}))} - {""}
    ends |= {one for kind in _end_kinds(resource) for one in ending.get(kind, ())}
    everything = resource.solid_tree and _lives_may_grow(stored, by_kind.get(resource.ends[0].kind, ()))
    if not ids and not ends and not everything:
        return None
    if everything or len(ids) + len(ends) > FEW or any(_reaches_far(resource, item) for item in items):
        return WantedEdges(True)
    return WantedEdges(False, sorted(ids), sorted(ends))


def whole_links(resource: Resource, values: Mapping[str, object]) -> Iterator[Link]:
    """Yield the records of `READ_WHOLE` that values name."""
    if linked_kinds(resource) & READ_WHOLE:
        for link in (*end_links(resource, values), *reference_links(resource, values)):
            if link.kind in READ_WHOLE:
                yield link


def wanted_owners(resource: Resource, stored: StoredRecords, by_kind: ByKind) -> set[str]:
    """Return the owners that items of a resource name, and those of what they change."""
    items = by_kind.get(resource.kind, ())
    sent = {item.data[resource.owner] for item in items if item.data.get(resource.owner) is not None}
    rows = (stored.rows.get((resource.kind, item.id or "")) for item in items)
    return sent | {found[0][resource.owner] for found in rows if found}


def wanted_versions(ledger: str, stored: StoredRecords, items: Iterable[WriteItem], now: str) -> dict[str, Key]:
    """Return the records whose older rows a write needs, by the names these are kept under."""
    instants: dict[str, set[str]] = defaultdict(set)
    for item in items:
        instants[item.resource.kind].add(item.effective_at or now)
    judged = {kind for kind in instants if changes_with_states(BY_KIND[kind])}
    return {
        record_name(BOOK if BY_KIND[key[0]].scope == "book" else ledger, *key): key
        for key, rows in stored.rows.items()
        if needs_versions(rows[0], instants[key[0]]) or (key[0] in judged and rows[0].get("state_from") is not None)
    }


def wanted_lifetimes(stored: StoredRecords, items: Iterable[WriteItem]) -> dict[str, list[str]]:
    """Return by kind the ids of nodes that items and stored edges point to and that were not read."""
    wanted: dict[str, set[str]] = defaultdict(set)
    looked_up: set[Key] = set(stored.rows)
    for item in items:
        looked_up.add((item.resource.kind, item.id or ""))
        for link in (*end_links(item.resource, item.data), *reference_links(item.resource, item.data)):
            wanted[link.kind].add(link.id)
    for key, rows in stored.rows.items():
        for link in end_links(BY_KIND[key[0]], rows[0]):
            wanted[link.kind].add(link.id)
        if owner := owner_key(BY_KIND[key[0]], rows[0]):
            wanted[owner[0]].add(owner[1])
    left = {kind: sorted(one for one in ids if (kind, one) not in looked_up) for kind, ids in wanted.items()}
    return {kind: ids for kind, ids in left.items() if ids and kind in BY_KIND}


def _end_kinds(resource: Resource) -> Iterable[str]:
    """Return the kinds that may stand at an end; any, where the field says it."""
    kinds = {end.kind for end in resource.ends}
    return BY_KIND.keys() if "" in kinds else kinds


def _reaches_far(resource: Resource, item: WriteItem) -> bool:
    """Whether other edges than those of its own ends decide if an item may be stored."""
    if item.action == "end":
        return resource.slot is not None and item.correction
    if resource.solid_tree:
        return item.id is not None or item.data.get("line", "solid") == "solid"
    if resource.slot and item.id is not None and resource.slot.field in item.data:
        return any(item.data.get(name) is None for name in resource.slot.of)
    return item.id is not None and bool({"valid_from", "valid_to"} & item.data.keys() or item.correction)


def _lives_may_grow(stored: StoredRecords, nodes: Iterable[WriteItem]) -> bool:
    """Whether someone who is stored may exist at other times after a write, and their lines count then."""
    return any(
        (item.resource.kind, item.id) in stored.rows
        and (
            bool({"valid_from", "valid_to"} & item.data.keys())
            if item.action == "upsert"
            else stored.rows[item.resource.kind, item.id][0].get("valid_to") is not None
        )
        for item in nodes
        if item.id is not None
    )
