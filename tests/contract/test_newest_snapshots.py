"""What answers across accounts rest on is read again of those accounts alone whose newest snapshot changed."""

import random
from contextlib import suppress
from typing import Any

import pytest

from app.analysis.book.newest import newest_of, read_newest
from app.analysis.book.scores import read_scores, stored_scores
from graph.store import Store
from schemas.errors import NotFound
from schemas.registry import BY_KIND
from tests.contract.items import person
from tests.contract.ledgers import AccountDesk
from tests.sample_snapshots import contact, gap, said, snapshot

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


@pytest.mark.parametrize("seed", range(3))
async def test_after_any_change_it_is_as_if_all_had_been_read(shared_store: Store, seed: int):
    chance = random.Random(seed)
    desks = [await AccountDesk.new(shared_store) for _ in range(4)]
    for desk in desks:
        await desk.write(*(person(f"p{number}", name=f"Zoraida {number}") for number in range(1, 8)))
    for _ in range(25):
        await change_something(shared_store, desks, chance)
        found, scores = await read_newest(shared_store), await read_scores(shared_store, AT, {})
        stamps = await shared_store.snapshots.stamps()
        assert found == newest_of(await shared_store.snapshots.listed(list(stamps)), stamps)
        assert scores.stored == {one: stored_scores(listed) for one, listed in found.listed.items()}


async def change_something(store: Store, desks: list[AccountDesk], chance: random.Random) -> None:
    """Do one of the things that snapshots change by."""
    desk, number, day = chance.choice(desks), chance.randint(1, 7), chance.randint(1, 28)
    what = chance.choice(("kept", "kept", "kept", "kept", "person erased", "account erased", "forgotten"))
    if what == "kept":
        gaps = tuple(gap(each, finding=said(f"Zoraida {each} waits")) for each in range(1, number))
        lists: dict[str, Any] = {"gaps": gaps, "contacts_due": (contact(number),), "revision": 99}
        of_both = {desk.id, desks[0].id}
        await store.snapshots.write(
            [snapshot(one, f"2018-03-{day:02}", book_revision=10**6, **lists) for one in of_both]
        )
    elif what == "forgotten":
        await store.snapshots.forget(f"2018-03-{day:02}", days=10, detail_days=5)
    else:
        kind, gone = ("person", f"p{number}") if what == "person erased" else ("account", desk.id)
        with suppress(NotFound):  # it was erased before
            await store.erasures.erase(BY_KIND[kind], desk.id, gone, author="privacy")
