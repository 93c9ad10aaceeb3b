"""Solid lines never close a cycle: not now, not in the past, not in a future that is already planned."""

import pytest

from schemas.errors import InvalidInput
from schemas.writes import WriteItem
from tests.contract.items import line, patch, people, person
from tests.contract.ledgers import AccountDesk, day
from tests.sentences import english, refusal

PAST = {"valid_from": day(2001), "valid_to": day(2003)}
FUTURE = {"valid_from": day(2101), "valid_to": day(2103)}


@pytest.fixture
async def staff(account: AccountDesk) -> AccountDesk:
    await account.write(*people("a", "b", "c", "d"))
    return account


async def refuses(account: AccountDesk, *items: WriteItem) -> list[str]:
    """Return what is pointed to, having seen that nothing was stored."""
    revision = await account.revision()
    with refusal(InvalidInput, match=r"cycle|cannot be stored") as caught:
        await account.write(*items)
    assert await account.revision() == revision
    assert all("cycle" in english(problem.detail) for problem in caught.value.problems)
    return [problem.pointer for problem in caught.value.problems]


async def test_the_line_that_closes_a_cycle_is_refused(staff: AccountDesk):
    await staff.write(line("a", "b"), line("b", "c"))
    assert await refuses(staff, line("c", "a")) == ["/manager"]
    await staff.write(line("c", "d"))


async def test_of_a_cycle_within_one_batch_only_the_closing_line_is_refused(staff: AccountDesk):
    batch = [line("a", "b"), line("b", "c"), line("c", "a")]
    assert await refuses(staff, *batch) == ["/items/2/data/manager"]
    outcome = await staff.write(*batch, skip=True)
    assert [result.outcome for result in outcome.results] == ["created", "created", "refused"]


@pytest.mark.parametrize("span", [PAST, FUTURE], ids=["past", "future"])
async def test_a_cycle_outside_the_present_is_one(staff: AccountDesk, span: dict[str, str]):
    await staff.write(line("a", "b", **span), line("b", "c", **span))
    assert await refuses(staff, line("c", "a", valid_from=span["valid_from"])) == ["/manager"]


@pytest.mark.parametrize("span", [PAST, FUTURE], ids=["past", "future"])
async def test_lines_that_never_stand_at_one_time_close_nothing(staff: AccountDesk, span: dict[str, str]):
    await staff.write(line("a", "b", **span), line("b", "a", valid_from=span["valid_to"]))
    assert len(await staff.list("reporting_line")) == 1


async def test_three_lines_of_which_only_pairs_meet_close_nothing(staff: AccountDesk):
    await staff.write(
        line("a", "b", valid_from=day(2000), valid_to=day(2002)),
        line("b", "c", valid_from=day(2001), valid_to=day(2004)),
        line("c", "a", valid_from=day(2002), valid_to=day(2005)),
    )
    assert await refuses(staff, line("c", "a", "again", valid_from=day(2001), valid_to=day(2002))) == ["/manager"]


async def test_dotted_lines_close_nothing(staff: AccountDesk):
    await staff.write(line("a", "b"), line("b", "a", line="dotted"))


async def test_a_line_that_is_stretched_into_a_cycle_is_refused(staff: AccountDesk):
    await staff.write(line("a", "b", "r1", **PAST), line("b", "a", valid_from=day(2003)))
    assert await refuses(staff, patch("reporting_line", "r1", valid_to=None, correction=True)) == ["/manager"]


@pytest.fixture
async def shifts(staff: AccountDesk) -> AccountDesk:
    """Three lines in a ring, of which one never counts: e has gone when f comes."""
    await staff.write(person("e", valid_to=day(2003)), person("f", valid_from=day(2003)))
    await staff.write(line("e", "a"), line("a", "f"), line("f", "e"))
    return staff


async def test_lines_count_only_while_their_people_do(shifts: AccountDesk):
    shown = {year: [row["person"] for row in await shifts.list("reporting_line", day(year))] for year in (2002, 2003)}
    assert shown == {2002: ["e"], 2003: ["a"]}


@pytest.mark.parametrize("change", [{"valid_to": None}, {"valid_to": day(2004)}], ids=["for good", "a little"])
async def test_a_life_that_is_stretched_until_lines_close_a_cycle_is_refused(shifts: AccountDesk, change):
    assert await refuses(shifts, patch("person", "e", correction=True, **change)) == [""]
    await shifts.write(patch("person", "e", valid_to=day(2002), correction=True))


async def test_a_life_that_is_stretched_together_with_its_line_is_refused(shifts: AccountDesk):
    await shifts.write(line("b", "c"), line("c", "d"))
    earlier = patch("person", "f", valid_from=day(2001), correction=True)
    pointers = await refuses(shifts, line("d", "b", line="solid"), earlier)
    assert pointers == ["/items/0/data/manager", "/items/1"]
