"""An empty cell clears what the same source said, as of the import, and leaves what others said."""

import pytest

from app.imports.csv_import import check_mapping
from app.imports.mappings.mapping import parse_mapping
from schemas.errors import InvalidInput
from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.contract.test_csv_import_again import export
from tests.contract.test_csv_import_superseded import FAR_AHEAD, LONG_AGO, held_at
from tests.data.importing import imported, reasons, records
from tests.data.small_exports import firms_of, managers_of, record_of

FULL = (
    "Id,AccountId,LastName,Title,Department,Email,ReportsToId,OwnerId\n"
    "c1,a1,Ada,CFO,Finance,a@example.com,,u1\n"
    "c2,a1,Bo,Buyer,Procurement,b@example.com,c1,u1\n"
)
EMPTY = FULL.replace("Bo,Buyer,Procurement,b@example.com,c1,u1", "Bo,,,,,")

FILE = """
[files.people]
names = ["people.csv"]
key = "No"
ON_EMPTY
"""
PERSON = record_of("people", "person", 'name = "{Name}", title = "{Job}", phones = ["{Phone}"]')
MAPPING = FILE + firms_of("people") + PERSON + managers_of("people", "{Firm}")


async def one(store, prefix, record_id="c2", kind="person"):
    """Return a record of the first account of an export as it is now."""
    [found] = [row for row in await records(store, kind, f"{prefix}a1") if row["id"] == f"{prefix}{record_id}"]
    return found


async def typed(store, kind, account, record_id=None, **data):
    """Record something as a planner does over REST."""
    await store.writer.write([WriteItem(BY_KIND[kind], account, record_id, data)], author="planner")


def cleared(report):
    """Return what a report says was cleared, by kind and field."""
    return {(row["kind"], row["field"]): row["times"] for row in report.cleared}


async def test_what_the_same_source_said_is_cleared_now_and_was_so_before(shared_store, folder):
    await imported(shared_store, export(folder, "e", Contact=FULL))
    rehearsed = await imported(shared_store, export(folder, "e", Contact=EMPTY), dry_run=True)
    report = await imported(shared_store, folder)
    fields = {("person", name): 1 for name in ("title", "seniority", "mails")}
    edges = {(kind, None): 1 for kind in ("membership", "reporting_line", "coverage")}
    assert cleared(report) == cleared(rehearsed) == fields | edges
    assert (report.rejected, report.left_alone) == (0, 0)
    bo = await one(shared_store, "e")
    assert [bo.get(name) for name in ("name", "title", "seniority", "mails")] == ["Bo", None, None, None]
    for kind, before in (("reporting_line", 1), ("membership", 2)):
        assert len(await held_at(shared_store, kind, "ea1", LONG_AGO)) == before
        assert len(await held_at(shared_store, kind, "ea1", FAR_AHEAD)) == before - 1
    again = await imported(shared_store, folder)
    assert (cleared(again), again.outcomes["unchanged"]) == ({}, sum(again.outcomes.values()))


async def test_what_a_planner_typed_is_left_and_the_report_says_so(shared_store, folder):
    await imported(shared_store, export(folder, "t", Contact=EMPTY))
    await typed(shared_store, "person", "ta1", "tc2", title="Gatekeeper")
    await typed(shared_store, "reporting_line", "ta1", person="tc2", manager="tc1", line="solid")
    report = await imported(shared_store, folder)
    assert (cleared(report), report.rejected) == ({}, 0)
    assert report.left_alone == 2
    row = {"file": "Contact.csv", "row": 3, "id": "tc2"}
    assert report.left_rows == [
        {**row, "kind": "person", "field": "title"},
        {**row, "kind": "reporting_line", "field": None},
    ]
    assert (await one(shared_store, "t"))["title"] == "Gatekeeper"
    assert await held_at(shared_store, "reporting_line", "ta1", FAR_AHEAD) == [("tc2", "tc1")]


async def test_what_a_planner_changed_after_an_import_is_theirs(shared_store, folder):
    await imported(shared_store, export(folder, "p", Contact=FULL))
    await typed(shared_store, "person", "pa1", "pc2", title="Gatekeeper", phones=["+1 555 0100"])
    report = await imported(shared_store, export(folder, "p", Contact=EMPTY))
    bo = await one(shared_store, "p")
    assert (bo["title"], bo["phones"], bo.get("mails")) == ("Gatekeeper", ["+1 555 0100"], None)
    assert [row["field"] for row in report.left_rows] == ["title"]


