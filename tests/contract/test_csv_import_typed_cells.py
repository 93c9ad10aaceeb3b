"""Amounts, currencies, telephone numbers and ids in cells: as they are meant, or refused with file, row and column."""

import json

import pytest

from app.imports.cells.identifiers import salesforce_id
from app.imports.csv_import import import_csv
from app.imports.mappings.mapping import load_mapping
from app.imports.staging.rejects import RejectsFile
from app.messages.sentences import LANGUAGES
from tests.data.importing import imported, reasons, records, rejects_of
from tests.data.shared_folders import shared_folder
from tests.data.small_exports import firms_of, record_of, write_export

FILE = """
[files.deals]
names = ["deals.csv"]
key = "No"
optional_columns = ["Currency"]
"""
DEAL = 'name = "{No}", amount = "{Amount}", currency = "{Currency}"'
MAPPING = FILE + firms_of("deals") + record_of("deals", "opportunity", DEAL)

UNKNOWN = "the column does not show which; state decimal in the mapping"
WRONG_GROUPS = "its signs group digits in no known way"
AGAINST_POINT = "is not a number whose decimal sign is '.', as the mapping states"
AGAINST_COMMA = "is not a number whose decimal sign is ',', as the mapping states"


async def deals(store, folder, firm, cells, head=""):
    """Import deals of a firm, each with an amount and maybe a currency; return what is stored, and the reasons."""
    folder.mkdir(exist_ok=True)
    (folder / "mapping.toml").write_text(head + MAPPING, encoding="utf-8")
    rows = "".join(f"{firm}.{place};{firm};{cell}\n" for place, cell in enumerate(cells))
    (folder / "deals.csv").write_text(f"No;Firm;Amount;Currency\n{rows}", encoding="utf-8")
    await imported(store, folder, folder / "mapping.toml")
    stored = {one["id"]: (one.get("amount"), one.get("currency")) for one in await records(store, "opportunity", firm)}
    found = reasons(folder)
    return [stored.get(f"{firm}.{place}") or found["deals.csv", place + 2] for place in range(len(cells))]


@pytest.mark.parametrize(
    ("case", "numbers", "refused"),
    [
        ("none_stated", [1234.5, 15000, 2500], {5: WRONG_GROUPS, 6: WRONG_GROUPS}),
        ("point_stated", [15000], {2: AGAINST_POINT, 3: AGAINST_POINT, 5: WRONG_GROUPS}),
        ("comma_stated", [15000], {2: AGAINST_COMMA, 4: WRONG_GROUPS}),
    ],
)
async def test_signs_of_numbers_are_checked_against_each_other_and_the_column(
    own_store, tmp_path, case, numbers, refused
):
    source = shared_folder("public_cases") / "05_amounts" / case
    folder = tmp_path / case
    folder.mkdir()
    for path in source.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    await imported(own_store, folder, folder / "mapping.toml")
    assert [one["amount"] for one in await records(own_store, "opportunity", case)] == numbers
    assert {row for _, row in reasons(folder)} == {*refused}
    for (file, row), reason in reasons(folder).items():
        assert (file, reason.startswith("Amount: ")) == ("deals.csv", True)
        assert refused[row] in reason


async def test_an_amount_that_could_be_two_is_refused_and_a_negative_one_too(own_store, folder):
    one, other = await deals(own_store, folder, "tc1", ["15.000;EUR", "15,000;EUR"])
    assert UNKNOWN in one
    assert UNKNOWN in other
    assert await deals(own_store, folder, "tc2", ["15.000;EUR"], 'decimal = ","') == [(15000, "EUR")]
    [negative] = await deals(own_store, folder, "tc3", ["(1,234.50);EUR"])
    assert negative.startswith("amount: ")


