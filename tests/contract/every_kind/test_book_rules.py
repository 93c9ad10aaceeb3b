"""Records of the book: who still points to them, which of us reports to whom, which accounts are tied."""

from collections.abc import Sequence
from typing import Any

import pytest

from graph.store import Store
from schemas.errors import Conflict, InvalidInput
from schemas.writes import WriteItem, WriteOutcome
from tests.contract.every_kind.record_desk import RecordDesk
from tests.contract.items import end, item
from tests.contract.kinds import Maker, new_id
from tests.contract.ledgers import AccountDesk, day
from tests.contract.placing import placed
from tests.sentences import english, faults, refusal

POINTERS = {
    "coverage": ("member", "team_member"),
    "team_reporting_line": ("manager", "team_member"),
    "competitor_tie": ("competitor", "competitor"),
}
"""Kind of record whose end is of the book -> the field, and what it names."""

pointers = pytest.mark.parametrize("kind", POINTERS)


async def write(store: Store, *items: WriteItem, skip: bool = False) -> WriteOutcome:
    return await placed(items, store.writer.write(items, author="ada", skip=skip))


async def found_wrong(store: Store, *items: WriteItem) -> Sequence[tuple[str, str]]:
    with pytest.raises((InvalidInput, Conflict)) as caught:
        await write(store, *items)
    return faults(caught.value)


@pointers
async def test_what_something_open_points_to_cannot_be_ended_before_it(desk: RecordDesk):
    field, kind = POINTERS[desk.resource.kind]
    ending = desk.maker.upsert(kind, desk.data[field], {}, action="end")
    closing = desk.maker.upsert(kind, desk.data[field], {"valid_to": day(2026)}, correction=True)
    await desk.create()
    for late in (ending, closing):
        error = await desk.refusal(late)
        assert isinstance(error, Conflict)
        assert f"'{desk.id}'" in english(error.detail)
        assert english(error.detail).endswith("end these first")
    await desk.end()
    [result] = (await desk.write(ending)).results
    assert result.outcome == "ended"


@pointers
async def test_what_points_to_it_may_end_in_the_same_write(desk: RecordDesk):
    field, kind = POINTERS[desk.resource.kind]
    await desk.create()
    outcome = await desk.write(desk.ending(), desk.maker.upsert(kind, desk.data[field], {}, action="end"))
    assert [result.outcome for result in outcome.results] == ["ended", "ended"]


async def test_a_stage_model_cannot_be_ended_before_the_deals_that_follow_it(account: AccountDesk):
    model = new_id("stage_model")
    await write(account.store, item("stage_model", model, name="Model"))
    await account.write(item("opportunity", "o1", name="Deal", stage_model=model))
    [(_, detail)] = await found_wrong(account.store, end("stage_model", model))
    assert f"opportunity 'o1' of account '{account.id}'" in detail
    await account.write(item("opportunity", "o1", status="won"))
    await write(account.store, end("stage_model", model))


async def test_a_deal_stands_in_a_stage_of_its_model(account: AccountDesk):
    model, stages = new_id("stage_model"), [{"key": "qualify", "name": "Qualify", "order": 1}]
    await write(account.store, item("stage_model", model, name="Model", stages=stages))
    deal = item("opportunity", "o1", name="Deal", stage_model=model)
    with refusal(InvalidInput, match="has no stage 'close'; it has qualify") as caught:
        await account.write(item("opportunity", "o1", name="Deal", stage_model=model, stage="close"))
    assert [problem.pointer for problem in caught.value.problems] == ["/stage"]
    await account.write(deal)
    await account.write(item("opportunity", "o1", stage="qualify"))


STAGE = {"key": "a", "name": "A", "order": 1}
STAGES: dict[str, tuple[list[dict[str, Any]], str, str]] = {
    "a key twice": ([STAGE, {**STAGE, "name": "B", "order": 2}], "/stages/1/key", "already used in /stages/0"),
    "an order twice": ([STAGE, {**STAGE, "name": "B", "key": "b"}], "/stages/1/order", "already used in /stages/0"),
    "a circle of names": (
        [{**STAGE, "name": "b"}, {"key": "b", "name": "a", "order": 2}],
        "/stages/0/name",
        "in a circle",
    ),
    "four fields of a tier": (
        [{**STAGE, "required_fields": {"A": ["/need", "/amount", "/closes", "/type"]}}],
        "/stages/0/required_fields/A",
        "asks for 4 fields",
    ),
}


