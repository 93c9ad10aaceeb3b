"""Lines of NDJSON: each parsed by itself, and those of one account that follow each other written together."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from app.limits.json_values import json_value
from app.messages.json_faults import json_line_fault
from app.messages.json_keys import repeated_key
from app.messages.validation import validated_by
from app.records.batches import parse_items
from app.writing.groups import Group
from app.writing.time_zones import TimeZones, holds_dates, time_zones
from graph.store import Store
from schemas.errors import InvalidInput, Problem
from schemas.fields import Identifier
from schemas.instants import dates_in
from schemas.messages.message import Message
from schemas.registry import BY_KIND, RESOURCES
from schemas.writes import BOOK

LINES_A_WRITE = 2_000
"""Lines written in one transaction at most; larger ones would hold the account's lock for too long."""

BYTES_A_WRITE = 10_000_000
"""Bytes of lines that are held for one transaction at most."""

EXAMPLE = '{"account_id", "kind", "id", "data"}'
"""The form of a line, for whoever sent something else."""

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


@dataclass(frozen=True, slots=True)
class Line:
    """One parsed line; ``ledger`` is the account whose revision it raises, empty for the book."""

    number: int
    ledger: str
    body: dict[str, Any]


@dataclass(slots=True)
class LineGroup:
    """Lines that follow each other and are of one account, or of the book, with the unusable ones among them.

    Attributes
    ----------
    first, last : int
        Numbers of its lines, from 1.
    ledger : str or None
        Account, or `BOOK`; None until a line says.
    dated : bool
        Whether a line may hold a date.
    """

    first: int
    last: int = 0
    ledger: str | None = None
    lines: list[Line] = field(default_factory=list)
    refused: list[tuple[int, tuple[Problem, ...]]] = field(default_factory=list)
    size: int = 0
    dated: bool = False
    _digest: Any = field(default_factory=hashlib.sha256)

    @property
    def count(self) -> int:
        """How many lines it has."""
        return len(self.lines) + len(self.refused)

    @property
    def digest(self) -> str:
        """Differs between two groups: by every byte of them, and by where they begin."""
        return f"{self.first}.{self._digest.hexdigest()}"

    def add(self, number: int, text: bytes | None, line: Line | InvalidInput) -> None:
        """Add a line, parsed or refused."""
        self.last = number
        self.size += len(text or b"")
        self.dated = self.dated or holds_dates(text or b"")
        self._digest.update(b"\n" if text is None else text.strip() + b"\n")
        if isinstance(line, InvalidInput):
            self.refused.append((number, line.problems))
        else:
            self.ledger = line.ledger
            self.lines.append(line)


class LineGroups:
    """Sorts lines into groups, as they come."""

    def __init__(self) -> None:
        self._group: LineGroup | None = None

    def add(self, number: int, text: bytes | None) -> LineGroup | None:
        """Take the next line, None for one too long to be read; return the group before when this line begins another.

        Where a group ends depends on the lines alone, so that the same lines always fall into the same groups.
        """
        if text is not None and not text.strip():
            return None
        line = _parsed(number, text)
        done = self._group if self._group and not _goes_on(self._group, text, line) else None
        if done or self._group is None:
            self._group = LineGroup(number)
        self._group.add(number, text, line)
        return done

    def rest(self) -> LineGroup | None:
        """Return the group that the last line ended."""
        done, self._group = self._group, None
        return done


class Part(NamedTuple):
    """Lines of a group that are written in one transaction, by their numbers.

    ``own`` says whether they are an account's own record, or the book's.
    """

    own: bool
    group: Group[int]


async def parts_of(group: LineGroup, store: Store) -> AsyncIterator[Part]:
    """Yield what is written of a group: the account's own record, or the book's, then what belongs to the account.

    Each is read when the one before was written: the time zone that an account says holds for the lines after it.
    """
    for own, lines in lines_by_owner(group):
        zones = await time_zones(store, [group.ledger] if group.dated and group.ledger else [])
        yield await asyncio.to_thread(_part, group.ledger, own, lines, zones)


def lines_by_owner(group: LineGroup) -> Iterator[tuple[bool, Sequence[Line]]]:
    """Yield the lines of a group that are written in one transaction, as `Part` has them."""
    for own in (True, False):
        if lines := [line for line in group.lines if (BY_KIND[line.body["kind"]].scope != "account") is own]:
            yield own, lines


def _part(ledger: str | None, own: bool, lines: Sequence[Line], zones: TimeZones) -> Part:
    numbered = ((line.number, line.body) for line in lines)
    with dates_in(zones.of(ledger)):
        return Part(own, parse_items(numbered, RESOURCES, None if own else ledger, zones))


def _goes_on(group: LineGroup, text: bytes | None, line: Line | InvalidInput) -> bool:
    if group.count >= LINES_A_WRITE or group.size + len(text or b"") > BYTES_A_WRITE:
        return False
    return isinstance(line, InvalidInput) or group.ledger in {None, line.ledger}


def _parsed(number: int, text: bytes | None) -> Line | InvalidInput:
    try:
        if text is None:
            raise InvalidInput.at("", Message("exchange.line_too_long"))
        return _parse(number, text)
    except InvalidInput as error:
        return error


def _parse(number: int, text: bytes) -> Line:
    try:
        body = json_value(text)
    except ValueError as error:
        raise InvalidInput.at("", Message("exchange.not_json", fault=json_line_fault(error))) from None
    if (place := repeated_key(text)) is not None:
        raise InvalidInput.at(place, Message("syntax.key_twice"))
    kind = body.get("kind") if isinstance(body, dict) else None
    if not isinstance(kind, str) or kind not in BY_KIND:
        fault = Message("exchange.not_a_line", example=EXAMPLE, kinds=[*BY_KIND])
        raise InvalidInput.at("/kind" if isinstance(body, dict) else "", fault)
    return Line(number, _ledger(body, body.pop("account_id", None)), body)


def _ledger(body: dict[str, Any], account_id: Any) -> str:
    scope = BY_KIND[body["kind"]].scope
    if scope == "book":
        return BOOK
    if scope == "self":
        if body.get("id") is None:
            body["id"] = account_id
        account_id = body["id"]
    place = "id" if scope == "self" else "account_id"
    if account_id is None:
        raise InvalidInput.at(f"/{place}", Message("exchange.owner_missing", kind=body["kind"], place=place))
    try:
        ledger: str = validated_by(_IDENTIFIER, account_id, f"/{place}")
    except InvalidInput as error:
        fault = Message("exchange.not_an_id", id=str(account_id)[:40], fault=error.detail)
        raise InvalidInput.at(f"/{place}", fault) from None
    return ledger
