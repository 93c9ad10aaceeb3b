"""`stakegraph check`: what agrees is found to agree; what is taken out of one place is contradicted by another."""

import os
import signal
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from app.exchange.row_form import is_sound
from graph.checking.report import CheckReport
from graph.checking.store_check import StoreCheck
from graph.store import Store, StoreOptions
from schemas.errors import StoreUnavailable
from schemas.registry import BY_KIND
from tests.contract.erasure_world import SHE, world_with_her
from tests.contract.held_clock import HeldClock
from tests.contract.items import influence, item, patch, person
from tests.contract.ledgers import AUTHOR, AccountDesk, day
from tests.opened_store import opened
from tests.sentences import refusal

TAKEN = {
    "MATCH (n:Person {account_id: $a, id: 'p2'}) DETACH DELETE n": {"missing"},
    "MATCH (v:Version {record: $a + '/person/p1'}) WHERE v.sequence = 1 DELETE v": {"row", "missing"},
    "MATCH (c:Change {account_id: $a}) WHERE c.revision = 2 DELETE c": {"change"},
    "MATCH (n:Person {account_id: $a, id: 'p1'}) SET n.sequence = 7": {"row"},
    "MATCH (n:Person {account_id: $a, id: 'p1'}) SET n.seniority = 'emperor'": {"form"},
    "MATCH (n:Person {account_id: $a, id: 'p1'}) SET n.unheard_of = 'x'": {"form"},
    "MATCH (:Person {account_id: $a, id: 'p1'})-[e:INFLUENCES]->() DELETE e": {"missing"},
    "MATCH (n:Account {id: $a}) SET n.revision = 99": {"revision"},
    "CREATE (n:Person {account_id: $a, id: 'p9', name: 'Nobody', recorded_at: '2020', sequence: 1})": {"index"},
    "MATCH (x:ExternalId {account_id: $a, id: 'p1'}) DELETE x": {"name"},
}
"""What is taken out, or put in the place of what was stored, and the kinds of what is found."""


@pytest_asyncio.fixture(scope="module")
async def owned(own_data: StoreOptions) -> AsyncIterator[Store]:
    """A store that nobody else writes to."""
    async with opened(own_data) as store:
        yield store


async def checked(store: Store) -> CheckReport:
    check = store.check(is_sound, alone=True)
    async for _ in check.run():
        pass
    return check.report


async def small_account(store: Store) -> AccountDesk:
    desk = await AccountDesk.new(store)
    await desk.write(person("p1", name="Ada", external_ids={"crm": f"{desk.id}-p1"}), person("p2", name="Bo"))
    await desk.write(influence("p1", "p2"), patch("person", "p1", title="Head", at=day(2026)))
    return desk


async def run(store: Store, statement: str, desk: AccountDesk) -> Sequence[Any]:
    driver, database = store._client._driver, store._client._database
    return (await driver.execute_query(statement, a=desk.id, database_=database)).records


async def test_every_kind_agrees_after_changes_ends_and_erasures(owned: Store):
    world = await world_with_her(owned)
    before = await checked(owned)
    await owned.erasures.erase(BY_KIND["person"], world.desk.id, SHE, author=AUTHOR)
    await owned.writer.write([item("team_member", "kept", name="Kept")], author=AUTHOR)
    report = await checked(owned)
    assert [finding.detail for finding in (*before.findings, *report.findings)] == []
    assert before.rows > before.records > report.records > 20


@pytest.mark.parametrize("statement", TAKEN)
async def test_what_is_taken_out_of_one_place_is_contradicted_by_another(owned: Store, statement: str):
    desk = await small_account(owned)
    await run(owned, statement, desk)
    report = await checked(owned)
    await run(owned, "MATCH (n) WHERE n.account_id = $a OR n.record STARTS WITH $a + '/' DETACH DELETE n", desk)
    await run(owned, "MATCH (n:Account {id: $a}) DETACH DELETE n", desk)
    assert TAKEN[statement] <= {finding.kind for finding in report.findings}
    assert any(desk.id in str(finding.detail) for finding in report.findings)


class HourAhead(HeldClock):
    """A clock by which nothing is so young that a check passes it over."""

    def __call__(self) -> datetime:
        return super().__call__() + timedelta(hours=1)


def check_beside_others(store: Store) -> StoreCheck:
    return StoreCheck(store._client, store.history, HourAhead(), is_sound, CheckReport(), alone=False)


async def erase_her(store: Store, desk: AccountDesk) -> None:
    await store.erasures.erase(BY_KIND["person"], desk.id, "p1", author=AUTHOR)


async def erase_all(store: Store, desk: AccountDesk) -> None:
    await store.erasures.erase(BY_KIND["account"], desk.id, desk.id, author=AUTHOR)


async def pass_on_the_name(_: Store, desk: AccountDesk) -> None:
    await desk.write(patch("person", "p1", external_ids=None, at=day(2026)))
    await desk.write(person("p3", name="Cy", external_ids={"crm": f"{desk.id}-p1"}))


@pytest.mark.parametrize("change", [erase_her, erase_all, pass_on_the_name])
async def test_nothing_is_found_of_what_others_write_or_erase_while_it_is_checked(owned: Store, change):
    desk = await small_account(owned)
    check = check_beside_others(owned)
    async for number, _ in check.run():
        if number == 1:  # the rows of all are read by now, and nothing that is found by its account or its ends
            await change(owned, desk)
    assert [finding.detail for finding in check.report.findings] == []


async def test_what_is_lost_is_found_beside_others_who_write(owned: Store):
    desk = await small_account(owned)
    await run(owned, "MATCH (n:Person {account_id: $a, id: 'p2'}) DETACH DELETE n", desk)
    check = check_beside_others(owned)
    async for number, _ in check.run():
        if number == 1:
            await desk.write(person("p3", name="Cy"))
    await run(owned, "MATCH (n) WHERE n.account_id = $a OR n.record STARTS WITH $a + '/' DETACH DELETE n", desk)
    await run(owned, "MATCH (n:Account {id: $a}) DETACH DELETE n", desk)
    assert any(f"{desk.id}/person/p2" in str(finding.detail) for finding in check.report.findings)


async def test_a_store_that_a_kill_left_in_disagreement_is_not_served(owned: Store, own_data: StoreOptions):
    if owned.engine is None:
        pytest.skip("whoever runs the database checks its files")
    desk = await small_account(owned)
    await run(owned, "MATCH (c:Change {account_id: $a}) WHERE c.revision = 2 DELETE c", desk)
    os.kill(owned.engine.pid, signal.SIGKILL)
    await owned.close()
    with refusal(StoreUnavailable, match="stakegraph check"):
        await Store.open(own_data)
