"""`stakegraph export --as-of`: writes what `import` takes, and the same again from what was imported."""

import json

import pytest

from tests.cli.running import (
    AT_LAST,
    BOOK,
    FAILED,
    WRONG_USE,
    export_lines,
    import_report,
    line,
    stakegraph,
    write_lines,
)


def test_what_is_exported_is_imported_elsewhere_and_exported_equally(book, tmp_path):
    lines = export_lines(book)
    assert len(lines) == len(BOOK)
    report = import_report(tmp_path / "data", write_lines(tmp_path / "again.ndjson", lines))
    assert report["outcomes"] == {"created": len(BOOK)}
    assert export_lines(tmp_path / "data") == lines


def test_every_line_says_what_was_sent_names_in_any_script_included(book):
    records = [json.loads(text) for text in export_lines(book)]
    by_place = {(record.get("account_id"), record["kind"], record["id"]): record["data"] for record in records}
    assert by_place["acme", "person", "p1"] == BOOK[4]["data"]
    assert by_place["acme", "person", "p3"] == BOOK[6]["data"]
    assert by_place["acme", "influence", "i1"] == BOOK[10]["data"]
    assert by_place[None, "account", "globex"] == BOOK[11]["data"]
    assert by_place[None, "setting", "s1"] == BOOK[0]["data"]


def test_an_account_comes_before_what_belongs_to_it_and_nodes_before_edges(book):
    kinds = [json.loads(text)["kind"] for text in export_lines(book, "--account", "acme")]
    assert kinds[0] == "account"
    assert kinds == sorted(kinds, key=["account", "department", "person"].__contains__, reverse=True)


def test_one_account_alone_is_its_own_lines(book):
    own = [json.loads(text) for text in export_lines(book, "--account", "globex")]
    assert [(record["kind"], record["id"]) for record in own] == [("account", "globex"), ("person", "p1")]


def test_an_account_that_is_not_there_is_a_failure(book):
    failed = stakegraph("export", "--data", book, "--account", "ghost", status=FAILED)
    assert "no account 'ghost'" in failed.stderr
    assert failed.stdout == ""


def test_it_writes_what_was_valid_at_a_time(tmp_path):
    lines = [
        line("acme", "account", None, name="Acme"),
        line("acme", "person", "old", name="Old", valid_to="2020-01-01T00:00:00Z"),
        line("acme", "person", "new", name="New", valid_from="2020-01-01T00:00:00Z"),
    ]
    import_report(tmp_path / "data", write_lines(tmp_path / "few.ndjson", lines))
    for as_of, expected in (("2019-12-31T00:00:00Z", "old"), ("2020-01-01T08:00:00+08:00", "new")):
        records = [json.loads(text) for text in export_lines(tmp_path / "data", "--as-of", as_of)]
        assert [record["id"] for record in records if record["kind"] == "person"] == [expected]


def test_to_a_file_it_writes_the_same_and_says_how_many(book, tmp_path):
    target = tmp_path / "out.ndjson"
    ran = stakegraph("export", "--data", book, "--as-of", AT_LAST, "--output", target)
    assert ran.stdout == ""
    assert f"{len(BOOK)} records written to {target}" in ran.stderr
    assert target.read_text(encoding="utf-8").splitlines() == export_lines(book)
    printed = stakegraph("export", "--data", book, "--as-of", AT_LAST, "--output", target, "--json").stdout
    assert json.loads(printed) == {"records": len(BOOK), "output": str(target)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--as-of", "yesterday"), "zone"),
        (("--as-of", "2026-01-01T00:00:00"), "zone"),
        (("--json",), "--output"),
        (("--acount", "acme"), "Usage"),
        (("--output", "/no/such/folder/out.ndjson"), "/no/such/folder"),
    ],
)
def test_a_command_that_is_none_is_refused(book, words, expected):
    status = FAILED if words[0] == "--output" else WRONG_USE
    assert expected in stakegraph("export", "--data", book, *words, status=status).stderr


def test_an_empty_folder_exports_nothing(tmp_path):
    assert export_lines(tmp_path / "data") == []
