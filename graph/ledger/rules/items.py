"""Rules that one item of a write must satisfy by itself, and the error when it does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.ledger.keys import ALWAYS, LifetimeOf
from graph.ledger.record_rows import Lifetime, Row
from graph.ledger.stored_form import stored_patch, unnested
from schemas.errors import Conflict, InvalidInput, Problem
from schemas.links import Link, end_links, owner_key, reference_links
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.writes import WriteItem


def invalid(place: str, detail: Message) -> InvalidInput:
    """Return the error of a field of an item; ``place`` is its pointer within the data, empty for the item itself."""
    return InvalidInput(detail, [Problem(pointer_to(place), detail)])


def invalid_moment(detail: Message) -> InvalidInput:
    """Return the error of an item that is bounded, and cannot be."""
    return InvalidInput(detail, [Problem("/effective_until", detail)])


def conflict(detail: Message, place: str = "") -> Conflict:
    """Return the error of an item that contradicts what is stored; ``place`` as with `invalid`."""
    return Conflict(detail, [Problem(pointer_to(place), detail)])


def pointer_to(place: str) -> str:
    """Return the pointer into an item that leads to a place of its data; to the item itself where that is empty."""
    return f"/data{place}" if place else ""


def check_needed(item: WriteItem, values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Refuse a new record that lacks what it needs."""
    missing = [name for name in names if values.get(item.resource.stored_names(name)[-1]) is None]
    if missing:
        problems = [Problem(pointer_to(f"/{name}"), _needed(item, name)) for name in missing]
        raise InvalidInput(problems[0].detail, problems)


def _needed(item: WriteItem, name: str) -> Message:
    return Message("ledger.needed", kind=item.resource.kind, name=name)


def check_kept(item: WriteItem) -> None:
    """Refuse to clear what a record cannot be without."""
    for name in (*item.resource.required, *item.resource.defaults):
        stored = item.resource.stored_names(name)[-1]
        if stored in item.data and item.data[stored] is None:
            raise invalid(f"/{name}", Message("ledger.kept", kind=item.resource.kind, name=name))


def check_identity(item: WriteItem, newest: Row) -> None:
    """Refuse to make another thing of a record under its id."""
    fixed = () if item.merges else item.resource.fixed
    for name in (*item.resource.identity, *fixed):
        if name in item.data and item.data[name] != newest.get(name):
            field = item.resource.wire_name(name)
            raise invalid(f"/{field}", _fixed(item.resource.kind, field, newest.get(name)))


def _fixed(kind: str, field: str, stands: Any) -> Message:
    if isinstance(stands, list) and len(stands) == 2:
        first, second = stands
        return Message("ledger.fixed_pair", kind=kind, field=field, first=first, second=second)
    said = ", ".join(stands) if isinstance(stands, list) else str(stands)
    return Message("ledger.fixed", kind=kind, field=field, stands=said)


def check_until(item: WriteItem, now: str) -> None:
    """Refuse an end of a write that is not a change, or one before it begins."""
    until = item.effective_until
    if until is None:
        return
    if item.action == "end":
        raise invalid_moment(Message("ledger.until_of_end"))
    if item.correction:
        raise invalid_moment(Message("ledger.until_of_correction"))
    if item.resource.dated and item.effective_at is None:
        raise invalid_moment(Message("ledger.until_without_beginning"))
    if until <= (item.effective_at or now):
        raise invalid_moment(Message("ledger.until_too_early", begins=item.effective_at or now))


def check_begin(item: WriteItem, values: Mapping[str, Any]) -> None:
    """Refuse a beginning of a record of one instant that is not that instant."""
    dated, begins = item.resource.dated, item.data.get("valid_from")
    if dated and begins is not None and begins != values.get(dated):
        raise invalid("/valid_from", Message("ledger.dated", kind=item.resource.kind, dated=dated))


