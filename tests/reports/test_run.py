"""The run over a book: each account once, whatever fails, is deleted, or goes on beside it."""

import asyncio
from dataclasses import replace

import pytest

from analytics.answers.health import health_analysis
from analytics.context import Context
from app.analysis.evidence import read_evidence, with_rules
from app.reports.made import stored_report
from app.reports.run import hold
from app.reports.run.executors import Computing, in_process
from app.reports.run.run import AskedRun, run_report
from graph.store import Store
from schemas.errors import Conflict, NotFound
from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.opened_store import joined
from tests.reports.books import ACCOUNTS, AS_OF, ASKED, DATE, IDS, damage, snapshots

AGAIN = AskedRun(DATE, AS_OF, again=True)
LATER = AskedRun("2026-07-02", "2026-07-02T00:00:00.000000Z")


async def report(store: Store) -> str:
    return (await stored_report(store, DATE, "en")).model_dump_json()


async def test_a_run_takes_a_snapshot_of_every_account_once_and_the_same_again(book):
    async with joined(book) as store:
        seen: list[tuple[int, int]] = []
        first = await run_report(store, ASKED, in_process(store), lambda *done: seen.append(done))
        assert (first.accounts, first.computed, first.kept, first.failed, first.gone) == (ACCOUNTS, ACCOUNTS, 0, [], [])
        assert seen[-1] == (ACCOUNTS, ACCOUNTS)
        assert [done for done, _ in seen] == sorted(done for done, _ in seen)
        kept, said = await snapshots(store), await report(store)
        assert list(kept) == IDS
        second = await run_report(store, ASKED, in_process(store))
        assert (second.computed, second.kept) == (0, ACCOUNTS)
        again = await run_report(store, AGAIN, in_process(store))
        assert (again.computed, again.kept) == (0, ACCOUNTS)
        anew = await run_report(store, AskedRun(DATE, AS_OF, anew=True), in_process(store))
        assert (anew.computed, anew.kept) == (ACCOUNTS, 0)
        assert await snapshots(store) == kept
        assert await report(store) == said


async def test_a_snapshot_is_what_the_answer_about_health_says_at_that_instant(book):
    async with joined(book) as store:
        await run_report(store, ASKED, in_process(store))
        for account in IDS[:3]:
            moment = await store.repository.snapshot(account, AS_OF)
            evidence = await with_rules(store, await read_evidence(store, moment))
            answer = health_analysis(Context(evidence.graph, evidence.settings), evidence.stage_models)
            found = await store.snapshots.get(account, DATE)
            assert found is not None
            assert (found.health, found.components, found.revision) == (
                answer.health,
                answer.components,
                answer.revision,
            )
            assert (found.owner, found.owner_name, found.name) == ("kim", "Kim", f"Firm {IDS.index(account)}")


async def test_a_gap_is_open_since_the_first_run_that_saw_it(book):
    async with joined(book) as store:
        await run_report(store, ASKED, in_process(store))
        await run_report(store, LATER, in_process(store))
        first, second = [await store.snapshots.get(IDS[4], each) for each in (DATE, LATER.date)]
        assert first is not None
        assert second is not None
        assert {gap.since for gap in first.gaps} == {AS_OF}
        assert {gap.id: gap.since for gap in second.gaps}.items() >= {gap.id: AS_OF for gap in first.gaps}.items()
        assert second.revision == first.revision, "nothing opened or closed, and nothing is written"


async def test_the_next_date_reads_records_of_changed_accounts_alone_and_comes_out_as_if_it_had_read_all(
    book, caplog: pytest.LogCaptureFixture
):
    async with joined(book) as store:
        await run_report(store, ASKED, in_process(store))
        await store.writer.write([WriteItem(BY_KIND["person"], IDS[7], "dee", {"name": "Dee"})], author="tester")
        with caplog.at_level("DEBUG", "stakegraph.store"):
            await run_report(store, LATER, in_process(store))
        read = sum("statement=account_graph.read " in line for line in caplog.messages)
        assert 1 <= read <= 2, "an account is read again where its gaps changed"
        packed = await snapshots(store, LATER.date)
        anew = await run_report(store, replace(LATER, anew=True), in_process(store))
        assert anew.computed == ACCOUNTS
        assert await snapshots(store, LATER.date) == packed
        assert len(packed) == ACCOUNTS


