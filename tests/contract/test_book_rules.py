"""Stage models and rule profiles are read together, as they were at any moment."""

from graph.store import Store
from schemas.reads import Snapshot
from schemas.registry import BY_KIND
from schemas.writes import BOOK
from tests.contract.items import end, item
from tests.contract.ledgers import AUTHOR, FAR, day, fresh_id

KINDS = ("stage_model", "rule_profile")
OFF = [{"rule": "cooling", "on": False}]


async def listed(store: Store, snapshot: Snapshot, kind: str) -> list[dict[str, object]]:
    return [row async for row in store.repository.rows(BY_KIND[kind], snapshot)]


async def test_rules_of_the_book_are_those_that_their_lists_show_at_every_moment(book_store: Store):
    store, model, profile, brief = book_store, fresh_id("a"), fresh_id("a"), fresh_id("b")
    writes = [
        item("stage_model", model, name="Model", stages=[{"key": "offer", "name": "Offer", "order": 1}]),
        item("rule_profile", profile, name="Few", most=5),
        item("rule_profile", profile, choices=OFF, at=day(2024)),
        item("rule_profile", brief, name="Brief", choices=OFF, valid_from=day(2023), valid_to=day(2024)),
        item("stage_model", model, stages=[]),
        end("rule_profile", profile),
        end("stage_model", model),
    ]
    known = [(await store.writer.write([one], author=AUTHOR)).revised_at[BOOK] or "" for one in writes]
    for known_at in (None, *known):
        for as_of in (day(2022), day(2023), day(2025), known[4], FAR):
            snapshot = await store.repository.book_snapshot(as_of, known_at)
            found = await store.repository.rules(snapshot)
            for kind in KINDS:
                assert found.get(kind, []) == await listed(store, snapshot, kind)
