"""Erasure: nothing of a person is left in any node, edge or change, and nothing else is lost."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from graph.cache import Asked
from graph.erasure.erasures import Erased
from graph.store import Store
from graph.write.receipts import Receipt, StoredAnswer
from schemas.errors import Conflict, NotFound, RevisionMismatch
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem
from tests.contract.erasure_world import SHE, dated, world_with_her
from tests.contract.items import department, end, influence, item, membership, people, person
from tests.contract.ledgers import AUTHOR, FAR, AccountDesk, day, fresh_id, ids_of
from tests.sentences import refusal

SCRUBBED = "[erased]说: ask [erased], once [erased] ([erased]), [erased], [erased]!"


@pytest.fixture
def store(book_store: Store) -> Store:
    """A store whose book these tests may fill."""
    return book_store


ANNOUNCEMENT = "ClockMark"
"""Says until when a process beside others may write: renewed by any write that comes more than 5 s after the last."""


async def dump(store: Store) -> list[str]:
    """Return every node and every edge of the store, all of its properties, as text."""
    found: list[str] = []
    async with store._client._driver.session(database=store._client._database) as session:
        for statement in (
            "MATCH (n) RETURN labels(n) AS what, properties(n) AS held",
            "MATCH (:Person)-[r]->() RETURN type(r) AS what, properties(r) AS held",
            "MATCH (:TeamMember)-[r]->() RETURN type(r) AS what, properties(r) AS held",
            "MATCH (:Competitor)-[r]->() RETURN type(r) AS what, properties(r) AS held",
            "MATCH (:Department)-[r]->() RETURN type(r) AS what, properties(r) AS held",
            "MATCH (:Account)-[r]->() RETURN type(r) AS what, properties(r) AS held",
        ):
            result = await session.run(statement)
            found += [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in await result.values()]
    return found


def holding(texts: Sequence[str], *words: str) -> list[str]:
    return [text for text in texts if any(word in text.lower() for word in words)]


async def write_book(store: Store, *items: WriteItem) -> None:
    await store.writer.write(items, author=AUTHOR)


async def erase(desk: AccountDesk, kind: str, record_id: str, **more: Any) -> Erased:
    return await desk.store.erasures.erase(BY_KIND[kind], desk.id, record_id, author="privacy", **more)


async def test_of_a_person_nothing_is_left_and_nothing_else_is_lost(store: Store):
    world = await world_with_her(store)
    desk, other, words = world.desk, world.other, world.her.words
    before = await dump(store)
    assert len(holding(before, *words)) > 40
    erased = await erase(desk, "person", SHE)
    after = await dump(store)
    left = [text for text in holding(after, *words) if '"id": "namesake"' not in text]
    assert left == []
    others = [text for text in before if SHE not in text and not holding([text], *words)]
    changed = {text.split('"')[1] for text in Counter(others) - Counter(after)}
    assert changed - {ANNOUNCEMENT} == {"Account"}, "only counters change"
    naming_her = [text for text in after if SHE in text and other.id not in text]
    assert {text.split('"')[1] for text in naming_her} == {"Tombstone", "Change"}
    gone = {one["id"] for one in erased.entries[desk.id] if one["what"] == "erased"}
    assert gone >= {SHE, "e-membership", "e-up", "e-down", "e-stake", "e-coverage", "e-tie", "e-belief", "e-alone"}
    assert len(gone) == 14
    assert [(one["id"], one["what"]) for one in erased.entries[other.id]] == [("q1", "scrubbed"), ("q2", "scrubbed")]


async def test_what_named_her_goes_on_without_her_in_every_row(store: Store):
    world = await world_with_her(store)
    desk, other = world.desk, world.other
    first, known = (
        (await desk.history("interaction", "kept-contact"))[-1]["recorded_at"],
        (await desk.snapshot()).known_at,
    )
    await erase(desk, "person", SHE)
    for at in (first, known):
        [contact] = await desk.list("interaction", FAR, at)
        assert contact["people"] == ["p1"]
    rows = await desk.history("assessment", "kept-belief")
    assert [row["value"] for row in rows] == [f"{SCRUBBED} 2", f"{SCRUBBED} 1"]
    assert all("assessor_id" not in row and "assessor_kind" not in row for row in rows)
    [claim] = await desk.list("value_statement")
    assert (claim["aimed_at"], claim["text"]) == (["p1"], "[erased] saves 2")
    assert [one["person"] for one in json.loads(claim["deliveries"])] == ["p1"]
    [call] = await desk.list("action")
    assert (call["what"], call["through"], call["outcome"]) == ("Ask [erased] 2", ["p1"], SCRUBBED)
    assert "person" not in call
    point = await desk.get("control_point", "kept-point")
    [scored] = json.loads(point["scoring"])
    assert (scored["name"], scored["points"]) == ("Liked by [erased]", 3.0)
    assert (await desk.get("person", "namesake"))["name"] == world.her.old
    assert [row.get("identity") for row in await other.history("person", "q2")] == [None, None]
    assert (await other.get("person", SHE))["name"] == "Another"


async def test_answers_as_known_earlier_hold_her_no_more(store: Store):
    desk = (await world_with_her(store)).desk
    snapshot = await desk.snapshot()
    assert SHE in [one.id for one in (await desk.graph(FAR, snapshot.known_at)).people]
    await erase(desk, "person", SHE)
    again = await desk.snapshot(FAR, snapshot.known_at)
    assert (again.revision, again.known_at) == (snapshot.revision, snapshot.known_at)
    assert again != snapshot, "what is kept anywhere of the answer before must not be given again"
    graph = await desk.graph(FAR, snapshot.known_at)
    assert [one.id for one in graph.people] == ["namesake", "p1", "p2"]
    assert [(one.source, one.target) for one in graph.influences] == [("p1", "p2")]
    for kind in ("person", "influence", "assessment", "interaction", "coverage", "stake", "competitor_tie"):
        assert not holding([json.dumps(row) for row in await desk.list(kind, FAR, snapshot.known_at)], SHE)


async def test_the_store_keeps_nothing_that_was_read_of_the_accounts_that_an_erasure_touches(store: Store):
    world, apart = await world_with_her(store), await AccountDesk.new(store)
    snapshots = [await desk.snapshot() for desk in (world.desk, world.other, apart)]
    for snapshot in snapshots:
        await store.graphs.read(snapshot)
    await erase(world.desk, "person", SHE)
    kept = [store.cache.kept(Asked(("graph",), snapshot)) for snapshot in snapshots]
    assert kept[:2] == [None, None]
    assert kept[2].account_id == apart.id
    rival = fresh_id("rival")
    await write_book(store, item("competitor", rival, name="Contoso"))
    await store.erasures.erase(BY_KIND["competitor"], BOOK, rival, author="privacy")
    assert store.cache.size == 0, "any account may name what is in the book"


async def test_an_erased_id_is_not_stored_again_and_says_why(store: Store):
    desk = await AccountDesk.new(store)
    await desk.write(*people("p1", "p2"), influence("p1", "p2"))
    erased = await erase(desk, "person", "p1")
    with refusal(Conflict, match=f"person 'p1' was erased at {erased.erased_at}"):
        await desk.write(person("p1"))
    outcome = await desk.write(person("p1"), person("p3"), skip=True)
    assert [result.outcome for result in outcome.results] == ["refused", "created"]
    for again in (desk.get("person", "p1"), erase(desk, "person", "p1")):
        with refusal(NotFound, match="was erased at"):
            await again
    with pytest.raises(NotFound):
        await erase(desk, "person", "ghost")
    assert await desk.revision() == 4


async def test_an_erasure_starts_from_the_revision_that_is_named(store: Store):
    desk = await AccountDesk.new(store)
    await desk.write(person("p1"))
    with pytest.raises(RevisionMismatch):
        await erase(desk, "person", "p1", if_match=frozenset({1}))
    assert (await erase(desk, "person", "p1", if_match=frozenset({2}))).revision == 3


async def test_ids_of_other_systems_are_free_again(store: Store):
    desk, name = await AccountDesk.new(store), fresh_id("crm")
    await desk.write(person("p1", external_ids={"crm": name}), person("p2"))
    await desk.write(person("p1", external_ids={"crm": None}))
    await desk.write(person("p2", external_ids={"crm": name}))
    await erase(desk, "person", "p1")
    assert await store.repository.holder(BY_KIND["person"], "crm", name) == (desk.id, "p2")
    await erase(desk, "person", "p2")
    assert await store.repository.holder(BY_KIND["person"], "crm", name) is None


async def test_the_answer_to_a_request_about_her_is_not_given_again(store: Store):
    desk = await AccountDesk.new(store)
    receipt = Receipt(f"ada/{fresh_id()}", "digest", lambda _: StoredAnswer(201, {}, '{"name": "Ada Brandt"}'))
    write = [replace(person("p1", name="Ada Brandt"), ledger=desk.id)]
    await store.writer.write_once(write, receipt, author="ada")
    assert (await store.writer.write_once(write, receipt, author="ada")).replayed
    await erase(desk, "person", "p1")
    with refusal(Conflict, match="erased"):
        await store.writer.write_once(write, receipt, author="ada")


async def test_a_row_that_was_about_her_alone_goes_and_later_ones_stay(store: Store):
    desk = await AccountDesk.new(store)
    await desk.write(*people("p1", "p2"), dated("interaction", "i1", people=["p1"], channel="call"))
    await desk.write(dated("interaction", "i1", people=["p2"]))
    await desk.write(dated("interaction", "i2", people=["p2"], channel="call"))
    await desk.write(dated("interaction", "i2", people=["p1"]))
    await erase(desk, "person", "p1")
    assert [row["sequence"] for row in await desk.history("interaction", "i1")] == [2]
    assert ids_of(await desk.list("interaction")) == ["i1"]


async def test_what_belongs_to_a_record_goes_with_it_and_what_names_it_lets_go(store: Store):
    desk = await AccountDesk.new(store)
    await desk.write(
        *people("p1"),
        department("d1"),
        department("d2", part_of="d1"),
        membership("p1", "d1", "m"),
        item("opportunity", "o1", name="Pumps", department="d1"),
        item("chain", "ch1", opportunity="o1", name="Tender"),
        item("step", "s1", chain="ch1", order=1, name="Budget"),
        item("stake", "st", person="p1", chain="ch1", step="s1"),
        item("assessment", "a1", person="p1", attribute="support", value=1, observed_at=day(2025), chain="ch1"),
        dated("interaction", "i1", people=["p1"], channel="call", opportunity="o1"),
    )
    erased = await erase(desk, "department", "d1")
    assert {(one["id"], one["what"]) for one in erased.entries[desk.id]} == {
        ("d1", "erased"),
        ("m", "erased"),
        ("d2", "scrubbed"),
        ("o1", "scrubbed"),
    }
    erased = await erase(desk, "opportunity", "o1")
    changes = {(one["id"], one["what"]) for one in erased.entries[desk.id]}
    assert changes == {(one, "erased") for one in ("o1", "ch1", "s1", "st", "a1")} | {("i1", "scrubbed")}
    assert "opportunity" not in await desk.get("interaction", "i1")
    assert (await desk.graph()).people


@pytest.mark.parametrize("kind", [kind for kind, one in BY_KIND.items() if one.scope == "account"])
async def test_every_kind_of_record_can_be_erased(store: Store, kind: str):
    desk = (await world_with_her(store)).desk
    await desk.write(item("step", "s1", chain="ch1", order=1, name="Budget"))
    (row, *_) = await desk.list(kind)
    await erase(desk, kind, row["id"])
    with refusal(NotFound, match="was erased"):
        await desk.get(kind, row["id"])
    assert row["id"] not in ids_of(await desk.list(kind))
    assert await desk.store._client.read("history.rows", records=[f"{desk.id}/{kind}/{row['id']}"]) == []


async def test_a_record_of_the_book_goes_when_nothing_open_points_to_it(store: Store):
    world = await world_with_her(store)
    desk, member, boss, tie = world.desk, world.member, fresh_id("m"), fresh_id("t")
    await write_book(
        store,
        item("team_member", boss, name="Theobald Kray"),
        item("team_reporting_line", tie, member=member, manager=boss),
    )
    with refusal(Conflict, match="e-coverage"):
        await store.erasures.erase(BY_KIND["team_member"], BOOK, member, author="privacy")
    await desk.write(end("coverage", "e-coverage"))
    await write_book(store, end("team_reporting_line", tie))
    erased = await store.erasures.erase(BY_KIND["team_member"], BOOK, member, author="privacy")
    assert [(one["id"], one["what"]) for one in erased.entries[BOOK]] == [(member, "erased"), (tie, "erased")]
    assert ("e-coverage", "erased") in {(one["id"], one["what"]) for one in erased.entries[desk.id]}
    assert not holding(await dump(store), f"li {member}")
    with refusal(Conflict, match="erased"):
        await write_book(store, item("team_member", member, name="Li"))
    assert (await desk.list("interaction"))[0]["people"]


async def test_of_an_account_only_its_tombstone_and_empty_changes_stay(store: Store):
    world = await world_with_her(store)
    desk, other, words = world.desk, world.other, world.her.words
    await write_book(store, item("account_tie", fresh_id(), account=desk.id, other=other.id, relation="partner"))
    await write_book(store, item("rule_profile", fresh_id(), name="Its own", account=desk.id, most=5))
    before = await dump(store)
    listed = await store.repository.accounts_snapshot(FAR)
    erased = await erase(desk, "account", desk.id)
    after = await dump(store)
    assert not holding(after, *words)
    assert {text.split('"')[1] for text in after if desk.id in text} == {"Tombstone", "Change"}
    changes = [json.loads(text)[1] for text in after if text.startswith('[["Change"]') and desk.id in text]
    assert sorted(change["revision"] for change in changes) == [1, 2, 3, 4]
    assert {change["entries"] for change in changes if change["revision"] < 4} == {"[]"}
    assert erased.entries[desk.id] == [{"kind": "account", "id": desk.id, "what": "erased"}]
    lost = Counter(text for text in before if desk.id not in text) - Counter(after)
    assert {text.split('"')[1] for text in lost} <= {"Account", "Book", ANNOUNCEMENT}
    with refusal(NotFound, match="was erased"):
        await desk.snapshot()
    with refusal(Conflict, match="was erased"):
        await write_book(store, replace(item("account", desk.id, name="Acme"), ledger=desk.id))
    now = await store.repository.accounts_snapshot(FAR)
    assert now.revision > listed.revision
    assert now.known_at > listed.known_at
