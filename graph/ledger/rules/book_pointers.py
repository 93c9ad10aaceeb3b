"""Book-wide records that something open points to: they cannot be ended before it."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.ledger.keys import Indexed, Key, named
from graph.ledger.rules.items import conflict
from schemas.errors import ServiceError
from schemas.writes import BOOK, WriteItem

SHOWN = 3
"""How many records a refusal names."""


class Pointer(NamedTuple):
    """Something open that points to a record of the book: ``ledger`` is empty where it is of the book itself."""

    target: Key
    kind: str
    ledger: str
    id: str


def ends_it(item: WriteItem) -> bool:
    """Whether an item ends the record that it is about, by its action or by a last instant."""
    return item.action == "end" or item.data.get("valid_to") is not None


def pointer_errors(items: Sequence[Indexed], pointers: Sequence[Pointer]) -> dict[int, ServiceError]:
    """Return the ends of book-wide records that something open points to, by the index of their items.

    What the same write ends does not count.
    """
    ending = {(item.resource.kind, item.ledger, item.id): index for index, item in items if ends_it(item)}
    found: dict[Key, list[Pointer]] = {}
    for pointer in pointers:
        if pointer[1:] not in ending:
            found.setdefault(pointer.target, []).append(pointer)
    errors: dict[int, ServiceError] = {}
    for target, pointing in found.items():
        index = ending[target[0], BOOK, target[1]]
        shown = ", ".join(map(_named, pointing[:SHOWN]))
        more = f" and {len(pointing) - SHOWN} more" if len(pointing) > SHOWN else ""
        errors[index] = conflict(f"{named(target)} is still pointed to by {shown}{more}; end these first")
    return errors


def _named(pointer: Pointer) -> str:
    where = f" of account '{pointer.ledger}'" if pointer.ledger else ""
    return f"{pointer.kind.replace('_', ' ')} '{pointer.id}'{where}"
