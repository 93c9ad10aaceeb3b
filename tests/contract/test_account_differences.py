"""Between any two moments the store names each record that differs once: those whose lists differ, and no other."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.ledger.record_rows import content
from graph.read.account_differences import AccountDifference
from graph.store import Store, StoreOptions
from schemas.errors import ServiceError
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND
from schemas.writes import WriteItem
from tests.contract.held_clock import HeldClock
from tests.contract.history_sequences import BEGINNING, BOOK_RECORDS, INSTANTS, NOW, sequences
from tests.contract.items import end, patch
from tests.contract.ledgers import AccountDesk, day
from tests.nightly import examples
from tests.opened_store import opened

Found = dict[tuple[str, str], str]


@pytest_asyncio.fixture(scope="module")
async def store(own_data: StoreOptions, service_clock: HeldClock) -> AsyncIterator[Store]:
    """A store whose book was recorded before all else."""
    async with opened(own_data, service_clock) as store:
        service_clock.hold(day(2024))
        await store.writer.write(BOOK_RECORDS, author="ada")
        yield store


async def account_of(store: Store, clock: HeldClock) -> AccountDesk:
    """Return an account that was recorded in 2025 and filled a year later."""
    clock.hold(day(2025))
    account = await AccountDesk.new(store)
    clock.hold(NOW)
    await account.write(*BEGINNING)
    return account


async def difference(account: AccountDesk, before: tuple[str, str], after: tuple[str, str]) -> AccountDifference:
    """Return what differs between two pairs of as_of and known_at."""
    ends = [await account.snapshot(*moment) for moment in (before, after)]
    first, second = [(one, await account.store.graphs.read(one)) for one in ends]
    return await account.store.differences.read(first, second)


async def listed(account: AccountDesk, moment: tuple[str, str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what the lists of every kind show, without what is about the row: an older one bears the record's name."""
    return {
        (resource.kind, row["id"]): {
            **{name: value for name, value in content(row).items() if name != "record"},
            "from": row.get("valid_from"),
            "to": row.get("valid_to"),
        }
        for resource in ACCOUNT_RESOURCES
        for row in await account.list(resource.kind, *moment)
    }


def expected(before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any]) -> Found:
    """Return what two sets of lists say of each record that differs."""
    began = dict.fromkeys(after.keys() - before.keys(), "began")
    ended = dict.fromkeys(before.keys() - after.keys(), "ended")
    return began | ended | {key: "changed" for key in before.keys() & after.keys() if before[key] != after[key]}


def named(found: AccountDifference) -> Found:
    """Return the records of an account that are named; each once."""
    keys = [(one.kind, one.id) for one in found.records if BY_KIND[one.kind].scope == "account"]
    assert len(keys) == len(set(keys))
    return {(one.kind, one.id): one.what for one in found.records if BY_KIND[one.kind].scope == "account"}


places = st.lists(st.tuples(*[st.integers(0, 20)] * 4), min_size=3, max_size=3)
"""Of each comparison: where both instants, and both knowledges, stand among those there are."""


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.too_slow])
@given(batches=sequences, places=places)
async def test_what_differs_is_what_the_lists_of_both_moments_show_differently(
    store: Store,
    service_clock: HeldClock,
    in_full: bool,
    batches: list[list[WriteItem]],
    places: list[tuple[int, int, int, int]],
):
    """Also what only time brings, and what was corrected; and what nobody foresaw leaves the graph as it was."""
    account = await account_of(store, service_clock)
    recorded = [day(2025), NOW, *[await written(account, batch, service_clock) for batch in batches]]
    service_clock.release()
    instants = [*INSTANTS, *recorded]
    for place in places if in_full else places[:1]:
        as_of = sorted(instants[number % len(instants)] for number in place[:2])
        known_at = sorted(recorded[number % len(recorded)] for number in place[2:])
        before, after = zip(as_of, known_at, strict=True)
        found = await difference(account, before, after)
        assert named(found) == expected(await listed(account, before), await listed(account, after))
        if not found.foreseen:
            replayed = replace(await account.graph(*before), as_of=as_of[1])
            assert replayed == await account.graph(as_of[1], known_at[0])


async def written(account: AccountDesk, batch: list[WriteItem], clock: HeldClock) -> str:
    """Write a batch, unless it is refused, and return when."""
    now = clock.advance(hours=1)
    with suppress(ServiceError):
        await account.write(*batch)
    return now


async def test_each_difference_says_since_when_it_is_so_and_who_recorded_it_first(store: Store, clock: HeldClock):
    account = await account_of(store, clock)
    first = clock.advance(hours=1)
    await account.write(patch("person", "a", title="head", at=day(2024)), author="ada")
    clock.advance(hours=1)
    await account.write(patch("person", "a", seniority="vp", at=day(2024)), author="bo")
    clock.advance(hours=1)
    await account.write(patch("person", "b", name="B"), end("person", "c", day(2028)), author="cy")
    found = await difference(account, (NOW, NOW), (day(2030), clock.advance(hours=1)))
    by_id = {one.id: one for one in found.records}
    assert (by_id["a"].what, by_id["a"].effective_at, by_id["a"].recorded_by) == ("changed", day(2024), "bo")
    assert by_id["a"].recorded_at > first
    assert (by_id["c"].what, by_id["c"].effective_at, by_id["c"].recorded_by) == ("ended", day(2028), "cy")
    assert not any(one.foreseen for one in by_id.values())
    later = await difference(account, (day(2027), day(2027)), (day(2030), day(2027)))
    assert [(one.id, one.what, one.foreseen) for one in later.records] == [("c", "ended", True)]
    assert later.foreseen
