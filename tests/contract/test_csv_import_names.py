"""Names in imports: which department is meant, which manager, in which order a name is written, and which id it is."""

import shutil
from pathlib import Path

import pytest

from app.imports.cells.identifiers import name_id, salesforce_id
from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.data.importing import imported, reasons, records
from tests.data.small_exports import write_export

EMPTY = {"Opportunity": "Id,AccountId,Name\n", "OpportunityContactRole": "Id,OpportunityId,ContactId,Role\n"}

MAPPING = Path(__file__).parents[1] / "data" / "mappings" / "managers.toml"


def of_units(folder, account, *units):
    rows = "".join(f"{account}c{place},{account},P{place},{unit}\n" for place, unit in enumerate(units))
    return write_export(
        folder,
        Account=f"Id,Name\n{account},Firm {account}\n",
        Contact=f"Id,AccountId,LastName,Department\n{rows}",
        **EMPTY,
    )


async def units_of(store, account):
    return {one["id"]: one["name"] for one in await records(store, "department", account)}


async def members_of(store, account):
    return {
        one["person"].removeprefix(account): one["department"]
        for one in await records(store, "membership", account)
        if one.get("valid_to") is None
    }


async def test_one_department_however_its_name_is_typed(own_store, folder):
    names = ["İnsan Kaynakları", "INSAN KAYNAKLARI", "İNSAN KAYNAKLARI", "Qualität", "QUALITAT", "Qualita\u0308t"]
    report = await imported(own_store, of_units(folder, "dn1", *names))
    assert report.rejected == 0
    assert (await units_of(own_store, "dn1")).keys() == {"insan-kaynaklari", "qualitat"}


async def test_a_department_that_was_stored_under_its_former_id_keeps_it(own_store, folder):
    await imported(own_store, of_units(folder, "dn2", "Purchasing"))
    former = name_id("Qualität")
    department = WriteItem(BY_KIND["department"], "dn2", former, {"name": "Qualität"})
    await own_store.writer.write([department], author="before")
    report = await imported(own_store, of_units(folder, "dn2", "Qualität", "QUALITÄT", "Qualitat", "Purchasing"))
    assert report.kinds["department"]["created"] == 0
    assert await units_of(own_store, "dn2") == {former: "Qualität", "purchasing": "Purchasing"}
    assert await members_of(own_store, "dn2") == {"c0": former, "c1": former, "c2": former, "c3": "purchasing"}
    again = await imported(own_store, folder)
    assert {name for counts in again.kinds.values() for name, count in counts.items() if count} == {"unchanged"}


async def test_a_former_id_of_a_renamed_department_still_resolves(own_store, folder):
    await imported(own_store, of_units(folder, "dn3", "Purchasing"))
    former = name_id("Qualité")
    department = WriteItem(BY_KIND["department"], "dn3", former, {"name": "Quality and Testing"})
    await own_store.writer.write([department], author="before")
    await imported(own_store, of_units(folder, "dn3", "Qualité"))
    assert former in await units_of(own_store, "dn3")
    assert await members_of(own_store, "dn3") == {"c0": former}


async def test_two_departments_that_were_apart_before_stay_apart(own_store, folder):
    await imported(own_store, of_units(folder, "dn4", "Qualitat"))
    former = name_id("Qualität")
    department = WriteItem(BY_KIND["department"], "dn4", former, {"name": "Qualität"})
    await own_store.writer.write([department], author="before")
    await imported(own_store, of_units(folder, "dn4", "Qualitat", "Qualität"))
    assert await members_of(own_store, "dn4") == {"c0": "qualitat", "c1": former}


def staff(folder, rows):
    folder.mkdir()
    shutil.copy(MAPPING, folder / "mapping.toml")
    (folder / "Contact.csv").write_text("No,Firm,Name,Boss\n" + rows, encoding="utf-8")
    return folder


async def managers(store, account):
    return {one["person"]: one["manager"] for one in await records(store, "reporting_line", account)}


async def test_a_manager_given_by_name_is_found_when_exactly_one_fits(own_store, folder):
    rows = (
        'mn1,mnf,Réka Horváth,\nmn2,mnf,Bo Berg,reka horvath\nmn3,mnf,Cy Dahl,"Horváth, Réka"\n'
        "mn4,mnf,森ひかり,Bo Berg\nmn5,mnf,Di Eck,森 ひかり\nmn6,mnf,Ed Fox,mn5\n"
    )
    report = await imported(own_store, staff(folder, rows), folder / "mapping.toml")
    assert report.rejected == 0
    assert await managers(own_store, "mnf") == {"mn2": "mn1", "mn3": "mn1", "mn4": "mn2", "mn5": "mn4", "mn6": "mn5"}
    assert (await imported(own_store, folder, folder / "mapping.toml")).outcomes["created"] == 0


