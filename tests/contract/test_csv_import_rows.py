"""Files as other programs write them: uneven rows, columns that stand twice, `sep=`, several values in a cell."""

import pytest

from app.imports.mappings.compiled_mapping import CompiledMapping
from app.imports.mappings.mapping import load_mapping, parse_mapping
from schemas.errors import InvalidInput
from tests.data.importing import imported, reasons, records, rejects_of
from tests.data.shared_folders import copy_of
from tests.data.small_exports import firms_of, record_of, write_export
from tests.sentences import faults

NO_DEALS = {"Opportunity": "Id,AccountId,Name\n", "OpportunityContactRole": "Id,OpportunityId,ContactId,Role\n"}


async def people_of(store, folder, account, contacts):
    """Import an export of people and return those of their account by name, and the report."""
    accounts = f"Id,Name\n{account},Acme {account}\n"
    report = await imported(store, write_export(folder, Account=accounts, Contact=contacts, **NO_DEALS))
    return {one["name"]: one for one in await records(store, "person", account)}, report


@pytest.fixture
def public_case(tmp_path):
    """Copy a case, so that its rejects lie beside the copy."""
    return lambda name: copy_of(f"public_cases/{name}", tmp_path / name)


async def test_the_public_cases_of_rows_and_headers_are_read_whole(own_store, public_case):
    for name in ("07_rows_shorter_or_longer_by_empty_cells", "11_column_twice", "17_sep_line"):
        assert (await imported(own_store, public_case(name))).rejected == 0, name
    accounts = [one["id"] for one in await records(own_store, "account")]
    people = [person for account in accounts for person in await records(own_store, "person", account)]
    assert sorted(person["name"] for person in people) == ["An One", "An One", "An One", "Bo Two", "Bo Two", "Cy Three"]
    assert sorted(person["mails"] for person in people if person.get("mails")) == [
        ["bo@example.com"],
        ["first@example.com", "other@example.com"],
        ["second@example.com"],
    ]


async def test_several_values_in_a_cell_are_each_stored(own_store, public_case):
    assert (await imported(own_store, public_case("16_several_values_in_a_cell"))).rejected == 0
    [account] = [one for one in await records(own_store, "account") if one["name"] == "Several"]
    [person] = await records(own_store, "person", account["id"])
    [stake] = await records(own_store, "stake", account["id"])
    assert person["mails"] == ["an@example.com", "an.one@example.com"]
    assert sorted(stake["roles"]) == ["decision_maker", "economic_buyer"]


async def test_no_cell_of_the_rejects_begins_like_a_formula_and_read_again_it_is_as_it_was(own_store, public_case):
    folder = public_case("14_formula_in_rejects")
    assert (await imported(own_store, folder)).rejected == 2
    lines = rejects_of(folder).read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[2][:6] for line in lines[1:]] == ["\"'=HYP", "'@SUM("]


async def test_what_stands_beyond_the_header_is_refused_and_who_names_that_row_hears_of_it(own_store, tmp_path):
    folder = tmp_path / "export"
    contacts = (
        "Id,AccountId,LastName,ReportsToId,,\nbe1,beyond,Ada,,x\nbe2,beyond,Bo,be1\n,,,\n\nbe3,beyond,Cy,be2,,,\n"
    )
    people, _ = await people_of(own_store, folder, "beyond", contacts)
    assert sorted(people) == ["Bo", "Cy"]
    assert reasons(folder) == {
        ("Contact.csv", 2): "cell 5 ('x') has no column, as the header names 4; a cell that contains ',' needs quotes",
        ("Contact.csv", 3): "person 'be1' was refused (Contact.csv row 2); put that right first",
    }


