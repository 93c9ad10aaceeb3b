"""Jobs in the store: one process runs each, what is noted of them is kept, none hangs when its process dies."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
import uuid_utils

from graph.store import Store
from graph.write.receipts import Receipt, StoredAnswer
from schemas.api_keys import Role
from schemas.errors import Conflict, InvalidInput, NotFound
from schemas.jobs import JobState, StoredJob
from tests.conftest import JoinStore
from tests.contract.held_clock import HeldClock
from tests.sentences import refusal

BEGUN = "2026-03-01T00:00:00.000000Z"
GONE = "Its service stopped; resume it."
ENDINGS: tuple[JobState, ...] = ("done", "failed", "interrupted", "cancelled")


def new_job(**fields: Any) -> StoredJob:
    """Return a job that nobody keeps yet."""
    asked = {"format": "ndjson", "dry_run": False}
    return StoredJob(str(uuid_utils.uuid7()), "import", "queued", "mia", Role.EDITOR, BEGUN, asked, **fields)


async def queued(store: Store) -> StoredJob:
    """Return a job that waits for its turn."""
    job = new_job()
    assert await store.jobs.create(job) == job
    return job


async def running(store: Store, owner: str = "one") -> StoredJob:
    """Return a job that a process runs."""
    job = await store.jobs.take((await queued(store)).id, owner)
    assert job is not None
    return job


async def ended(store: Store, state: JobState) -> StoredJob:
    """Return a job that came to an end."""
    job = await store.jobs.end(await running(store), state)
    assert job is not None
    return job


def receipt(key: str, digest: str = "one") -> Receipt:
    """Return what makes two requests the same."""
    return Receipt(f"mia/{key}", digest, lambda job: StoredAnswer(202, {}, f"{job.id} {job.state} {job.version}"))


def ids(jobs: Iterable[StoredJob]) -> list[str]:
    return [job.id for job in jobs]


async def test_a_job_is_kept_as_it_was_made(store):
    job = await queued(store)
    assert await store.jobs.get(job.id) == job
    full = new_job(done=3, total=9, error="InvalidInput", detail="Zeile 3: 张伟", result={"refused": 1, "rows": [1, 2]})
    await store.jobs.create(full)
    assert await store.jobs.get(full.id) == full


async def test_an_unknown_job_is_not_found(store):
    for asked in (store.jobs.get("none"), store.jobs.cancel("none"), store.jobs.resume("none")):
        with refusal(NotFound, match="'none'"):
            await asked


async def test_jobs_are_listed_the_newest_first_page_by_page(store):
    made = [(await queued(store)).id for _ in range(5)]
    assert ids(await store.jobs.page(5)) == made[::-1]
    first = await store.jobs.page(2)
    rest = await store.jobs.page(3, before=first[-1].id)
    assert ids([*first, *rest]) == made[::-1]


async def test_a_list_holds_what_it_is_asked_for(store):
    job = await ended(store, "failed")
    newer = await queued(store)
    assert ids(await store.jobs.page(1, state="failed")) == [job.id]
    assert ids(await store.jobs.page(1, kind="import")) == [newer.id]
    assert not {job.id, newer.id} & set(ids(await store.jobs.page(1000, kind="report")))
    assert newer.id in ids(await store.jobs.in_state("queued"))


async def test_of_twenty_processes_exactly_one_takes_a_job(store):
    job = await queued(store)
    taken = await asyncio.gather(*(store.jobs.take(job.id, f"owner-{number}") for number in range(20)))
    (winner,) = [each for each in taken if each is not None]
    assert (await store.jobs.get(job.id)).owner == winner.owner
    assert (winner.state, winner.version) == ("running", 2)


async def test_of_several_stores_on_the_same_data_exactly_one_takes_a_job(join_store: JoinStore):
    stores = [await join_store() for _ in range(4)]
    for _ in range(5):
        job = await queued(stores[0])
        taken = await asyncio.gather(*(each.jobs.take(job.id, str(number)) for number, each in enumerate(stores)))
        assert sum(each is not None for each in taken) == 1


async def test_progress_is_noted_by_the_process_that_runs_the_job_and_by_no_other(store):
    job = await running(store)
    reported = await store.jobs.report(job, 2_000, 9_000)
    assert reported is not None
    assert (reported.done, reported.total, reported.version) == (2_000, 9_000, job.version + 1)
    assert await store.jobs.report(replace(job, owner="another"), 1, 9_000) is None
    assert (await store.jobs.get(job.id)).done == 2_000


async def test_a_sign_of_life_is_not_a_change_that_anybody_sees(store, clock: HeldClock):
    clock.hold(BEGUN)
    job = await running(store)
    clock.advance(seconds=5)
    reported = await store.jobs.report(job, 0, None)
    assert reported is not None
    assert (reported.version, (reported.alive_at or "")[:19]) == (job.version, "2026-03-01T00:00:05")


@pytest.mark.parametrize("state", ENDINGS)
async def test_a_job_that_has_ended_stays_so(store, state):
    job = await ended(store, state)
    assert (job.state, job.has_ended, job.ended_at is not None) == (state, True, True)
    assert await store.jobs.take(job.id, "two") is None
    assert await store.jobs.report(job, 1, 1) is None
    assert await store.jobs.end(job, "done") is None
    assert await store.jobs.refuse(job.id, "NotFound", "gone") is None
    assert (await store.jobs.get(job.id)).state == state


async def test_a_job_ends_with_what_came_of_it(store):
    job = await store.jobs.end(await running(store), "done", done=7, total=7, result={"outcomes": {"created": 7}})
    assert job is not None
    assert (job.result, job.done) == ({"outcomes": {"created": 7}}, 7)
    assert await store.jobs.get(job.id) == job


async def test_a_job_that_waits_or_was_interrupted_is_cancelled_at_once(store):
    for job in (await queued(store), await ended(store, "interrupted"), await ended(store, "cancelled")):
        cancelled = await store.jobs.cancel(job.id)
        assert (cancelled.state, cancelled.cancelling) == ("cancelled", False)


async def test_a_job_that_runs_is_asked_to_stop_and_its_process_learns_of_it(store):
    job = await running(store)
    asked = await store.jobs.cancel(job.id)
    assert (asked.state, asked.cancelling) == ("running", True)
    assert await store.jobs.cancel(job.id) == asked
    reported = await store.jobs.report(job, 1, 2)
    assert reported is not None
    assert reported.cancelling
    stopped = await store.jobs.end(job, "cancelled")
    assert stopped is not None
    assert (stopped.state, stopped.cancelling) == ("cancelled", False)


@pytest.mark.parametrize("state", ["done", "failed"])
async def test_what_has_ended_by_itself_is_not_cancelled(store, state):
    job = await ended(store, state)
    with refusal(Conflict, match=state):
        await store.jobs.cancel(job.id)


@pytest.mark.parametrize("state", ["failed", "interrupted"])
async def test_a_resumed_job_waits_again_and_forgets_how_it_ended(store, state):
    job = await store.jobs.end(await running(store), state, detail="no space", error="DiskFull", done=5, total=9)
    assert job is not None
    again = await store.jobs.resume(job.id)
    assert (again.state, again.version) == ("queued", job.version + 1)
    assert (again.ended_at, again.error, again.detail, again.done, again.total) == (None, None, None, 0, None)
    assert await store.jobs.take(job.id, "two") is not None


@pytest.mark.parametrize("state", ["done", "cancelled"])
async def test_what_is_done_or_given_up_is_not_resumed(store, state):
    job = await ended(store, state)
    with refusal(Conflict, match=state):
        await store.jobs.resume(job.id)
    with refusal(Conflict, match="queued"):
        await store.jobs.resume((await queued(store)).id)


async def test_jobs_of_a_process_that_fell_silent_are_interrupted(store, clock: HeldClock):
    clock.hold(BEGUN)
    silent, asked = await running(store, "dead"), await running(store, "dead")
    await store.jobs.cancel(asked.id)
    since = clock.advance(seconds=30)
    alive = await running(store, "alive")
    found = {job.id: job for job in await store.jobs.interrupt_silent(since, lambda job: GONE)}
    assert alive.id not in found
    assert (found[silent.id].state, found[silent.id].detail) == ("interrupted", GONE)
    assert (found[asked.id].state, found[asked.id].cancelling) == ("cancelled", False)
    assert await store.jobs.report(silent, 9, 9) is None
    assert (await store.jobs.get(alive.id)).state == "running"


async def test_where_no_other_process_can_run_jobs_all_that_run_are_interrupted(store):
    job = await running(store)
    assert job.id in ids(await store.jobs.interrupt_silent(None, lambda job: GONE))
    assert await store.jobs.in_state("running") == []


async def test_a_job_that_cannot_begin_fails_with_the_reason(store):
    job = await store.jobs.refuse((await queued(store)).id, "NotFound", "Its upload is gone.")
    assert job is not None
    assert (job.state, job.error, job.detail) == ("failed", "NotFound", "Its upload is gone.")


async def test_a_job_is_begun_once_under_a_key(store):
    job, second = new_job(), new_job()
    first = await store.jobs.create(job, receipt(job.id))
    again = await store.jobs.create(second, receipt(job.id))
    assert (first.body, first.replayed) == (f"{job.id} queued 1", False)
    assert again == replace(first, replayed=True)
    with pytest.raises(NotFound):
        await store.jobs.get(second.id)
    with pytest.raises(InvalidInput):
        await store.jobs.create(second, receipt(job.id, "another"))


async def test_a_job_is_resumed_once_under_a_key_and_answered_alike(store):
    job = await ended(store, "interrupted")
    first = await store.jobs.resume(job.id, receipt(f"resume-{job.id}"))
    assert first.body == f"{job.id} queued {job.version + 1}"
    await store.jobs.take(job.id, "one")
    again = await store.jobs.resume(job.id, receipt(f"resume-{job.id}"))
    assert again == replace(first, replayed=True)
    assert (await store.jobs.get(job.id)).state == "running"
