"""Snapshots and marks of runs: kept once an account and date, read page by page, gone when they are too old."""

import base64
import zlib
from collections.abc import AsyncIterator
from typing import Any, TypeVar

import pytest

from graph.snapshots import snapshots as store_of_snapshots
from graph.snapshots.snapshots import KeptOf, Stamp
from graph.store import Store
from schemas.errors import Conflict
from schemas.registry import BY_KIND
from schemas.reports.runs import Failure, StoredRun
from schemas.reports.snapshot import heads_of
from tests.contract.held_clock import HeldClock
from tests.contract.items import item, person
from tests.contract.ledgers import AccountDesk
from tests.sample_snapshots import contact, gap, said, snapshot
from tests.sentences import refusal

T = TypeVar("T")
MEMBER, OTHER = "snapshot-m1", "snapshot-m2"
LONG_AGO = "2000-01-01T00:00:00.000000Z"


async def everything(pages: AsyncIterator[list[T]]) -> list[T]:
    """Return all items of all pages."""
    return [item async for page in pages for item in page]


async def test_a_snapshot_is_read_as_it_was_kept_and_a_second_one_takes_its_place(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    first = snapshot(desk.id, revision=1, book_revision=10**6)
    assert await shared_store.snapshots.write([first]) == {desk.id}
    assert await shared_store.snapshots.get(desk.id, first.date) == first
    again = first.model_copy(update={"health": None, "grade": None, "gaps": ()})
    await shared_store.snapshots.write([again])
    assert await shared_store.snapshots.get(desk.id, first.date) == again
    [numbers] = await shared_store.snapshots.history(desk.id)
    assert (numbers.health, numbers.grade, numbers.contacts_due) == (None, None, 1)
    assert numbers.components == first.components
    assert await shared_store.snapshots.kept(first.date, [desk.id, "nobody"]) == {
        desk.id: KeptOf(1, 10**6, first.settings)
    }


async def test_of_a_date_all_are_read_in_order_however_small_the_pages(
    shared_store: Store, monkeypatch: pytest.MonkeyPatch
):
    date = "2026-02-03"
    desks = [await AccountDesk.new(shared_store) for _ in range(5)]
    written = [snapshot(desk.id, date, float(place), book_revision=10**6) for place, desk in enumerate(desks)]
    assert len(await shared_store.snapshots.write(written)) == 5
    ordered = sorted(written, key=lambda one: one.account_id)
    monkeypatch.setattr(store_of_snapshots, "BODIES_A_PAGE", 2)
    monkeypatch.setattr(store_of_snapshots, "ROWS_A_STATEMENT", 2)
    assert await everything(shared_store.snapshots.of_date(date)) == ordered
    kept = await shared_store.snapshots.kept_on(date)
    assert (list(kept), list(kept[1:3]), kept[-1]) == (ordered, ordered[1:3], ordered[-1])
    assert heads_of(kept) == heads_of(ordered)
    numbers = await everything(shared_store.snapshots.numbers_on(date))
    assert [(one.account_id, one.health) for one in numbers] == [(one.account_id, one.health) for one in ordered]
    assert await everything(shared_store.snapshots.of_date("2026-02-04")) == []


async def test_the_newest_of_each_account_stays_it_when_an_earlier_date_is_made_again(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    for date, health in (("2026-03-02", 20.0), ("2026-03-03", 30.0), ("2026-03-01", 10.0), ("2026-03-03", 31.0)):
        await shared_store.snapshots.write([snapshot(desk.id, date, health, book_revision=10**6)])
    mine = await shared_store.snapshots.listed([desk.id])
    assert [(one.numbers.date, one.numbers.health) for one in mine] == [("2026-03-03", 31.0)]
    assert mine[0].gaps is not None
    assert mine[0].contacts_due is not None
    assert (mine[0].gaps[0].rule, mine[0].contacts_due[0].person) == ("overdue-contact", "p1")
    history = await shared_store.snapshots.history(desk.id, "2026-03-02", "2026-03-03")
    assert [one.health for one in history] == [20.0, 31.0]

    async def newest(before: str = "9999-99-99") -> list[float | None]:
        return [one.health for one in (await shared_store.snapshots.newest([desk.id], before)).values()]

    assert [await newest(), await newest("2026-03-03"), await newest("2026-03-01")] == [[31.0], [20.0], []]
    assert [(one.before_date, one.before_health) for one in mine] == [("2026-03-02", 20.0)]
    found = await shared_store.snapshots.numbers_before(desk.id, "2026-03-02T00:00:00.000000Z")
    assert found is not None
    numbers, recorded_at = found
    assert numbers.health == 10.0
    assert await shared_store.snapshots.numbers_before(desk.id, "2026-03-02T00:00:00.000000Z", LONG_AGO) is None
    assert recorded_at > LONG_AGO


async def test_the_newest_has_another_stamp_after_each_change_of_it_and_of_the_one_before_and_none_without(
    shared_store: Store,
):
    desk = await AccountDesk.new(shared_store)
    await desk.write(person("p1", name="Zoraida 1"), person("p2", name="Bo"))

    async def keep(date: str) -> None:
        await shared_store.snapshots.write([snapshot(desk.id, date, gaps=(gap(1),), revision=99, book_revision=10**6)])

    async def stamp() -> Stamp:
        return (await shared_store.snapshots.stamps())[desk.id]

    await keep("2019-03-02")
    stamps = [await stamp()]
    for date in ("2019-03-02", "2019-03-02", "2019-03-01", "2019-03-03"):
        await keep(date)
        stamps.append(await stamp())
    assert [date for date, *_ in stamps] == ["2019-03-02"] * 4 + ["2019-03-03"]
    await keep("2019-02-01")
    assert await stamp() == stamps[-1], "an earlier one that is neither the newest nor before it changes neither"
    await shared_store.erasures.erase(BY_KIND["person"], desk.id, "p1", author="privacy")
    stamps.append(await stamp())
    assert await shared_store.snapshots.forget("2019-03-10", days=400, detail_days=5) == (0, 4)
    stamps.append(await stamp())
    assert len(set(stamps)) == len(stamps)
    assert await shared_store.snapshots.forget("2019-03-10", days=1, detail_days=1) == (4, 0)
    assert desk.id not in await shared_store.snapshots.stamps()


async def test_an_account_that_is_gone_gets_no_snapshot_and_the_others_do(shared_store: Store):
    desk, gone = [await AccountDesk.new(shared_store) for _ in range(2)]
    await shared_store.snapshots.write([snapshot(gone.id, book_revision=10**6)])
    await shared_store.erasures.erase(BY_KIND["account"], gone.id, gone.id, author="privacy")
    assert await shared_store.snapshots.history(gone.id) == []
    both = [snapshot(one.id, book_revision=10**6) for one in (desk, gone)]
    assert await shared_store.snapshots.write(both) == {desk.id}


async def test_what_was_read_before_an_erasure_is_not_kept_after_it(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    await desk.write(person("p1", name="Ada"))
    before = await desk.revision()
    await shared_store.erasures.erase(BY_KIND["person"], desk.id, "p1", author="privacy")
    stale = snapshot(desk.id, revision=before, book_revision=10**6)
    assert await shared_store.snapshots.write([stale]) == frozenset()
    fresh = stale.model_copy(update={"revision": await desk.revision()})
    assert await shared_store.snapshots.write([fresh]) == {desk.id}


async def test_old_snapshots_lose_their_details_first_and_then_go(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    dates = ["2020-01-01", "2020-03-01", "2020-03-10"]
    for date in dates:
        await shared_store.snapshots.write([snapshot(desk.id, date, book_revision=10**6)])
    assert await shared_store.snapshots.forget("2020-03-11", days=30, detail_days=5) == (1, 1)
    assert [one.date for one in await shared_store.snapshots.history(desk.id)] == dates[1:]
    kept = [await shared_store.snapshots.get(desk.id, date) for date in dates]
    assert [one is not None for one in kept] == [False, False, True]
    assert await shared_store.snapshots.forget("2020-03-11", days=30, detail_days=5) == (0, 0)


async def test_of_the_version_before_all_is_read_and_cleaned_as_it_was_packed_then(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    await desk.write(person("p1", name="Zoraida 1"))
    older = snapshot(desk.id, "2026-04-01", gaps=(gap(1), gap(2)), revision=99, book_revision=10**6)
    await shared_store.snapshots.write([older])
    older = older.model_copy(update={"format": 1})
    body = base64.b64encode(zlib.compress(older.model_dump_json().encode())).decode()
    row = {"account_id": desk.id, "date": "2026-04-01", "format": 1, "body": body, "stamp": "s"}
    await shared_store._client.write(lambda transaction: transaction.run("health_records.rewrite", rows=[row]))
    assert await shared_store.snapshots.get(desk.id, "2026-04-01") == older
    assert (await shared_store.snapshots.contents([desk.id]))[desk.id]["gaps"]
    await shared_store.erasures.erase(BY_KIND["person"], desk.id, "p1", author="privacy")
    cleaned = await shared_store.snapshots.get(desk.id, "2026-04-01")
    assert cleaned is not None
    assert (cleaned.format, cleaned.gaps) == (2, (gap(2),))


async def test_of_another_version_only_the_numbers_are_read(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    await shared_store.snapshots.write([snapshot(desk.id, "2026-04-01", book_revision=10**6)])
    row = {"account_id": desk.id, "date": "2026-04-01", "format": 0, "stamp": "s"}
    await shared_store._client.write(lambda transaction: transaction.run("health_records.rewrite", rows=[row]))
    assert await shared_store.snapshots.get(desk.id, "2026-04-01") is None
    [numbers] = await shared_store.snapshots.history(desk.id)
    assert numbers.health == 42.9


async def test_nothing_of_an_erased_person_is_left_in_any_snapshot(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    await desk.write(person("p1", name="Zoraida 1"), person("p2", name="Bo"))
    kept = gap(2, finding=said("Zoraida 1 could introduce us to Bo"), action=None)
    lists: dict[str, Any] = {
        "gaps": (gap(1), kept),
        "contacts_due": (contact(1), contact(2, title="Deputy of Zoraida 1")),
        "revision": 99,
        "book_revision": 10**6,
    }
    dates = ["2026-05-01", "2026-05-02"]
    for date in dates:
        await shared_store.snapshots.write([snapshot(desk.id, date, **lists)])
    failed = [Failure(account_id=desk.id, name="Acme", error="TooLarge", detail=said("Zoraida 1 has too many lines"))]
    await shared_store.report_runs.begin("2026-05-02", "one", LONG_AGO)
    await shared_store.report_runs.end("2026-05-02", "one", failed, book_revision=1, settings="x")
    await shared_store.erasures.erase(BY_KIND["person"], desk.id, "p1", author="privacy")
    for date in dates:
        found = await shared_store.snapshots.get(desk.id, date)
        assert found is not None
        assert "Zoraida" not in found.model_dump_json()
        assert [one.finding.en for one in found.gaps] == ["[erased] could introduce us to Bo"]
        assert [(one.person, one.title) for one in found.contacts_due] == [("p2", "Deputy of [erased]")]
        assert [(one.person, one.manager) for one in found.leading_people] == [("p2", None)]
        assert (found.stale_beliefs, found.structure, found.health) == ((), (), 42.9)
    mine = await shared_store.snapshots.listed([desk.id])
    assert [[one.id for one in listed.gaps or ()] for listed in mine] == [[kept.id]]
    run = await shared_store.report_runs.get("2026-05-02")
    assert run is not None
    assert run.failed[0].detail.en == "[erased] has too many lines"


async def test_an_erased_member_of_ours_is_named_in_no_snapshot_and_its_entries_stay(shared_store: Store):
    await shared_store.writer.write(
        [item("team_member", MEMBER, name="Quirin"), item("team_member", OTHER, name="Kim")], author="tester"
    )
    desk = await AccountDesk.new(shared_store)
    lists: dict[str, Any] = {
        "owner": MEMBER,
        "owner_name": "Quirin",
        "gaps": (gap(1, member=MEMBER, action=said("Quirin calls")), gap(2, member=OTHER)),
        "contacts_due": (contact(1, member=MEMBER, member_name="Quirin"),),
    }
    await shared_store.snapshots.write([snapshot(desk.id, book_revision=10**6, **lists)])
    await shared_store.erasures.erase(BY_KIND["team_member"], "", MEMBER, author="privacy")
    found = await shared_store.snapshots.get(desk.id, "2026-07-01")
    assert found is not None
    assert "Quirin" not in found.model_dump_json()
    assert [one.member for one in found.gaps] == [None, OTHER]
    assert [(one.member, one.member_name) for one in found.contacts_due] == [(None, None)]
    assert (found.owner, found.owner_name) == (None, None)


async def test_a_sentence_names_an_erased_member_of_ours_by_no_name_that_they_ever_had(shared_store: Store):
    member = "snapshot-m3"
    for name in ("Wilhelmine Alt", "Wilhelmine Neu"):
        await shared_store.writer.write([item("team_member", member, name=name)], author="tester")
    desk = await AccountDesk.new(shared_store)
    finding = said("Nobody but Wilhelmine Alt, now Wilhelmine Neu, knows Ada 1")
    lists: dict[str, Any] = {"gaps": (gap(1, finding=finding),), "members": ("snapshot-m2", member)}
    await shared_store.snapshots.write([snapshot(desk.id, book_revision=10**6, **lists)])
    await shared_store.erasures.erase(BY_KIND["team_member"], "", member, author="privacy")
    found = await shared_store.snapshots.get(desk.id, "2026-07-01")
    assert found is not None
    assert [one.finding.en for one in found.gaps] == ["Nobody but [erased], now [erased], knows Ada 1"]
    assert found.members == ("snapshot-m2",)


async def test_one_process_at_a_time_makes_the_report_of_a_date(shared_store: Store, clock: HeldClock):
    runs, date = shared_store.report_runs, "2026-06-01"
    assert await runs.begin(date, "one", LONG_AGO) == StoredRun(date)
    with refusal(Conflict, match=date):
        await runs.begin(date, "two", LONG_AGO)
    taken = await runs.begin(date, "two", "2999-01-01T00:00:00.000000Z")
    assert (taken.owner, taken.ended_at) == ("one", None)
    assert [await runs.sign(date, "one"), await runs.sign(date, "two")] == [False, True]
    desk = await AccountDesk.new(shared_store)
    failed = Failure(account_id=desk.id, name=None, error="TooLarge", detail=said("It is too large"))
    assert not await runs.end(date, "one", [], book_revision=1, settings="x")
    assert await runs.end(date, "two", [failed], book_revision=7, settings="x")
    found = await runs.get(date)
    assert found is not None
    assert found.ended_at is not None
    assert found.began_at == taken.began_at
    assert (found.failed, found.book_revision, found.settings) == ((failed,), 7, "x")
    assert (await runs.begin(date, "three", LONG_AGO)).ended_at == found.ended_at
    assert date in [run.date for run in await runs.page(before="2026-06-02")]
    assert date not in [run.date for run in await runs.page(before=date)]


async def test_an_erased_account_is_in_no_list_of_failures(shared_store: Store):
    stays, goes = [await AccountDesk.new(shared_store) for _ in range(2)]
    failed = [
        Failure(account_id=one, name="Secret", error="TooLarge", detail=said("Too large"))
        for one in (stays.id, goes.id)
    ]
    runs = shared_store.report_runs
    for date in ("2026-06-05", "2026-06-06"):
        await runs.begin(date, "one", LONG_AGO)
    await runs.end("2026-06-05", "one", failed, book_revision=1, settings="x")
    await shared_store.erasures.erase(BY_KIND["account"], goes.id, goes.id, author="privacy")
    await runs.end("2026-06-06", "one", failed, book_revision=1, settings="x")  # went on while it was erased
    for date in ("2026-06-05", "2026-06-06"):
        run = await runs.get(date)
        assert run is not None
        assert [one.account_id for one in run.failed] == [stays.id]
