"""Items are written together, and known by where they came from, whatever becomes of the group."""

from collections.abc import Callable, Sequence

import pytest

from app.writing.groups import Group, Placed, Refusal, results_of, write_group, write_sound
from schemas.errors import (
    Conflict,
    InvalidInput,
    NotFound,
    Problem,
    ServiceError,
    StatementRejected,
    StoreTimeout,
    StoreUnavailable,
)
from schemas.messages.message import Message
from schemas.writes import WriteItem, WriteOutcome, WriteResult
from tests.contract.items import item, person


def lines(*ledgers: str) -> list[Placed[str]]:
    """Return one person a ledger; each came from where its number says."""
    return [
        Placed(f"line {number}", item("person", f"p{number}", ledger=ledger, name="P"))
        for number, ledger in enumerate(ledgers, 1)
    ]


class Writer:
    """Writes items that nothing is wrong with, and remembers what it was asked."""

    def __init__(self, fault_of: Callable[[Sequence[WriteItem]], Exception | None] = lambda items: None) -> None:
        self.asked: list[list[str]] = []
        self._fault_of = fault_of

    async def __call__(self, group: Sequence[Placed[str]]) -> WriteOutcome:
        items = [one for _, one in group]
        self.asked.append([str(one.id) for one in items])
        if fault := self._fault_of(items):
            raise fault
        results = [WriteResult(at, "person", one.id, "created", one.ledger) for at, one in enumerate(items)]
        return WriteOutcome({}, {}, results)


async def written(writer: Writer, group: list[Placed[str]], *, in_halves: bool = False) -> list[tuple[str, str]]:
    """Return what became of each line, in the order in which it is known."""
    found = [one async for part in write_sound(group, writer, in_halves=in_halves) for one in part]
    return [(origin, result.outcome) for origin, result in found]


def over(ledger: str) -> Message:
    return Message("ledger.account_over", account=ledger, ended="2025-01-01T00:00:00.000000Z")


def ended(ledger: str) -> Callable[[Sequence[WriteItem]], Exception | None]:
    """Return what refuses all writes of which one is to a ledger."""
    return lambda items: Conflict(over(ledger)) if any(one.ledger == ledger for one in items) else None


def slow(most: int) -> Callable[[Sequence[WriteItem]], Exception | None]:
    """Return what takes too long for more than a few items."""
    return lambda items: StoreTimeout(Message("store.too_long")) if len(items) > most else None


async def test_a_group_is_written_at_once_and_answered_by_its_origins():
    writer = Writer()
    assert await written(writer, lines("a", "a")) == [("line 1", "created"), ("line 2", "created")]
    assert writer.asked == [["p1", "p2"]]


async def test_a_ledger_that_cannot_be_written_to_refuses_each_of_its_lines_by_itself():
    group = lines("a", "a")
    found = [one async for part in write_sound(group, Writer(ended("a"))) for one in part]
    assert [(origin, result.outcome) for origin, result in found] == [("line 1", "refused"), ("line 2", "refused")]
    assert [result.problems for _, result in found] == [
        (Problem("", over("a"), 0),),
        (Problem("", over("a"), 1),),
    ]


async def test_other_ledgers_are_written_beside_one_that_cannot_be():
    writer = Writer(ended("b"))
    assert await written(writer, lines("a", "b", "a", "c")) == [
        ("line 1", "created"),
        ("line 3", "created"),
        ("line 2", "refused"),
        ("line 4", "created"),
    ]
    assert writer.asked == [["p1", "p2", "p3", "p4"], ["p1", "p3"], ["p2"], ["p4"]]


async def test_a_group_that_takes_too_long_is_written_in_halves_and_each_is_known_before_the_next():
    writer = Writer(slow(1))
    parts = write_sound(lines("a", "a", "a"), writer, in_halves=True)
    seen = [(len(writer.asked), [origin for origin, _ in part]) async for part in parts]
    assert seen == [(2, ["line 1"]), (4, ["line 2"]), (5, ["line 3"])]


async def test_one_record_that_takes_too_long_ends_it():
    with pytest.raises(StoreTimeout) as caught:
        await written(Writer(slow(0)), lines("a", "a"), in_halves=True)
    assert str(caught.value.detail) == "store.one_record_too_long()"


@pytest.mark.parametrize(
    "error",
    [
        StoreUnavailable(Message("store.unreachable")),
        StatementRejected(Message("store.statement_refused")),
        StoreTimeout(Message("store.too_long")),
        InvalidInput(Message("requests.key_of_other_request")),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_what_is_not_the_fault_of_a_ledger_is_raised(error: ServiceError):
    with pytest.raises(type(error)) as caught:
        await written(Writer(lambda items: error), lines("a", "b"))
    assert caught.value is error


async def test_whoever_asks_may_answer_in_its_own_form():
    absent = Message("records.absent", kind="account", id="b")

    async def write(group: Sequence[Placed[str]]) -> str:
        if any(one.ledger == "b" for _, one in group):
            raise NotFound(absent)
        return f"{len(group)} written"

    def refuse(group: Sequence[Placed[str]], error: ServiceError) -> str:
        return f"{len(group)} refused: {error.detail}"

    answers = [answer async for answer in write_group(lines("a", "b", "b"), write, refuse)]
    assert answers == ["1 written", f"2 refused: {absent}"]


def test_items_of_a_kind_that_may_not_be_written_are_refused_at_their_kind_before_others():
    forbidden = Message("keys.role_needed", needed="admin", role="editor")
    group = Group([Placed(1, person("p1")), Placed(2, item("department", "d1", name="D"))], [Refusal(3, ())])
    group.keep(lambda kind: forbidden if kind == "department" else None)
    assert [origin for origin, _ in group.items] == [1]
    assert group.refused == [Refusal(2, (Problem("/kind", forbidden),)), Refusal(3, ())]


def test_results_and_items_are_as_many():
    with pytest.raises(ValueError, match="zip"):
        results_of(lines("a"), WriteOutcome({}, {}, []))
