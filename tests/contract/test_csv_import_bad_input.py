"""Exports that are not as they should be: each fault is named with file, row and reason, and nothing is half stored."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.imports.csv_import import import_csv
from app.imports.mappings.mapping import load_mapping
from app.imports.staging.rejects import RejectsFile
from schemas.errors import DiskFull, InvalidInput
from tests.data.importing import created, imported, reasons, records, rejects_of
from tests.data.small_exports import SOUND, write_export
from tests.sentences import faults, refusal

MANY = 10**6


async def found_wrong(store, folder, mapping="salesforce"):
    """Return the problems for which an import is refused as a whole, by their pointer."""
    before = len(await records(store, "account"))
    with pytest.raises(InvalidInput) as refused:
        await imported(store, folder, mapping)
    assert len(await records(store, "account")) == before
    assert not rejects_of(folder).exists()
    return dict(faults(refused.value))


async def test_a_sound_export_is_taken_whole(own_store, folder):
    report = await imported(own_store, write_export(folder))
    assert (report.rejected, report.rows) == (0, 7)
    [deal] = await records(own_store, "opportunity", "a1")
    assert (deal["amount"], deal["closes"]) == (1.01752e11, "2024-10-12T00:00:00.000000Z")


async def test_a_folder_that_is_none_is_refused(own_store, folder):
    assert "is not a folder" in str(await found_wrong(own_store, folder))


async def test_a_missing_file_is_named_with_what_is_there(own_store, folder):
    problems = await found_wrong(own_store, write_export(folder, Opportunity=None))
    assert "there is Account.csv, Contact.csv, OpportunityContactRole.csv" in problems["Opportunity.csv"]


@pytest.mark.parametrize("header", ["Number,Name", "编号,名字", "Id des Accounts,Bezeichnung"])
async def test_a_file_without_its_key_column_is_refused_with_what_was_found_and_what_is_expected(
    own_store, folder, header
):
    problems = await found_wrong(own_store, write_export(folder, Account=f"{header}\na1,Acme\n"))
    assert header.replace(",", ", ") in problems["Account.csv row 1"]
    assert "Id, Guid, Account ID" in problems["Account.csv row 1"]


@pytest.mark.parametrize(
    ("accounts", "contacts"),
    [
        ("客户 ID,客户名\nb1,艾克米\n", "联系人 ID,客户 ID,姓氏,名字,职务,部门\nd1,b1,张,伟,采购部部长,\n"),
        (
            "Account-ID;Accountname\nb2;Räder & Söhne\n",
            "Kontakt-ID;Account-ID;Nachname;Vorname;Titel;Abteilung\nd2;b2;Weiß;Jörg;Leiter Einkauf;Einkauf\n",
        ),
    ],
    ids=["Chinese", "German with semicolons"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
async def test_headers_in_other_languages_and_encodings_are_known(own_store, folder, accounts, contacts, encoding):
    folder = write_export(
        folder, encoding, Account=accounts, Contact=contacts, Opportunity=EMPTY, OpportunityContactRole=NONE
    )
    report = await imported(own_store, folder)
    assert report.rejected == 0
    account = "b1" if "b1" in accounts else "b2"
    [person] = await records(own_store, "person", account)
    assert (person["name"], person["seniority"]) in {("张伟", "director"), ("Jörg Weiß", "director")}
    [department] = await records(own_store, "department", account)
    assert (department["function"], department["name"]) in {("procurement", "采购部"), ("procurement", "Einkauf")}


EMPTY = "Id,AccountId,Name\n"
NONE = "Id,OpportunityId,ContactId\n"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("成都精密机械有限公司采购中心", "gb18030"), ("Société Générale d'Électricité", "windows-1252")],
)
async def test_an_older_encoding_is_recognised_and_named_in_the_report(own_store, folder, name, encoding):
    accounts = "Id,Name\n" + "".join(f"{encoding}{n},{name}{n}\n" for n in range(5))
    report = await imported(
        own_store,
        write_export(
            folder, encoding, Account=accounts, Contact=PEOPLE, Opportunity=EMPTY, OpportunityContactRole=NONE
        ),
    )
    assert report.files[0].encoding == encoding
    assert f"{name}3" in {one["name"] for one in await records(own_store, "account")}


PEOPLE = "Id,AccountId,LastName\n"


async def test_a_file_of_unknown_encoding_is_refused_with_what_to_do(own_store, folder):
    problems = await found_wrong(own_store, write_export(folder, Account=b"Id,Name\n1,\xe9a\xe9\xe8\xe7\xe9\n"))
    assert "state its encoding" in problems["Account.csv"]


async def test_a_broken_byte_costs_its_row_and_no_other(own_store, folder):
    names = "".join(f"y{n},Zoë\n" for n in range(20)).encode()
    report = await imported(own_store, write_export(folder, Account=b"Id,Name\na1,Acme\na2,B\nx1,A\xffB\n" + names))
    assert created(report)["account"] >= 20
    assert "not in the encoding" in reasons(folder)["Account.csv", 4]


async def test_a_quote_left_open_is_refused_with_its_row_and_nothing_is_stored(own_store, folder):
    problems = await found_wrong(
        own_store, write_export(folder, Contact='Id,AccountId,LastName\nz1,a1,"Ada\nz2,a1,Bo\n')
    )
    assert "never closed" in problems["Contact.csv row 2"]


async def test_a_quote_that_swallows_rows_costs_these_rows_and_is_named(own_store, folder):
    contacts = 'Id,AccountId,LastName,Title\nz1,a1,"Ada,CFO\nz2,a1,"Bo",CEO\nz3,a1,Cy,Buyer\n'
    await imported(own_store, write_export(folder, Contact=contacts))
    rejected = reasons(folder)
    assert next(iter(rejected)) == ("Contact.csv", 2)
    assert "z3" in {one["id"] for one in await records(own_store, "person", "a1")}


async def test_a_million_empty_columns_are_refused_before_any_work(own_store, folder):
    started = time.monotonic()
    problems = await found_wrong(own_store, write_export(folder, Account="Id,Name" + "," * MANY + "\na1,Acme\n"))
    assert "at most 2,000 are read" in problems["Account.csv"]
    assert time.monotonic() - started < 10


async def test_a_line_without_end_is_refused(own_store, folder):
    problems = await found_wrong(
        own_store, write_export(folder, Contact="Id,AccountId,LastName\nz1,a1," + "x" * 3 * MANY)
    )
    assert "characters" in str(problems)


async def test_what_depends_on_a_refused_row_is_refused_with_the_row_that_must_be_put_right(own_store, folder):
    await imported(
        own_store,
        write_export(
            folder,
            Contact="Id,AccountId,LastName\nz1,a9,Ada\n",
            Opportunity="Id,AccountId,Name,StageName,Amount,CloseDate\np1,a1,Pumps,Prospecting,a lot,\n",
            OpportunityContactRole="Id,OpportunityId,ContactId,Role\nr1,p1,c1,\nr2,p7,z1,\n",
        ),
    )
    assert reasons(folder) == {
        ("Contact.csv", 2): "no account 'a9' in Account.csv; add it there, or correct this row",
        ("Opportunity.csv", 2): "Amount: 'a lot' is not a number",
        ("OpportunityContactRole.csv", 2): "opportunity 'p1' was refused (Opportunity.csv row 2); put that right first",
        ("OpportunityContactRole.csv", 3): "no opportunity 'p7' in Opportunity.csv; add it there, or correct this row",
    }


async def test_dates_are_read_in_the_one_way_the_column_allows_and_never_guessed(own_store, folder):
    dates = ["2024-10-12", "12/10/2024", "12.10.2024", "2024年10月12日", "31.10.2024", "45000", "12.10.24"]
    rows = "".join(f"q{n},a1,Deal,Prospecting,,{date}\n" for n, date in enumerate(dates))
    await imported(
        own_store,
        write_export(
            folder, Opportunity=SOUND["Opportunity"].splitlines()[0] + "\n" + rows, OpportunityContactRole=NONE
        ),
    )
    deals = {one["id"]: one.get("closes", "")[:10] for one in await records(own_store, "opportunity", "a1")}
    assert [deals[f"q{n}"] for n in (0, 2, 3, 4)] == ["2024-10-12", "2024-10-12", "2024-10-12", "2024-10-31"]
    rejected = reasons(folder)
    assert "can be read in two ways" in rejected["Opportunity.csv", 3]
    assert "is not a date" in rejected["Opportunity.csv", 7]
    assert "no year of four digits" in rejected["Opportunity.csv", 8]
    assert len(rejected) == 3


async def test_two_rows_of_one_id_that_say_different_things_are_named_and_the_first_counts(own_store, folder):
    await imported(
        own_store, write_export(folder, Account="Id,Name,ParentId\na1,Acme,\na2,Globex,a1\na2,Initech,\na2,Globex,a1\n")
    )
    assert "is already in Account.csv row 3" in reasons(folder)["Account.csv", 4]
    assert len(reasons(folder)) == 1


async def test_accounts_that_belong_to_each_other_are_taken_without_their_parents(own_store, folder):
    await imported(
        own_store, write_export(folder, Account="Id,Name,ParentId\na1,Acme,a2\na2,Globex,a1\ng9,Sub,nowhere\n")
    )
    rejected = reasons(folder)
    assert "belongs to it" in rejected["Account.csv", 2]
    assert rejected["Account.csv", 4].startswith("no account 'nowhere' in Account.csv")
    assert {"a1", "a2", "g9"} <= {one["id"] for one in await records(own_store, "account")}


async def test_a_rejects_file_that_cannot_be_written_ends_it_before_anything_is_stored(own_store, folder):
    rejects_of(write_export(folder, Account="Id,Name\nnever,Never\n")).mkdir()
    with refusal(InvalidInput, match="cannot be written"):
        await imported(own_store, folder)
    assert "never" not in {one["id"] for one in await records(own_store, "account")}


WITH_LITTLE_ROOM = """
import asyncio, resource, signal, sys
from pathlib import Path
from app.imports.csv_import import import_csv
from app.imports.mappings.mapping import load_mapping
from app.imports.staging.rejects import RejectsFile
from schemas.errors import DiskFull
from tests.sentences import english

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    folder, rejects = map(Path, sys.argv[1:])
    work = import_csv(None, folder, load_mapping("salesforce"), author="a", rejects=RejectsFile(rejects, "en"))
    asyncio.run(work)
