"""What a write starts from: the state of a record is its newest row."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.ledger.keys import Indexed, Key
from graph.ledger.record_rows import Row
from graph.ledger.stored_form import nested_text
from schemas.errors import Problem, RevisionMismatch, StaleRecord
from schemas.messages.message import Message
from schemas.writes import RecordState, StartingPoints

_ABOUT_THE_WRITE = frozenset({"recorded_at", "recorded_by", "record"})


def state_of(row: Mapping[str, Any]) -> RecordState:
    """Return the state that a record is in by its newest row, as stored or as it will be.

    An erasure of somebody else may change the texts of a row: that is another state.

    Examples
    --------
    >>> state_of({"id": "p1", "sequence": 3, "name": "Ada", "title": None})
    RecordState(sequence=3, digest='c19bdadaa69e')
    """
    said = {name: value for name, value in row.items() if value is not None and name not in _ABOUT_THE_WRITE}
    return RecordState(row["sequence"], hashlib.sha256(nested_text(said).encode()).hexdigest()[:12])


def starting_from(asked: StartingPoints | None, items: Sequence[Indexed]) -> list[Indexed]:
    """Return items that start from what a whole write starts from; one that names its own, from what is in both."""
    return [(index, replace(item, if_match=_both(asked, item.if_match))) for index, item in items]


def _both(one: StartingPoints | None, other: StartingPoints | None) -> StartingPoints | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def check_start(asked: StartingPoints | None, ledger: str, revision: int, key: Key, stored: Sequence[Row]) -> None:
    """Let pass a write that starts from the revision of its ledger, or from the state of its record.

    Parameters
    ----------
    stored : sequence of dict
        Rows of the record as stored before the write, newest first; none where it is new.

    Raises
    ------
    RevisionMismatch
        When it starts from something else; it names the record.
    """
    if asked is None or revision in asked:
        return
    states = [one for one in asked if isinstance(one, RecordState)]
    if not stored:
        detail = Message("ledger.state_of_nothing", kind=key[0], id=key[1])
        raise RevisionMismatch(detail, revision, problems=[Problem("", detail)])
    found = state_of(stored[0])
    if found in states or RecordState(found.sequence) in states:
        return
    detail = Message("ledger.state_mismatch", kind=key[0], id=key[1], sequence=found.sequence)
    known = min((one.sequence for one in states), default=found.sequence)
    raise RevisionMismatch(detail, revision, stale=[StaleRecord(ledger, *key, known)], problems=[Problem("", detail)])
