"""`stakegraph import salesforce | crm-csv`: what a person and a program read of an import of tables."""

import json
from pathlib import Path

import httpx
import pytest

from tests.api.serving import Service
from tests.cli.running import DONE_WITH_REJECTS, FAILED, WRONG_USE, export_lines, stakegraph

ACCOUNTS = "Id,Name\na1,Acme\na2,Globex\n"
CONTACTS = "Id,AccountId,LastName,Title\nc1,a1,Ada,CFO\nc2,a9,Bo,Buyer\nc3,a2,Cy,\n"
OPPORTUNITIES = "Id,AccountId,Name,StageName\no1,a1,Pumps,Prospecting\n"
ROLES = "Id,OpportunityId,ContactId,Role\nr1,o1,c1,Decision Maker\nr2,o1,c2,Evaluator\n"

MAPPING = (Path(__file__).parents[1] / "data" / "mappings" / "firms.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small export, one of whose contacts has no account."""
    names = ("Account", "Contact", "Opportunity", "OpportunityContactRole")
    folder = tmp_path / "export"
    folder.mkdir()
    for name, text in zip(names, (ACCOUNTS, CONTACTS, OPPORTUNITIES, ROLES), strict=True):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_sound_rows_are_stored_and_the_others_are_in_the_rejects_file(folder, tmp_path):
    rejects = tmp_path / "rejects.csv"
    words = ("import", "salesforce", folder, "--data", tmp_path / "data", "--rejects", rejects)
    ran = stakegraph(*words, status=DONE_WITH_REJECTS)
    assert ran.stdout == ""
    assert "person: 2 created" in ran.stderr
    assert "2 rejects" in ran.stderr
    assert rejects.read_text(encoding="utf-8").splitlines() == [
        "file,row,id,reason",
        "Contact.csv,3,c2,\"no account 'a9' in Account.csv; add it there, or correct this row\"",
        "OpportunityContactRole.csv,3,r2,person 'c2' was refused (Contact.csv row 3); put that right first",
    ]


def test_the_rejects_are_in_the_language_asked_for_below_the_same_header(folder, tmp_path):
    rejects = tmp_path / "rejects.csv"
    words = ("import", "salesforce", folder, "--data", tmp_path / "data", "--rejects", rejects, "--lang", "zh")
    ran = stakegraph(*words, status=DONE_WITH_REJECTS)
    assert "Contact.csv 第 3 行 c2：Account.csv 中没有客户“a9”；请在那里补上，或更正此行" in ran.stderr
    assert rejects.read_text(encoding="utf-8").splitlines() == [
        "file,row,id,reason",
        "Contact.csv,3,c2,Account.csv 中没有客户“a9”；请在那里补上，或更正此行",
        "OpportunityContactRole.csv,3,r2,人员“c2”未收录（Contact.csv 第 3 行）；请先更正",
    ]


def test_a_mapping_gives_its_reasons_in_both_languages_or_in_the_one_it_has(tmp_path):
    refusals = 'refuse = [{ column = "Name", among = ["a"], reason = "gone", reason_zh = "已删除" },'
    refusals += ' { column = "Name", among = ["b"], reason = "left out" }]'
    mapping = MAPPING.replace('key = "Name"', f'key = "Name"\n{refusals}')
    (tmp_path / "mine.toml").write_text(mapping, encoding="utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "firms.csv").write_text("Name\na\nb\n", encoding="utf-8")
    words = ("import", "crm-csv", tmp_path / "mine.toml", tmp_path / "tables", "--data", tmp_path / "data", "--json")
    for language, expected in (("en", ["gone", "left out"]), ("zh", ["已删除", "left out"])):
        report = stakegraph(*words, "--rejects", tmp_path / "r.csv", "--lang", language, status=DONE_WITH_REJECTS)
        assert [reject["reason"] for reject in json.loads(report.stdout)["rejects"]] == expected


def test_json_prints_one_object_that_says_what_became_of_everything(folder, tmp_path):
    words = ("import", "salesforce", folder, "--data", tmp_path / "data", "--rejects", tmp_path / "r.csv", "--json")
    report = json.loads(stakegraph(*words, status=DONE_WITH_REJECTS).stdout)
    assert report["kinds"]["account"] == {"created": 2, "updated": 0, "unchanged": 0, "ended": 0}
    assert report["outcomes"]["created"] == sum(counts["created"] for counts in report["kinds"].values())
    assert (report["rows"], report["rejected"], report["dry_run"]) == (8, 2, False)
    assert report["rejects"][0]["file"] == "Contact.csv"
    assert report["files"][0] == {"name": "Account.csv", "rows": 2, "encoding": "utf-8-sig", "delimiter": ","}


def test_the_decimal_sign_that_no_cell_shows_can_be_stated(folder, tmp_path):
    deals = "Id,AccountId,Name,StageName,Amount\no1,a1,Pumps,Prospecting,15.000\n"
    (folder / "Opportunity.csv").write_text(deals, encoding="utf-8")
    words = ("import", "salesforce", folder, "--data", tmp_path / "data", "--rejects", tmp_path / "r.csv", "--dry-run")
    assert (
        "Opportunity.csv row 2 o1: Amount: '15.000' is one number if"
        in stakegraph(*words, status=DONE_WITH_REJECTS).stderr
    )
    printed = stakegraph(*words, "--decimal", ",", status=DONE_WITH_REJECTS).stderr
    assert "opportunity: 1 created" in printed
    stakegraph(*words, "--decimal", ";", status=WRONG_USE)


def test_a_dry_run_stores_nothing(folder, tmp_path):
    words = ("import", "salesforce", folder, "--data", tmp_path / "data", "--rejects", tmp_path / "r.csv")
    ran = stakegraph(*words, "--dry-run", status=DONE_WITH_REJECTS)
    assert "nothing was stored" in ran.stderr
    assert export_lines(tmp_path / "data") == []


def test_a_mapping_of_ones_own_beside_a_running_service(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "firms.csv").write_text("Name\n艾克米\nAcme Corp\n", encoding="utf-8")
    (tmp_path / "mine.toml").write_text(MAPPING, encoding="utf-8")
    with Service(tmp_path / "data") as service:
        words = ("import", "crm-csv", tmp_path / "mine.toml", tmp_path / "tables", "--data", service.folder)
        assert json.loads(stakegraph(*words, "--json").stdout)["outcomes"]["created"] == 2
        accounts = httpx.get(f"{service.url}/v1/accounts", trust_env=False).json()["items"]
        assert {one["name"]: one["id"] for one in accounts}["Acme Corp"] == "acme-corp"
    assert not (Path.cwd() / "tables-rejects.csv").exists(), "where nothing is refused no file is left"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MAPPING.replace("[[records]]", "[[recrods]]"), "/recrods: unknown field 'recrods'"),
        (MAPPING.replace("data = {", "data = { nmae = 1,"), "/records/0/data/nmae: an account has no field 'nmae'"),
        (MAPPING.replace('kind = "account"', 'kind = "firm"'), "unknown kind 'firm'"),
        (MAPPING.replace('from = "firms"', 'from = "frims"'), "no file 'frims'; [files] has firms"),
        (MAPPING.replace("id = {", "id = { crosswlk = 1,"), "/records/0/id/crosswlk: unknown field 'crosswlk'"),
        ("[files", "is not valid TOML"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_place(tmp_path, text, expected):
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    words = ("import", "crm-csv", tmp_path / "mine.toml", tmp_path, "--data", tmp_path / "data")
    assert expected in stakegraph(*words, status=WRONG_USE).stderr
    assert not (tmp_path / "data").exists()


def test_a_mapping_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    printed = stakegraph(
        "import", "crm-csv", "salesfroce", tmp_path, "--data", tmp_path / "data", status=WRONG_USE
    ).stderr
    assert "no mapping 'salesfroce'" in printed
    assert "salesforce" in printed.replace("salesfroce", "")


def test_a_folder_without_a_file_is_a_failure_that_names_it(folder, tmp_path):
    (folder / "Contact.csv").unlink()
    words = ("import", "salesforce", folder, "--data", tmp_path / "data", "--rejects", tmp_path / "r.csv")
    printed = stakegraph(*words, status=FAILED).stderr
    assert "Contact.csv: is not in the folder" in printed
    assert "there is Account.csv, Opportunity.csv" in printed
    assert not (tmp_path / "r.csv").exists()
