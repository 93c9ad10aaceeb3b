"""Import of NDJSON: one item a line, consecutive lines of one account in one transaction."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.exchange.ndjson_lines import LineGroup, LineGroups, parts_of
from app.security.grants import role_of_kinds
from app.security.principals import Principal
from app.writing.groups import Placed, write_sound
from app.writing.places import in_one
from graph.store import Store
from schemas.api_keys import Role
from schemas.messages.message import Message
from schemas.writes import WriteOutcome, WriteResult

REJECTS_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was not stored."""

    line: int
    detail: Message


@dataclass(slots=True)
class ImportReport:
    """The outcome of an import."""

    lines: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0

    def reject(self, line: int, detail: Message) -> None:
        """Note a line that was not stored."""
        self.rejected += 1
        if len(self.rejects) < REJECTS_LISTED:
            self.rejects.append(Reject(line, detail))


async def import_ndjson(
    store: Store,
    lines: Iterable[bytes | None],
    author: str,
    progress: Callable[[int], None] = lambda size: None,
    *,
    role: Role = Role.ADMIN,
    report: ImportReport | None = None,
) -> ImportReport:
    """Store the sound lines and report the others.

    Parameters
    ----------
    lines : iterable of bytes
        ``{"account_id", "kind", "id", "data"}`` each, as in a batch; a line of an account's own record comes first;
        None stands for a line too long to be read.
    progress : callable
        Called with the bytes of each line that was dealt with.
    role : Role
        The rights of the author: lines of kinds that need another role are refused.
    report : ImportReport or None
        Written to as lines are dealt with, for whoever watches; without one a new one.
    """
    report = report or ImportReport()
    groups = _groups(lines)
    while group := await asyncio.to_thread(next, groups, None):
        await _write_group(_Target(store, Principal(author, role)), group, report)
        progress(group.size)
    return report


@dataclass(frozen=True, slots=True)
class _Target:
    """Where lines are stored, and for whom."""

    store: Store
    writer: Principal

    def fault_of(self, kind: str) -> Message | None:
        """Return why a kind of record may not be stored."""
        if self.writer.role.covers(needed := role_of_kinds([kind])):
            return None
        return Message("exchange.role_needed", kind=kind, needed=str(needed), role=str(self.writer.role))

    async def write(self, lines: Sequence[Placed[int]]) -> WriteOutcome:
        """Store what is sound of some lines."""
        return await self.store.writer.write([item for _, item in lines], author=self.writer.id, skip=True)


def _groups(lines: Iterable[bytes | None]) -> Iterator[LineGroup]:
    groups = LineGroups()
    for number, text in enumerate(lines, start=1):
        if done := groups.add(number, text):
            yield done
    if rest := groups.rest():
        yield rest


async def _write_group(target: _Target, group: LineGroup, report: ImportReport) -> None:
    report.lines += group.count
    for line, problems in group.refused:
        report.reject(line, in_one(problems))
    async for part in parts_of(group, target.store):
        part.group.keep(target.fault_of)
        for line, problems in part.group.refused:
            report.reject(line, in_one(problems))
        if part.group.items:
            async for results in write_sound(part.group.items, target.write):
                _count(results, report)


def _count(results: Sequence[tuple[int, WriteResult]], report: ImportReport) -> None:
    for line, result in results:
        if result.outcome == "refused":
            report.reject(line, in_one(result.problems))
        else:
            report.outcomes[result.outcome] = report.outcomes.get(result.outcome, 0) + 1
