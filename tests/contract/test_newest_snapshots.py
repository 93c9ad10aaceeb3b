"""What answers across accounts rest on is read again of those accounts alone whose newest snapshot changed."""

from app.analysis.book.newest import read_newest
from app.analysis.book.scores import read_scores
from graph.store import Store
from tests.contract.ledgers import AccountDesk
from tests.sample_snapshots import gap, snapshot

AT = "2026-07-02T00:00:00.000000Z"


async def test_only_of_accounts_whose_newest_snapshot_changed_anything_is_read_again(shared_store: Store):
    changing, staying = [await AccountDesk.new(shared_store) for _ in range(2)]
    both = [snapshot(desk.id, gaps=(gap(1), gap(2)), book_revision=10**6) for desk in (changing, staying)]
    await shared_store.snapshots.write(both)
    before, scores = await read_newest(shared_store), await read_scores(shared_store, AT, {})
    await shared_store.snapshots.write([both[0].model_copy(update={"health": 12.0, "gaps": (gap(3),)})])
    after, later = await read_newest(shared_store), await read_scores(shared_store, AT, {})
    assert after.listed[staying.id] is before.listed[staying.id]
    assert later.stored[staying.id] is scores.stored[staying.id]
    assert (scores.stored[changing.id].health, later.stored[changing.id].health) == (42.9, 12.0)
    mine = [(each.account_id, each.gap.id) for each in after.gaps if each.account_id in {changing.id, staying.id}]
    assert mine == [(staying.id, gap(1).id), (staying.id, gap(2).id), (changing.id, gap(3).id)]
