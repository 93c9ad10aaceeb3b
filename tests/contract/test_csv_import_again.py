"""A newer export of the same system: what changed is changed, what it contradicts is ended, what people wrote stays."""

import asyncio

import pytest

from app.imports.cells.identifiers import salesforce_id
from schemas.registry import BY_KIND
from schemas.writes import WriteItem
from tests.data.importing import created, imported, reasons, records
from tests.data.small_exports import SOUND, write_export

PEOPLE = "Id,AccountId,LastName,Title,ReportsToId,OwnerId\n"
SALESFORCE_15 = ["001D000000IRFma", "003D000000QvAbc", "006D000000XyZde"]
SALESFORCE_18 = ["001D000000IRFmaIAH", *map(salesforce_id, SALESFORCE_15[1:])]
"""The first pair is well known; the others are made alike."""


def export(folder, prefix, **files):
    """Write an export whose ids nobody else in the store has."""
    texts = {**SOUND, **files}
    renamed = {name: prefixed(text, prefix) for name, text in texts.items()}
    return write_export(folder, **renamed)


def prefixed(text, prefix):
    """Return a table whose ids begin with a prefix."""
    header, *rows = text.splitlines()
    columns = header.split(",")
    ids = {place for place, name in enumerate(columns) if name.endswith("Id")}
    cells = (row.split(",") for row in rows)
    put = ([prefix + cell if place in ids and cell else cell for place, cell in enumerate(row)] for row in cells)
    return "\n".join([header, *(",".join(row) for row in put)]) + "\n"


async def open_edges(store, kind, account):
    """Return the edges of an account that have not ended."""
    return [one for one in await records(store, kind, account) if one.get("valid_to") is None]


async def test_another_manager_and_another_owner_end_the_lines_that_an_import_wrote(own_store, folder):
    people = PEOPLE + "c1,a1,Ada,CFO,,u1\nc2,a1,Bo,Buyer,c1,u1\nc3,a1,Cy,CEO,,u2\n"
    first = await imported(own_store, export(folder, "m", Contact=people))
    assert (first.rejected, created(first)["team_member"]) == (0, 2)
    newer = export(folder, "m", Contact=people.replace("Buyer,c1,u1", "Buyer,c3,u2"))
    rehearsed = await imported(own_store, newer, dry_run=True)
    report = await imported(own_store, newer)
    assert report.kinds["reporting_line"] == {"created": 1, "updated": 0, "unchanged": 0, "ended": 1}
    assert report.kinds["coverage"] == {"created": 1, "updated": 0, "unchanged": 2, "ended": 1}
    assert rehearsed.kinds == report.kinds
    [line] = await open_edges(own_store, "reporting_line", "ma1")
    assert (line["person"], line["manager"]) == ("mc2", "mc3")
    assert (await imported(own_store, newer)).outcomes["unchanged"] == sum(report.outcomes.values()) - 2


async def test_a_line_that_a_person_recorded_is_left_and_the_row_is_named(own_store, folder):
    await imported(own_store, export(folder, "h", Contact=PEOPLE + "c1,a1,Ada,,,\nc2,a1,Bo,,,\nc3,a1,Cy,,,\n"))
    line = {"person": "hc2", "manager": "hc3", "line": "solid", "origin": "manual"}
    await own_store.writer.write([WriteItem(BY_KIND["reporting_line"], "ha1", None, line)], author="me")
    report = await imported(
        own_store, export(folder, "h", Contact=PEOPLE + "c1,a1,Ada,,,\nc2,a1,Bo,,c1,\nc3,a1,Cy,,,\n")
    )
    assert report.rejected == 1
    assert "open solid line already" in reasons(folder)["Contact.csv", 3]


async def test_a_chain_that_a_person_took_into_force_is_not_made_a_draft_again(own_store, folder):
    await imported(own_store, export(folder, "d"))
    active = WriteItem(BY_KIND["chain"], "da1", "do1.roles", {"status": "active", "name": "Board"})
    await own_store.writer.write([active], author="me")
    report = await imported(own_store, export(folder, "d"))
    assert report.outcomes["updated"] == 0
    [chain] = await records(own_store, "chain", "da1")
    assert (chain["status"], chain["name"]) == ("active", "Board")


async def test_roles_of_a_deal_that_was_closed_in_between_are_taken_all_the_same(own_store, folder):
    await imported(own_store, export(folder, "w"))
    won = SOUND["Opportunity"].replace("Prospecting", "Closed Won")
    roles = SOUND["OpportunityContactRole"].replace("Decision Maker", "Evaluator") + "r2,o1,c2,Influencer\n"
    await imported(own_store, export(folder, "w", Opportunity=won))
    report = await imported(own_store, export(folder, "w", Opportunity=won, OpportunityContactRole=roles))
    assert report.rejected == 0
    assert report.kinds["stake"] == {"created": 1, "updated": 1, "unchanged": 0, "ended": 0}


async def test_two_roles_of_one_person_are_one_stake_with_both(own_store, folder):
    roles = SOUND["OpportunityContactRole"] + "r2,o1,c1,Evaluator\n"
    await imported(own_store, export(folder, "g", OpportunityContactRole=roles))
    [stake] = await records(own_store, "stake", "ga1")
    assert stake["roles"] == ["decision_maker", "evaluator"]


