"""What one item of a write must satisfy by itself, and how it is told when it does not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from graph.record_rows import Lifetime, Row
from graph.stored_form import stored_patch
from schemas.errors import Conflict, InvalidInput, Problem
from schemas.writes import WriteItem

Key = tuple[str, str]
"""Kind and id of a record."""

Indexed = tuple[int, WriteItem]
"""An item and its place in the write."""


ALWAYS: Lifetime = (None, None)
"""Lifetime of what always existed, as far as we know, and still does."""


def named(key: Key) -> str:
    """Return how a record is called in a sentence."""
    return f"{key[0]} '{key[1]}'"


def invalid(item: WriteItem, place: str, detail: str) -> InvalidInput:
    """Return the error of a field of an item; ``place`` is its pointer within the data."""
    return InvalidInput(detail, [Problem(_pointer(item, place), detail)])


def conflict(item: WriteItem, detail: str, place: str = "") -> Conflict:
    """Return the error of an item that contradicts what is stored."""
    return Conflict(detail, [Problem(_pointer(item, place) if place else item.pointer, detail)])


def check_needed(item: WriteItem, values: Mapping[str, Any], names: Iterable[str]) -> None:
    """Refuse a new record that lacks what it needs."""
    missing = [name for name in names if values.get(name) is None]
    if missing:
        kind = item.resource.kind
        problems = [Problem(_pointer(item, f"/{name}"), f"a new {kind} needs {name}") for name in missing]
        raise InvalidInput(problems[0].detail, problems)


def check_kept(item: WriteItem) -> None:
    """Refuse to clear what a record cannot be without."""
    for name in (*item.resource.required, *item.resource.defaults):
        if name in item.data and item.data[name] is None:
            raise invalid(item, f"/{name}", f"a {item.resource.kind} needs {name}; it cannot be cleared")


def check_identity(item: WriteItem, newest: Row) -> None:
    """Refuse to make another relation of an edge under its id."""
    for name in item.resource.identity:
        if name in item.data and item.data[name] != newest.get(name):
            stands = newest.get(name)
            detail = f"{name} of one {item.resource.kind} never changes ('{stands}'); end it and begin another"
            raise invalid(item, f"/{name}", detail)


def check_lifetime(item: WriteItem, lifetime: Lifetime) -> None:
    """Refuse a lifetime that ends before it begins."""
    began, ended = lifetime
    if began is not None and ended is not None and ended < began:
        raise invalid(item, "/valid_to", "valid_to must not lie before valid_from")


def check_links(item: WriteItem, values: Mapping[str, Any], lifetime_of: Callable[[Key], Lifetime | None]) -> None:
    """Refuse links to records that do not exist, or not while the edge does, and edges from a record to itself."""
    if not item.resource.links:
        return
    problems = [*_missing_links(item, values, lifetime_of), *_self_loop(item, values)]
    if problems:
        raise InvalidInput(problems[0].detail, problems)


def says_the_same(item: WriteItem, row: Row) -> bool:
    """Whether an item only repeats an ended record, its end included."""
    if item.data.get("valid_to") is None:
        return False
    return all(row.get(name) == value for name, value in stored_patch(item.resource, dict(item.data), row).items())


def _pointer(item: WriteItem, place: str) -> str:
    return f"{item.pointer}/data{place}" if item.pointer else place


def _missing_links(
    item: WriteItem, values: Mapping[str, Any], lifetime_of: Callable[[Key], Lifetime | None]
) -> Iterator[Problem]:
    own = (values.get("valid_from"), values.get("valid_to"))
    for name, kind in item.resource.links:
        target = values.get(name)
        if target is None:
            continue
        lifetime = lifetime_of((kind, target))
        if lifetime is None:
            yield Problem(_pointer(item, f"/{name}"), f"no {kind} '{target}' in account '{item.ledger}'")
        elif lifetime != ALWAYS and item.resource.is_edge and not _meet(lifetime, own):
            detail = f"{kind} '{target}' did not exist at any time between valid_from and valid_to"
            yield Problem(_pointer(item, f"/{name}"), detail)


def _self_loop(item: WriteItem, values: Mapping[str, Any]) -> Iterator[Problem]:
    ends = item.resource.ends
    if not ends or ends[0].kind != ends[1].kind or values.get(ends[0].field) is None:
        return
    if values.get(ends[0].field) == values.get(ends[1].field):
        detail = f"{ends[0].field} and {ends[1].field} must be two different records"
        yield Problem(_pointer(item, f"/{ends[1].field}"), detail)


def _meet(first: Lifetime, second: Lifetime) -> bool:
    """Whether two lifetimes share an instant; an empty one counts by the instant it begins at."""
    start = max(first[0] or "", second[0] or "")
    return all(end is None or end > start or start == second[0] == second[1] == end for end in (first[1], second[1]))