async def test_accounts_that_cannot_be_read_are_listed_and_all_others_are_reported(book, caplog):
    broken = [IDS[3], IDS[20], IDS[44]]
    async with joined(book) as store:
        await damage(book, broken)
        result = await run_report(store, ASKED, in_process(store))
        assert [each.account_id for each in result.failed] == broken
        assert {each.error for each in result.failed} == {"ServiceError"}
        assert result.failed[0].name == "Firm 3"
        assert result.failed[0].detail.en != result.failed[0].detail.zh
        assert list(await snapshots(store)) == [each for each in IDS if each not in broken]
        found = await stored_report(store, DATE, "zh")
        assert sorted(each.account_id for each in found.failed) == broken
        assert found.counts.failed == len(broken)
    said = [line for line in caplog.messages if "could not be computed" in line]
    assert len(said) == len(broken)
    assert not [line for line in said if any(each in line for each in broken)], (
        "the report names them, the log does not"
    )


async def test_an_account_that_is_deleted_while_the_run_goes_on_is_left_out_and_said(book):
    async with joined(book) as store:
        inner = in_process(store)

        async def erasing(batch):
            if batch.accounts[0].id == IDS[0]:
                await store.erasures.erase(BY_KIND["account"], IDS[5], IDS[5], author="privacy")
            return await inner.compute(batch)

        result = await run_report(store, ASKED, Computing(erasing, 1))
        assert (result.gone, result.failed, result.computed) == ([IDS[5]], [], ACCOUNTS - 1)
        assert IDS[5] not in await snapshots(store)


async def test_of_two_runs_for_a_date_the_second_is_refused_while_the_first_goes_on(book, monkeypatch):
    monkeypatch.setattr(hold, "SIGN_SECONDS", 0.05)
    monkeypatch.setattr(hold, "WATCHED_SECONDS", 0.5)
    async with joined(book) as store:
        inner, begun, may_go_on = in_process(store), asyncio.Event(), asyncio.Event()

        async def waiting(batch):
            begun.set()
            await may_go_on.wait()
            return await inner.compute(batch)

        first = asyncio.create_task(run_report(store, ASKED, Computing(waiting, 1)))
        await begun.wait()
        with pytest.raises(Conflict):
            await run_report(store, ASKED, inner)
        may_go_on.set()
        assert (await first).computed == ACCOUNTS


async def test_a_run_whose_process_says_nothing_is_taken_over(book, monkeypatch):
    monkeypatch.setattr(hold, "WATCHED_SECONDS", 0.1)
    async with joined(book) as store:
        await store.report_runs.begin(DATE, "somebody who died", "")
        assert (await run_report(store, ASKED, in_process(store))).computed == ACCOUNTS
        assert not await store.report_runs.sign(DATE, "somebody who died")


async def test_a_run_that_another_process_took_over_gives_up(book, monkeypatch):
    monkeypatch.setattr(hold, "SIGN_SECONDS", 0.05)
    async with joined(book) as store:
        begun = asyncio.Event()

        async def for_ever(_):
            begun.set()
            await asyncio.Event().wait()

        first = asyncio.create_task(run_report(store, ASKED, Computing(for_ever, 1)))
        await begun.wait()
        alone = AskedRun(DATE, AS_OF, alone=True)
        assert (await run_report(store, alone, in_process(store))).computed == ACCOUNTS
        with pytest.raises(Conflict):
            await first


async def test_without_a_run_there_is_no_report(book):
    async with joined(book) as store:
        with pytest.raises(NotFound):
            await stored_report(store, DATE, "en")


async def test_what_is_too_old_beside_the_date_of_a_run_goes_its_lists_and_reports_before_its_numbers(book):
    async with joined(book) as store:
        assert (store.snapshot_days, store.detail_days) == (1_100, 100)
        for on in ("2023-01-01", "2026-01-01", DATE):
            await run_report(store, AskedRun(on, f"{on}T00:00:00.000000Z"), in_process(store))
        assert [run.date for run in await store.report_runs.page()] == [DATE]
        assert [each.date for each in await store.snapshots.history(IDS[0])] == ["2026-01-01", DATE]
        assert await store.snapshots.get(IDS[0], "2026-01-01") is None
        assert await store.snapshots.get(IDS[0], DATE) is not None
        with pytest.raises(NotFound):
            await stored_report(store, "2026-01-01", "en")