except DiskFull as full:
    print(english(full.detail))
"""
"""An import in a process whose files may not grow; it is given no store, so it must end before it would need one."""


def test_a_disk_too_small_for_the_rows_is_named_with_the_row_and_nothing_is_stored(folder):
    rows = "".join(f"acc{n},Account number {n} with a name that takes room\n" for n in range(3_000))
    write_export(folder, Account="Id,Name\n" + rows, Contact=PEOPLE, Opportunity=EMPTY, OpportunityContactRole=NONE)
    words = [sys.executable, "-c", WITH_LITTLE_ROOM, folder, rejects_of(folder)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert "No room in" in ran.stdout
    assert " at Account.csv row " in ran.stdout
    assert "TMPDIR" in ran.stdout
    assert "sqlite" not in ran.stdout.lower()
    assert not rejects_of(folder).exists()


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no /dev/full, the file that is always full, on this machine"
)
async def test_no_room_for_the_rejects_is_said_before_anything_is_stored(own_store, folder):
    write_export(folder, Account="Id,Name\nlate,Late\n", Contact=PEOPLE + "c1,nowhere,Ada\n")
    mapping = load_mapping("salesforce")
    with refusal(DiskFull, match=r"No room for the rejects in /dev/full at \w+.csv row \d+"):
        await import_csv(own_store, folder, mapping, author="tester", rejects=RejectsFile(Path("/dev/full"), "en"))
    assert "late" not in {one["id"] for one in await records(own_store, "account")}
