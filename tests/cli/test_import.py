"""`stakegraph import ndjson`: sound lines are stored, the others named by their number; again changes nothing."""

import json
from pathlib import Path

import httpx
import pytest

from tests.api.serving import Service
from tests.cli.running import (
    BOOK,
    DONE_WITH_REJECTS,
    FAILED,
    WRONG_USE,
    Line,
    export_lines,
    import_report,
    line,
    stakegraph,
    write_lines,
)

ACCOUNT = line("acme", "account", None, name="Acme")

BROKEN: dict[str, tuple[str | bytes, str]] = {
    "broken JSON": ('{"account_id": "acme", "kind": "person"', "not valid JSON"),
    "no object": ("[]", "kind one of"),
    "only a number": ("7", "kind one of"),
    "unknown kind": ('{"account_id": "acme", "kind": "persn"}', "kind one of"),
    "kind that is a list": ('{"account_id": "acme", "kind": ["person"]}', "kind one of"),
    "no account": ('{"kind": "person", "id": "p", "data": {"name": "Ada"}}', "account_id"),
    "account that is a number": ('{"account_id": 7, "kind": "person", "data": {"name": "Ada"}}', "account_id"),
    "account that is not there": ('{"account_id": "ghost", "kind": "person", "data": {"name": "Ada"}}', "'ghost'"),
    "account with an id that is none": ('{"account_id": "a/b", "kind": "person", "data": {"name": "Ada"}}', "a/b"),
    "unknown field": ('{"account_id": "acme", "kind": "person", "data": {"nmae": "Ada"}}', "unknown field 'nmae'"),
    "wrong value": ('{"account_id": "acme", "kind": "person", "data": {"name": 7}}', "/name: must be text"),
    "edge to nobody": (
        '{"account_id": "acme", "kind": "influence", "data": {"source": "x", "target": "y"}}',
        "no person 'x'",
    ),
    "NaN": ('{"account_id": "acme", "kind": "person", "data": {"name": NaN}}', "not valid JSON"),
    "lone surrogate": (r'{"account_id": "acme", "kind": "person", "data": {"name": "\ud800"}}', "not valid JSON"),
    "not UTF-8": (b'{"account_id": "acme", "kind": "person", "data": {"name": "\xff"}}', "not valid JSON"),
    "line of 10 kB": (json.dumps(line("acme", "person", "p" * 10_000, name="Ada")), "/id: must have at most 128"),
    "name of 10 kB": (json.dumps(line("acme", "person", "p", name="x" * 10_000)), "/name: must have at most 300"),
    "deep nesting": ('{"account_id": ' + "[" * 50_000, "not valid JSON"),
}


