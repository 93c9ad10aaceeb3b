"""Book-wide records that something open points to: they cannot be ended before it."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.ledger.keys import Indexed, Key
from graph.ledger.rules.items import conflict
from schemas.errors import ServiceError
from schemas.messages.message import Message
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

    Records that the same write ends do not count.
    """
    ending = {(item.resource.kind, item.ledger, item.id): index for index, item in items if ends_it(item)}
    found: dict[Key, list[Pointer]] = {}
    for pointer in pointers:
        if pointer[1:] not in ending:
            found.setdefault(pointer.target, []).append(pointer)
    errors: dict[int, ServiceError] = {}
    for target, pointing in found.items():
        index = ending[target[0], BOOK, target[1]]
        errors[index] = conflict(_pointed_to(target, pointing))
    return errors


def _pointed_to(target: Key, pointing: Sequence[Pointer]) -> Message:
    shown = [_named(pointer) for pointer in pointing[:SHOWN]]
    if len(pointing) <= SHOWN:
        return Message("ledger.pointed_to", kind=target[0], id=target[1], by=shown)
    more = len(pointing) - SHOWN
    return Message("ledger.pointed_to_by_many", kind=target[0], id=target[1], by=shown, more=more)


def _named(pointer: Pointer) -> Message:
    if not pointer.ledger:
        return Message("ledger.record", kind=pointer.kind, id=pointer.id)
    return Message("ledger.record_of_account", kind=pointer.kind, id=pointer.id, account=pointer.ledger)
