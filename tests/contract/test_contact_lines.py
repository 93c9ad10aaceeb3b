"""Where somebody can look into the store, lines lead from each contact to exactly those who take part in it.

Elsewhere there are none. The lists of ids of a contact are the truth that everything else reads.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exchange.row_form import is_sound
from graph.merging.merges import AskedMerge
from graph.store import Store
from graph.write import contact_lines
from schemas.errors import ServiceError
from schemas.registry import BY_KIND
from tests.conftest import OpenStore
from tests.contract.all_answers import exported, imported
from tests.contract.contact_lines import Lines, contact, drawn, found_by, patched, said
from tests.contract.items import end, item, people, person
from tests.contract.ledgers import AUTHOR, AccountDesk, day, fresh_id
from tests.nightly import examples

ONE_CONTACT = "MATCH (contact:Interaction {account_id: $account, id: 'i1'}) "
looked_into = pytest.mark.looked_into

MARK = "MATCH (mark:Migration {name: 'contact_lines'}) DELETE mark"


def draws(store: Store) -> bool:
    """Whether somebody can look into the store."""
    return store._client.draws_lines


@pytest.fixture
def drawing(shared_store: Store) -> Store:
    """A store that draws lines."""
    assert draws(shared_store)
    return shared_store


async def member(store: Store) -> str:
    """Return somebody of ours."""
    record_id = fresh_id("m")
    await store.writer.write([item("team_member", record_id, name="Uma")], author=AUTHOR)
    return record_id


async def three_contacts(store: Store, ours: Sequence[str]) -> AccountDesk:
    """Return an account with three contacts of three people with ours."""
    desk = await AccountDesk.new(store)
    contacts = [contact("i1", ["p1", "p2"], ours), contact("i2", ["p2", "p3"], ours), contact("i3", ["p3"])]
    await desk.write(*people("p1", "p2", "p3"), *contacts)
    return desk


async def erase(store: Store, kind: str, ledger: str, record_id: str) -> None:
    """Erase a record for good."""
    await store.erasures.erase(BY_KIND[kind], ledger, record_id, author=AUTHOR)


def to(theirs: Sequence[str], ours: Sequence[str] = ()) -> Lines:
    """Return lines to these."""
    return Lines(list(theirs), list(ours), len(theirs) + len(ours))


async def test_lines_follow_every_change_of_a_contact(shared_store: Store):
    store, ours = shared_store, await member(shared_store)
    desk = await three_contacts(store, [ours])
    shown = draws(store)

    async def lines_are(**expected: Lines) -> None:
        assert await drawn(store, desk.id) == {one: lines if shown else to([]) for one, lines in expected.items()}

    await lines_are(i1=to(["p1", "p2"], [ours]), i2=to(["p2", "p3"], [ours]), i3=to(["p3"]))
    await desk.write(patched("i1", people=["p3"], members=[]), patched("i3", depth=3))
    await lines_are(i1=to(["p3"]), i2=to(["p2", "p3"], [ours]), i3=to(["p3"]))
    await desk.write(end("interaction", "i3"))
    await lines_are(i1=to(["p3"]), i2=to(["p2", "p3"], [ours]), i3=to([]))
    await store.merges.merge(AskedMerge(desk.id, "p3", "p1", AUTHOR))
    await lines_are(i1=to(["p1"]), i2=to(["p1", "p2"], [ours]), i3=to([]))
    await erase(store, "person", desk.id, "p2")
    await lines_are(i1=to(["p1"]), i2=to(["p1"], [ours]), i3=to([]))
    await erase(store, "team_member", "", ours)
    await lines_are(i1=to(["p1"]), i2=to(["p1"]), i3=to([]))
    await erase(store, "interaction", desk.id, "i1")
    await lines_are(i2=to(["p1"]), i3=to([]))
    await erase(store, "account", desk.id, desk.id)
    await lines_are()


@looked_into
async def test_an_import_of_history_draws_the_lines_of_what_it_brings(open_folder: OpenStore, drawing: Store):
    here = await open_folder()
    ours = await member(here)
    await drawing.writer.write([item("team_member", ours, name="Uma")], author=AUTHOR)
    desk = await three_contacts(here, [ours])
    await desk.write(patched("i1", people=["p3"]), end("interaction", "i2"))
    await imported(drawing, await exported(here, desk.id))
    assert await drawn(drawing, desk.id) == {"i1": to(["p3"], [ours]), "i2": to([]), "i3": to(["p3"])}


def steps() -> st.SearchStrategy[list[tuple[str, Any]]]:
    """Return what may happen to an account of four people and three contacts."""
    contacts = st.sampled_from(["i1", "i2", "i3", "i4"])
    theirs = st.lists(st.sampled_from(["p1", "p2", "p3", "p4"]), min_size=1, max_size=3, unique=True)
    ours = st.lists(st.sampled_from([0, 1, 2]), max_size=2, unique=True)
    one = st.sampled_from(["p1", "p2", "p3", "p4"])
    return st.lists(
        st.one_of(
            st.tuples(st.just("meet"), st.tuples(contacts, theirs, ours)),
            st.tuples(st.just("correct"), st.tuples(contacts, theirs, ours)),
            st.tuples(st.just("change"), st.tuples(contacts, theirs, st.sampled_from([None, day(2026, 6)]))),
            st.tuples(st.just("deepen"), contacts),
            st.tuples(st.just("end"), contacts),
            st.tuples(st.just("purge"), contacts),
            st.tuples(st.just("join"), one),
            st.tuples(st.just("merge"), st.tuples(one, one)),
            st.tuples(st.just("erase"), one),
            st.tuples(st.just("leave"), st.sampled_from([0, 1, 2])),
        ),
        min_size=3,
        max_size=7,
    )


HAPPENS: Mapping[str, Callable[[AccountDesk, Sequence[str], Any], Awaitable[object]]] = {
    "meet": lambda desk, ours, about: desk.write(contact(about[0], about[1], [ours[one] for one in about[2]])),
    "correct": lambda desk, ours, about: desk.write(
        patched(about[0], people=about[1], members=[ours[one] for one in about[2]])
    ),
    "change": lambda desk, _, about: desk.write(
        patched(about[0], {"effective_at": day(2026, 3), "effective_until": about[2]}, people=about[1])
    ),
    "deepen": lambda desk, _, about: desk.write(patched(about, depth=4)),
    "end": lambda desk, _, about: desk.write(end("interaction", about)),
    "purge": lambda desk, _, about: erase(desk.store, "interaction", desk.id, about),
    "join": lambda desk, _, about: desk.write(person(about)),
    "merge": lambda desk, _, about: desk.store.merges.merge(AskedMerge(desk.id, about[0], about[1], AUTHOR)),
    "erase": lambda desk, _, about: erase(desk.store, "person", desk.id, about),
    "leave": lambda desk, ours, about: erase(desk.store, "team_member", "", ours[about]),
}
"""What may happen to an account with these members of ours."""


@looked_into
@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happened=steps())
async def test_after_whatever_happened_lines_lead_to_whom_the_ids_name(drawing: Store, happened: list[tuple[str, Any]]):
    ours = [fresh_id("m") for _ in range(3)]
    await drawing.writer.write([item("team_member", one, name="Uma") for one in ours], author=AUTHOR)
    desk = await three_contacts(drawing, ours[:1])
    await desk.write(person("p4"))
    for step, about in happened:
        with suppress(ServiceError):
            await HAPPENS[step](desk, ours, about)
        assert await drawn(drawing, desk.id) == await said(drawing, desk.id)


@looked_into
async def test_an_older_store_gets_its_lines_once_batch_by_batch(drawing: Store, monkeypatch: pytest.MonkeyPatch):
    ours = await member(drawing)
    desks = [await three_contacts(drawing, [ours]) for _ in range(3)]
    expected = [await drawn(drawing, desk.id) for desk in desks]
    await found_by(drawing, "MATCH (:Interaction)-[line:INVOLVES]->() DELETE line")
    await found_by(drawing, MARK)
    monkeypatch.setattr(contact_lines, "DRAWN_AT_ONCE", 2)
    older = drawing.older_contacts
    begun = [await drawing._client.write(older._batch) for _ in range(3)]
    again = contact_lines.OlderContacts(drawing._client, drawing.clock)
    rest = await again.draw()
    [[contacts]] = await found_by(drawing, "MATCH (contact:Interaction) RETURN count(contact)")
    assert sum(filter(None, begun)) + rest == contacts
    assert [await drawn(drawing, desk.id) for desk in desks] == expected
    assert await again.draw() == 0


WRONG = {
    "missing": "MATCH (contact)-[line:INVOLVES]->(:Person {id: 'p1'}) DELETE line",
    "to a third": "MATCH (one:Person {account_id: $account, id: 'p3'}) CREATE (contact)-[:INVOLVES]->(one)",
    "twice": "MATCH (one:Person {account_id: $account, id: 'p1'}) CREATE (contact)-[:INVOLVES]->(one)",
    "to the account": "MATCH (one:Account {id: $account}) CREATE (contact)-[:INVOLVES]->(one)",
    "to another account": "CREATE (contact)-[:INVOLVES]->(:Person {account_id: 'elsewhere', id: 'p1'})",
}
"""What somebody with a console may do to the lines of a contact."""


async def found_wrong(store: Store) -> list[str]:
    """Return the records of which a check of the store finds wrong lines."""
    check = store.check(is_sound, alone=True)
    async for _ in check.run():
        pass
    return [str(finding.detail) for finding in check.report.findings if finding.kind == "line"]


@looked_into
@pytest.mark.parametrize("wrong", WRONG)
async def test_a_check_finds_a_wrong_line_and_drawing_again_mends_it(drawing: Store, wrong: str):
    desk = await three_contacts(drawing, [await member(drawing)])
    expected = await drawn(drawing, desk.id)
    assert await found_wrong(drawing) == []
    await found_by(drawing, ONE_CONTACT + WRONG[wrong], account=desk.id)
    [finding] = await found_wrong(drawing)
    assert f"{desk.id}/interaction/i1" in finding
    await found_by(drawing, MARK)
    await drawing.older_contacts.draw()
    await found_by(drawing, "MATCH (one:Person {account_id: 'elsewhere'}) DELETE one")
    assert (await found_wrong(drawing), await drawn(drawing, desk.id)) == ([], expected)