@pytest.mark.parametrize("again", ["LastName", "lastname ", "ＬastName", "Last\u200bName", "\u202eLastName\u202c"])
async def test_a_column_of_one_value_that_stands_twice_is_refused_with_both_places(own_store, tmp_path, again):
    folder = write_export(tmp_path / "export", Contact=f"Id,AccountId,LastName,{again}\nc1,a1,Ada,Bo\n")
    with pytest.raises(InvalidInput) as refused:
        await imported(own_store, folder)
    [(place, fault)] = faults(refused.value)
    assert (place, "(columns 3, 4)" in fault) == ("Contact.csv row 1", True)


async def test_what_is_not_seen_is_not_stored_and_joiners_that_mean_something_are(own_store, tmp_path):
    header = "\ufeff\u200bId,Account\u00adId,LastName \u202e,Email\n"
    ada = "un1,unseen,\u00a0A\u202eda\u3000,a@b.c\u200b\n"
    contacts = header + ada + "un2,unseen,می\u200cنا 👩\u200d👧,\n"
    people, _ = await people_of(own_store, tmp_path / "export", "unseen", contacts)
    assert people.keys() == {"Ada", "می\u200cنا 👩\u200d👧"}
    assert people["Ada"]["mails"] == ["a@b.c"]


async def test_of_two_names_for_one_column_the_report_says_which_was_not_read(own_store, tmp_path):
    contacts = "Id,AccountId,LastName,Title,Position,Email,E-Mail\ntn1,two-names,Ada,CFO,Buyer,a@b.c,d@e.f\n"
    people, report = await people_of(own_store, tmp_path / "export", "two-names", contacts)
    assert report.unread_columns == [{"file": "Contact.csv", "column": "Position", "read": "Title"}]
    assert people["Ada"]["mails"] == ["a@b.c", "d@e.f"]


FILE = """
[files.people]
names = ["people.csv"]
"""
PERSON = record_of("people", "person", 'name = "{Name}", mails = MAILS', "{Id}", "no-sign")
ROLES = FILE + firms_of("people", "no-sign", 'name = "Acme"') + PERSON


async def test_a_cell_of_several_addresses_is_refused_where_no_sign_is_stated(own_store, tmp_path):
    mapping = tmp_path / "mine.toml"
    mapping.write_text(ROLES.replace("MAILS", '"{Mail}"'), encoding="utf-8")
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "people.csv").write_text('Id,Name,Mail\n1,Ada,"a@b.c, d@e.f"\n2,Bo,b@o.c\n', encoding="utf-8")
    await imported(own_store, folder, mapping)
    assert [*reasons(folder)] == [("people.csv", 2)]
    assert "'a@b.c, d@e.f' holds several mail addresses" in reasons(folder)["people.csv", 2]


@pytest.mark.parametrize(
    ("mails", "pointer"),
    [
        ('{ value = "{Mail}", split = "a" }', "/records/1/data/mails/split"),
        ('["{Mail}", { value = "{Mail}", split = "7" }]', "/records/1/data/mails/1/split"),
        ('{ value = "{Mail}", split = "" }', "/records/1/data/mails/split"),
        ('"{Mail}", title = { value = "{Title}", split = ";" }', "/records/1/data/title/split"),
    ],
)
def test_a_sign_that_cannot_part_values_is_refused_where_it_stands(mails, pointer):
    with pytest.raises(InvalidInput) as refused:
        CompiledMapping(parse_mapping(ROLES.replace("MAILS", mails), "mine.toml"))
    assert [place for place, _ in faults(refused.value)] == [pointer]


async def test_a_file_that_states_another_sign_than_the_mapping_is_refused(own_store, tmp_path):
    mapping = tmp_path / "mine.toml"
    mapping.write_text('delimiter = ","\n' + ROLES.replace("MAILS", '"{Mail}"'), encoding="utf-8")
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "people.csv").write_text("sep=;\nId;Name;Mail\n1;Ada;\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        await imported(own_store, folder, mapping)
    assert "states ';' as the sign between cells, and the mapping ','" in str(dict(faults(refused.value)))


def test_the_shipped_mapping_splits_what_salesforce_exports_as_several():
    assert [one for one in map(str, load_mapping("salesforce").records) if "'split': ';'" in one]
