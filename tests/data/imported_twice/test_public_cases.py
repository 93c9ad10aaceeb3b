"""Exports in which other tools lost history in public: a new manager, a report above their manager, who comes back."""

from app.imports.cells.identifiers import salesforce_id
from schemas.registry import BY_KIND
from tests.data.imported_twice.books import now, places_at
from tests.data.importing import imported, reasons
from tests.data.shared_folders import copy_of

FIRMS_AND_PEOPLE = ("001BAK000000001", "001BAK000000002", "003BAK000000001", "003BAK000000002")
"""Two firms, who goes from the one to the other, and the manager at the first."""


async def imported_in_turn(store, folder, *exports):
    """Import the exports of a case one after the other; return an instant after each."""
    instants = []
    for number, name in enumerate(exports):
        copy = copy_of(f"public_cases/{name}", folder / str(number))
        assert (await imported(store, copy)).rejected == 0, reasons(copy)
        instants.append(now(store))
    return instants


async def test_before_a_new_manager_department_and_owner_there_were_the_old_ones_alone(own_store, tmp_path):
    case, account = "01_new_manager", salesforce_id("001NEW000000001")
    before, after = await imported_in_turn(own_store, tmp_path, f"{case}/first_export", f"{case}/second_export")
    cy, an, bo = (salesforce_id(f"003NEW00000000{n}") for n in (3, 1, 2))
    for instant, manager, department, owner in (
        ("2020-01-01T00:00:00.000000Z", an, "sales", salesforce_id("005NEW000000001")),
        (before, an, "sales", salesforce_id("005NEW000000001")),
        (after, bo, "finance", salesforce_id("005NEW000000002")),
    ):
        places = await places_at(own_store, instant, [account])
        assert places.managers == {cy: {manager}}
        assert places.departments[cy] == {department}
        assert places.owners == {account: {owner}}


async def test_a_report_who_is_above_their_manager_now_stood_below_before(own_store, tmp_path):
    case, account = "02_manager_and_report_swap", salesforce_id("001SWP000000001")
    before, after = await imported_in_turn(own_store, tmp_path, f"{case}/first_export", f"{case}/second_export")
    first, second, third = (salesforce_id(f"003SWP00000000{n}") for n in (1, 2, 3))
    assert (await places_at(own_store, before, [account])).managers == {second: {first}, third: {second}}
    assert (await places_at(own_store, after, [account])).managers == {second: {third}, third: {first}}


async def test_who_comes_back_to_the_first_firm_is_there_and_left_the_second(own_store, tmp_path):
    case = "04_person_comes_back"
    exports = ("1_at_first_firm", "2_at_second_firm", "3_back_at_first_firm")
    there, elsewhere, back = await imported_in_turn(own_store, tmp_path, *(f"{case}/{one}" for one in exports))
    first, second, person, manager = map(salesforce_id, FIRMS_AND_PEOPLE)
    assert [await standing(own_store, first, instant, person) for instant in (there, elsewhere, back)] == [
        "there",
        "left",
        "there",
    ]
    assert [await standing(own_store, second, instant, person) for instant in (elsewhere, back)] == ["there", "left"]
    assert (await places_at(own_store, back, [first])).managers[person] == {manager}


async def standing(store, account, as_of, person):
    """Return whether a person is in an account at an instant, or has left it at a time that is known."""
    snapshot = await store.repository.snapshot(account, as_of)
    [row] = [row async for row in store.repository.rows(BY_KIND["person"], snapshot) if row["id"] == person]
    return "left" if row.get("status") == "left" and row["left_at"] <= as_of else "there"
