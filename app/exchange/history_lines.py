"""The file of history: a header, each change followed by the rows it recorded, and an end that shows it is whole."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from app.exchange.history_form import (
    KIND,
    STAMP,
    TOMBSTONE,
    VERSION,
    ChangeLine,
    EndLine,
    HeaderLine,
    RowLine,
    Stamp,
    Tombstone,
)
from app.messages.json_faults import json_line_fault
from app.messages.json_keys import repeated_key
from app.messages.validation import validated
from app.writing.places import in_one
from graph.history.recorded_changes import RecordedChange, RecordedRow, refused
from graph.ledger.record_rows import SAID_BY
from graph.ledger.stored_form import nested_text, stored_form, wire_form
from schemas.changes import FeedPlace
from schemas.errors import InvalidInput, Problem
from schemas.fields import Identifier
from schemas.messages.message import Message
from schemas.registry import BY_KIND
from schemas.resource import Resource
from schemas.writes import BOOK

M = TypeVar("M", bound=BaseModel)


class MadeField(BaseModel, extra="forbid"):
    """A field that the service made: the id of another record."""

    id: Identifier


class HistoryWriting:
    """The lines of a file of history, in their order.

    Attributes
    ----------
    lines, changes, rows : int
        How many there were so far.
    """

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self.lines = self.changes = self.rows = 0

    def header(self, account_id: str | None) -> bytes:
        """Return the first line; it names no time, so that two exports of the same are equal."""
        return self._line({"kind": KIND, "version": VERSION} | ({"account_id": account_id} if account_id else {}))

    def change(self, change: RecordedChange) -> Iterator[bytes]:
        """Yield the line of a change and those of its rows."""
        owner = {"account_id": change.ledger} if change.ledger else {}
        origin = {"revision": change.place.revision, "recorded_at": change.place.recorded_at, "author": change.author}
        self.changes += 1
        yield self._line(
            {
                "kind": "change",
                **owner,
                **origin,
                "entries": change.entries,
                "rows": len(change.rows) + len(change.tombstones),
            }
        )
        for one in change.rows:
            self.rows += 1
            yield self._line({"kind": one.kind, **owner, "id": one.id, "row": wire_row(one)})
        for stone in change.tombstones:
            kept = {name: stone[name] for name in Tombstone.model_fields}
            yield self._line({"kind": TOMBSTONE, **owner, "id": stone["id"], "row": kept})

    def end(self) -> bytes:
        """Return the last line, which says how many lines stand before it, and their digest."""
        return to_json({"kind": "end", "lines": self.lines, "sha256": self._digest.hexdigest()}) + b"\n"

    def _line(self, values: Mapping[str, Any]) -> bytes:
        line = to_json(values) + b"\n"
        self._digest.update(line)
        self.lines += 1
        return line


def is_history(first: bytes) -> bool:
    """Whether a file begins as a file of history does, of whatever version."""
    try:
        value = from_json(first)
    except ValueError:
        return False
    return isinstance(value, dict) and value.get("kind") == KIND


class HistoryReading:
    """The changes of a file of history, checked line by line.

    Parameters
    ----------
    lines : iterable of bytes
        The file; it is read as far as changes are asked for.

    Attributes
    ----------
    account_id : str or None
        The one account that the file is of.
    lines : int
        How many were read so far.
    instant : str or None
        When the change was recorded that was read last, in part or whole.

    Raises
    ------
    InvalidInput
        When the first line is not a header of a version that is known here.
    """

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._texts = iter(lines)
        self._digest = hashlib.sha256()
        self.lines = 0
        self.instant: str | None = None
        self.account_id = self._header().account_id

    def changes(self) -> Iterator[RecordedChange]:
        """Yield every change with its rows, up to the end of the file.

        Raises
        ------
        InvalidInput
            When a line is wrong, or the file has no end; it says which line and why.
        """
        revisions: dict[str, int] = {}
        before: FeedPlace | None = None
        while True:
            value = self._next()
            if value.get("kind") == "end":
                self._check_end(value)
                return
            change = self._change(value)
            ledger, revision = change.ledger, change.place.revision
            if before is not None and change.place <= before:
                raise refused(change.line, Message("history.order"))
            if revision != (expected := revisions.get(ledger, 0) + 1):
                raise refused(change.line, Message("history.revision", expected=expected, found=revision))
            revisions[ledger], before = revision, change.place
            yield change

    def _header(self) -> HeaderLine:
        value = self._next()
        if value.get("kind") == KIND and value.get("version") != VERSION:
            raise refused(1, Message("history.version", found=str(value.get("version"))[:20], known=VERSION))
        return self._validated(HeaderLine, value)

    def _change(self, value: dict[str, Any]) -> RecordedChange:
        if value.get("kind") != "change":
            raise refused(self.lines, Message("history.no_change", kind=str(value.get("kind"))[:40]))
        sent = self._validated(ChangeLine, value)
        line, ledger = self.lines, sent.account_id or BOOK
        self.instant = sent.recorded_at
        place = FeedPlace(sent.recorded_at, ledger, sent.revision)
        names = {self._entry(entry) for entry in sent.entries}
        change = RecordedChange(place, sent.author, sent.entries, line=line)
        for _ in range(sent.rows):
            row = self._validated(RowLine, self._next())
            if row.kind == TOMBSTONE:
                change.tombstones.append(self._tombstone(row, place, names))
            else:
                change.rows.append(self._row(row, place, names))
        return change

    def _entry(self, entry: Mapping[str, Any]) -> tuple[str, str]:
        kind, record_id = entry.get("kind"), entry.get("id")
        if not isinstance(kind, str) or kind not in BY_KIND or not isinstance(record_id, str):
            raise refused(self.lines, Message("history.entry", kinds=[*BY_KIND]))
        return kind, record_id

    def _tombstone(self, sent: RowLine, place: FeedPlace, names: set[tuple[str, str]]) -> dict[str, Any]:
        kept = self._validated(Tombstone, sent.row)
        same = (kept.erased_at, kept.revision, sent.account_id or BOOK) == (
            place.recorded_at,
            place.revision,
            place.account_id,
        )
        if (kept.kind, sent.id) not in names or not same:
            raise refused(self.lines, Message("history.tombstone"))
        return {**kept.model_dump(), "account_id": place.account_id, "id": sent.id}

    def _row(self, sent: RowLine, place: FeedPlace, names: set[tuple[str, str]]) -> RecordedRow:
        resource = BY_KIND.get(sent.kind)
        if resource is None or (sent.kind, sent.id) not in names or (sent.account_id or BOOK) != place.account_id:
            raise refused(self.lines, Message("history.row_of_no_change", kind=sent.kind[:40], id=sent.id))
        try:
            row = checked_row(resource, sent.row)
        except InvalidInput as error:
            raise refused(self.lines, _faults(error.problems)) from None
        if row["recorded_at"] != place.recorded_at:
            raise refused(self.lines, Message("history.row_instant"))
        row |= {"id": sent.id} | ({"account_id": place.account_id} if place.account_id else {})
        return RecordedRow(sent.kind, sent.id, row, self.lines, self._size)

    def _next(self) -> dict[str, Any]:
        text = next(self._texts, None)
        if text is None or not text.endswith(b"\n"):
            raise refused(self.lines + 1, Message("history.cut_off", count=self.lines))
        self.lines += 1
        self._size = len(text)
        try:
            value = from_json(text, allow_inf_nan=False)
        except ValueError as error:
            raise refused(self.lines, Message("history.not_json", fault=json_line_fault(error))) from None
        if (place := repeated_key(text)) is not None:
            raise refused(self.lines, Message("history.key_twice", place=place))
        if not isinstance(value, dict):
            raise refused(self.lines, Message("history.not_an_object"))
        if value.get("kind") != "end":
            self._digest.update(text)
        return value

    def _check_end(self, value: dict[str, Any]) -> None:
        end = self._validated(EndLine, value)
        if (end.lines, end.sha256) != (self.lines - 1, self._digest.hexdigest()):
            raise refused(self.lines, Message("history.altered"))
        if next(self._texts, None) is not None:
            raise refused(self.lines + 1, Message("history.after_the_end"))

    def _validated(self, model: type[M], value: Any) -> M:
        try:
            return validated(model, value)
        except InvalidInput as error:
            raise refused(self.lines, _faults(error.problems)) from None


def checked_row(resource: Resource, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a file as it is stored; fields that the service made are ids.

    Raises
    ------
    InvalidInput
        When it is not as its kind is.
    """
    stamp = {name: values[name] for name in STAMP if name in values}
    made = {name: values[name] for name in resource.made if name in values}
    fields = {name: field for name, field in values.items() if name not in stamp and name not in made}
    row = stored_form(resource, validated(resource.fields, fields).model_dump(exclude_unset=True))
    row |= validated(Stamp, stamp).model_dump(exclude_unset=True)
    row |= {name: validated(MadeField, {"id": value}).id for name, value in made.items()}
    if row.get(SAID_BY) is not None:
        row[SAID_BY] = nested_text(row[SAID_BY])
    return row


def _faults(problems: Iterable[Problem]) -> Message:
    return in_one(problems, lambda pointer: pointer or "/")


def wire_row(one: RecordedRow) -> dict[str, Any]:
    """Return a row as a line of a file holds it."""
    resource = BY_KIND[one.kind]
    values = wire_form(resource, one.row)
    names = (*resource.fields.model_fields, *resource.made, *STAMP)
    if values.get(SAID_BY) is not None:
        values[SAID_BY] = from_json(values[SAID_BY])
    return {name: values[name] for name in names if values.get(name) is not None}
