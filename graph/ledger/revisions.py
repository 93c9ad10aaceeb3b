"""The error of a write that starts from another revision than the one that a ledger is at."""

import json
from collections.abc import Sequence
from typing import Any

from schemas.errors import RevisionMismatch
from schemas.messages.message import Message


def mismatch(revision: int, changes: Sequence[Sequence[Any]]) -> RevisionMismatch:
    """Return the error of a write that starts from an earlier revision.

    Parameters
    ----------
    changes : sequence
        The changes since: revision, instant, author and entries, as they are stored.
    """
    changed = [
        {"revision": number, "recorded_at": recorded_at, "author": author, "entries": json.loads(entries)}
        for number, recorded_at, author, entries in changes
    ]
    return RevisionMismatch(Message("ledger.revision_mismatch", revision=revision), revision, changed)
