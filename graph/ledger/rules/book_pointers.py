"""Book-wide records that something open points to: they cannot be ended before it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.ledger.keys import Indexed, Key, named
from graph.ledger.rules.items import conflict
from schemas.errors import ServiceError

SHOWN = 3
"""How many records a refusal names."""


class Pointer(NamedTuple):
    """Something open that points to a record of the book: ``ledger`` is empty where it is of the book itself."""

    target: Key
    kind: str
    ledger: str
    id: str


def ending(items: Sequence[Indexed], kind: str) -> Mapping[str, Indexed]:
    """Return the items that end a record of a kind, by its id."""
    return {
        item.id: (index, item)
        for index, item in items
        if item.id and item.resource.kind == kind and _ends((index, item))
    }


def pointer_errors(items: Sequence[Indexed], pointers: Sequence[Pointer]) -> dict[int, ServiceError]:
    """Return the ends of book-wide records that something open points to, by the index of their items.

    What the same write ends does not count.
    """
    also = {(item.resource.kind, item.ledger, item.id) for _, item in filter(_ends, items)}
    found: dict[Key, list[Pointer]] = {}
    for pointer in pointers:
        if pointer[1:] not in also:
            found.setdefault(pointer.target, []).append(pointer)
    errors: dict[int, ServiceError] = {}
    for target, pointing in found.items():
        index, item = ending(items, target[0])[target[1]]
        shown = ", ".join(map(_named, pointing[:SHOWN]))
        more = f" and {len(pointing) - SHOWN} more" if len(pointing) > SHOWN else ""
        errors[index] = conflict(item, f"{named(target)} is still pointed to by {shown}{more}; end these first")
    return errors


def _ends(indexed: Indexed) -> bool:
    _, item = indexed
    return item.action == "end" or item.data.get("valid_to") is not None


def _named(pointer: Pointer) -> str:
    where = f" of account '{pointer.ledger}'" if pointer.ledger else ""
    return f"{pointer.kind.replace('_', ' ')} '{pointer.id}'{where}"