@pytest.fixture(scope="module")
def rejects(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """What is said of each broken line, between two sound ones, by the number of the line."""
    folder = tmp_path_factory.mktemp("broken")
    broken = [text for text, _ in BROKEN.values()]
    lines: list[Line | str | bytes] = [ACCOUNT, *broken, line("acme", "person", "last", name="Last")]
    report = import_report(folder / "data", write_lines(folder / "broken.ndjson", lines), DONE_WITH_REJECTS)
    assert report["outcomes"] == {"created": 2}
    assert (report["lines"], report["refused"]) == (len(lines), len(BROKEN))
    assert len(export_lines(folder / "data", "--account", "acme")) == 2
    return {reject["line"]: reject["detail"] for reject in report["rejects"]}


@pytest.mark.parametrize(("place", "name"), list(enumerate(BROKEN, start=2)), ids=list(BROKEN))
def test_a_broken_line_is_named_by_its_number_with_the_reason(rejects, place, name):
    assert BROKEN[name][1] in rejects[place]


def test_the_same_file_again_changes_nothing(book, tmp_path):
    path = write_lines(tmp_path / "book.ndjson", BOOK)
    before = export_lines(book)
    assert import_report(book, path)["outcomes"] == {"unchanged": len(BOOK)}
    assert export_lines(book) == before


def test_without_json_it_says_what_became_of_the_lines(tmp_path):
    lines: list[Line | str | bytes] = [ACCOUNT, line("acme", "person", "p1", name="Ada"), "broken"]
    ran = stakegraph(
        "import",
        "ndjson",
        write_lines(tmp_path / "few.ndjson", lines),
        "--data",
        tmp_path / "data",
        status=DONE_WITH_REJECTS,
    )
    assert ran.stdout == ""
    assert "3 lines: 2 created, 1 refused" in ran.stderr
    assert "line 3: not valid JSON" in ran.stderr
    assert "%" not in ran.stderr, "progress belongs to a terminal"
    assert "\r" not in ran.stderr


def test_of_many_rejects_the_first_are_shown_and_json_lists_more(tmp_path):
    path = write_lines(tmp_path / "wrong.ndjson", [ACCOUNT, *("broken" for _ in range(1_500))])
    ran = stakegraph("import", "ndjson", path, "--data", tmp_path / "data", status=DONE_WITH_REJECTS)
    assert "1,500 refused" in ran.stderr
    assert "and 1,480 more; --json lists them" in ran.stderr
    report = import_report(tmp_path / "data", path, DONE_WITH_REJECTS)
    assert (report["refused"], len(report["rejects"])) == (1_500, 1_000)


@pytest.mark.parametrize("content", [b"", b"\n\n  \n"])
def test_an_empty_file_is_done_at_once(tmp_path, content):
    path = tmp_path / "empty.ndjson"
    path.write_bytes(content)
    report = import_report(tmp_path / "data", path)
    assert report == {"lines": 0, "outcomes": {}, "refused": 0, "rejects": []}


def test_a_file_larger_than_one_transaction_arrives_whole(tmp_path):
    people = [line("acme", "person", f"p{number}", name=f"Person {number}") for number in range(4_500)]
    edges = [line("acme", "influence", None, source=f"p{n}", target=f"p{n + 1}") for n in range(500)]
    path = write_lines(tmp_path / "large.ndjson", [ACCOUNT, *people, *edges])
    assert import_report(tmp_path / "data", path)["outcomes"] == {"created": 5_001}
    assert len(export_lines(tmp_path / "data")) == 5_001


def test_beside_a_running_service_it_writes_to_that_service_store(tmp_path):
    path = write_lines(tmp_path / "book.ndjson", BOOK)
    with Service(tmp_path / "data") as service:
        assert import_report(service.folder, path)["outcomes"] == {"created": len(BOOK)}
        people = httpx.get(f"{service.url}/v1/accounts/acme/people", trust_env=False).json()["items"]
        assert [person["id"] for person in people] == ["p1", "p2", "p3"]
        beside = export_lines(service.folder)
        assert import_report(service.folder, path)["outcomes"] == {"unchanged": len(BOOK)}
    assert export_lines(tmp_path / "data") == beside


@pytest.mark.parametrize(
    "words",
    [
        ("import",),
        ("import", "csv", "/dev/null"),
        ("import", "ndjson"),
        ("import", "ndjson", "/no/such/file"),
        ("import", "ndjson", "/tmp"),  # noqa: S108 - any folder: a folder is not a file
        ("import", "ndjson", "/dev/null", "--dry-run"),
    ],
)
def test_a_command_that_is_none_is_refused(words):
    assert "Usage" in stakegraph(*words, status=WRONG_USE).stderr


def test_a_store_that_cannot_be_reached_is_a_failure_in_a_sentence(tmp_path):
    path = write_lines(tmp_path / "few.ndjson", [ACCOUNT])
    nowhere = {"STAKEGRAPH_NEO4J_URI": "bolt://127.0.0.1:1"}
    failed = stakegraph("import", "ndjson", path, "--data", tmp_path / "data", status=FAILED, settings=nowhere)
    assert "stakegraph: The store" in failed.stderr


def test_a_folder_that_cannot_be_made_is_a_failure_in_a_sentence(tmp_path):
    path = write_lines(tmp_path / "few.ndjson", [ACCOUNT])
    failed = stakegraph("import", "ndjson", path, "--data", Path(path, "data"), status=FAILED)
    assert f"{path}/data cannot be used" in failed.stderr


def test_reasons_are_in_the_language_asked_for_and_places_are_not(tmp_path):
    lines: list[Line | str | bytes] = [ACCOUNT, "[]", line("acme", "person", "p", nmae="Ada")]
    path = write_lines(tmp_path / "lines.ndjson", lines)
    words = ("import", "ndjson", path, "--data", tmp_path / "data", "--json", "--lang", "zh")
    report = json.loads(stakegraph(*words, status=DONE_WITH_REJECTS).stdout)
    found = {reject["line"]: reject["detail"] for reject in report["rejects"]}
    assert found[2].startswith('每一行的格式是 {"account_id", "kind", "id", "data"}')
    assert found[3] == "/nmae：未知字段“nmae”；可用字段见 /docs"
