"""Turns are given in order, so many in all and so many to each caller, and nobody who has gone is waited for."""

import asyncio

import pytest

from app.crowds.turns import Turns
from schemas.errors import Overloaded


async def settled() -> None:
    """Let every task go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


class Visit:
    """Somebody who wants a turn, and gives it back when asked to."""

    def __init__(self, turns: Turns, caller: str = "", same: str | None = None) -> None:
        self.let_in = False
        self.done = asyncio.Event()
        self.task = asyncio.create_task(self._visit(turns, caller, same))

    async def _visit(self, turns: Turns, caller: str, same: str | None) -> None:
        await turns.take(caller, same)
        try:
            self.let_in = True
            await self.done.wait()
        finally:
            turns.give_back(caller)


async def visits(turns: Turns, *callers: str) -> list[Visit]:
    found = [Visit(turns, caller) for caller in callers]
    await settled()
    return found


async def test_so_many_have_a_turn_and_the_next_follows_when_one_is_given_back():
    turns = Turns(2, 10)
    found = await visits(turns, *"abcd")
    assert [each.let_in for each in found] == [True, True, False, False]
    found[1].done.set()
    await settled()
    assert [each.let_in for each in found] == [True, True, True, False]
    assert (turns.taken, turns.waiting) == (2, 1)


async def test_a_caller_who_has_their_share_waits_and_lets_others_pass():
    found = await visits(Turns(2, 10, per_caller=1), "greedy", "greedy", "modest")
    assert [each.let_in for each in found] == [True, False, True]


async def test_whoever_finds_too_many_waiting_is_refused_with_when_to_come_again():
    turns = Turns(1, 1, retry_seconds=7)
    await visits(turns, "a", "b")
    with pytest.raises(Overloaded) as refused:
        await turns.take("c")
    assert refused.value.retry_after == 7
    assert (turns.taken, turns.waiting) == (1, 1)


async def test_whoever_leaves_the_queue_is_not_let_in_and_takes_nobodys_turn():
    turns = Turns(1, 10)
    first, second, third = await visits(turns, "a", "b", "c")
    second.task.cancel()
    first.done.set()
    await settled()
    assert (second.let_in, third.let_in, turns.taken) == (False, True, 1)


async def test_whoever_leaves_at_the_moment_of_being_let_in_gives_the_turn_back():
    turns = Turns(1, 10)
    first, second, third = await visits(turns, "a", "b", "c")
    first.done.set()
    await asyncio.sleep(0)
    second.task.cancel()
    await settled()
    assert (turns.taken, third.let_in) == (1, True)


async def test_readers_are_few_while_somebody_writes_and_many_again_afterwards():
    writes = Turns(4, 10)
    reads = Turns(3, 10, beside=(writes, 1))
    writes.when_empty = reads.let_in
    (write,) = await visits(writes, "w")
    found = await visits(reads, *"abc")
    assert [each.let_in for each in found] == [True, False, False]
    write.done.set()
    await settled()
    assert [each.let_in for each in found] == [True, True, True]


async def test_who_wait_for_the_same_pass_together_and_the_next_when_all_of_them_are_done():
    turns = Turns(1, 10)
    found = [Visit(turns, same=same) for same in ("influence", "health", "gaps", "health", "health")]
    await settled()
    assert [each.let_in for each in found] == [True, False, False, False, False]
    found[0].done.set()
    await settled()
    assert [each.let_in for each in found] == [True, True, False, True, True]
    late = Visit(turns, same="health")
    for done in (found[1], found[3]):
        done.done.set()
    await settled()
    assert (found[2].let_in, late.let_in) == (False, False)
    found[4].done.set()
    await settled()
    assert (found[2].let_in, late.let_in, turns.taken) == (True, False, 1)


async def test_who_wait_for_the_same_and_leave_at_that_moment_give_back_their_turns():
    turns = Turns(1, 10)
    first, second, third, other = [Visit(turns, same=same) for same in ("a", "b", "b", "c")]
    await settled()
    first.done.set()
    await asyncio.sleep(0)
    second.task.cancel()
    third.task.cancel()
    await settled()
    assert (turns.taken, turns.waiting, other.let_in) == (1, 0, True)