async def test_ids_of_15_and_of_18_characters_name_the_same_record(own_store, folder):
    def files(ids):
        account, contact, deal = ids
        return {
            "Account": f"Id,Name\n{account},Acme\n",
            "Contact": f"Id,AccountId,LastName\n{contact},{SALESFORCE_15[0]},Ada\n",
            "Opportunity": f"Id,AccountId,Name\n{deal},{account},Pumps\n",
            "OpportunityContactRole": f"Id,OpportunityId,ContactId\nr1,{SALESFORCE_15[2]},{contact}\n",
        }

    first = await imported(own_store, write_export(folder, **files(SALESFORCE_15)))
    second = await imported(own_store, write_export(folder, **files(SALESFORCE_18)))
    assert first.rejected == second.rejected == 0
    assert second.outcomes == {"created": 0, "updated": 0, "unchanged": first.outcomes["created"], "ended": 0}
    assert SALESFORCE_18[0] in {one["id"] for one in await records(own_store, "account")}


async def test_users_give_owners_their_names_and_deleted_rows_are_passed_over_with_the_reason(own_store, folder):
    await imported(own_store, export(folder, "u", Contact=PEOPLE + "c1,a1,Ada,,,u7\n"))
    users = (
        "Id,FirstName,LastName,Email,ManagerId,IsActive\nu7,Lena,Voss,lena@example.com,u8,true\nu8,Max,Ott,,,false\n"
    )
    export(folder, "u", Contact=PEOPLE.replace("\n", ",IsDeleted\n") + "c1,a1,Ada,,,u7,false\nc5,a1,Ed,,,u7,true\n")
    (folder / "User.csv").write_text(prefixed(users, "u"), encoding="utf-8")
    report = await imported(own_store, folder)
    assert reasons(folder) == {("Contact.csv", 3): "deleted in Salesforce; nothing to do"}
    assert report.kinds["team_member"] == {"created": 1, "updated": 1, "unchanged": 0, "ended": 0}
    members = {one["id"]: (one["name"], one.get("status")) for one in await records(own_store, "team_member")}
    assert (members["uu7"], members["uu8"]) == (("Lena Voss", "active"), ("Max Ott", "left"))
    (folder / "User.csv").unlink()
    assert (await imported(own_store, folder)).kinds["team_member"]["updated"] == 0, "a name is not lost again"


async def test_a_contact_who_moved_left_the_one_account_and_is_of_the_other(own_store, folder):
    await imported(own_store, export(folder, "v"))
    newer = export(
        folder, "v", Contact=SOUND["Contact"].replace("c1,a1,Ada,CFO", "c1,a2,Ada,CEO").replace("Buyer,c1", "Buyer,")
    )
    rehearsed = await imported(own_store, newer, dry_run=True)
    report = await imported(own_store, newer)
    assert report.rejected == 0
    assert (report.kinds["person"], report.external_people) == (rehearsed.kinds["person"], rehearsed.external_people)
    [before] = [one for one in await records(own_store, "person", "va1") if one["id"] == "vc1"]
    [now] = [one for one in await records(own_store, "person", "va2") if one["id"] == "vc1"]
    assert (before["status"], before["kind"], now["title"]) == ("left", "external", "CEO")
    again = await imported(own_store, newer)
    assert {name for name, count in again.outcomes.items() if count} == {"unchanged"}


async def test_a_person_is_an_outsider_of_as_many_accounts_as_name_them(own_store, folder):
    accounts = SOUND["Account"] + "a3,Initech,\n"
    deals = SOUND["Opportunity"] + "o2,a2,Valves,Prospecting,,\no3,a3,Seals,Prospecting,,\n"
    roles = SOUND["OpportunityContactRole"] + "r2,o2,c1,Influencer\nr3,o3,c1,Influencer\n"
    report = await imported(
        own_store, export(folder, "x", Account=accounts, Opportunity=deals, OpportunityContactRole=roles)
    )
    assert (report.rejected, report.external_people["created"], created(report)["stake"]) == (0, 2, 3)


async def test_an_import_that_stops_leaves_whole_groups_and_goes_on_when_it_is_run_again(own_store, folder):
    people = "Id,AccountId,LastName\n" + "".join(f"c{n},a1,Person {n}\n" for n in range(4_500))
    export(
        folder,
        "k",
        Contact=people,
        Opportunity="Id,AccountId,Name\n",
        OpportunityContactRole="Id,OpportunityId,ContactId\n",
    )
    groups = 0

    def stop_at_the_second_group(done, total):
        nonlocal groups
        groups += done > 0
        if groups == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await imported(own_store, folder, progress=stop_at_the_second_group)
    stored = len(await records(own_store, "person", "ka1"))
    assert stored % 2_000 == 0
    assert 0 < stored < 4_500
    report = await imported(own_store, folder)
    assert report.kinds["person"] == {"created": 4_500 - stored, "updated": 0, "unchanged": stored, "ended": 0}
