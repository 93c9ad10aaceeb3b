"""What a run carries over is byte for byte what it would compute, whatever is recorded about the accounts."""

from collections.abc import AsyncIterator, Iterable
from contextlib import suppress

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.reports.run.executors import in_process
from app.reports.run.run import AskedRun, run_report
from graph.store import Store
from schemas.errors import ServiceError
from schemas.writes import WriteItem
from tests.contract.history_sequences import BEGINNING, BOOK_RECORDS, batches
from tests.contract.items import item
from tests.contract.ledgers import AccountDesk
from tests.nightly import examples
from tests.opened_store import joined

DATE, AS_OF = "2027-01-01", "2027-01-01T00:00:00.000000Z"
"""After everything that begins by now, before some of what begins later."""

histories = st.lists(batches, min_size=2, max_size=6)


@pytest_asyncio.fixture(scope="module")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """A store with a book and no accounts."""
    async with joined(tmp_path_factory.mktemp("carried") / "data") as store:
        await store.writer.write(BOOK_RECORDS, author="tester")
        yield store


async def record(desk: AccountDesk, batches: Iterable[Iterable[WriteItem]]) -> None:
    """Write to an account those of some batches that the store takes."""
    for batch in batches:
        with suppress(ServiceError):
            await desk.write(*batch)


async def kept(store: Store, on: str) -> dict[str, str]:
    return {each.account_id: each.model_dump_json() async for page in store.snapshots.of_date(on) for each in page}


async def run(store: Store, on: str = DATE, **how: bool) -> tuple[int, dict[str, str]]:
    """Run a date, and return how many were computed, and what is kept then."""
    result = await run_report(store, AskedRun(on, f"{on}{AS_OF[10:]}", **how), in_process(store))
    assert not result.failed
    return result.computed, await kept(store, on)


@settings(max_examples=examples(20), suppress_health_check=list(HealthCheck))
@given(before=histories, after=histories, of_the_book=st.booleans())
async def test_what_is_carried_over_is_what_a_full_run_makes(store, before, after, of_the_book):
    changed, same = [await AccountDesk.new(store) for _ in range(2)]
    for desk in (changed, same):
        await record(desk, [BEGINNING, *before])
    _, first = await run(store, again=True)
    await record(changed, after)
    if of_the_book:
        await store.writer.write([item("team_member", "m", name=f"m {changed.id}")], author="tester")
    computed, carried = await run(store, again=True)
    _, full = await run(store, anew=True)
    assert carried == full
    assert computed == len(full) if of_the_book else computed <= 1
    assert of_the_book or carried[same.id] == first[same.id]
    assert await run(store, again=True) == (0, full)
