"""Files that give somebody two managers, a circle, a manager too early, or a place still taken: each is answered."""

import pytest

from app.imports.staging.writing import ITEMS_A_WRITE
from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.contract.test_csv_import_again import export
from tests.contract.test_csv_import_superseded import FAR_AHEAD, LONG_AGO, held_at
from tests.data.importing import imported, reasons, records
from tests.data.small_exports import managers_of, record_of, write_export

PEOPLE = "Id,AccountId,LastName,ReportsToId\n"
SOON, LATER = "2980-01-01T00:00:00.000000Z", "2990-01-01T00:00:00.000000Z"

NO_DEALS = {"Opportunity": "Id,AccountId,Name\n", "OpportunityContactRole": "Id,OpportunityId,ContactId\n"}

ACCOUNT = """
[[records]]
kind = "account"
id = "split"
data = { name = "Split" }
"""
FILE = """
[files.FILE]
names = ["FILE.csv"]
"""
ONE_FILE = FILE + record_of("FILE", "person", 'name = "{Name}"', account="split") + managers_of("FILE", "split")
"""What a mapping says of each of several files of people."""


def contacts(*rows):
    """Return contacts of one account: id and manager each."""
    return PEOPLE + "".join(f"{one},a1,P {one},{manager}\n" for one, manager in rows)


def unchanged(report):
    """Whether an import changed nothing."""
    return {name for name, count in report.outcomes.items() if count} == {"unchanged"}


@pytest.mark.parametrize("managers", [("c1", "c2"), ("c2", "c1")])
async def test_of_two_rows_that_give_two_managers_the_second_is_refused_with_the_first(shared_store, folder, managers):
    prefix = "two" + managers[0]
    rows = contacts(("c1", ""), ("c2", ""), *(("c3", one) for one in managers))
    for first in (True, False):
        report = await imported(shared_store, export(folder, prefix, Contact=rows))
        assert report.rejected == 1
        assert reasons(folder) == {
            ("Contact.csv", 5): "Contact.csv row 4 gives another reporting line here, and there can only be one; "
            "keep one of them"
        }
        assert first or unchanged(report)
    lines = await held_at(shared_store, "reporting_line", f"{prefix}a1", FAR_AHEAD)
    assert lines == [(f"{prefix}c3", prefix + managers[0])]


async def test_of_two_owners_of_one_account_the_second_is_refused_with_the_first(shared_store, folder):
    report = await imported(
        shared_store, export(folder, "own", Account="Id,Name,OwnerId\na1,Acme,u1\na1,Acme,u2\na2,Globex,\n")
    )
    assert "Account.csv row 2 gives another coverage here" in reasons(folder)["Account.csv", 3]
    assert report.rejected == 1
    assert await held_at(shared_store, "coverage", "owna1", FAR_AHEAD) == [("ownu1",)]


async def test_two_rows_that_name_one_manager_by_id_and_by_name_are_one_line(shared_store, folder):
    rows = contacts(("c1", ""), ("c2", "c1"), ("c2", "P c1"))
    assert (await imported(shared_store, write_export(folder, Contact=rows, **NO_DEALS))).rejected == 0
    assert await held_at(shared_store, "reporting_line", "a1", FAR_AHEAD) == [("c2", "c1")]


async def test_a_circle_of_five_is_refused_where_it_closes_and_the_people_are_stored(shared_store, folder):
    rows = contacts(*((f"c{n}", f"c{n % 5 + 1}") for n in range(1, 6)))
    for _ in range(2):
        report = await imported(shared_store, export(folder, "five", Contact=rows))
        assert report.rejected == 1
        [((file, row), reason)] = reasons(folder).items()
        assert (file, row, "that would be a cycle" in reason) == ("Contact.csv", 6, True)
        lines = await held_at(shared_store, "reporting_line", "fivea1", FAR_AHEAD)
        assert lines == [(f"fivec{n}", f"fivec{n + 1}") for n in range(1, 5)]
        assert len(await records(shared_store, "person", "fivea1")) == 5