def check_values(item: WriteItem, rows: Iterable[Row]) -> None:
    """Refuse values that contradict each other, in any state that a write adds."""
    check = item.resource.check
    if check is None:
        return
    for row in rows:
        faults = dict.fromkeys(check(unnested(item.resource, row)))
        if faults:
            problems = [Problem(pointer_to(place), detail) for place, detail in faults]
            raise InvalidInput(problems[0].detail, problems)


def check_lifetime(item: WriteItem, lifetime: Lifetime) -> None:
    """Refuse a lifetime that ends before it begins."""
    began, ended = lifetime
    if began is not None and ended is not None and ended < began:
        raise invalid("/valid_to", Message("ledger.ends_first"))


def check_links(item: WriteItem, values: Mapping[str, Any], lifetime_of: LifetimeOf) -> None:
    """Refuse links to records that do not exist, or not while the edge does, and edges from a record to itself."""
    resource = item.resource
    if not resource.ends and not resource.references:
        return
    ends = end_links(resource, values)
    problems = [
        *_missing_links(item, [*ends, *reference_links(resource, values)], lifetime_of),
        *_apart(ends, values, lifetime_of),
        *_self_loop(item, ends),
    ]
    if problems:
        raise InvalidInput(problems[0].detail, problems)


def check_references(item: WriteItem, lifetime_of: LifetimeOf) -> None:
    """Refuse to point an existing record to records that do not exist."""
    problems = [*_missing_links(item, [*reference_links(item.resource, item.data)], lifetime_of)]
    if problems:
        raise InvalidInput(problems[0].detail, problems)


def check_owner(item: WriteItem, values: Mapping[str, Any], lifetime_of: LifetimeOf, now: str) -> None:
    """Refuse to open a record that belongs to one that has ended."""
    owner = owner_key(item.resource, values)
    ended = (lifetime_of(owner) or ALWAYS)[1] if owner else None
    if owner and ended is not None and ended <= now and values.get("valid_to") is None:
        over = Message("ledger.owner_ended", kind=owner[0], id=owner[1], ended=ended)
        raise invalid(f"/{item.resource.owner}", over)


def says_the_same(item: WriteItem, row: Row) -> bool:
    """Whether an item only repeats an ended record, its end included."""
    if item.data.get("valid_to") is None:
        return False
    return all(row.get(name) == value for name, value in stored_patch(item.resource, dict(item.data), row).items())


def _missing_links(item: WriteItem, links: Iterable[Link], lifetime_of: LifetimeOf) -> Iterator[Problem]:
    for link in links:
        if lifetime_of(link.key) is None:
            yield Problem(pointer_to(link.pointer), _missing(item, link))


def _missing(item: WriteItem, link: Link) -> Message:
    if _is_of_account(link):
        return Message("ledger.missing_in_account", kind=link.kind, id=link.id, account=item.ledger)
    return Message("ledger.missing_in_book", kind=link.kind, id=link.id)


def _is_of_account(link: Link) -> bool:
    resource = BY_KIND.get(link.kind)
    return resource is None or resource.scope == "account"


def _apart(ends: Iterable[Link], values: Mapping[str, Any], lifetime_of: LifetimeOf) -> Iterator[Problem]:
    own = (values.get("valid_from"), values.get("valid_to"))
    for link in ends:
        lifetime = lifetime_of(link.key)
        if lifetime is not None and lifetime != ALWAYS and not _meet(lifetime, own):
            yield Problem(pointer_to(link.pointer), Message("ledger.apart", kind=link.kind, id=link.id))


def _self_loop(item: WriteItem, ends: Sequence[Link]) -> Iterator[Problem]:
    if len(ends) == 2 and ends[0].key == ends[1].key:
        first, second = (item.resource.wire_name(link.pointer.split("/")[1]) for link in ends)
        yield Problem(pointer_to(ends[1].pointer), Message("ledger.self_loop", first=first, second=second))


def _meet(first: Lifetime, second: Lifetime) -> bool:
    """Whether two lifetimes share an instant; an empty one counts by the instant it begins at."""
    start = max(first[0] or "", second[0] or "")
    return all(end is None or end > start or start == second[0] == second[1] == end for end in (first[1], second[1]))
