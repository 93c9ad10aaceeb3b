"""What differs of a record between two moments, and since when that is so and known: pure, from its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from graph.ledger.record_rows import Row, content, lifetime_of, resolve, state_holds

What = Literal["began", "ended", "changed"]


class Moment(NamedTuple):
    """An instant, as it was known at another."""

    as_of: str
    known_at: str


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """One record that is otherwise at a later moment than at an earlier one.

    Attributes
    ----------
    before, after : dict or None
        The record as stored at each moment; None where it did not exist. Not both.
    effective_at : str or None
        When it became so in the world; None: as far back as we know.
    recorded_at, recorded_by : str
        The first write from which on it was known to be so at the later instant, and whose it was.
    foreseen : bool
        Whether that had been recorded already at the earlier moment: it only had to come.
    """

    kind: str
    id: str
    before: Row | None
    after: Row | None
    effective_at: str | None
    recorded_at: str
    recorded_by: str
    foreseen: bool

    @property
    def what(self) -> What:
        """Whether it began, ended, or is there at both moments with other content."""
        if self.before is None:
            return "began"
        return "ended" if self.after is None else "changed"


def record_difference(
    kind: str, rows: Sequence[Row], earlier: Moment, later: Moment, present: tuple[bool, bool] = (True, True)
) -> RecordDifference | None:
    """Return the difference of a record; None where it is the same at both moments, or absent from both.

    Parameters
    ----------
    rows : sequence of dict
        All rows of the record, in descending sequence.
    earlier, later : Moment
        The later one knows no less.
    present : pair of bool
        Whether what it connects existed at the earlier and at the later moment: an edge does not count without.

    Examples
    --------
    >>> old = {"id": "p1", "sequence": 1, "recorded_at": "2026-01", "recorded_by": "ada", "title": "Clerk"}
    >>> new = {**old, "sequence": 2, "recorded_at": "2026-03", "state_from": "2026-02", "title": "Head"}
    >>> found = record_difference("person", [new, old], Moment("2026-01", "2026-01"), Moment("2026-04", "2026-04"))
    >>> found.what, found.effective_at, found.recorded_at, found.foreseen
    ('changed', '2026-02', '2026-03', False)
    >>> record_difference("person", [new, old], Moment("2026-01", "2026-01"), Moment("2026-04", "2026-02")) is None
    True
    """
    before = resolve(rows, *earlier) if present[0] else None
    after = resolve(rows, *later) if present[1] else None
    if _said(before) == _said(after):
        return None
    first = _first_saying_so(rows, later, after)
    return RecordDifference(
        kind,
        rows[0]["id"],
        before,
        after,
        _effective_at(rows, later, before, after),
        first["recorded_at"],
        first["recorded_by"],
        first["recorded_at"] <= earlier.known_at,
    )


def is_foreseen(rows: Sequence[Row], earlier: Moment, instant: str) -> bool:
    """Whether what was known at a moment says that a record will be otherwise at a later instant.

    Examples
    --------
    >>> row = {"id": "p1", "sequence": 1, "recorded_at": "2026-01", "valid_to": "2026-03"}
    >>> is_foreseen([row], Moment("2026-02", "2026-02"), "2026-04")
    True
    """
    return _said(resolve(rows, *earlier)) != _said(resolve(rows, instant, earlier.known_at))


def _said(row: Row | None) -> Row | None:
    """Return what counts of a record: its content, and from when to when it exists."""
    if row is None:
        return None
    lifetime = zip(("valid_from", "valid_to"), lifetime_of(row), strict=True)
    return content(row) | {name: instant for name, instant in lifetime if instant is not None}


def _first_saying_so(rows: Sequence[Row], later: Moment, after: Row | None) -> Row:
    """Return the first row from which on all that was known said the same of the later instant as is known then."""
    known = [row for row in rows if row["recorded_at"] <= later.known_at]
    first = known[0]
    for row in known:
        if _said(resolve(known, later.as_of, row["recorded_at"])) != _said(after):
            break
        first = row
    return first


def _effective_at(rows: Sequence[Row], later: Moment, before: Row | None, after: Row | None) -> str | None:
    if after is None:
        ended = next((row.get("valid_to") for row in rows if row["recorded_at"] <= later.known_at), None)
        return ended if ended is not None and ended <= later.as_of else None
    if before is None:
        return after.get("valid_from")
    known = (row for row in rows if row["recorded_at"] <= later.known_at)
    return next((row.get("state_from") for row in known if state_holds(row, later.as_of)), None)
