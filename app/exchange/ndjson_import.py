"""Import of NDJSON: one item a line, consecutive lines of one account in one transaction."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.exchange.ndjson_lines import LineGroup, LineGroups, Part, parts_of, place_of
from app.messages.sentences import sentence
from app.security.grants import role_of_kinds
from graph.store import Store
from schemas.api_keys import Role
from schemas.errors import Problem, ServiceError, StoreError
from schemas.writes import WriteOutcome

REJECTS_TOLD = 1_000

_WITHIN = re.compile(r"^/items/\d+(/data)?")
"""What a pointer into a batch has in front of the pointer into a line's own data."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was not stored."""

    line: int
    detail: str


@dataclass(slots=True)
class ImportReport:
    """What became of an import."""

    lines: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0

    def reject(self, line: int, detail: str) -> None:
        """Note a line that was not stored."""
        self.rejected += 1
        if len(self.rejects) < REJECTS_TOLD:
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
        Told the bytes of each line that was dealt with.
    role : Role
        What the author may do: lines of kinds that need another are refused.
    report : ImportReport or None
        Written to as lines are dealt with, for whoever watches; without one a new one.
    """
    report = report or ImportReport()
    groups = _groups(lines)
    while group := await asyncio.to_thread(next, groups, None):
        await _write_group(_Target(store, author, role), group, report)
        progress(group.size)
    return report


@dataclass(frozen=True, slots=True)
class _Target:
    """Where lines are stored, and for whom."""

    store: Store
    author: str
    role: Role


def _groups(lines: Iterable[bytes | None]) -> Iterator[LineGroup]:
    groups = LineGroups()
    for number, text in enumerate(lines, start=1):
        if done := groups.add(number, text):
            yield done
    if rest := groups.rest():
        yield rest


async def _write_group(target: _Target, group: LineGroup, report: ImportReport) -> None:
    report.lines += group.count
    for number, problems in group.refused:
        report.reject(number, _told(problems, "refused"))
    for part in await asyncio.to_thread(lambda: list(parts_of(group))):
        await _write_part(target, _allowed(part, target.role, report), report)


def _allowed(part: Part, role: Role, report: ImportReport) -> Part:
    """Return a part without the items that need another role."""
    items = []
    for item in part.items:
        if role.covers(needed := role_of_kinds([item.resource.kind])):
            items.append(item)
        else:
            told = f"/kind: a record of kind '{item.resource.kind}' needs the role '{needed}'; yours is '{role}'"
            report.reject(part.lines[place_of(item)].number, told)
    return part._replace(items=items)


async def _write_part(target: _Target, part: Part, report: ImportReport) -> None:
    _, lines, items, errors = part
    for place, error in errors.items():
        report.reject(lines[place].number, _told(error.problems, sentence(error.detail, "en")))
    if not items:
        return
    try:
        outcome = await target.store.writer.write(items, author=target.author, skip=True)
    except StoreError:
        raise
    except ServiceError as error:
        for item in items:
            report.reject(lines[place_of(item)].number, sentence(error.detail, "en"))
        return
    _count(outcome, part, report)


def _count(outcome: WriteOutcome, part: Part, report: ImportReport) -> None:
    for result, item in zip(outcome.results, part.items, strict=True):
        if result.outcome == "refused":
            report.reject(part.lines[place_of(item)].number, _told(result.problems, "refused"))
        else:
            report.outcomes[result.outcome] = report.outcomes.get(result.outcome, 0) + 1


def _told(problems: tuple[Problem, ...], otherwise: str) -> str:
    return (
        "; ".join(_sentence(_WITHIN.sub("", problem.pointer), sentence(problem.detail, "en")) for problem in problems)
        or otherwise
    )


def _sentence(pointer: str, detail: str) -> str:
    return f"{pointer}: {detail}" if pointer else detail