async def test_a_later_state_that_a_planner_foresees_is_left(shared_store, folder):
    await imported(shared_store, export(folder, "l", Contact=FULL))
    later = "2900-01-01T00:00:00.000000Z"
    promoted = WriteItem(BY_KIND["person"], "la1", "lc2", {"title": "Head of buying"}, effective_at=later)
    await shared_store.writer.write([promoted], author="planner")
    await imported(shared_store, export(folder, "l", Contact=EMPTY))
    now, then = [await titles_at(shared_store, "l", as_of) for as_of in ("2899-01-01T00:00:00.000000Z", FAR_AHEAD)]
    assert (now, then) == (None, "Head of buying")


async def titles_at(store, prefix, as_of):
    """Return the title of the second contact at an instant."""
    snapshot = await store.repository.snapshot(f"{prefix}a1", as_of)
    rows = [row async for row in store.repository.rows(BY_KIND["person"], snapshot)]
    return next(row.get("title") for row in rows if row["id"] == f"{prefix}c2")


async def test_a_column_that_the_file_does_not_have_says_nothing(shared_store, folder):
    await imported(shared_store, export(folder, "a", Contact=FULL))
    report = await imported(shared_store, export(folder, "a", Contact="Id,AccountId,LastName\nc1,a1,Ada\nc2,a1,Bo\n"))
    assert (cleared(report), report.left_alone) == ({}, 0)
    assert (await one(shared_store, "a"))["title"] == "Buyer"
    assert await held_at(shared_store, "reporting_line", "aa1", FAR_AHEAD) == [("ac2", "ac1")]


async def test_an_empty_name_is_refused_and_the_rest_of_its_row_clears_nothing(shared_store, folder):
    await imported(shared_store, export(folder, "n", Contact=FULL))
    report = await imported(shared_store, export(folder, "n", Contact=EMPTY.replace("Bo,", ",")))
    assert report.rejected == 1
    assert "name is empty" in reasons(folder)["Contact.csv", 3]
    assert cleared(report) == {}
    assert (await one(shared_store, "n"))["title"] == "Buyer"
    assert await held_at(shared_store, "reporting_line", "na1", FAR_AHEAD) == [("nc2", "nc1")]


async def test_a_parent_and_an_owner_of_an_account_are_cleared(shared_store, folder):
    accounts = "Id,Name,ParentId,OwnerId\na1,Acme,a2,u1\na2,Globex,,u1\n"
    await imported(shared_store, export(folder, "o", Account=accounts))
    report = await imported(shared_store, export(folder, "o", Account=accounts.replace("a2,u1\n", ",\n")))
    assert cleared(report) == {("account", "parent"): 1, ("coverage", None): 1}
    assert {row["id"]: row.get("parent") for row in await records(shared_store, "account")}["oa1"] is None
    assert await held_at(shared_store, "coverage", "oa1", FAR_AHEAD) == []
    assert len(await held_at(shared_store, "coverage", "oa2", FAR_AHEAD)) == 1


async def test_a_title_is_cleared_where_its_bearer_is_an_outsider_too(shared_store, folder):
    roles = "Id,OpportunityId,ContactId,Role\nr1,o1,c3,Influencer\n"
    people = "Id,AccountId,LastName,Title\nc3,a2,Cy,{}\n"
    for title in ("CFO", ""):
        files = export(folder, "x", Contact=people.format(title), OpportunityContactRole=roles)
        report = await imported(shared_store, files)
        cy = await one(shared_store, "x", "c3")
        assert (cy["kind"], cy.get("title"), report.left_alone) == ("external", title or None, 0)
    assert cleared(report)["person", "title"] == 2


async def test_a_deal_that_is_open_again_was_not_closed(shared_store, folder):
    deals = "Id,AccountId,Name,StageName,CloseDate,Amount\no1,a1,Pumps,{},2024-10-12,7\n"
    for stage in ("Closed Lost", "Prospecting"):
        report = await imported(shared_store, export(folder, "d", Opportunity=deals.format(stage)))
    assert cleared(report) == {("opportunity", "closed_at"): 1}
    deal = await one(shared_store, "d", "o1", "opportunity")
    assert (deal["status"], deal.get("closed_at"), deal["amount"]) == ("open", None, 7)