async def test_a_name_that_several_bear_or_nobody_is_refused_with_row_and_reason(own_store, folder):
    rows = (
        "mm1,mmf,Ada Byron,\nmm2,mmf,ada BYRON,\nmm3,mmf,Bo Berg,Ada Byron\nmm4,mmf,Cy Dahl,Nobody Known\n"
        "mm5,mmg,Di Eck,Bo Berg\n"
    )
    report = await imported(own_store, staff(folder, rows), folder / "mapping.toml")
    assert report.kinds["person"]["created"] == 5
    assert await managers(own_store, "mmf") == {}
    assert reasons(folder) == {
        ("Contact.csv", 4): "2 people are called 'Ada Byron': mm1, mm2; give the id of the one who is meant",
        ("Contact.csv", 5): "no person called 'Nobody Known' in Contact.csv; add them there, or give an id",
        ("Contact.csv", 6): "no person called 'Bo Berg' in Contact.csv; add them there, or give an id",
    }


async def test_salesforce_exports_may_name_the_manager(own_store, folder):
    people = (
        "Id,AccountId,FirstName,LastName,Reports To\nsn1,sn,하늘,최,\nsn2,sn,Bo,Berg,최하늘\nsn3,sn,Cy,Dahl,최 하늘\n"
    )
    await imported(own_store, write_export(folder, Account="Id,Name\nsn,Firm\n", Contact=people, **EMPTY))
    assert await managers(own_store, "sn") == {"sn2": "sn1", "sn3": "sn1"}


async def test_names_are_written_in_the_order_of_their_bearers(own_store, folder):
    people = "Id,AccountId,FirstName,LastName\nfn1,fn,하늘,최\nfn2,fn,ひかり,森\nfn3,fn,光,森\nfn4,fn,マイク,スミス\n"
    await imported(own_store, write_export(folder, Account="Id,Name\nfn,Names\n", Contact=people, **EMPTY))
    names = [one["name"] for one in await records(own_store, "person", "fn")]
    assert names == ["최하늘", "森ひかり", "森光", "マイク スミス"]


ACCOUNT_ID, PERSON_ID = salesforce_id("001Ab000000Cd1e"), salesforce_id("003Ab000000Cd1e")


def export_of(folder, account, person, named=None):
    people = f"Id,AccountId,LastName\n{person},{named or account},One\n"
    return write_export(folder, Account=f"Id,Name\n{account},Firm\n", Contact=people, **EMPTY)


@pytest.mark.parametrize("first", [str, str.lower, str.upper])
@pytest.mark.parametrize(
    "ids", [(ACCOUNT_ID, PERSON_ID), ("001Ab000000Cd1eAAC", "003Ab000000Cd1eAAC")], ids=["sound", "as_in_the_case"]
)
async def test_ids_whose_capitals_a_tool_lost_name_the_same_records(own_store, folder, ids, first):
    mark = {"str": "1", "lower": "2", "upper": "3"}[first.__name__] + ("s" if ids[0] == ACCOUNT_ID else "f")
    account, person = (
        one.replace("1e", mark, 1) if "f" in mark else salesforce_id(one.replace("1e", mark, 1)[:15]) for one in ids
    )
    assert (await imported(own_store, export_of(folder, first(account), first(person)))).kinds["person"]["created"] == 1
    for typed in (str.lower, str, str.upper):
        report = await imported(own_store, export_of(folder, typed(account), typed(person)))
        assert (report.rejected, report.outcomes["created"]) == (0, 0)
        report = await imported(own_store, export_of(folder, account, person, named=typed(account)))
        assert (report.rejected, report.outcomes["created"]) == (0, 0)


async def test_ids_of_fifteen_that_differ_in_case_are_different(own_store, folder):
    people = "Id,AccountId,LastName\n003Zz0000000aAb,001Zz0000000aAb,One\n003Zz0000000aAB,001Zz0000000aAb,Two\n"
    report = await imported(
        own_store, write_export(folder, Account="Id,Name\n001Zz0000000aAb,F\n", Contact=people, **EMPTY)
    )
    assert (report.kinds["person"]["created"], report.rejected) == (2, 0)