async def test_a_currency_beside_an_amount_is_that_of_its_row(own_store, folder):
    cells = [
        "€ 1.234,50;",
        "EUR 15.000;",
        "15.000 USD;USD",
        "US$ 3.000,00;",
        "¥15.000;CNY",
        "人民币 15万元;",
        "15.000 kr;SEK",
    ]
    assert await deals(own_store, folder, "tc4", cells) == [
        (1234.5, "EUR"),
        (15000, "EUR"),
        (15000, "USD"),
        (3000, "USD"),
        (15000, "CNY"),
        (150000, "CNY"),
        (15000, "SEK"),
    ]


async def test_a_currency_that_is_unclear_contradicted_or_none_is_refused_with_its_row(own_store, folder):
    unclear, contradicted, neither = await deals(own_store, folder, "tc5", ["¥1500;", "€ 5;USD", "5 Stück;EUR"])
    assert "Amount: '5 Stück'" in neither
    assert unclear == "amount: '¥1500' may be in CNY or JPY; give its currency in a column, or state it in the mapping"
    assert contradicted == "amount: '€ 5' is not in USD, as the currency of its row says; correct one of them"


CHAIN = record_of("deals", "chain", 'opportunity = "{No}", name = "Board"', "{No}.c")
ABOVE = 'chain = "{No}.c", order = 1, name = "Board", only_above = { value = "{Above}" }'
STEPS = CHAIN + record_of("deals", "step", ABOVE, "{No}.s")


async def test_an_amount_within_a_part_of_a_record_gives_that_part_its_currency(own_store, folder):
    folder.mkdir()
    (folder / "mapping.toml").write_text(MAPPING.replace(', amount = "{Amount}"', "") + STEPS, encoding="utf-8")
    rows = "st1;st;1,5 Mio €;EUR\nst2;st;1.000.000;EUR\n"
    (folder / "deals.csv").write_text(f"No;Firm;Above;Currency\n{rows}", encoding="utf-8")
    await imported(own_store, folder, folder / "mapping.toml")
    [step] = await records(own_store, "step", "st")
    assert json.loads(step["only_above"]) == {"value": 1_500_000, "currency": "EUR"}
    assert reasons(folder)["deals.csv", 3].startswith("value: '1.000.000' has no currency")


EMPTY = {"Opportunity": "Id,AccountId,Name\n", "OpportunityContactRole": "Id,OpportunityId,ContactId\n"}


async def people(store, folder, account, phones):
    """Import people of an account, each with a telephone number; return the numbers that are stored."""
    rows = "".join(f"{account}p{place},{account},One,{phone}\n" for place, phone in enumerate(phones))
    contacts = f"Id,AccountId,LastName,Phone\n{rows}"
    await imported(store, write_export(folder, Account=f"Id,Name\n{account},A\n", Contact=contacts, **EMPTY))
    return [one.get("phones") for one in await records(store, "person", account)]


async def test_telephone_numbers_that_a_spreadsheet_shortened_are_refused_and_leading_zeros_kept(own_store, folder):
    phones = ["4.4E+11", '"4,4E+11"', "4.40123E+11", "440123456789.0", "+44 4.4e11", "0711 4711", "+44 (0)20 7946 0018"]
    assert await people(own_store, folder, "tp1", phones) == [["0711 4711"], ["+44 (0)20 7946 0018"]]
    found = reasons(folder)
    assert [row for _, row in found] == [2, 3, 4, 5, 6]
    assert found["Contact.csv", 2] == (
        "Phone: '4.4E+11' is what a spreadsheet shows of a long number: its last digits are lost;"
        " format the column as text there, and export it again"
    )
    assert "took for a quantity" in found["Contact.csv", 5]


