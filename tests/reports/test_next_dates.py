"""What is kept for the next dates makes the same bytes as reading and computing everything, whatever is recorded."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings

from graph.store import Store
from tests.contract.history_sequences import BEGINNING, BOOK_RECORDS
from tests.contract.ledgers import AccountDesk
from tests.nightly import examples
from tests.opened_store import joined
from tests.reports.test_carried_over import histories, record, run

LATER = ("2027-01-02", "2027-01-20", "2027-07-01", "2031-01-01")
"""Dates after it, between which some of what was recorded begins and ends."""


@pytest_asyncio.fixture(scope="module")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    """A store with a book and no accounts."""
    async with joined(tmp_path_factory.mktemp("next") / "data") as store:
        await store.writer.write(BOOK_RECORDS, author="tester")
        yield store


@settings(max_examples=examples(4), suppress_health_check=list(HealthCheck))
@given(before=histories, after=histories)
async def test_what_is_kept_for_the_next_dates_is_what_a_full_run_reads_and_computes(store, before, after):
    desks = [await AccountDesk.new(store) for _ in range(2)]
    for desk in desks:
        await record(desk, [BEGINNING, *before])
    await run(store, again=True)
    for place, date in enumerate(LATER):
        _, next_night = await run(store, date, again=True)
        assert next_night.keys() >= {desk.id for desk in desks}
        assert await run(store, date, anew=True) == (len(next_night), next_night)
        await record(desks[0], after[place : place + 1])
