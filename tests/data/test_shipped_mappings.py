"""Real tables of other shapes, imported by the mappings that come along; the numbers are those of their READMEs."""

from collections import Counter

import pytest

from app.imports.mappings.mapping import mapping_names
from graph.store import Store
from tests.data.importing import created, imported, reasons, records
from tests.data.shared_folders import copy_of, read_rows, write_rows
from tests.nightly import NIGHTLY

FOLDERS = {
    "chinook": "crm_chinook",
    "enron": "enron_jhu",
    "maven_pipeline": "crm_maven_pipeline",
    "northwind": "crm_northwind_neo4j",
    "oracle_hr": "hr_oracle_sample",
    "salesforce": "crm_salesforce_shape",
}


@pytest.fixture
async def empty(open_empty) -> Store:
    """A store that holds nothing."""
    store: Store = await open_empty()
    return store


async def taken(store: Store, mapping: str, folder):
    """Import a folder; a second time nothing changes, and a dry run says so before."""
    rehearsed = await imported(store, folder, mapping, dry_run=True)
    report = await imported(store, folder, mapping)
    assert (rehearsed.kinds, rehearsed.rejected) == (report.kinds, report.rejected)
    again = await imported(store, folder, mapping)
    assert again.outcomes == {"created": 0, "updated": 0, "unchanged": report.outcomes["created"], "ended": 0}
    assert again.rejected == report.rejected
    return report


def test_every_shipped_mapping_has_its_data():
    assert sorted(FOLDERS) == mapping_names()


async def test_names_are_keys_and_deals_without_an_account_are_refused(empty, tmp_path):
    folder = copy_of(FOLDERS["maven_pipeline"], tmp_path / "maven")
    deals = read_rows(folder / "sales_pipeline.csv")
    assert (len(deals), sum(not row["account"] for row in deals)) == (8_800, 1_425)
    rows = deals if NIGHTLY else deals[::5]
    write_rows(folder / "sales_pipeline.csv", rows)
    sound = sum(row["account"] != "" for row in rows)
    report = await taken(empty, "maven_pipeline", folder)
    assert created(report) == {
        "team_member": 35 + 6,
        "team_reporting_line": 35,
        "account": 85,
        "opportunity": sound,
        "coverage": sound,
    }
    assert report.rejected == len(rows) - sound
    assert set(reasons(folder).values()) == {"account is empty ({account}); fill it in, or leave the row out"}
    accounts = {one["id"]: one for one in await records(empty, "account")}
    assert accounts["bluth-company"]["parent"] == '{"account":"acme-corporation","relation":"subsidiary"}'
    assert sum(one.get("parent") is not None for one in accounts.values()) == 15
    assert accounts["acme-corporation"]["industry"] == "technology"
    products = {tag for one in await records(empty, "opportunity", "cancity") for tag in one["tags"]}
    assert "GTX Pro" in products
    assert "GTXPro" not in products


async def test_null_literals_are_nothing_and_orders_are_contacts_with_their_dates(empty, tmp_path):
    report = await taken(empty, "northwind", copy_of(FOLDERS["northwind"], tmp_path / "northwind"))
    counts = created(report)
    assert (counts["account"], counts["person"], counts["interaction"], counts["team_member"]) == (91, 91, 830, 9)
    lines = {one["member"]: one["manager"] for one in await records(empty, "team_reporting_line")}
    assert len(lines) == 8
    assert "employee-2" not in lines, "2 is the root"
    assert "NULL" not in {one.get("region") for one in await records(empty, "account")}
    order = next(one for one in await records(empty, "interaction", "VINET") if one["id"] == "order-10248")
    assert (order["at"], order["members"]) == ("1996-07-04T00:00:00.000000Z", ["employee-5"])
    assert report.rejected == 0


async def test_one_organisation_has_its_people_its_tree_and_departments_nobody_works_in(empty, tmp_path):
    report = await taken(empty, "oracle_hr", copy_of(FOLDERS["oracle_hr"], tmp_path / "hr"))
    assert created(report) == {
        "account": 1,
        "department": 27,
        "person": 107,
        "membership": 106,
        "reporting_line": 106,
    }
    members = Counter(one["department"] for one in await records(empty, "membership", "oracle-hr"))
    assert 27 - len(members) == 16, "16 departments have no employee"
    people = {one["id"]: one for one in await records(empty, "person", "oracle-hr")}
    assert people["100"]["valid_from"] == "2013-06-17T00:00:00.000000Z"
    assert (people["101"]["title"], people["101"]["seniority"]) == ("Administration Vice President", "vp")
    functions = {one["name"]: one.get("function") for one in await records(empty, "department", "oracle-hr")}
    assert (functions["Purchasing"], functions["IT Helpdesk"]) == ("procurement", "it")


async def test_customers_without_a_company_are_refused_and_so_is_what_depends_on_them(empty, tmp_path):
    folder = copy_of(FOLDERS["chinook"], tmp_path / "chinook")
    report = await taken(empty, "chinook", folder)
    counts = created(report)
    assert (counts["account"], counts["person"], counts["coverage"], counts["team_member"]) == (10, 10, 10, 8)
    rejected = Counter(file for file, _ in reasons(folder))
    assert rejected == {"Customer.csv": 49, "Invoice.csv": 412 - counts["interaction"]}
    with_company = {row["CustomerId"] for row in read_rows(folder / "Customer.csv") if row["Company"]}
    invoices = [row for row in read_rows(folder / "Invoice.csv") if row["CustomerId"] in with_company]
    assert counts["interaction"] == len(invoices)


@pytest.mark.slow
async def test_every_mail_is_one_contact_on_both_sides(empty, tmp_path):
    folder = copy_of(FOLDERS["enron"], tmp_path / "enron")
    mails = read_rows(folder / "messages.csv")
    assert len(mails) == 125_409
    rows = mails if NIGHTLY else mails[::20]
    write_rows(folder / "messages.csv", rows)
    sound = {
        (row["from"], row["to"], row["sent_at"])
        for row in rows
        if row["from"] != row["to"] and not row["sent_at"].startswith("1979")
    }
    report = await imported(empty, folder, "enron")
    assert created(report) == {"team_member": 184, "account": 184, "person": 184, "interaction": 2 * len(sound)}
    assert report.rows == len(rows) + 184
    assert report.rejected == sum(row["from"] == row["to"] or row["sent_at"].startswith("1979") for row in rows)
    contacts = await records(empty, "interaction", "enron-25")
    assert {(one["channel"], one["source"], tuple(one["people"])) for one in contacts} == {
        ("mail", "enron", ("enron-25",))
    }
    inbound = {one["id"] for one in contacts if one["direction"] == "inbound"}
    assert inbound == {".".join(one) for one in sound if one[0] == "25"}
    assert (await imported(empty, folder, "enron")).outcomes["unchanged"] == report.outcomes["created"]
