"""The check of a store: every change, row, record, edge, counter and index is read, and compared with the others.

Changes say which records there must be; the records must be found by their keys, by their account and by their ends,
with every row there ever was, each as its kind is. What is lost or moved in one place is so contradicted by another.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import timedelta

from graph.checking.contact_lines import wrong_lines
from graph.checking.report import CheckReport, Finding, Kind
from graph.engine.client import GraphClient, in_parts
from graph.history.reader import HistoryReader
from graph.history.recorded_changes import RecordedChange, RecordedRow, RecordKey, named_ledger
from graph.ledger.record_rows import Row
from graph.ledger.rules.external_ids import names_held
from graph.read.change_feed import BEGINNING
from graph.rising_clock import Clock
from schemas.errors import Conflict, StoreError
from schemas.instants import instant_text
from schemas.messages.message import Message
from schemas.records.interactions import INTERACTIONS
from schemas.registry import BY_KIND
from schemas.writes import BOOK, BOOK_ID


class StoreCheck:
    """One check of one store, beside a running service or alone.

    What is recorded after it began is left to the next one, and so is a record that was written or erased meanwhile.

    Parameters
    ----------
    client : GraphClient
        The way to the store.
    history : HistoryReader
        Reads its changes with their rows.
    clock : Clock
        Says now.
    is_sound : callable
        Says of a row whether it is as its kind is.
    report : CheckReport
        Where findings are added.
    alone : bool
        Whether nobody else can write meanwhile.

    Attributes
    ----------
    report : CheckReport
        What was compared and found so far.
    """

    def __init__(
        self,
        client: GraphClient,
        history: HistoryReader,
        clock: Clock,
        is_sound: Callable[[RecordedRow], bool],
        report: CheckReport,
        *,
        alone: bool,
    ) -> None:
        self._client = client
        self._history = history
        self._clock = clock
        self._is_sound = is_sound
        self._alone = alone
        self._heads: dict[RecordKey, Row] = {}
        self._due: dict[RecordKey, int] = {}
        self._revisions: dict[str, int] = {}
        self._last = BEGINNING
        self._suspicions: list[tuple[RecordKey, Finding]] = []
        self.report = report

    async def run(self) -> AsyncIterator[tuple[int, int]]:
        """Compare everything; yield after each change how many there were, and how many there will be."""
        until, total = await self._until()
        changed: Mapping[RecordKey, str] = {}
        try:
            if until is not None:
                async for change in self._history.changes(until):
                    self._take(change)
                    yield self.report.changes, total
            self._judge_due()
            await self._judge_ledgers()
            await self._judge_nodes(until or "")
            await self._judge_edges()
            await self._judge_names()
            await self._judge_lines(until or "")
            changed = await self._changed_since()
        except Conflict as hole:
            self.report.add("change", hole.detail)
        except (StoreError, TypeError, ValueError, KeyError, AttributeError):  # no code expects what a disk made up
            self.report.add("unreadable", Message("check.unreadable"))
        for key, finding in self._suspicions:
            if key not in changed and changed.get((key[0], "account", key[0])) != "erased":
                self.report.add(finding.kind, finding.detail)
        self.report.records = len(self._heads)

    async def _until(self) -> tuple[str | None, int]:
        """Return the last instant to look at: beside others who write, one before which nothing can appear any more."""
        newest, total = await self._history.newest()
        if newest is None or self._alone:
            return newest, total
        return min(newest, instant_text(self._clock() - timedelta(seconds=self._client.longest_write))), total

    def _suspect(self, kind: Kind, key: RecordKey, detail: Message) -> None:
        """Note that a record does not agree, unless it turns out to have been written or erased meanwhile."""
        self._suspicions.append((key, Finding(kind, detail)))

    async def _changed_since(self) -> Mapping[RecordKey, str]:
        """Return the records that were written or erased since those that were looked at: the next check judges them.

        What is found by its account, its ends or its names is read later than its changes.
        """
        if self._alone or not self._suspicions:
            return {}
        return await self._history.named_since(self._last)

    def _take(self, change: RecordedChange) -> None:
        self.report.changes += 1
        self._last = change.place
        self._revisions[change.ledger] = change.place.revision
        found = {(change.ledger, row.kind, row.id) for row in change.rows}
        for row in change.rows:
            self._take_row((change.ledger, row.kind, row.id), row)
        for entry in change.entries:
            key = (change.ledger, entry["kind"], entry["id"])
            if entry.get("what") == "erased":
                self._forget(key)
            elif entry.get("what") != "scrubbed" and key not in found:
                self._due.setdefault(key, change.place.revision)

    def _forget(self, key: RecordKey) -> None:
        for known in (self._heads, self._due):
            known.pop(key, None)

    def _take_row(self, key: RecordKey, row: RecordedRow) -> None:
        self.report.rows += 1
        expected = self._heads.get(key, {}).get("sequence", 0) + 1
        if row.row.get("sequence") != expected:
            self.report.add("row", Message("check.row", record=_record(key), number=expected))
        self._heads[key] = {**row.row, "sequence": row.row.get("sequence", expected)}
        if not self._is_sound(row):
            self.report.add("form", Message("check.form", record=_record(key), number=expected))

    def _judge_due(self) -> None:
        for key, revision in self._due.items():
            self._suspect("missing", key, Message("check.missing", record=_record(key), revision=revision))

    async def _judge_ledgers(self) -> None:
        [[rows]] = await self._client.read("health_records.accounts")
        [[book, *_]] = await self._client.read("book.revisions", id=BOOK_ID)
        counted = {one: revision for one, revision, *_ in rows} | {BOOK: book}
        known = {key[0] for key in self._heads if key[1] == "account"} | {BOOK}
        for ledger in sorted(known | (counted.keys() if self._alone else set())):
            found, due = counted.get(ledger, 0), self._revisions.get(ledger, 0)
            if found < due or (self._alone and found > due):
                detail = Message("check.revision", ledger=named_ledger(ledger), found=found, expected=due)
                self._suspect("revision", (ledger, "account", ledger), detail)

    async def _judge_nodes(self, until: str) -> None:
        """Find every node by its account, too."""
        for (ledger, kind), expected in self._by_kind(edges=False).items():
            if BY_KIND[kind].scope != "account":
                continue
            rows = await self._client.read(f"{BY_KIND[kind].plural}.whole", account_id=ledger)
            found = {row.get("id"): row for (row,) in rows if row.get("recorded_at", "") <= until}
            self._judge_found(expected, found)

    async def _judge_edges(self) -> None:
        """Find every edge by its two ends, too."""
        for (_, kind), expected in self._by_kind(edges=True).items():
            resource = BY_KIND[kind]
            names = ("account_id", "id", *resource.identity)
            for part in in_parts(list(expected)):
                ends = [{name: expected[key][name] for name in names if name in expected[key]} for key in part]
                rows = await self._client.read(f"{resource.plural}.by_ends", rows=ends)
                self._judge_found({key: expected[key] for key in part}, {row["id"]: row for (row,) in rows}, more=True)

    def _judge_found(self, expected: Mapping[RecordKey, Row], found: Mapping[str, Row], *, more: bool = False) -> None:
        ids = {key[2]: key for key in expected}
        for one, key in ids.items():
            if found.get(one, {}).get("sequence", 0) < expected[key]["sequence"]:
                self._suspect("index", key, Message("check.index", record=_record(key)))
        for one in found.keys() - ids.keys() if not more else ():
            ledger, kind, _ = next(iter(expected))
            key = (ledger, kind, str(one))
            self._suspect("index", key, Message("check.unknown", record=_record(key)))

    async def _judge_names(self) -> None:
        """Follow every id of another system to the record that has it."""
        now = instant_text(self._clock())
        held = {
            name: key
            for key, row in self._heads.items()
            if row.get("state_to") is None
            for name in names_held(key[1], row, now)
        }
        for part in in_parts(list(held)):
            [[rows]] = await self._client.read("external_ids.holders", keys=[list(name) for name in part])
            found = {(system, kind, value): (ledger or "", one) for system, kind, value, ledger, one in rows}
            for name in part:
                if found.get(name) != (held[name][0], held[name][2]):
                    detail = Message("check.name", record=_record(held[name]), system=name[0])
                    self._suspect("name", held[name], detail)

    async def _judge_lines(self, until: str) -> None:
        """Compare to whom the lines of contacts lead with who is said to take part, where lines are drawn."""
        interactions = self._by_kind(edges=False) if self._client.draws_lines else {}
        for ledger in (ledger for ledger, kind in interactions if kind == INTERACTIONS.kind):
            found = await wrong_lines(self._client, ledger, self._heads, until)
            if found:  # a write between what one statement reads looks wrong once
                found &= await wrong_lines(self._client, ledger, self._heads, until)
            for one, _ in sorted(found):
                key = (ledger, INTERACTIONS.kind, one)
                self._suspect("line", key, Message("check.line", record=_record(key)))

    def _by_kind(self, *, edges: bool) -> dict[tuple[str, str], dict[RecordKey, Row]]:
        found: dict[tuple[str, str], dict[RecordKey, Row]] = defaultdict(dict)
        for key, row in self._heads.items():
            if BY_KIND[key[1]].is_edge is edges:
                found[key[0], key[1]][key] = row
        return found


def _record(key: Sequence[str]) -> str:
    """Return a record as its address names it.

    Examples
    --------
    >>> _record(("a1", "person", "p1"))
    'a1/person/p1'
    """
    return "/".join(key)
