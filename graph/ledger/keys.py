"""Records and items by their keys, and how a sentence names them."""

from collections.abc import Callable

from graph.ledger.record_rows import Lifetime
from schemas.writes import WriteItem

Key = tuple[str, str]
"""Kind and id of a record."""

Indexed = tuple[int, WriteItem]
"""An item and its place in the write."""

Violation = tuple[Key, str, str]
"""Record at fault, the field to point to, and the sentence."""

ALWAYS: Lifetime = (None, None)
"""Lifetime of what always existed, as far as we know, and still does."""

LifetimeOf = Callable[[Key], Lifetime | None]
"""Gives when a record exists; None where there is none."""


def named(key: Key) -> str:
    """Return how a record is called in a sentence."""
    return f"{key[0]} '{key[1]}'"


def erased_sentence(key: Key, erased_at: str) -> str:
    """Return why nothing is stored under an id that was erased."""
    return f"{named(key)} was erased at {erased_at}; it is not stored again under this id"
