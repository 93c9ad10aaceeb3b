"""What is read of an account can be kept, packed, until somebody writes to it or something of it begins or ends."""

from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.gaps.refreshing import refresh_gaps
from graph.snapshots.snapshots import Snapshots
from graph.store import Store
from schemas.errors import ServiceError
from schemas.reads import Snapshot
from schemas.registry import BY_KIND
from schemas.rows.account_graph import AccountGraph
from schemas.rows.packed_account import KeptAccount
from schemas.writes import WriteItem
from tests.contract.history_sequences import BEGINNING, BOOK_RECORDS, INSTANTS, batches
from tests.contract.items import end, item, patch, person
from tests.contract.ledgers import AccountDesk, day
from tests.nightly import examples
from tests.sample_snapshots import snapshot

LATER = sorted([*INSTANTS, day(2026), day(2027), day(2029), day(2031)])


async def keep(desk: AccountDesk, as_of: str) -> Snapshot:
    """Read an account and keep what was read, and return its moment."""
    moment = await desk.snapshot(as_of)
    packed = (await desk.store.graphs.read_whole(moment)).packed()
    assert packed is not None
    taken = snapshot(desk.id, revision=moment.revision, book_revision=10**6)
    assert await desk.store.snapshots.write([taken], [packed]) == {desk.id}
    return moment


async def kept(desk: AccountDesk, as_of: str) -> AccountGraph | None:
    """Return an account from what is kept, and None where that does not hold at an instant."""
    moment = await desk.snapshot(as_of)
    bodies = await desk.store.graphs.packed([moment], as_of)
    if desk.id not in bodies:
        return None
    read = await desk.store.graphs.read_whole(moment, bodies[desk.id])
    assert read.packed() is None, "what was kept need not be kept again"
    return read.graph


async def record(desk: AccountDesk, batches: Iterable[Iterable[WriteItem]]) -> None:
    """Write to an account those of some batches that the store takes."""
    for batch in batches:
        with suppress(ServiceError):
            await desk.write(*batch)


@settings(max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(histories=st.lists(batches, max_size=8), first=st.sampled_from(LATER))
async def test_what_is_kept_is_what_would_be_read_at_every_later_instant_at_which_it_holds(
    shared_store, histories, first
):
    await shared_store.writer.write(BOOK_RECORDS, author="tester")
    desk = await AccountDesk.new(shared_store)
    await record(desk, [BEGINNING, *histories])
    await keep(desk, first)
    for instant in LATER:
        found = await kept(desk, instant)
        assert found is None or found == await desk.fresh_graph(await desk.snapshot(instant))
        assert found is not None or instant != first


async def test_what_is_kept_ends_where_something_of_the_account_begins_or_ends(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    await desk.write(person("p1"), person("p2", valid_from=day(2027, 3)), person("p3"))
    await desk.write(end("person", "p3", day(2027, 5)), patch("person", "p1", title="head", at=day(2027, 4)))
    for month in (1, 3, 4, 5):
        await keep(desk, day(2027, month))
        assert await kept(desk, day(2027, month)) is not None
        assert (await kept(desk, day(2028)) is not None) == (month == 5)
        assert await kept(desk, day(2026)) is None
        if month > 1:
            assert await kept(desk, day(2027, month - 1, 28)) is None


async def test_what_is_kept_does_not_outlive_a_write_to_the_account_and_does_one_to_another(shared_store: Store):
    desk, other = [await AccountDesk.new(shared_store) for _ in range(2)]
    await keep(desk, day(2026))
    await other.write(person("p1"))
    assert await kept(desk, day(2026, 2)) is not None
    await desk.write(person("p1"))
    assert await kept(desk, day(2026, 2)) is None


async def test_whom_of_us_an_account_names_is_read_anew(shared_store: Store):
    member = "packed-m1"
    await shared_store.writer.write([item("team_member", member, name="Kim")], author="tester")
    desk = await AccountDesk.new(shared_store)
    target = {"kind": "account", "id": desk.id}
    await desk.write(item("coverage", "v1", member=member, target=target, duty="owner"))
    await keep(desk, day(2027))
    await shared_store.writer.write([patch("team_member", member, name="Kim Li")], author="tester")
    found = await kept(desk, day(2027))
    assert found is not None
    assert [each.name for each in found.members] == ["Kim Li"]


async def test_where_only_gaps_were_remembered_since_reading_these_again_is_reading_everything(shared_store: Store):
    desk, at = await AccountDesk.new(shared_store), day(2027)
    await desk.write(person("p1"), person("p2"))
    moment = await keep(desk, at)
    of_kept = (await shared_store.graphs.packed([moment], at))[desk.id]
    for read in (await shared_store.graphs.read_whole(moment), await shared_store.graphs.read_whole(moment, of_kept)):
        await refresh_gaps(shared_store, desk.id, at, author="report")
        later = await desk.snapshot(at)
        again = await shared_store.graphs.read_gaps_again(read, later)
        assert again.graph == await desk.fresh_graph(later)
        assert again.graph.gap_states
        assert not read.graph.gap_states
        packed = again.packed()
        assert packed is not None
        unpacked = await shared_store.graphs.read_whole(later, KeptAccount(packed.body, packed.until))
        assert unpacked.graph == again.graph


async def bodies(store: Store, account_id: str) -> list[object]:
    """Return whatever is kept of an account, whether it holds or not."""
    packed = "MATCH (packed:PackedAccount {account_id: $id}) RETURN packed.body"
    async with store._client._session("READ") as session:
        return [row[0] for row in await (await session.run(packed, id=account_id)).values()]


@pytest.mark.parametrize("erased", ["person", "account"], ids=["somebody", "everything"])
async def test_nothing_is_kept_of_an_account_of_which_something_was_erased(shared_store: Store, erased: str):
    desk, other = [await AccountDesk.new(shared_store) for _ in range(2)]
    await desk.write(person("p1"))
    for one in (desk, other):
        await keep(one, day(2027))
    assert len(await bodies(shared_store, desk.id)) == 1
    record_id = {"person": "p1", "account": desk.id}[erased]
    await shared_store.erasures.erase(BY_KIND[erased], desk.id, record_id, author="privacy")
    assert await bodies(shared_store, desk.id) == []
    assert len(await bodies(shared_store, other.id)) == 1


async def test_what_was_read_before_an_erasure_is_not_kept_after_it(shared_store: Store):
    desk = await AccountDesk.new(shared_store)
    await desk.write(person("p1"))
    moment = await desk.snapshot(day(2027))
    packed = (await shared_store.graphs.read_whole(moment)).packed()
    assert packed is not None
    await shared_store.erasures.erase(BY_KIND["person"], desk.id, "p1", author="privacy")
    writer: Snapshots = shared_store.snapshots
    taken = snapshot(desk.id, revision=moment.revision, book_revision=10**6)
    assert await writer.write([taken], [packed]) == frozenset()
    assert await bodies(shared_store, desk.id) == []
