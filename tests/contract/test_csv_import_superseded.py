"""A newer export in which who reports to whom changed: each instant has one manager, one department and one owner."""

from itertools import permutations

import pytest

from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.contract.test_csv_import_again import export
from tests.data.importing import imported, reasons, records

PEOPLE = "Id,AccountId,FirstName,LastName,Department,ReportsToId\n"
LONG_AGO, FAR_AHEAD = "2020-01-01T00:00:00.000000Z", "2999-01-01T00:00:00.000000Z"
ENDS = {"reporting_line": ("person", "manager"), "membership": ("person", "department"), "coverage": ("member",)}


async def held_at(store, kind, account, as_of):
    """Return the ends of the edges of a kind that were there at an instant."""
    snapshot = await store.repository.snapshot(account, as_of)
    rows = [row async for row in store.repository.rows(BY_KIND[kind], snapshot)]
    return sorted(tuple(row[name] for name in ENDS[kind]) for row in rows)


def chart(prefix, **managers):
    """Return who reports to whom, as stored."""
    return sorted((f"{prefix}{person}", f"{prefix}{manager}") for person, manager in managers.items())


def contacts(order, **managers):
    """Return a file of contacts in an order, each with a manager or none."""
    return PEOPLE + "".join(f"{one},a1,P,{one.upper()},,{managers.get(one, '')}\n" for one in order)


def firm(manager, department, owner):
    """Return the files of a firm whose third contact has a manager and a department."""
    return {
        "Account": f"Id,Name,OwnerId\na1,Firm,{owner}\n",
        "Contact": f"{PEOPLE}c1,a1,An,Old,Board,\nc2,a1,Bo,New,Board,\nc3,a1,Cy,Report,{department},{manager}\n",
    }


async def test_a_new_manager_department_and_owner_begin_where_the_old_ones_ended(own_store, folder):
    await imported(own_store, export(folder, "n", **firm("c1", "Sales", "u1")))
    before = {kind: await held_at(own_store, kind, "na1", LONG_AGO) for kind in ENDS}
    assert [len(found) for found in before.values()] == [1, 3, 1]
    report = await imported(own_store, export(folder, "n", **firm("c2", "Finance", "u2")))
    assert report.rejected == 0
    for kind, found in before.items():
        assert await held_at(own_store, kind, "na1", LONG_AGO) == found
        after = await held_at(own_store, kind, "na1", FAR_AHEAD)
        assert (len(after), after == found) == (len(found), False)


@pytest.mark.parametrize("order", [*permutations(("c1", "c2", "c3", "c4"))][::5])
async def test_a_chain_that_turns_over_is_one_change_in_any_order_of_rows(own_store, folder, order):
    prefix = "".join(order)
    first, second = {"c2": "c1", "c3": "c2", "c4": "c3"}, {"c4": "c1", "c3": "c4", "c2": "c3"}
    await imported(own_store, export(folder, prefix, Contact=contacts(order, **first)))
    report = await imported(own_store, export(folder, prefix, Contact=contacts(order, **second)))
    assert report.rejected == 0
    assert await held_at(own_store, "reporting_line", f"{prefix}a1", LONG_AGO) == chart(prefix, **first)
    assert await held_at(own_store, "reporting_line", f"{prefix}a1", FAR_AHEAD) == chart(prefix, **second)


async def test_a_change_of_which_a_part_is_refused_leaves_the_lines_as_they_were(own_store, folder):
    people = ("c1", "c2", "c3")
    await imported(own_store, export(folder, "q", Contact=contacts(people, c2="c1", c3="c2")))
    report = await imported(own_store, export(folder, "q", Contact=contacts(people, c2="c3", c3="gone")))
    assert report.rejected > 0
    assert any(name == "Contact.csv" for name, _ in reasons(folder))
    assert await held_at(own_store, "reporting_line", "qa1", FAR_AHEAD) == chart("q", c2="c1", c3="c2")


async def test_who_moved_to_another_firm_and_comes_back_is_there_again(own_store, folder):
    roles = "Id,OpportunityId,ContactId,Role\nr1,o1,c1,Decision Maker\n"
    firms = {
        firm: export(folder / firm, "r", Contact=contacts(("c1",)).replace("a1", firm), OpportunityContactRole=roles)
        for firm in ("a1", "a2")
    }

    async def states(account):
        snapshot = await own_store.repository.snapshot(f"r{account}", FAR_AHEAD)
        rows = [row async for row in own_store.repository.rows(BY_KIND["person"], snapshot)]
        return [(row.get("status"), row.get("kind"), bool(row.get("left_at"))) for row in rows if row["id"] == "rc1"]

    await imported(own_store, firms["a1"])
    for there, left in (("a2", "a1"), ("a1", "a2"), ("a2", "a1"), ("a1", "a2")):
        was_there = len(await states(left))
        assert (await imported(own_store, firms[there])).rejected == 0
        assert await states(there) == [(None, None, False)]
        assert [(status, at) for status, _, at in await states(left)] == [("left", True)] * was_there


async def test_who_a_planner_said_has_left_is_not_taken_back(own_store, folder):
    files = export(folder, "k", Contact=contacts(("c1", "c2")))
    await imported(own_store, files)
    gone = WriteItem(BY_KIND["person"], "ka1", "kc1", {"status": "left"})
    await own_store.writer.write([gone], author="planner")
    await imported(own_store, files)
    [ada] = [one for one in await records(own_store, "person", "ka1") if one["id"] == "kc1"]
    assert ada["status"] == "left"


async def test_the_same_again_and_back_again_are_taken(own_store, folder):
    for manager, department, owner in (("c1", "Sales", "u1"), ("c2", "Finance", "u2"), ("c1", "Sales", "u1")):
        files = export(folder, "b", **firm(manager, department, owner))
        assert (await imported(own_store, files)).rejected == 0
        again = await imported(own_store, files)
        assert again.outcomes["unchanged"] == sum(again.outcomes.values())
    for kind, count in (("reporting_line", 1), ("membership", 3), ("coverage", 1)):
        assert len(await held_at(own_store, kind, "ba1", LONG_AGO)) == count
        assert len(await held_at(own_store, kind, "ba1", FAR_AHEAD)) == count
