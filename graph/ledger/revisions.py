"""The error of a write that starts from another revision than the one that a ledger is at."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from schemas.errors import Problem, RevisionMismatch
from schemas.messages.message import Message


def mismatch(revision: int, changes: Sequence[Sequence[Any]]) -> RevisionMismatch:
    """Return the error of a write that starts from an earlier revision.

    Parameters
    ----------
    changes : sequence
        The changes since: revision, instant, author and entries, as they are stored.
    """
    detail = Message("ledger.revision_mismatch", revision=revision)
    return RevisionMismatch(detail, revision, listed_changes(changes))


def listed_changes(
    changes: Sequence[Sequence[Any]], only: Collection[tuple[str, str]] | None = None
) -> list[dict[str, Any]]:
    """Return stored changes as a mismatch lists them; with ``only``, just what they did to these records."""
    return [
        {"revision": number, "recorded_at": recorded_at, "author": author, "entries": listed}
        for number, recorded_at, author, entries in changes
        if (listed := [one for one in json.loads(entries) if only is None or (one["kind"], one["id"]) in only])
    ]


def mismatches(detail: Message, errors: Sequence[RevisionMismatch], problems: Sequence[Problem]) -> RevisionMismatch:
    """Return the mismatches of several items of one write as one error."""
    stale = [one for error in errors for one in error.stale]
    return RevisionMismatch(detail, errors[0].revision, stale=stale, problems=problems)
