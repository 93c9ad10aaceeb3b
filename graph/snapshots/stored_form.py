"""Snapshots as they are stored and back: numbers as properties, the rest as packed text. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from pydantic_core import from_json

from graph.snapshots.packed_text import packed, unpacked
from schemas.analysis.health import HealthComponents
from schemas.reports.lists import SeverityCounts
from schemas.reports.numbers import SnapshotNumbers
from schemas.reports.snapshot import READ_FORMATS, SNAPSHOT_FORMAT, Snapshot, SnapshotHead

_ALIKE = ("account_id", "date", "as_of", "revision", "book_revision", "settings", "owner", "segment", "tier", "people")
_COMPONENTS = tuple(HealthComponents.model_fields)
_SEVERITIES = tuple(SeverityCounts.model_fields)
NUMBERS = (*_ALIKE, "health", "grade", "components", "counts", "contacts_due", "stale_beliefs", "structure")
"""What `fragments/health_numbers.cypher` returns, each under this name."""


class ListedGap(NamedTuple):
    """What across accounts is chosen and sorted by of a gap; its sentences stay in the snapshot."""

    id: str
    rule: str
    severity: str
    priority: float
    chain: str | None
    opportunity: str | None
    member: str | None
    muted: bool


class ListedContact(NamedTuple):
    """The same of a person who is due."""

    person: str
    member: str | None
    due: str
    priority: float


_OF_GAP, _OF_CONTACT = attrgetter(*ListedGap._fields), attrgetter(*ListedContact._fields)
_GAP_IN_JSON, _CONTACT_IN_JSON = itemgetter(*ListedGap._fields), itemgetter(*ListedContact._fields)


class Listed(NamedTuple):
    """The numbers of an account and what its snapshot lists; no lists where only numbers are left.

    Attributes
    ----------
    before_date, before_health : str, float or None
        Of the snapshot before; both None where there is none.
    """

    numbers: SnapshotNumbers
    before_date: str | None
    before_health: float | None
    gaps: tuple[ListedGap, ...] | None
    contacts_due: tuple[ListedContact, ...] | None


class StoredSnapshot(NamedTuple):
    """A snapshot as it is stored: what a write looks at, and all properties of its node but who is the newest."""

    account_id: str
    date: str
    revision: int
    book_revision: int
    health: float | None
    row: Mapping[str, Any]


def stored(snapshot: Snapshot) -> StoredSnapshot:
    """Return a snapshot as it is stored."""
    looked_at = (snapshot.account_id, snapshot.date, snapshot.revision, snapshot.book_revision, snapshot.health)
    return StoredSnapshot(*looked_at, row_of(snapshot))


def row_of(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as all properties of its node, but who is the newest."""
    text = snapshot.model_dump_json()
    numbers = {name: getattr(snapshot, name) for name in (*_ALIKE, "health", "grade", "format")}
    lengths = {name: len(getattr(snapshot, name)) for name in ("contacts_due", "stale_beliefs", "structure")}
    components = [getattr(snapshot.components, name) for name in _COMPONENTS]
    counts = [getattr(snapshot.counts, name) for name in _SEVERITIES]
    lists = {"components": json.dumps(components), "counts": counts}
    return {**_without_nulls({**numbers, **lengths}), **lists, **_details(snapshot, text)}


def _details(snapshot: Snapshot, text: str) -> dict[str, Any]:
    """Return what `details_of` returns of the content of a snapshot, without reading its text."""
    gaps, contacts = map(_OF_GAP, snapshot.gaps), map(_OF_CONTACT, snapshot.contacts_due)
    return _written(text, gaps, contacts, (*snapshot.members, snapshot.owner))


def details_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties that go first when a snapshot grows old, from its content as JSON has it."""
    text = json.dumps({**content, "format": SNAPSHOT_FORMAT}, ensure_ascii=False, separators=(",", ":"))
    gaps, contacts = map(_GAP_IN_JSON, content["gaps"]), map(_CONTACT_IN_JSON, content["contacts_due"])
    return {"format": SNAPSHOT_FORMAT, **_written(text, gaps, contacts, (*content["members"], content["owner"]))}


def _written(
    text: str, gaps: Iterable[tuple[Any, ...]], contacts: Iterable[tuple[Any, ...]], members: Iterable[str | None]
) -> dict[str, Any]:
    """Return the text of a snapshot, its lists, and who of us is named in it, in a field or in a sentence, by id."""
    listed, due = list(map(ListedGap._make, gaps)), list(map(ListedContact._make, contacts))
    named = {*members, *(gap.member for gap in listed), *(contact.member for contact in due)}
    return {
        "body": packed(text.encode()),
        "gap_list": json.dumps(listed, separators=(",", ":")),
        "due_list": json.dumps(due, separators=(",", ":")),
        "members": sorted(one for one in named if one is not None),
    }


def snapshot_of(form: int | None, body: str | None) -> Snapshot | None:
    """Return a whole snapshot; None where only its numbers are left, or another version of this service wrote it."""
    return Snapshot.model_validate_json(unpacked(body)) if body is not None and form in READ_FORMATS else None


def content_of(form: int | None, body: str | None) -> dict[str, Any] | None:
    """Return the content of a snapshot as JSON has it, faster than `snapshot_of`, and None where that does."""
    if body is None or form not in READ_FORMATS:
        return None
    content: dict[str, Any] = from_json(unpacked(body))
    return content


def heads_and_bodies(rows: Iterable[Sequence[Any]]) -> list[tuple[SnapshotHead, str]]:
    """Return heads and packed texts of the whole ones among rows of an account, a format and a packed text each."""
    found = []
    for _, form, body, *_ in rows:
        content = content_of(form, body)
        if content is not None:
            found.append((SnapshotHead(*(content[name] for name in SnapshotHead._fields)), body))
    return found


def numbers_of(row: Sequence[Any]) -> SnapshotNumbers:
    """Return the numbers of a snapshot from a row of a statement."""
    values = dict(zip(NUMBERS, row, strict=False))
    components = dict(zip(_COMPONENTS, json.loads(values["components"]), strict=True))
    counts = dict(zip(_SEVERITIES, values["counts"], strict=True))
    return SnapshotNumbers.model_validate({**values, "components": components, "counts": counts})


def listed_of(row: Sequence[Any]) -> Listed:
    """Return the numbers of a snapshot and what it lists."""
    before_date, before_health, gaps, contacts = row[len(NUMBERS) :]
    return Listed(
        numbers_of(row),
        before_date,
        before_health,
        None if gaps is None else tuple(map(ListedGap._make, from_json(gaps))),  # which shares what is repeated
        None if contacts is None else tuple(map(ListedContact._make, from_json(contacts))),
    )


def _without_nulls(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
