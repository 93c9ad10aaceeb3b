"""Ends: what they take along, what they forbid, and how a thing may begin again or be put right."""

import pytest

from schemas.errors import Conflict, InvalidInput, NotFound
from tests.contract.held_clock import HeldClock
from tests.contract.items import department, end, influence, item, line, membership, patch, people, person
from tests.contract.ledgers import FAR, AccountDesk, day, ids_of
from tests.sentences import refusal


@pytest.fixture(autouse=True)
def year_2026(clock: HeldClock) -> HeldClock:
    """All of this is written at the beginning of 2026, when no test says otherwise."""
    clock.hold(day(2026))
    return clock


async def titles(account: AccountDesk, *years: int) -> list[str | None]:
    return [row.get("title") for year in years for row in await account.list("person", day(year))]


async def test_of_an_ended_record_nothing_more_can_be_written(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(end("person", "p1", day(2025)))
    assert [ids_of(await account.list("person", day(year))) for year in (2024, 2025)] == [["p1"], []]
    for again in (end("person", "p1", day(2024)), person("p1", title="head"), person("p1", at=day(2020), title="x")):
        with refusal(Conflict, match=day(2025)):
            await account.write(again)
    assert await account.revision() == 3


async def test_a_correction_may_reopen_an_ended_record(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(end("person", "p1", day(2025)))
    await account.write(patch("person", "p1", valid_to=None, correction=True))
    assert await titles(account, 2024, 2025, 2030) == ["clerk"] * 3


async def test_nothing_ends_before_it_began_or_without_having_been(account: AccountDesk):
    await account.write(person("p1", valid_from=day(2020)))
    with refusal(InvalidInput, match=day(2020)):
        await account.write(end("person", "p1", day(2019)))
    with pytest.raises(InvalidInput):
        await account.write(patch("person", "p1", valid_to=day(2019)))
    with pytest.raises(NotFound):
        await account.write(end("person", "ghost"))
    await account.write(person("p2"))
    with pytest.raises(NotFound):
        await account.write(end("influence", None, source="p1", target="p2"))


async def test_a_planned_end_can_still_be_moved(account: AccountDesk):
    await account.write(person("p1", title="clerk"))
    await account.write(end("person", "p1", day(2030)))
    assert await titles(account, 2029) == ["clerk"]
    await account.write(person("p1", title="head"))
    await account.write(end("person", "p1", day(2028)))
    assert await titles(account, 2025, 2027) == ["clerk", "head"]
    assert await account.list("person", day(2028)) == ()


async def test_ending_a_person_ends_their_open_edges_at_the_later_of_both(account: AccountDesk):
    outcome = await account.write(
        *people("p1", "p2", "p3"),
        department("d1"),
        influence("p1", "p2", "i1"),
        influence("p3", "p1", "i2", valid_from=day(2027)),
        influence("p2", "p1", "i3", valid_to=day(2024)),
        influence("p2", "p3", "i4"),
        line("p2", "p1", "r1", valid_from=day(2020)),
        membership("p1", "d1", "m1"),
    )
    assert {result.outcome for result in outcome.results} == {"created"}
    [result] = (await account.write(end("person", "p1", day(2025)))).results
    assert sorted(result.also_ended) == [
        ("influence", "i1"),
        ("influence", "i2"),
        ("membership", "m1"),
        ("reporting_line", "r1"),
    ]
    ends = {key: (await account.get("influence", key)).get("valid_to") for key in ("i1", "i2", "i3", "i4")}
    assert ends == {"i1": day(2025), "i2": day(2027), "i3": day(2024), "i4": None}
    assert (await account.get("reporting_line", "r1"))["valid_to"] == day(2025)
    assert await account.revision() == 3


async def test_ending_a_department_ends_its_memberships(account: AccountDesk):
    await account.write(person("p1"), department("d1"), membership("p1", "d1", "m1"))
    [result] = (await account.write(end("department", "d1", day(2025)))).results
    assert result.also_ended == (("membership", "m1"),)


async def test_an_edge_counts_only_while_both_its_ends_exist(account: AccountDesk):
    await account.write(
        person("p1", valid_from=day(2020)), person("p2", valid_to=day(2024)), influence("p1", "p2", "i1")
    )
    shown = {year: ids_of(await account.list("influence", day(year))) for year in (2019, 2020, 2023, 2024)}
    assert shown == {2019: [], 2020: ["i1"], 2023: ["i1"], 2024: []}


async def test_an_edge_that_never_meets_its_ends_is_refused(account: AccountDesk):
    await account.write(person("p1", valid_to=day(2020)), person("p2"))
    with refusal(InvalidInput, match="did not exist"):
        await account.write(influence("p1", "p2", valid_from=day(2021)))


async def test_a_relation_that_begins_again_is_a_new_edge(account: AccountDesk, clock: HeldClock):
    await account.write(*people("p1", "p2"), influence("p1", "p2", strength=0.1))
    await account.write(end("influence", None, day(2025), source="p1", target="p2"))
    clock.hold(day(2026, 2))
    [second] = (await account.write(influence("p1", "p2", strength=0.2))).results
    [first_row] = await account.list("influence", day(2024))
    [second_row] = await account.list("influence", FAR)
    assert second.id == f"{first_row['id']}~2"
    assert (second_row["id"], second_row["valid_from"]) == (second.id, day(2026, 2))
    assert (first_row["strength"], second_row["strength"]) == (0.1, 0.2)
    clock.hold(day(2026, 10))
    await account.write(end("influence", second.id, day(2026, 6)))
    [third] = (await account.write(influence("p1", "p2", at=day(2026, 9)))).results
    assert third.id == f"{first_row['id']}~3"
    assert (await account.get("influence", third.id or ""))["valid_from"] == day(2026, 9)


async def test_a_relation_begins_again_not_before_it_ended(account: AccountDesk):
    await account.write(*people("p1", "p2"), influence("p1", "p2"))
    await account.write(end("influence", None, day(2025), source="p1", target="p2"))
    with refusal(Conflict, match=day(2025)):
        await account.write(influence("p1", "p2", valid_from=day(2024)))
    [result] = (await account.write(influence("p1", "p2", valid_from=day(2025)))).results
    assert (result.outcome, (result.row or {})["valid_from"]) == ("created", day(2025))


async def test_repeating_an_ended_relation_changes_nothing(account: AccountDesk):
    whole = influence("p1", "p2", strength=0.1, valid_from=day(2020), valid_to=day(2025))
    await account.write(*people("p1", "p2"), whole)
    [result] = (await account.write(whole)).results
    assert result.outcome == "unchanged"


async def test_an_ended_relation_cannot_be_ended_again_by_its_ends(account: AccountDesk):
    await account.write(*people("p1", "p2"), influence("p1", "p2"))
    await account.write(end("influence", None, day(2025), source="p1", target="p2"))
    with refusal(Conflict, match=day(2025)):
        await account.write(end("influence", None, source="p1", target="p2"))


async def test_an_ended_account_takes_no_writes_until_its_end_is_corrected(account: AccountDesk):
    await account.write(person("p1"))
    await account.write(end("account", account.id, day(2025)))
    for refused in (person("p2"), end("person", "p1"), item("account", account.id, name="Other")):
        with refusal(Conflict, match=day(2025)):
            await account.write(refused)
    assert await account.revision() == 3
    await account.write(item("account", account.id, valid_to=None, correction=True))
    await account.write(person("p2"))
    assert ids_of(await account.list("person")) == ["p1", "p2"]
