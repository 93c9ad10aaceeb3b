"""Import of NDJSON: one item a line, consecutive lines of one account in one transaction."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json

from app.batches import parse_batch
from graph.store import Store
from schemas.errors import InvalidInput, Problem, ServiceError, StoreError
from schemas.resources import BY_KIND, RESOURCES
from schemas.writes import WriteItem, WriteOutcome

LINES_A_WRITE = 2_000
"""Lines written in one transaction at most; larger ones would hold the account's lock for too long."""

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


@dataclass(frozen=True, slots=True)
class Line:
    """One parsed line."""

    number: int
    ledger: str
    body: dict[str, Any]


async def import_ndjson(
    store: Store, lines: Iterable[bytes], author: str, progress: Callable[[int], None] = lambda size: None
) -> ImportReport:
    """Store the sound lines and report the others.

    Parameters
    ----------
    lines : iterable of bytes
        ``{"account_id", "kind", "id", "data"}`` each, as in a batch; a line of an account's own record comes first.
    progress : callable
        Told the bytes of each line that was dealt with.
    """
    report = ImportReport()
    for group in _groups(lines, report):
        await _write_group(store, [line for line, _ in group], author, report)
        progress(sum(size for _, size in group))
    return report


def _groups(lines: Iterable[bytes], report: ImportReport) -> Iterator[list[tuple[Line, int]]]:
    group: list[tuple[Line, int]] = []
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        report.lines += 1
        try:
            line = _parse(number, text)
        except InvalidInput as error:
            report.reject(number, error.detail)
            continue
        if group and (line.ledger != group[0][0].ledger or len(group) >= LINES_A_WRITE):
            yield group
            group = []
        group.append((line, len(text)))
    if group:
        yield group


def _parse(number: int, text: bytes) -> Line:
    try:
        body = from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidInput(f"no valid JSON: {error}") from None
    kind = body.get("kind") if isinstance(body, dict) else None
    if not isinstance(kind, str) or kind not in BY_KIND:
        raise InvalidInput(f'a line is {{"account_id", "kind", "id", "data"}}, kind one of {", ".join(BY_KIND)}')
    account_id = body.pop("account_id", None)
    scope = BY_KIND[body["kind"]].scope
    if scope == "self" and "id" not in body:
        body["id"] = account_id
    if scope == "account" and not isinstance(account_id, str):
        raise InvalidInput(f"a {body['kind']} needs account_id")
    ledger = {"account": account_id, "self": body.get("id"), "book": ""}[scope]
    return Line(number, str(ledger), body)


async def _write_group(store: Store, lines: list[Line], author: str, report: ImportReport) -> None:
    """Write lines of one ledger: the account's own record and what belongs to it, each in one transaction."""
    for own in (True, False):
        chosen = [line for line in lines if (BY_KIND[line.body["kind"]].scope != "account") is own]
        if chosen:
            await _write_lines(store, chosen, None if own else chosen[0].ledger, author, report)


async def _write_lines(
    store: Store, lines: list[Line], account_id: str | None, author: str, report: ImportReport
) -> None:
    items, errors = parse_batch({"items": [line.body for line in lines]}, RESOURCES, account_id, skip=True)
    for place, error in errors.items():
        report.reject(lines[place].number, _told(error.problems, error.detail))
    if not items:
        return
    try:
        outcome = await store.writer.write(items, author=author, skip=True)
    except StoreError:
        raise
    except ServiceError as error:
        for item in items:
            report.reject(lines[_place(item)].number, error.detail)
        return
    _count(outcome, items, lines, report)


def _count(outcome: WriteOutcome, items: list[WriteItem], lines: list[Line], report: ImportReport) -> None:
    for result, item in zip(outcome.results, items, strict=True):
        if result.outcome == "refused":
            report.reject(lines[_place(item)].number, _told(result.problems, "refused"))
        else:
            report.outcomes[result.outcome] = report.outcomes.get(result.outcome, 0) + 1


def _place(item: WriteItem) -> int:
    return int(item.pointer.rpartition("/")[2])


def _told(problems: tuple[Problem, ...], otherwise: str) -> str:
    return (
        "; ".join(f"{_WITHIN.sub('', problem.pointer) or '/'}: {problem.detail}" for problem in problems) or otherwise
    )
