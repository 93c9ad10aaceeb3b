"""What domain.md says of history, edges and ends, in memory: slow, simple, and written from that text alone.

A record is what was written of it: its timeline and lifetime after every write, beside the instant of the write.
What was known at K is the last of these up to K; what was so at T is the segment of its timeline that holds T.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.contract.model_kinds import Key, ends, identifying_fields, owner, references, relation
from tests.contract.model_places import held_twice, last_before
from tests.contract.model_record import Data, Record, Span, holds

TIMES = ("valid_from", "valid_to")
EVER = "9999-12-31T23:59:59.999999Z"


class Refused(Exception):
    """The model takes none of a batch; the argument says by which rule."""


def formula(*parts: str) -> str:
    """Return the first 26 characters of base32(SHA-256(type, ends, line / chain / step / duty joined by newlines))."""
    return base64.b32encode(hashlib.sha256("\n".join(parts).encode()).digest())[:26].decode()


class AccountModel:
    """All records of one account, those of the book that they name, and how many writes the account saw.

    Parameters
    ----------
    book : mapping
        Records of the book, written before all else; they never end.
    """

    def __init__(self, book: Mapping[Key, Record]) -> None:
        self.records: dict[Key, Record] = dict(book)
        self.writes: list[str] = []
        self.cases: list[str] = []
        self.unsaid: list[Key] = []

    def write(self, items: Sequence[WriteItem], now: str) -> list[str]:
        """Take a batch, all or nothing, and return the outcome of each item.

        Raises
        ------
        Refused
            When any item cannot be taken; nothing has changed.
        """
        before, self.cases, self.unsaid = deepcopy(self.records), [], []
        try:
            outcomes = self._apply(items, now)
            self._begin_in_turn()
            self._check_rules()
            self._check_coverages(before, now)
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
        """Take records before the edges that need them, and owners before what they own."""
        first = [index for index, item in enumerate(items) if not item.resource.is_edge and item.action == "upsert"]
        kinds = list(BY_KIND)
        first.sort(key=lambda index: kinds.index(items[index].resource.kind))
        order = first + [index for index in range(len(items)) if index not in first]
        outcomes = {index: self._take(items[index], now) for index in order}
        return [outcomes[index] for index in range(len(items))]

    def _take(self, item: WriteItem, now: str) -> str:
        unbounded = item.action == "end" or item.correction or (item.resource.dated and not item.effective_at)
        if item.effective_until and (unbounded or item.effective_until <= (item.effective_at or now)):
            raise Refused("bounded where it cannot be")
        outcome = self._end(item, now) if item.action == "end" else self._upsert(item, now)
        self.cases.append(f"{item.resource.kind} {outcome}{' by correction' * item.correction}")
        return outcome

    def _upsert(self, item: WriteItem, now: str) -> str:
        resource = item.resource
        record_id, begins = (item.id, None) if item.id else self._of_relation(item, now)
        if record_id is None:
            return "unchanged"
        key = (resource.kind, record_id)
        if key not in self.records:
            return self._create(item, key, begins, now)
        record = self.records[key]
        instant = item.effective_at or now
        if not item.correction and record.span[1] is not None and record.span[1] <= max(now, instant):
            if self._repeats(item, record):
                return "unchanged"
            raise Refused("it has ended")
        if any(item.data.get(name, "") is None for name in (*resource.required, *resource.defaults)):
            raise Refused("something is needed")
        if any(name in item.data and item.data[name] != record.last_data.get(name) for name in self._kept(item)):
            raise Refused("another one")
        begun = item.data.get(resource.dated) or item.data.get("valid_from", record.span[0])
        span = (begun, item.data.get("valid_to", record.span[1]))
        self.unsaid = [one for one in self.unsaid if one != key or item.data.get("valid_from") is None]
        self._check_span(span)
        self._check_references(resource.kind, item.data)
        patch = {name: value for name, value in item.data.items() if name not in TIMES}
        corrects = item.correction or (bool(resource.dated) and item.effective_at is None)
        bounds = () if corrects else (item.effective_until,)
        changed = (record.correct if corrects else record.change)(patch, instant, *bounds)
        changed |= span != record.span
        record.span = span
        return "updated" if changed else "unchanged"

    def _create(self, item: WriteItem, key: Key, begins: str | None, now: str) -> str:
        resource = item.resource
        if item.effective_until:
            raise Refused("bounded where it cannot be")
        data = {**resource.defaults, **{name: value for name, value in item.data.items() if value is not None}}
        if any(name not in data for name in resource.required):
            raise Refused("something is needed")
        span = (begins or data.get(resource.dated) or data.get("valid_from"), data.get("valid_to"))
        data = {name: value for name, value in data.items() if name not in TIMES}
        self._check_references(key[0], data)
        self._check_ends(key[0], data, span)
        self._check_span(span)
        owning = owner(key[0], data)
        if owning and (self.records[owning].span[1] or EVER) <= now and span[1] is None:
            raise Refused("its owner has ended")
        self.records[key] = Record([("", data)], span, data)
        if item.data.get("valid_from") is None:
            self.unsaid.append(key)
        self.cases.append("renewed" if "~" in key[1] else f"created with {'id' if item.id else 'derived id'}")
        return "created"

    def _begin_in_turn(self) -> None:
        """Let what came without ``valid_from`` begin where the one before it in the same place ends."""
        for key in self.unsaid:
            record = self.records[key]
            before = last_before(self.records, key)
            if before is None:
                continue
            ended, other = before
            goes_on = relation(key[0], record.last_data) == relation(key[0], self.records[other].last_data)
            if not goes_on or record.span[0] is None:
                record.span = (ended, record.span[1])
                self._check_span(record.span)
                self._check_ends(key[0], record.last_data, record.span)
                self.cases.append("began where another ended")

    def _end(self, item: WriteItem, now: str) -> str:
        record_id = item.id or self._last_of_relation(item)
        key = (item.resource.kind, record_id)
        record = self.records.get(key)
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
        self._end_along(key, instant)
        return "ended"

    def _end_along(self, ended: Key, instant: str) -> None:
        """End the open edges of a record and what belongs to it, each not before it began, and so on."""
        for key, record in self.records.items():
            along = "owned cascade" if owner(key[0], record.last_data) == ended else "cascade"
            if record.span[1] is None and ended in {*ends(key[0], record.last_data), owner(key[0], record.last_data)}:
                record.span = (record.span[0], max(instant, record.span[0] or ""))
                self.cases.append(along)
                self._end_along(key, instant)

    def _of_relation(self, item: WriteItem, now: str) -> tuple[str | None, str | None]:
        """Return the id that an unnamed relation is about, and when it begins if it does so again; none: no change."""
        identity = relation(item.resource.kind, item.data)
        found = dict(self._same_relation(item))
        derived = formula(*filter(None, identity))
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
        found = [(edge.span[1] or EVER, record_id) for record_id, edge in self._same_relation(item)]
        return max(found, default=("", ""))[1]

    def _same_relation(self, item: WriteItem) -> Iterator[tuple[str, Record]]:
        identity = relation(item.resource.kind, item.data)
        for (kind, record_id), record in self.records.items():
            if kind == item.resource.kind and relation(kind, record.last_data) == identity:
                yield record_id, record

    # What must hold

    @staticmethod
    def _check_span(span: Span) -> None:
        if (span[1] or EVER) < (span[0] or ""):
            raise Refused("it ends before it begins")

    def _check_references(self, kind: str, data: Mapping[str, Any]) -> None:
        if any(key not in self.records for key in references(kind, data)):
            raise Refused("a link to nothing")

    def _check_ends(self, kind: str, data: Data, span: Span) -> None:
        both = ends(kind, data)
        for key in both:
            end = self.records.get(key)
            if end is None:
                raise Refused("an edge to nobody")
            start, stop = max(span[0] or "", end.span[0] or ""), min(span[1] or "~", end.span[1] or "~")
            at_one_instant = span[0] == span[1] == start == stop
            if start >= stop and not at_one_instant:
                raise Refused("an edge to someone at another time")
        if len(set(both)) < len(both):
            raise Refused("a self loop")

    def _check_rules(self) -> None:
        is_open = [(key, record) for key, record in self._relations() if record.span[1] is None]
        if len({relation(key[0], record.last_data) for key, record in is_open}) < len(is_open):
            raise Refused("a second open relation")
        if kind := held_twice(self.records):
            raise Refused(f"a second {kind} at one instant")
        bounds = {bound for record in self.records.values() for bound in record.span if bound} | {""}
        if any(self._has_cycle(instant) for instant in bounds):
            raise Refused("a solid cycle")

    def _check_coverages(self, before: Mapping[Key, Record], now: str) -> None:
        """Nobody begins or goes on to cover what has ended."""
        changed = [record for key, record in self.records.items() if key[0] == "coverage" and record != before.get(key)]
        for record in changed:
            covered = [self.records[end] for end in ends("coverage", record.last_data)]
            if record.span[1] is None and any((one.span[1] or EVER) <= now for one in covered):
                raise Refused("a coverage of what has ended")

    def _has_cycle(self, instant: str) -> bool:
        reports: dict[str, set[str]] = {}
        for key, edge in self._relations():
            if edge.last_data.get("line") == "solid" and self._counts(key, edge, instant):
                reports.setdefault(edge.last_data["person"], set()).add(edge.last_data["manager"])
        while leaves := set().union(*reports.values()) - reports.keys() if reports else set():
            reports = {person: above - leaves for person, above in reports.items() if above - leaves}
        return bool(reports)

    def _counts(self, key: Key, edge: Record, instant: str) -> bool:
        spans = [edge.span, *(self.records[end].span for end in ends(key[0], edge.last_data))]
        return all(holds(span, instant) for span in spans)

    # Answers

    def shown(self, kind: str, as_of: str, known_at: str) -> list[Data]:
        """Return what a list shows, in order of ids."""
        found = []
        for (its_kind, record_id), record in sorted(self.records.items()):
            state = record.at(as_of, known_at) if its_kind == kind else None
            if state is None:
                continue
            both = [self.records[end].at(as_of, known_at) for end in ends(kind, record.last_data)]
            if None not in both:
                found.append({"id": record_id, **state})
        return found

    def revision(self, known_at: str) -> int:
        """Return how many writes were known."""
        return sum(instant <= known_at for instant in self.writes)

    def _relations(self) -> Iterator[tuple[Key, Record]]:
        return ((key, record) for key, record in self.records.items() if BY_KIND[key[0]].is_relation)

    @staticmethod
    def _kept(item: WriteItem) -> list[str]:
        return [*identifying_fields(item.resource), *item.resource.fixed]

    @staticmethod
    def _repeats(item: WriteItem, record: Record) -> bool:
        """Whether an item says of an ended record only what is known, its end included."""
        known = {**record.last_data, "valid_from": record.span[0], "valid_to": record.span[1]}
        return item.data.get("valid_to") is not None and all(
            known.get(name) == value for name, value in item.data.items()
        )