async def test_the_two_people_of_the_public_case_share_no_number(own_store, tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    for path in (shared_folder("public_cases") / "26_phone_as_excel_shows_it").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    await imported(own_store, folder)
    assert {*reasons(folder)} == {("Contact.csv", 2), ("Contact.csv", 3)}
    assert await records(own_store, "person", salesforce_id("001PHO000000001")) == []


async def test_ids_that_a_spreadsheet_shortened_are_refused(own_store, folder):
    folder.mkdir()
    mapping = '[files.deals]\nnames = ["deals.csv"]\nkey = "No"\n[[records]]\nfrom = "deals"\nkind = "account"\n'
    mapping += 'id = "{No}"\ndata = { name = "A", external_ids = { erp = "{Erp}" } }\n'
    mapping += '[[records]]\nfrom = "deals"\nkind = "team_member"\nid = "member-{No}"\ndata = { name = "A" }\n'
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    (folder / "deals.csv").write_text("No,Erp\n4.4E+11,1\nti1,4.4E+11\nti2,00047\nti3,4E11\n", encoding="utf-8")
    await imported(own_store, folder, folder / "mapping.toml")
    assert {*reasons(folder)} == {("deals.csv", 2), ("deals.csv", 3)}
    members = {one["id"] for one in await records(own_store, "team_member")}
    assert {one for one in members if one.startswith("member-")} == {"member-ti1", "member-ti2", "member-ti3"}
    kept = [
        json.loads(one["external_ids"])["erp"]
        for one in await records(own_store, "account")
        if one["id"] in {"ti2", "ti3"}
    ]
    assert kept == ["00047", "4E11"]


async def test_an_id_whose_check_letters_cannot_say_its_capitals_is_refused_and_one_with_capitals_kept(
    own_store, folder
):
    sound = salesforce_id("001Tx00000aBcDe")
    accounts = (
        f"Id,Name\n{sound.lower()},Sound\n001tx00000zzzze555,Broken\n001Ty000000aBcDAAC,Kept\n001ty000000abcdaac,Kept\n"
    )
    contacts = f"Id,AccountId,LastName\n003Tx000000AAAA,{sound[:15]},One\n003Tx000000aaaa,{sound.upper()},Two\n"
    report = await imported(own_store, write_export(folder, Account=accounts, Contact=contacts, **EMPTY))
    assert report.doubtful_ids == ["001Ty000000aBcDAAC"]
    assert {*reasons(folder)} == {("Account.csv", 3)}
    assert "is not a valid Salesforce id" in reasons(folder)["Account.csv", 3]
    assert len(await records(own_store, "person", sound)) == 2
    assert "001Ty000000aBcDAAC" in {one["id"] for one in await records(own_store, "account")}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_reasons_are_given_in_the_language_of_the_rejects(own_store, folder, language):
    folder.mkdir()
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    rows = "".join(f"tl{n};tl;{cell};\n" for n, cell in enumerate(["1.2.3", "1.5M", "¥5", "5 Stück", "1,5", "1.5"]))
    (folder / "deals.csv").write_text(f"No;Firm;Amount;Currency\n{rows}", encoding="utf-8")
    rejects = RejectsFile(rejects_of(folder), language)
    mapping = load_mapping(folder / "mapping.toml")
    report = await import_csv(own_store, folder, mapping, author="tester", rejects=rejects, dry_run=True)
    assert report.rejected == 6
    words = {"en": "in row 7 ('1.5') and a decimal comma in row 6 ('1,5')", "zh": "第 7 行（“1.5”）以点为小数点"}
    assert words[language] in report.rejects[-1].reason


async def test_a_spreadsheet_that_translated_true_and_false_changes_nothing(own_store, folder):
    accounts = "Id,Name,IsDeleted\ntf1,A,FALSCH\ntf2,B,WAHR\ntf3,C,perhaps\n"
    deal = "Id,AccountId,Name,StageName,IsClosed,IsWon\ntfo1,tf1,D,Custom,WAHR,VRAI\ntfo2,tf1,D,Custom,FALSO,FALSO\n"
    people = "Id,AccountId,LastName\n"
    folder = write_export(folder, Account=accounts, Contact=people, **{**EMPTY, "Opportunity": deal})
    await imported(own_store, folder)
    assert reasons(folder) == {
        ("Account.csv", 3): "deleted in Salesforce; nothing to do",
        ("Account.csv", 4): "IsDeleted: 'perhaps' is neither true nor false",
    }
    assert [one["status"] for one in await records(own_store, "opportunity", "tf1")] == ["won", "open"]
