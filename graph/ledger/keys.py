"""Records and items by their keys."""

from collections.abc import Callable

from graph.ledger.record_rows import Lifetime
from schemas.messages.message import Message
from schemas.writes import WriteItem

Key = tuple[str, str]
"""Kind and id of a record."""

Indexed = tuple[int, WriteItem]
"""An item and its place in the write."""

Violation = tuple[Key, str, Message]
"""Record at fault, the field to point to, and what is wrong."""

ALWAYS: Lifetime = (None, None)
"""Lifetime of what always existed, as far as we know, and still does."""

LifetimeOf = Callable[[Key], Lifetime | None]
"""Gives when a record exists; None where there is none."""