@pytest.mark.parametrize("case", STAGES.values(), ids=STAGES)
async def test_stages_that_break_a_rule_are_refused_alone_and_as_a_change(store: Store, case):
    stages, pointer, reason = case
    model = new_id("stage_model")
    sound = [{**STAGE, "name": "a", "required_fields": {"A": ["/need", "/amount", "/closes"], "B": ["/type"]}}]
    for _ in range(2):
        [(found, detail)] = await found_wrong(store, item("stage_model", model, name="Model", stages=stages))
        assert (found, reason in detail) == (pointer, True)
        await write(store, item("stage_model", model, name="Model", stages=sound))


@pytest.fixture
async def team(store: Store) -> list[str]:
    """Three of us."""
    ids = sorted(new_id("team_member") for _ in range(3))
    await write(store, *(item("team_member", one, name=one) for one in ids))
    return ids


def report(member: str, manager: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    return item("team_reporting_line", record_id, member=member, manager=manager, **fields)


async def test_one_of_us_has_one_open_solid_line(store: Store, team: list[str]):
    a, b, c = team
    own = new_id("line")
    await write(store, report(a, b, own), report(a, c, line="dotted"))
    [(pointer, detail)] = await found_wrong(store, report(a, c))
    assert (pointer, f"'{own}'" in detail) == ("/manager", True)
    await write(store, end("team_reporting_line", own), report(a, c))


async def test_our_solid_lines_close_no_cycle_at_any_instant(store: Store, team: list[str]):
    a, b, c = team
    await write(store, report(a, b), report(b, c))
    assert "cycle" in (await found_wrong(store, report(c, a)))[0][1]
    assert "cycle" in (await found_wrong(store, report(c, a, valid_from=day(2020), valid_to=day(2021))))[0][1]
    await write(store, report(c, a, line="dotted"))


async def test_accounts_are_tied_in_the_write_that_creates_them(store: Store):
    first, second = new_id("account"), new_id("account")
    tie = item("account_tie", account=first, other=second, relation="supplier")
    accounts = [item("account", one, ledger=one, name=one) for one in (first, second)]
    outcome = await write(store, tie, *accounts)
    assert [result.outcome for result in outcome.results] == ["created"] * 3
    assert (await write(store, tie)).results[0].outcome == "unchanged"


async def test_a_tie_to_an_account_that_was_refused_is_refused_with_it(store: Store):
    first, second = new_id("account"), new_id("account")
    outcome = await write(
        store,
        item("account", first, ledger=first, name=first),
        item("account", second, ledger=second),
        item("account_tie", account=first, other=second, relation="supplier"),
        skip=True,
    )
    assert [result.outcome for result in outcome.results] == ["created", "refused", "refused"]
    assert [problem.pointer for problem in outcome.results[2].problems] == ["/items/2/data/other"]


async def test_two_accounts_may_be_several_things_to_each_other(store: Store, account: AccountDesk):
    other = await AccountDesk.new(store)
    ties = [
        item("account_tie", account=one, other=two, relation=relation)
        for one, two in ((account.id, other.id), (other.id, account.id))
        for relation in ("supplier", "client")
    ]
    assert len({result.id for result in (await write(store, *ties)).results}) == 4


TARGETS = ("person", "department", "account", "opportunity", "chain")


@pytest.mark.parametrize("target", TARGETS)
async def test_nobody_covers_what_has_ended(account: AccountDesk, target: str):
    maker = Maker(account.id)
    covered = maker.minimal("coverage", target={"kind": target, "id": maker.record(target, 1)})
    covered["target"]["id"] = maker.record(target, 1) if target != "account" else account.id
    await write(account.store, *(one for one in maker.needed if not one.ledger))
    await write(account.store, *(one for one in maker.needed if one.ledger))
    await account.write(item("coverage", "c1", **covered))
    await account.write(end("coverage", "c1", day(2024)))
    if target == "account":
        return  # nothing is written to an account that has ended
    await account.write(end(target, covered["target"]["id"], day(2026)))
    with refusal(InvalidInput, match="nobody covers it now") as caught:
        await account.write(item("coverage", "c2", **covered))
    assert [problem.pointer for problem in caught.value.problems] == ["/target"]
    await account.write(item("coverage", "c2", **covered, valid_to=day(2025)))
