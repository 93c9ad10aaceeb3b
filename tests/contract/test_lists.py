"""Lists: filtered, searched in any script, sorted either way, and paged so that nothing is missed or seen twice."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.records.answers import record_body
from graph.store import Store
from schemas.errors import NotFound
from schemas.reads import PageRequest, Snapshot
from schemas.registry import BY_KIND
from tests.contract.held_clock import HeldClock
from tests.contract.items import department, end, influence, item, line, membership, patch, people, person
from tests.contract.ledgers import FAR, AccountDesk, day, fresh_id, ids_of

HEADCOUNTS = {"d1": 5, "d2": None, "d3": 0, "d4": 12, "d5": 5, "d6": None, "d7": 5}
NAMES = {"p1": "李雷 Lei Li", "p2": "Ada", "p3": "ada", "p4": "Ada", "p5": "Ünal", "p6": "韩梅梅", "p7": "Zoe"}


async def pages(account: AccountDesk, kind: str, snapshot: Snapshot, **request: Any) -> AsyncIterator[Sequence[Any]]:
    after = None
    while True:
        page = await account.page(kind, snapshot, after=after, **request)
        yield page.items
        after = page.after
        if after is None:
            return


async def all_pages(account: AccountDesk, kind: str, snapshot: Snapshot, **request: Any) -> list[Mapping[str, Any]]:
    return [row async for items in pages(account, kind, snapshot, **request) for row in items]


@pytest.fixture
async def staff(account: AccountDesk) -> AccountDesk:
    await account.write(
        *(person(key, name=name) for key, name in NAMES.items()),
        *(department(key, expected_headcount=count) for key, count in HEADCOUNTS.items()),
    )
    return account


async def test_a_list_shows_its_own_account_only(staff: AccountDesk):
    other = await AccountDesk.new(staff.store)
    await other.write(*people("p1", "x1"))
    assert ids_of(await staff.list("person")) == list(NAMES)
    assert ids_of(await other.list("person")) == ["p1", "x1"]


async def test_filters_leave_what_has_exactly_these_values(account: AccountDesk):
    await account.write(
        person("p1", seniority="vp", vacant=False, tags=["pilot", "north"]),
        person("p2", seniority="vp", vacant=True, tags=["pilot-2"]),
        person("p3", seniority="director"),
        influence("p1", "p2", "i1"),
        influence("p1", "p3", "i2"),
        line("p2", "p1", "r1"),
        department("d1", function="it"),
        membership("p1", "d1", "m1", primary=True),
    )
    assert ids_of(await account.list("person", equal={"seniority": "vp"})) == ["p1", "p2"]
    assert ids_of(await account.list("person", equal={"seniority": "vp", "vacant": False})) == ["p1"]
    assert ids_of(await account.list("person", holds={"tags": "pilot"})) == ["p1"]
    assert ids_of(await account.list("person", equal={"title": "x"})) == []
    assert ids_of(await account.list("influence", equal={"source": "p1", "target": "p3"})) == ["i2"]
    assert ids_of(await account.list("reporting_line", equal={"manager": "p1"})) == ["r1"]
    assert ids_of(await account.list("membership", equal={"primary": True})) == ["m1"]
    assert ids_of(await account.list("department", equal={"function": "it"})) == ["d1"]


async def test_a_list_leaves_what_is_due_before_an_instant(account: AccountDesk):
    await account.write(
        item("action", "a1", what="Call.", due=day(2026, 1)),
        item("action", "a2", what="Call.", due=day(2026, 2)),
        item("action", "a3", what="Call."),
    )
    assert ids_of(await account.list("action", before={"due": day(2026, 2)})) == ["a1"]
    assert ids_of(await account.list("action", before={"due": day(2027)}, equal={"status": "open"})) == ["a1", "a2"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("ada",), ["p2", "p3", "p4"]),
        (("雷",), ["p1"]),
        (("李雷", "li"), ["p1"]),
        (("lei", "梅"), []),
        (("ünal",), ["p5"]),
        (("%",), []),
        ((".*",), []),
    ],
    ids=str,
)
async def test_words_are_found_in_names_of_any_script(staff: AccountDesk, words: tuple[str, ...], found: list[str]):
    assert ids_of(await staff.list("person", words=words)) == found


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("limit", [1, 2, 3, 100])
async def test_pages_by_text_are_in_order_with_ties_by_id(staff: AccountDesk, limit: int, descending: bool):
    rows = await all_pages(staff, "person", await staff.snapshot(), sort="name", descending=descending, limit=limit)
    in_order = sorted(set(NAMES.values()), reverse=descending)
    assert ids_of(rows) == [key for name in in_order for key in sorted(NAMES) if NAMES[key] == name]


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("limit", [1, 2, 100])
async def test_pages_by_number_are_in_order_missing_ones_lowest(staff: AccountDesk, limit: int, descending: bool):
    rows = await all_pages(
        staff,
        "department",
        await staff.snapshot(),
        sort="expected_headcount",
        numeric=True,
        descending=descending,
        limit=limit,
    )
    up, down = ["d2", "d6", "d3", "d1", "d5", "d7", "d4"], ["d4", "d1", "d5", "d7", "d3", "d2", "d6"]
    assert ids_of(rows) == (down if descending else up)


async def test_edges_are_paged_by_a_number_that_many_share(account: AccountDesk):
    ids = [f"p{number:02}" for number in range(12)]
    strengths = [0.5, None, 0.1, 0.5, 0.5, None, 1, 0, 0.5, 0.25, 0.5]
    edges = [influence("p00", to, f"i{to}", strength=value) for to, value in zip(ids[1:], strengths, strict=True)]
    await account.write(*people(*ids), *edges)
    sort = {"sort": "strength", "numeric": True, "descending": True}
    rows = await all_pages(account, "influence", await account.snapshot(), limit=2, **sort)
    keys = [(-(-1 if row.get("strength") is None else row["strength"]), row["id"]) for row in rows]
    assert keys == sorted(keys)
    assert len(set(ids_of(rows))) == len(edges)


async def test_pages_at_one_moment_show_all_of_it_once_whatever_is_written_meanwhile(account: AccountDesk):
    ids = [f"p{number:03}" for number in range(120)]
    await account.write(*(person(key, name="before", title="before") for key in ids))
    before = await account.snapshot()

    async def write_five_times() -> None:
        for number in range(5):
            word = f"after {number}"
            changed = [person(key, name=word, title=word) for key in ids[number % 2 :: 2]]
            await account.write(*changed, person(f"new-{number}"))

    writing = asyncio.create_task(write_five_times())
    for limit in itertools.cycle((50, 17, 120, 7)):
        rows = await all_pages(account, "person", before, sort="name", limit=limit)
        assert ids_of(rows) == ids
        assert {(row["name"], row["title"]) for row in rows} == {("before", "before")}
        if writing.done() and limit == 7:
            break
    await writing
    assert (await account.get("person", "p000"))["name"] == "after 4"


async def test_a_page_of_a_moment_is_the_same_whatever_is_written_since(staff: AccountDesk, clock: HeldClock):
    clock.hold(day(2026))
    await staff.write(influence("p1", "p2", strength=0.5), line("p2", "p1"), membership("p1", "d1"))
    moment = await staff.snapshot(day(2030))
    kinds = ("person", "department", "influence", "reporting_line", "membership")
    first = {kind: await staff.body(kind, moment) for kind in kinds}
    shown = ids_of(await staff.list("person", day(2030)))
    clock.hold(day(2026, 2))
    await staff.write(
        end("person", "p1", day(2020)),
        patch("person", "p2", name="Other", at=day(2025)),
        patch("person", "p3", name="Corrected", correction=True),
        patch("person", "p4", valid_from=day(2029, 2)),
        patch("department", "d1", valid_to=day(2010)),
        person("p0"),
    )
    again = await staff.snapshot(day(2030), moment.known_at)
    assert again == moment
    assert {kind: await staff.body(kind, again) for kind in kinds} == first
    assert ids_of(await staff.list("person", day(2030))) != shown


async def test_one_record_is_found_at_any_moment(account: AccountDesk, clock: HeldClock):
    clock.hold(day(2026))
    await account.write(person("p1", title="clerk", valid_to=day(2030)))
    await account.write(person("p1", title="head", at=day(2028)))
    repository, resource = account.store.repository, BY_KIND["person"]
    assert (await repository.get_at(resource, "p1", await account.snapshot(day(2027))))["title"] == "clerk"
    assert (await repository.get_at(resource, "p1", await account.snapshot(day(2029))))["title"] == "head"
    for nowhere in (await account.snapshot(day(2030)), await account.snapshot(day(2027), day(2025))):
        with pytest.raises(NotFound):
            await repository.get_at(resource, "p1", nowhere)


async def test_accounts_are_listed_as_their_records_are(store: Store):
    tag = fresh_id("tag")
    ids = sorted(fresh_id() for _ in range(3))
    names = ["Acme 中国", "Borel", "acme"]
    items = [item("account", one, ledger=one, name=name, tags=[tag]) for one, name in zip(ids, names, strict=True)]
    await store.writer.write(items, author="ada")
    await AccountDesk(store, ids[0]).write(person("p1"))
    found = await accounts_of(store, tag)
    assert [(row["id"], row["revision"]) for row in found] == list(zip(ids, (2, 1, 1), strict=True))
    assert ids_of(await accounts_of(store, tag, words=("acme",))) == [ids[0], ids[2]]
    assert ids_of(await accounts_of(store, tag, sort="name", limit=2)) == ids[:2]
    assert ids_of(await accounts_of(store, tag, sort="name", descending=True, limit=2)) == [ids[2], ids[1]]


async def accounts_of(store: Store, tag: str, known_at: str | None = None, **request: Any) -> Sequence[Any]:
    snapshot = await store.repository.accounts_snapshot(FAR, known_at)
    page = await store.repository.page(BY_KIND["account"], snapshot, PageRequest(holds={"tags": tag}, **request))
    return [record_body(BY_KIND["account"], row) for row in page.items]


async def test_a_list_of_accounts_of_a_moment_is_the_same_whatever_is_written_since(store: Store):
    tag = fresh_id("tag")
    account = await AccountDesk.new(store, tags=[tag], tier="A")
    await account.write(person("p1"))
    moment = await store.repository.accounts_snapshot(FAR)
    first = await accounts_of(store, tag)
    await account.write(item("account", account.id, tier="B"))
    await account.write(person("p2"))
    await AccountDesk.new(store, tags=[tag])
    assert await accounts_of(store, tag, moment.known_at) == first
    assert [(row["revision"], row["tier"]) for row in first] == [(2, "A")]
    assert await store.repository.accounts_snapshot(FAR, moment.known_at) == moment


async def test_accounts_in_order_of_id_are_those_of_the_other_order_turned_round(store: Store, clock: HeldClock):
    """Each as it was then, with its revision then: in order of id only what is on a page is read."""
    clock.hold(day(2026))
    named = ("Alba Müller", "Bora", "Cato muller", "Dido", "Elba")
    desks = [await AccountDesk.new(store, name=name) for name in named]
    clock.hold(day(2026, 2))
    first, second, third, fourth, _ = desks
    await first.write(person("p1"))
    await second.write(item("account", second.id, ledger=second.id, name="Bora Müller", at=day(2025)))
    await third.write(item("account", third.id, ledger=third.id, valid_from=day(2024)))
    await fourth.write(end("account", fourth.id, day(2025)))
    for as_of, known_at in itertools.product(
        (day(2023), day(2025), day(2026), FAR), (day(2026, 1, 15), day(2026, 2, 15), None)
    ):
        moment = await store.repository.accounts_snapshot(as_of, known_at)
        for words in ((), ("muller",), ("bora", "muller")):
            turned = await at_moment(store, "account", moment, descending=True, words=words)
            for limit in (3, 500):
                found = await at_moment(store, "account", moment, limit=limit, words=words)
                assert found == turned[::-1], (as_of, known_at, words, limit)


async def test_members_of_ours_in_order_of_id_are_those_of_the_other_order_turned_round(
    own_store: Store, clock: HeldClock
):
    clock.hold(day(2026))
    ids = sorted(fresh_id() for _ in range(4))
    members = [item("team_member", one, name=f"Kim Müller {one}") for one in ids]
    await own_store.writer.write(members, author="ada")
    clock.hold(day(2026, 2))
    married = item("team_member", ids[1], name="Kim Vale", at=day(2025))
    await own_store.writer.write([married, end("team_member", ids[2], day(2025))], author="ada")
    for as_of, known_at in itertools.product((day(2023), day(2025), FAR), (day(2026, 1, 15), None)):
        moment = await own_store.repository.book_snapshot(as_of, known_at)
        for words in ((), ("muller",), ("vale",)):
            turned = await at_moment(own_store, "team_member", moment, descending=True, words=words)
            for limit in (3, 500):
                found = await at_moment(own_store, "team_member", moment, limit=limit, words=words)
                assert found == turned[::-1], (as_of, known_at, words, limit)


async def at_moment(store: Store, kind: str, moment: Snapshot, **request: Any) -> list[dict[str, Any]]:
    """Return all records of a kind of the book that are there at a moment, page by page."""
    found: list[dict[str, Any]] = []
    asked = PageRequest(**request)
    while True:
        page = await store.repository.page(BY_KIND[kind], moment, asked)
        found += [record_body(BY_KIND[kind], row) for row in page.items]
        if page.after is None:
            return found
        asked = replace(asked, after=page.after)


async def test_a_page_in_order_of_id_is_that_of_the_other_order_turned_round(account: AccountDesk, clock: HeldClock):
    """In order of id only what is on a page is read; the other way round every record is looked at."""
    clock.hold(day(2026))
    await account.write(*(person(key, name=f"{key} Müller") for key in ("p1", "p3", "p5", "p7", "p9")), person("p8"))
    clock.hold(day(2026, 2))
    await account.write(
        patch("person", "p3", name="Married Meier", at=day(2025)),
        patch("person", "p5", valid_from=day(2024)),
        end("person", "p7", day(2025)),
        person("p2", name="MULLER", valid_from=day(2025), valid_to=day(2027)),
    )
    for as_of, known_at in itertools.product(
        (day(2023), day(2025), day(2026), FAR), (day(2025), day(2026, 1, 15), None)
    ):
        moment = await account.snapshot(as_of, known_at)
        for words in ((), ("muller",), ("meier",), ("muller", "p1")):
            turned = (await account.page("person", moment, descending=True, words=words)).items
            for limit in (1, 2, 3, 100):
                found = await all_pages(account, "person", moment, limit=limit, words=words)
                assert found == list(reversed(turned)), (as_of, known_at, words, limit)
