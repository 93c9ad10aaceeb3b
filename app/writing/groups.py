"""Groups of items that are written in one transaction: whoever sends them asks by where each of them came from.

A batch, a synchronisation, an import of lines and one of tables all write here. An origin is what the way in knows an
item by: its place in a body, the number of a line, the row of a file.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from schemas.errors import InvalidInput, Problem, ServiceError, StoreError, StoreTimeout
from schemas.messages.message import Message
from schemas.writes import WriteItem, WriteOutcome, WriteResult

Origin = TypeVar("Origin")
Written = TypeVar("Written")


class Placed(NamedTuple, Generic[Origin]):
    """An item, and where it came from."""

    origin: Origin
    item: WriteItem


class Refusal(NamedTuple, Generic[Origin]):
    """The faults of something that is not written, with pointers into it."""

    origin: Origin
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Group(Generic[Origin]):
    """Items that can be written, and those that are refused before anything is."""

    items: list[Placed[Origin]] = field(default_factory=list)
    refused: list[Refusal[Origin]] = field(default_factory=list)

    def keep(self, fault_of: Callable[[str], Message | None]) -> None:
        """Refuse the items of kinds that may not be written.

        Parameters
        ----------
        fault_of : callable
            Says why a kind may not be; None where it may.
        """
        faults = {kind: fault_of(kind) for kind in dict.fromkeys(item.resource.kind for _, item in self.items)}
        kept: list[Placed[Origin]] = []
        refused: list[Refusal[Origin]] = []
        for placed in self.items:
            if (fault := faults[placed.item.resource.kind]) is None:
                kept.append(placed)
            else:
                refused.append(Refusal(placed.origin, (Problem("/kind", fault),)))
        self.items, self.refused = kept, [*refused, *self.refused]


def results_of(items: Sequence[Placed[Origin]], outcome: WriteOutcome) -> list[tuple[Origin, WriteResult]]:
    """Return the results of a write by where its items came from."""
    return [(origin, result) for (origin, _), result in zip(items, outcome.results, strict=True)]


async def write_sound(
    items: Sequence[Placed[Origin]],
    write: Callable[[Sequence[Placed[Origin]]], Awaitable[WriteOutcome]],
    *,
    in_halves: bool = False,
) -> AsyncIterator[list[tuple[Origin, WriteResult]]]:
    """Write items as `write_group` does, and yield the results of each part by where its items came from."""

    async def results(part: Sequence[Placed[Origin]]) -> list[tuple[Origin, WriteResult]]:
        return results_of(part, await write(part))

    def refused(part: Sequence[Placed[Origin]], error: ServiceError) -> list[tuple[Origin, WriteResult]]:
        return [(origin, _refusal(index, item, error)) for index, (origin, item) in enumerate(part)]

    async for found in write_group(items, results, refused, in_halves=in_halves):
        yield found


async def write_group(
    items: Sequence[Placed[Origin]],
    write: Callable[[Sequence[Placed[Origin]]], Awaitable[Written]],
    refuse: Callable[[Sequence[Placed[Origin]], ServiceError], Written],
    *,
    in_halves: bool = False,
) -> AsyncIterator[Written]:
    """Write items, and yield what became of them: mostly at once, else of each part that is written by itself.

    Where one ledger cannot be written to, the others still are.

    Parameters
    ----------
    write : callable
        Writes items in one transaction, those that are sound; called again with fewer.
    refuse : callable
        Returns what becomes of items of one ledger that cannot be written to.
    in_halves : bool
        Whether a group that takes longer than a write may is written in two, down to single items.

    Raises
    ------
    StoreError
        When the store is the reason: nothing of what was not yielded is known to be written.
    InvalidInput
        When the request as a whole is.
    """
    try:
        written = await write(items)
    except ServiceError as error:
        parts = _smaller(items, error, in_halves)
        if len(parts) == 1:
            yield refuse(items, error)
            return
    else:
        yield written
        return
    for part in parts:
        async for written in write_group(part, write, refuse, in_halves=in_halves):
            yield written


def _smaller(items: Sequence[Placed[Origin]], error: ServiceError, in_halves: bool) -> list[Sequence[Placed[Origin]]]:
    """Return the parts that may be written where the whole cannot: the items themselves where there are none."""
    if isinstance(error, StoreTimeout) and in_halves:
        return _halves(items)
    if isinstance(error, StoreError | InvalidInput):
        raise error
    return _by_ledger(items)


def _halves(items: Sequence[Placed[Origin]]) -> list[Sequence[Placed[Origin]]]:
    middle = len(items) // 2
    if not middle:
        raise StoreTimeout(Message("store.one_record_too_long"))
    return [items[:middle], items[middle:]]


def _by_ledger(items: Sequence[Placed[Origin]]) -> list[Sequence[Placed[Origin]]]:
    ledgers = dict.fromkeys(item.ledger for _, item in items)
    return [[placed for placed in items if placed.item.ledger == ledger] for ledger in ledgers]


def _refusal(index: int, item: WriteItem, error: ServiceError) -> WriteResult:
    problems = (Problem("", error.detail, index),)
    return WriteResult(index, item.resource.kind, item.id, "refused", item.ledger, problems=problems)
