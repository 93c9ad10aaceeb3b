"""The Salesforce export; then every tenth contact's manager, department and owner changed; then the first again."""

from pathlib import Path
from types import SimpleNamespace

import pytest
import pytest_asyncio

from tests.data.imported_twice.books import Places, now, places_at
from tests.data.importing import imported
from tests.data.shared_folders import Row, copy_of, read_rows, write_rows


def first_export(folder: Path) -> Path:
    """Add what the export lacks: an owner of every account, and a manager in threes of people of one account."""
    accounts = read_rows(folder / "Account.csv")
    write_rows(folder / "Account.csv", [{**row, "OwnerId": f"user-{n % 7}"} for n, row in enumerate(accounts)])
    contacts = read_rows(folder / "Contact.csv")
    seen: dict[str, list[str]] = {}
    for row in contacts:
        before = seen.setdefault(row["AccountId"], [])
        row["ReportsToId"] = before[len(before) // 2] if before else "#N/A"
        row["OwnerId"] = f"user-{len(before) % 5}"
        before.append(row["Guid"])
    write_rows(folder / "Contact.csv", contacts)
    return folder


def second_export(folder: Path) -> Path:
    """Change manager, department and owner of every tenth contact, and the owner of their account; a third to nothing.

    Of the others who change their manager every second one changes places with them: whoever was above is below.
    """
    contacts, accounts = read_rows(folder / "Contact.csv"), read_rows(folder / "Account.csv")
    by_id = {row["Guid"]: row for row in contacts}
    of_account = {row["Guid"]: row for row in accounts}
    for place, row in enumerate(contacts[::10]):
        if place % 3 == 0:
            row |= {"ReportsToId": "", "Department": "", "Title": "", "OwnerId": ""}
            of_account[row["AccountId"]]["OwnerId"] = ""
            continue
        row |= {"Department": f"Board {place % 4}", "OwnerId": f"user-{place % 3 + 5}"}
        of_account[row["AccountId"]]["OwnerId"] = f"user-{place % 5 + 8}"
        manager = by_id.get(row["ReportsToId"])
        if manager is not None and place % 2:
            row["ReportsToId"], manager["ReportsToId"] = manager["ReportsToId"], row["Guid"]
        else:
            row["ReportsToId"] = _another(row, contacts, by_id)
    write_rows(folder / "Contact.csv", contacts)
    write_rows(folder / "Account.csv", accounts)
    return folder


def _another(row: Row, contacts: list[Row], by_id: dict[str, Row]) -> str:
    """Return somebody of the account who is not below."""
    for other in contacts:
        if other["AccountId"] == row["AccountId"] and other["Guid"] not in (row["Guid"], row["ReportsToId"]):
            above = other["Guid"]
            while above in by_id and above != row["Guid"]:
                above = by_id[above]["ReportsToId"]
            if above != row["Guid"]:
                return other["Guid"]
    return row["ReportsToId"]


def said(folder: Path, departments: dict[str, set[str]]) -> Places:
    """Return where an export places everybody.

    Parameters
    ----------
    departments : dict
        Those of the first export, which come from titles too: they stand where the department is not a changed one.
    """
    contacts = read_rows(folder / "Contact.csv")
    filled = {row["Guid"]: row for row in contacts if row["Department"].startswith("Board")}
    emptied = {row["Guid"] for row in contacts if not row["Department"]}
    owners = {row["Guid"]: row["OwnerId"] for row in (*contacts, *read_rows(folder / "Account.csv"))}
    managers = {row["Guid"]: row["ReportsToId"] for row in contacts}
    return Places(
        {person: {manager} for person, manager in managers.items() if manager not in {"", "#N/A"}},
        {person: those for person, those in departments.items() if person not in emptied | filled.keys()}
        | {person: {row["Department"].casefold().replace(" ", "-")} for person, row in filled.items()},
        {one: {owner} for one, owner in owners.items() if owner},
    )


@pytest_asyncio.fixture(scope="module")
async def twice(own_store, tmp_path_factory: pytest.TempPathFactory):
    """The store after the first export, the second, and the first again; with what it said at each instant."""
    folder = tmp_path_factory.mktemp("twice")
    first = first_export(copy_of("crm_salesforce_shape", folder / "first"))
    second = folder / "second"
    second.mkdir()
    for path in first.glob("*.csv"):
        (second / path.name).write_bytes(path.read_bytes())
    second_export(second)
    reports, instants, seen = [], [], []
    for export in (first, second, first):
        reports.append(await imported(own_store, export))
        instants.append(now(own_store))
        seen.append(await places_at(own_store, instants[-1]))
    return SimpleNamespace(store=own_store, first=first, second=second, reports=reports, instants=instants, seen=seen)


async def test_nothing_is_refused(twice):
    assert [report.rejected for report in twice.reports] == [0, 0, 0]


async def test_everybody_stands_where_the_last_export_says(twice):
    departments = twice.seen[0].departments
    assert len(departments) > 300
    assert twice.seen[0] == said(twice.first, departments)
    assert twice.seen[1] == said(twice.second, departments)
    assert twice.seen[1] != twice.seen[0]
    assert twice.seen[2] == twice.seen[0]


async def test_everybody_stood_where_the_export_of_that_time_said(twice):
    for instant, seen in zip(twice.instants, twice.seen, strict=True):
        assert await places_at(twice.store, instant) == seen


async def test_the_report_counts_what_was_cleared(twice):
    rows = read_rows(twice.second / "Contact.csv")
    emptied = [row["Guid"] for row in rows if not row["OwnerId"]]
    accounts = [row for row in read_rows(twice.second / "Account.csv") if not row["OwnerId"]]
    cleared = {(one["kind"], one["field"]): one["times"] for one in twice.reports[1].cleared}
    first = twice.seen[0]
    assert cleared["coverage", None] == len(emptied) + len(accounts)
    assert cleared["membership", None] == len([one for one in emptied if one in first.departments])
    assert cleared["person", "title"] == len(emptied)
    lost = [one for one in first.managers if one not in twice.seen[1].managers]
    assert cleared["reporting_line", None] == len(lost)
    assert (twice.reports[1].left_alone, twice.reports[0].cleared) == (0, [])
