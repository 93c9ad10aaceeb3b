"""`stakegraph export` with history and the import of it: cut, killed, wrong or of another store: a sentence says so."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.api.serving import PROGRAM, environment
from tests.cli.running import BOOK, FAILED, Line, import_report, line, stakegraph, write_lines

PEOPLE, BATCHES = 1_000, 10


def export(folder: Path, target: Path, *words: object) -> bytes:
    """Export history to a file and return its bytes."""
    stakegraph("export", "--data", folder, "--output", target, *words)
    return target.read_bytes()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of many changes: so large that an import of it can be killed on its way."""
    folder = tmp_path_factory.mktemp("large")
    lines: list[Line | str | bytes] = []
    for batch in range(BATCHES):
        lines.append(line(f"a{batch}", "account", None, name=f"Account {batch}"))
        lines += [line(f"a{batch}", "person", f"p{number}", name=f"Person {number}") for number in range(PEOPLE)]
    import_report(folder / "data", write_lines(folder / "plain.ndjson", lines))
    export(folder / "data", folder / "history.ndjson")
    return folder / "history.ndjson"


def test_history_goes_out_and_in_and_out_again_as_equal_files(book: Path, tmp_path: Path):
    file = export(book, tmp_path / "1.ndjson")
    report = import_report(tmp_path / "data", tmp_path / "1.ndjson")
    assert (report["rows"], report["there_already"], report["own_book"]) == (len(BOOK), 0, 0)
    assert export(tmp_path / "data", tmp_path / "2.ndjson") == file
    again = import_report(tmp_path / "data", tmp_path / "1.ndjson")
    assert (again["changes"], again["there_already"]) == (0, report["changes"])


def test_the_file_states_its_version_its_changes_and_its_end(book: Path, tmp_path: Path):
    first, *_, last = export(book, tmp_path / "1.ndjson").splitlines()
    assert json.loads(first) == {"kind": "stakegraph", "version": 1}
    assert json.loads(last).keys() == {"kind", "lines", "sha256"}
    one = export(book, tmp_path / "2.ndjson", "--account", "globex").splitlines()
    assert json.loads(one[0]) == {"kind": "stakegraph", "version": 1, "account_id": "globex"}
    assert {json.loads(text).get("account_id") for text in one[1:-1]} == {None, "globex"}


def test_it_says_how_much_it_wrote_and_stored(book: Path, tmp_path: Path):
    target = tmp_path / "1.ndjson"
    report = json.loads(stakegraph("export", "--data", book, "--output", target, "--json").stdout)
    assert report["records"] == len(BOOK)
    assert report["lines"] == len(target.read_bytes().splitlines())
    ran = stakegraph("import", "ndjson", target, "--data", tmp_path / "data")
    assert f"{report['changes']} changes with {len(BOOK)} rows stored, 0 changes there already" in ran.stderr
    assert "\r" not in ran.stderr, "progress belongs to a terminal"


def test_from_standard_input_it_is_taken_too(book: Path, tmp_path: Path):
    file = export(book, tmp_path / "1.ndjson")
    words: list[str | Path] = [PROGRAM, "import", "ndjson", "-", "--data", tmp_path / "data"]
    subprocess.run(words, input=file, check=True, capture_output=True, env=environment({}))
    assert export(tmp_path / "data", tmp_path / "2.ndjson") == file


def test_an_import_killed_in_the_middle_goes_on_where_it_stopped(large: Path, tmp_path: Path):
    words: list[str | Path] = [PROGRAM, "import", "ndjson", large, "--data", tmp_path / "data"]
    process = subprocess.Popen(words, env=environment({}), stderr=subprocess.DEVNULL)
    owner = tmp_path / "data"
    while process.poll() is None and not any(owner.glob("*")):
        time.sleep(0.02)
    time.sleep(2.5)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    left = export(tmp_path / "data", tmp_path / "left.ndjson").splitlines()
    whole = large.read_bytes().splitlines()
    assert left[:-1] == whole[: len(left) - 1], "what is there is the book as it was earlier"
    report = import_report(tmp_path / "data", large)
    assert report["changes"] + report["there_already"] == 2 * BATCHES
    assert export(tmp_path / "data", tmp_path / "again.ndjson") == large.read_bytes()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda lines: [*lines[:9], lines[9][:20]], "line 10: the file is cut off"),
        (lambda lines: [lines[0].replace(b":1", b":2"), *lines[1:]], "line 1: the file is of version 2"),
        (lambda lines: [*lines[:9], lines[9].replace(b'"row":{', b'"row":{"nmae":"x",'), *lines[10:]], "'nmae'"),
    ],
    ids=["cut", "another version", "a wrong line"],
)
def test_a_bad_file_ends_it_with_the_line_the_reason_and_the_way_on(book: Path, tmp_path: Path, spoil, reason):
    file = export(book, tmp_path / "1.ndjson")
    bad = tmp_path / "bad.ndjson"
    bad.write_bytes(b"".join(spoil(file.splitlines(keepends=True))))
    failed = stakegraph("import", "ndjson", bad, "--data", tmp_path / "data", status=FAILED)
    assert reason in failed.stderr
    assert "goes on from there" in failed.stderr or "Nothing was stored" in failed.stderr
    import_report(tmp_path / "data", tmp_path / "1.ndjson")
    assert export(tmp_path / "data", tmp_path / "2.ndjson") == file


def test_a_store_with_another_history_refuses_the_file(book: Path, tmp_path: Path):
    file = export(book, tmp_path / "1.ndjson")
    import_report(tmp_path / "data", write_lines(tmp_path / "own.ndjson", [line("acme", "account", None, name="Own")]))
    before = export(tmp_path / "data", tmp_path / "before.ndjson")
    assert file != before
    failed = stakegraph("import", "ndjson", tmp_path / "1.ndjson", "--data", tmp_path / "data", status=FAILED)
    assert "another history in this store" in failed.stderr
    assert "Nothing was stored" in failed.stderr
    assert export(tmp_path / "data", tmp_path / "after.ndjson") == before