async def test_a_circle_of_five_that_a_newer_file_closes_leaves_the_chart_as_it_was(shared_store, folder):
    chart = [("c1", ""), *((f"c{n}", f"c{n - 1}") for n in range(2, 6))]
    await imported(shared_store, export(folder, "ring", Contact=contacts(*chart)))
    report = await imported(shared_store, export(folder, "ring", Contact=contacts(("c1", "c5"), *chart[1:])))
    assert report.rejected == 1
    assert "that would be a cycle" in reasons(folder)["Contact.csv", 2]
    lines = await held_at(shared_store, "reporting_line", "ringa1", FAR_AHEAD)
    assert lines == [(f"ringc{n}", f"ringc{n - 1}") for n in range(2, 6)]


async def test_who_changes_places_in_an_account_that_is_written_in_parts_does_so(shared_store, folder):
    last = ITEMS_A_WRITE + 50
    others = [(f"c{n}", "c1") for n in range(2, last)]
    await imported(
        shared_store, export(folder, "big", Contact=contacts(("c0", ""), ("c1", "c0"), *others, ("cl", "c1")))
    )
    turned = contacts(("c0", ""), ("c1", "cl"), *others, ("cl", "c0"))
    report = await imported(shared_store, export(folder, "big", Contact=turned))
    assert report.rejected == 0, reasons(folder)
    assert report.kinds["reporting_line"] == {"created": 2, "updated": 0, "unchanged": last - 2, "ended": 2}
    lines = dict(await held_at(shared_store, "reporting_line", "biga1", FAR_AHEAD))
    assert (lines["bigc1"], lines["bigcl"], len(lines)) == ("bigcl", "bigc0", last)
    assert dict(await held_at(shared_store, "reporting_line", "biga1", LONG_AGO))["bigcl"] == "bigc1"


async def test_a_manager_who_appears_three_files_later_is_refused_until_then_and_taken_then(shared_store, folder):
    waiting = contacts(("c1", ""), ("c2", "c9"))
    for _ in range(3):
        report = await imported(shared_store, export(folder, "late", Contact=waiting))
        assert report.rejected == 1
        assert "no person 'latec9'" in reasons(folder)["Contact.csv", 3]
        assert await held_at(shared_store, "reporting_line", "latea1", FAR_AHEAD) == []
    report = await imported(shared_store, export(folder, "late", Contact=waiting + "c9,a1,P c9,\n"))
    assert report.rejected == 0
    assert await held_at(shared_store, "reporting_line", "latea1", FAR_AHEAD) == [("latec2", "latec9")]


async def test_who_manages_may_stand_in_a_file_that_is_read_later(shared_store, tmp_path):
    files, names = tmp_path / "files", ("first", "second", "third", "fourth")
    files.mkdir()
    for number, name in enumerate(names):
        boss = f"p{number + 1}" if number < 3 else ""
        (files / f"{name}.csv").write_text(f"No,Name,Boss\np{number},P {number},{boss}\n", encoding="utf-8")
    mapping = tmp_path / "split.toml"
    mapping.write_text(ACCOUNT + "".join(ONE_FILE.replace("FILE", name) for name in names), encoding="utf-8")
    assert (await imported(shared_store, files, mapping)).rejected == 0
    lines = await held_at(shared_store, "reporting_line", "split", FAR_AHEAD)
    assert lines == [("p0", "p1"), ("p1", "p2"), ("p2", "p3")]


async def test_who_takes_a_place_whose_holder_ends_later_begins_then(shared_store, folder):
    await imported(shared_store, export(folder, "soon", Contact=contacts(("c1", ""), ("c2", ""), ("c3", "c1"))))
    [line] = await records(shared_store, "reporting_line", "soona1")
    planned = WriteItem(BY_KIND["reporting_line"], "soona1", line["id"], {"valid_to": LATER})
    await shared_store.writer.write([planned], author="planner")

    async def chart():
        return [await held_at(shared_store, "reporting_line", "soona1", at) for at in (LONG_AGO, SOON, FAR_AHEAD)]

    for first in (True, False):
        report = await imported(
            shared_store, export(folder, "soon", Contact=contacts(("c1", ""), ("c2", ""), ("c3", "c2")))
        )
        assert (report.rejected, first or unchanged(report)) == (0, True)
        assert await chart() == [[("soonc3", "soonc1")], [("soonc3", "soonc1")], [("soonc3", "soonc2")]]
    report = await imported(shared_store, export(folder, "soon", Contact=contacts(("c1", ""), ("c2", ""), ("c3", ""))))
    assert (report.rejected, [row["times"] for row in report.cleared]) == (0, [1])
    assert await chart() == [[("soonc3", "soonc1")], [("soonc3", "soonc1")], []]