async def test_another_source_clears_only_what_it_said_itself(shared_store, folder, tmp_path):
    for name, on_empty in (("first", ""), ("second", ""), ("kept", 'on_empty = { Phone = "keeps" }')):
        (tmp_path / f"{name}.toml").write_text(MAPPING.replace("ON_EMPTY", on_empty), encoding="utf-8")

    async def import_rows(name, rows):
        folder.mkdir(exist_ok=True)
        (folder / "people.csv").write_text(f"No,Firm,Name,Job,Phone,Boss\ns1,s,An,,,\n{rows}\n", encoding="utf-8")
        return await imported(shared_store, folder, tmp_path / f"{name}.toml")

    await import_rows("first", "s2,s,Bo,Buyer,,s1")
    await import_rows("second", "s2,s,Bo,Buyer,+1 555 0100,s1")
    report = await import_rows("second", "s2,s,Bo,,,")
    assert cleared(report) == {("person", "phones"): 1}
    assert [(row["kind"], row["field"]) for row in report.left_rows] == [("person", "title"), ("reporting_line", None)]
    assert cleared(await import_rows("first", "s2,s,Bo,,,")) == {("person", "title"): 1, ("reporting_line", None): 1}
    await import_rows("kept", "s2,s,Bo,Head,+1 555 0101,s1")
    assert cleared(await import_rows("kept", "s2,s,Bo,,,")) == {("person", "title"): 1, ("reporting_line", None): 1}


async def test_a_mapping_that_keeps_clears_only_the_columns_that_it_names(shared_store, folder, tmp_path):
    mapping, folder = tmp_path / "keeps.toml", tmp_path / "kept"
    keeps = MAPPING.replace("ON_EMPTY", 'on_empty = { Phone = "clears" }')
    mapping.write_text('on_empty = "keeps"\n' + keeps, encoding="utf-8")
    folder.mkdir()
    for row in ("Bo,Buyer,+1 555 0100,k1", "Bo,,,"):
        (folder / "people.csv").write_text(f"No,Firm,Name,Job,Phone,Boss\nk1,k,An,,,\nk2,k,{row}\n", encoding="utf-8")
        report = await imported(shared_store, folder, mapping)
    assert (cleared(report), report.left_alone) == ({("person", "phones"): 1}, 0)


def test_a_mapping_that_keeps_a_column_which_it_does_not_read_is_refused():
    mapping = parse_mapping(MAPPING.replace("ON_EMPTY", 'on_empty = { Fax = "keeps" }'), "own.toml")
    with pytest.raises(InvalidInput) as caught:
        check_mapping(mapping)
    assert [one.pointer for one in caught.value.problems] == ["/files/people"]


async def test_of_several_rows_of_one_record_the_one_with_a_value_counts(shared_store, folder):
    roles = "Id,OpportunityId,ContactId,Role\nr1,o1,c1,Decision Maker\nr2,o1,c1,{}\n"
    for second in ("Evaluator", ""):
        await imported(shared_store, export(folder, "g", OpportunityContactRole=roles.format(second)))
        [stake] = await records(shared_store, "stake", "ga1")
    assert stake["roles"] == ["decision_maker"]
    one_row = "Id,OpportunityId,ContactId,Role\nr1,o1,c1,\n"
    report = await imported(shared_store, export(folder, "g", OpportunityContactRole=one_row))
    assert cleared(report) == {("stake", "roles"): 1}


async def test_who_turns_over_with_their_manager_does_so_in_one_change(shared_store, folder):
    people = "Id,AccountId,LastName,ReportsToId\n"
    before, after = people + "c1,a1,An,\nc2,a1,Bo,c1\n", people + "c1,a1,An,c2\nc2,a1,Bo,\n"
    for text, chart in ((before, [("vc2", "vc1")]), (after, [("vc1", "vc2")]), (before, [("vc2", "vc1")])):
        report = await imported(shared_store, export(folder, "v", Contact=text))
        assert report.rejected == 0
        assert await held_at(shared_store, "reporting_line", "va1", FAR_AHEAD) == chart
    assert await held_at(shared_store, "reporting_line", "va1", LONG_AGO) == [("vc2", "vc1")]
