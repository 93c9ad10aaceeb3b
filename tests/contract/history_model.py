"""What domain.md says of history, edges and ends, in memory: slow, simple, and written from that text alone.

A record is what was told of it: after every write its whole timeline and its lifetime, beside the instant of the write.
What was known at K is the last of these up to K; what was so at T is the segment of its timeline that holds T.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from schemas.writes import WriteItem
from tests.contract.told_record import Data, Record, Span, holds

Key = tuple[str, str]

TYPES = {"membership": "MEMBER_OF", "reporting_line": "REPORTS_TO", "influence": "INFLUENCES"}
ENDS = {
    "membership": (("person", "person"), ("department", "department")),
    "reporting_line": (("person", "person"), ("manager", "person")),
    "influence": (("source", "person"), ("target", "person")),
}
TIMES = ("valid_from", "valid_to")
EVER = "9999-12-31T23:59:59.999999Z"


class Refused(Exception):
    """The model takes none of a batch; the argument says by which rule."""


def formula(*parts: str) -> str:
    """Return the first 26 characters of base32(SHA-256(type, ends, line / chain joined by newlines))."""
    return base64.b32encode(hashlib.sha256("\n".join(parts).encode()).digest())[:26].decode()


class AccountModel:
    """All records of one account and how many writes it saw."""

    def __init__(self) -> None:
        self.records: dict[Key, Record] = {}
        self.writes: list[str] = []
        self.cases: list[str] = []

    def write(self, items: Sequence[WriteItem], now: str) -> list[str]:
        """Take a batch, all or nothing, and return the outcome of each item.

        Raises
        ------
        Refused
            When any item cannot be taken; nothing has changed.
        """
        before, self.cases = deepcopy(self.records), []
        try:
            outcomes = self._apply(items, now)
            self._check_rules()
        except Refused as refused:
            self.records = before
            self.cases = [f"refused: {refused}"]
            raise
        if set(outcomes) != {"unchanged"}:
            self.writes.append(now)
        for key, record in self.records.items():
            if record != before.get(key):
                record.remember(now)
        return outcomes

    def _apply(self, items: Sequence[WriteItem], now: str) -> list[str]:
        """Take records before the edges that need them."""
        first = [index for index, item in enumerate(items) if not item.resource.is_edge and item.action == "upsert"]
        order = first + [index for index in range(len(items)) if index not in first]
        outcomes = {index: self._take(items[index], now) for index in order}
        return [outcomes[index] for index in range(len(items))]

    def _take(self, item: WriteItem, now: str) -> str:
        outcome = self._end(item, now) if item.action == "end" else self._upsert(item, now)
        self.cases.append(f"{item.resource.kind} {outcome}{' by correction' * item.correction}")
        return outcome

    # One item

    def _upsert(self, item: WriteItem, now: str) -> str:
        record_id, begins = (item.id, None) if item.id else self._of_relation(item, now)
        if record_id is None:
            return "unchanged"
        key = (item.resource.kind, record_id)
        if key not in self.records:
            return self._create(item, key, begins)
        record = self.records[key]
        instant = item.effective_at or now
        if not item.correction and record.span[1] is not None and record.span[1] <= max(now, instant):
            if self._repeats(item, record):
                return "unchanged"
            raise Refused("it has ended")
        if item.data.get("name", "") is None:
            raise Refused("a name is needed")
        if any(name in item.data and item.data[name] != record.last_told[name] for name in self._identity(item)):
            raise Refused("other ends")
        span = (item.data.get("valid_from", record.span[0]), item.data.get("valid_to", record.span[1]))
        self._check_span(span)
        patch = {name: value for name, value in item.data.items() if name not in TIMES}
        changed = (record.correct if item.correction else record.change)(patch, instant)
        changed |= span != record.span
        record.span = span
        return "updated" if changed else "unchanged"

    def _create(self, item: WriteItem, key: Key, begins: str | None) -> str:
        data = {name: value for name, value in item.data.items() if value is not None}
        if key[0] == "reporting_line":
            data = {"line": "solid", **data}
        span = (begins or data.pop("valid_from", None), data.pop("valid_to", None))
        data.pop("valid_from", None)
        if key[0] not in TYPES and "name" not in data:
            raise Refused("a name is needed")
        self._check_ends(key[0], data, span)
        self._check_span(span)
        self.records[key] = Record([("", data)], span, data)
        self.cases.append("renewed" if "~" in key[1] else f"created with {'id' if item.id else 'derived id'}")
        return "created"

    def _end(self, item: WriteItem, now: str) -> str:
        record_id = item.id or self._last_of_relation(item)
        record = self.records.get((item.resource.kind, record_id))
        instant = item.effective_at or now
        if record is None:
            raise Refused("nothing to end")
        if record.span[1] is not None and record.span[1] <= now and not item.correction:
            raise Refused("ended again")
        if instant < (record.span[0] or ""):
            raise Refused("ended before it began")
        if record.span[1] == instant:
            return "unchanged"
        record.span = (record.span[0], instant)
        for key, edge in self._edges():
            if edge.span[1] is None and (item.resource.kind, record_id) in self._ends_of(key, edge):
                edge.span = (edge.span[0], max(instant, edge.span[0] or ""))
                self.cases.append("cascade")
        return "ended"

    def _of_relation(self, item: WriteItem, now: str) -> tuple[str | None, str | None]:
        """Return the id that an edge without one is about, and when it begins if it does so again; none: no change."""
        relation = self._relation(item.resource.kind, item.data)
        found = {key[1]: edge for key, edge in self._edges() if self._relation(key[0], edge.last_told) == relation}
        derived = formula(TYPES[relation[0]], *relation[1:])
        if not found:
            return derived, None
        standing = {one: edge for one, edge in found.items() if (edge.span[1] or EVER) > now}
        if standing:
            return max(standing, key=lambda one: (standing[one].span[1] or EVER, one)), None
        if any(self._repeats(item, edge) for edge in found.values()):
            return None, None
        ended = max(str(edge.span[1]) for edge in found.values())
        begins = item.data.get("valid_from") or max(item.effective_at or now, ended)
        if begins < ended:
            raise Refused("begun again before it ended")
        times = len(found) + 1
        while (item.resource.kind, f"{derived}~{times}") in self.records:
            times += 1
        return f"{derived}~{times}", begins

    def _last_of_relation(self, item: WriteItem) -> str:
        relation = self._relation(item.resource.kind, item.data)
        found = [
            (edge.span[1] or EVER, key[1])
            for key, edge in self._edges()
            if self._relation(key[0], edge.last_told) == relation
        ]
        return max(found, default=("", ""))[1]

    # What must hold

    @staticmethod
    def _check_span(span: Span) -> None:
        if (span[1] or EVER) < (span[0] or ""):
            raise Refused("it ends before it begins")

    def _check_ends(self, kind: str, data: Data, span: Span) -> None:
        for name, end_kind in ENDS.get(kind, ()):
            end = self.records.get((end_kind, data[name]))
            if end is None:
                raise Refused("an edge to nobody")
            start, stop = max(span[0] or "", end.span[0] or ""), min(span[1] or "~", end.span[1] or "~")
            at_one_instant = span[0] == span[1] == start == stop
            if start >= stop and not at_one_instant:
                raise Refused("an edge to someone at another time")
        if kind in TYPES and len({data[name] for name, _ in ENDS[kind]}) == 1:
            raise Refused("a self loop")

    def _check_rules(self) -> None:
        is_open = [(key, edge) for key, edge in self._edges() if edge.span[1] is None]
        relations = [self._relation(key[0], edge.last_told) for key, edge in is_open]
        if len(set(relations)) < len(relations):
            raise Refused("a second open edge")
        solid = [edge.last_told["person"] for key, edge in is_open if edge.last_told.get("line") == "solid"]
        if len(set(solid)) < len(solid):
            raise Refused("a second solid line")
        bounds = {bound for record in self.records.values() for bound in record.span if bound} | {""}
        if any(self._has_cycle(instant) for instant in bounds):
            raise Refused("a solid cycle")

    def _has_cycle(self, instant: str) -> bool:
        reports: dict[str, set[str]] = {}
        for key, edge in self._edges():
            if edge.last_told.get("line") == "solid" and self._counts(key, edge, instant):
                reports.setdefault(edge.last_told["person"], set()).add(edge.last_told["manager"])
        while leaves := set().union(*reports.values()) - reports.keys() if reports else set():
            reports = {person: above - leaves for person, above in reports.items() if above - leaves}
        return bool(reports)

    def _counts(self, key: Key, edge: Record, instant: str) -> bool:
        spans = [edge.span, *(self.records[end].span for end in self._ends_of(key, edge))]
        return all(holds(span, instant) for span in spans)

    # Answers

    def shown(self, kind: str, as_of: str, known_at: str) -> list[Data]:
        """Return what a list shows, in order of ids."""
        found = []
        for (its_kind, record_id), record in sorted(self.records.items()):
            state = record.at(as_of, known_at) if its_kind == kind else None
            if state is None:
                continue
            ends = [self.records[end].at(as_of, known_at) for end in self._ends_of((kind, record_id), record)]
            if None not in ends:
                found.append({"id": record_id, **state})
        return found

    def revision(self, known_at: str) -> int:
        """Return how many writes were known."""
        return sum(instant <= known_at for instant in self.writes)

    def _edges(self) -> Iterator[tuple[Key, Record]]:
        return ((key, record) for key, record in self.records.items() if key[0] in TYPES)

    @staticmethod
    def _ends_of(key: Key, edge: Record) -> list[Key]:
        return [(kind, edge.last_told[name]) for name, kind in ENDS.get(key[0], ())]

    @staticmethod
    def _relation(kind: str, data: Mapping[str, Any]) -> tuple[str, ...]:
        line = (data.get("line", "solid"),) if kind == "reporting_line" else ()
        return (kind, *(data[name] for name, _ in ENDS[kind]), *line)

    @staticmethod
    def _identity(item: WriteItem) -> list[str]:
        return [name for name, _ in ENDS.get(item.resource.kind, ())] + ["line"] * (item.resource.kind in TYPES)

    @staticmethod
    def _repeats(item: WriteItem, record: Record) -> bool:
        """Whether an item says of an ended record only what is known, its end included."""
        known = {**record.last_told, "valid_from": record.span[0], "valid_to": record.span[1]}
        return item.data.get("valid_to") is not None and all(
            known.get(name) == value for name, value in item.data.items()
        )
