"""The cache stays within its bound, drops what nobody asked for the longest, and keeps nothing across an erasure."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from graph.cache import PLACE, Asked, Cache
from graph.sizes import size_of
from schemas.reads import Snapshot
from schemas.writes import BOOK

NOW = "2026-07-01T00:00:00.000000Z"
ACCOUNTS = ("a1", "a2", "a3")


def asked(name: str = "graph", account_id: str = "a1", reader: str = "") -> Asked:
    """Return a question about an account."""
    return Asked((name,), Snapshot(account_id, NOW, NOW, 1), reader)


def of_book(token: str) -> Asked:
    """Return a question about all accounts."""
    return Asked(("newest", token), Snapshot(BOOK, "", "", 0))


QUESTIONS = [asked(*each) for each in product(("graph", "influence", "health"), ACCOUNTS, ("", "ada"))]
LEDGERS = st.sets(st.sampled_from((*ACCOUNTS, BOOK)), min_size=1)


class CacheBesideModel(RuleBasedStateMachine):
    """Any sequence of keeping, asking and forgetting, beside an ordered dictionary that is trimmed by hand."""

    bound = 12 * (PLACE + size_of(QUESTIONS[0]))

    def __init__(self) -> None:
        super().__init__()
        self.cache = Cache(self.bound)
        self.model: OrderedDict[Asked, tuple[object, int]] = OrderedDict()

    @rule(question=st.sampled_from(QUESTIONS), size=st.integers(0, bound), before=st.integers(0, 1))
    def keep(self, question: Asked, size: int, before: int) -> None:
        value = object()
        self.cache.keep(question, value, size, self.cache.forgotten - before)
        if before:
            return
        taken = size + PLACE + size_of(question)
        self.model.pop(question, None)
        if taken <= self.bound:
            self.model[question] = value, taken
        while sum(each for _, each in self.model.values()) > self.bound:
            self.model.popitem(last=False)

    @rule(question=st.sampled_from(QUESTIONS))
    def ask(self, question: Asked) -> None:
        assert self.cache.kept(question) is self.model.get(question, (None,))[0]
        if question in self.model:
            self.model.move_to_end(question)

    @rule(ledgers=LEDGERS)
    def forget(self, ledgers: set[str]) -> None:
        self.cache.forget(ledgers)
        gone = [each for each in self.model if BOOK in ledgers or each.snapshot.account_id in ledgers]
        for question in gone:
            del self.model[question]

    @invariant()
    def keeps_within_its_bound(self) -> None:
        assert self.cache.size == sum(each for _, each in self.model.values()) <= self.bound


test_any_sequence_keeps_within_the_bound_and_drops_what_was_unasked_longest = CacheBesideModel.TestCase


class Maker:
    """Makes a value when it is let to, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.begun, self.let = asyncio.Event(), asyncio.Event()
        self.times = 0

    async def __call__(self, _: int) -> object:
        self.times += 1
        self.begun.set()
        await self.let.wait()
        return f"made {self.times}"


@pytest.fixture
def cache() -> Cache:
    return Cache(1_000_000)


async def at_once(value: object) -> object:
    return value


def making(value: object) -> Callable[[int], Awaitable[object]]:
    """Return what makes a value at once."""
    return lambda _: at_once(value)


async def test_what_many_ask_for_at_once_is_made_once(cache: Cache):
    make = Maker()
    asking = [asyncio.create_task(cache.find(asked(), make)) for _ in range(5)]
    await make.begun.wait()
    make.let.set()
    assert await asyncio.gather(*asking) == ["made 1"] * 5
    assert await cache.find(asked(), make) == "made 1"
    assert await cache.find(asked(reader="ada"), make) == "made 2"


async def test_who_stops_waiting_takes_nothing_from_the_others(cache: Cache):
    make = Maker()
    first, second = (asyncio.create_task(cache.find(asked(), make)) for _ in range(2))
    await make.begun.wait()
    first.cancel()
    make.let.set()
    assert await second == "made 1"
    assert first.cancelled()


async def test_what_fails_fails_for_all_who_asked_and_is_tried_again(cache: Cache):
    async def fail(_: int) -> object:
        raise ValueError("not now")

    asking = [asyncio.create_task(cache.find(asked(), fail)) for _ in range(2)]
    assert [str(each) for each in await asyncio.gather(*asking, return_exceptions=True)] == ["not now"] * 2
    assert await cache.find(asked(), making("later")) == "later"


@pytest.mark.parametrize("ledger", ["a1", BOOK])
async def test_what_was_being_made_during_an_erasure_is_given_and_not_kept(cache: Cache, ledger: str):
    make = Maker()
    before = asyncio.create_task(cache.find(asked(), make))
    await make.begun.wait()
    cache.forget({ledger})
    after = asyncio.create_task(cache.find(asked(), making("read after")))
    assert await after == "read after", "who asks after the erasure does not wait for what was read before it"
    make.let.set()
    assert await before == "made 1"
    assert cache.kept(asked()) == "read after"


async def test_what_is_made_on_the_way_is_kept_only_with_the_whole(cache: Cache):
    parts = asked("part"), asked("late part")

    async def make(since: int) -> object:
        cache.keep(parts[0], "part", 100, since)
        cache.forget({"a1"})
        cache.keep(parts[1], "late part", 100, since)
        return "whole"

    assert await cache.find(asked(), make) == "whole"
    assert [cache.kept(each) for each in (*parts, asked())] == [None] * 3
    assert cache.size == 0


async def test_a_value_larger_than_the_bound_is_given_and_drops_nothing(cache: Cache):
    await cache.find(asked(account_id="a2"), making("small"))
    assert len(str(await cache.find(asked(), making("x" * 1_000_000)))) == 1_000_000
    assert cache.kept(asked()) is None
    assert cache.kept(asked(account_id="a2")) == "small"


async def test_a_value_for_all_answers_stays_however_large_until_there_is_another_of_its_name(cache: Cache):
    large = "x" * 1_000_000
    for token in ("one", "two"):
        assert await cache.find(of_book(token), making(large), always=True) is large
        for number in range(100):
            await cache.find(asked(account_id=f"a{number}"), making("y" * 20_000))
        assert await cache.find(of_book(token), making("another"), always=True) is large
    assert cache.kept(of_book("one")) is None
    assert cache.kept(asked(account_id="a99")) is not None


async def test_an_erasure_in_any_account_drops_what_is_for_all_answers(cache: Cache):
    await cache.find(of_book("one"), making("x" * 1_000_000), always=True)
    cache.forget({"a7"})
    assert cache.kept(of_book("one")) is None
    assert cache.size == 0


async def test_where_nothing_is_kept_nothing_is_for_all_answers_either():
    cache = Cache(0)
    await cache.find(of_book("one"), making("x"), always=True)
    assert cache.kept(of_book("one")) is None


async def test_a_value_that_grows_beyond_the_bound_is_dropped(cache: Cache):
    cache.keep(asked(), "grows", 100, cache.forgotten)
    cache.keep(asked(), "grows", 1_000_000, cache.forgotten)
    assert cache.kept(asked()) is None
    assert cache.size == 0


async def test_what_is_kept_always_is_found_by_its_name_until_an_erasure(cache: Cache):
    assert cache.lasting("newest") is None
    for token in ("one", "two"):
        await cache.find(of_book(token), making(token), always=True)
        assert cache.lasting("newest") == token
    assert cache.lasting("another") is None
    cache.forget({"a7"})
    assert cache.lasting("newest") is None
