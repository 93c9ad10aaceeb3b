"""`stakegraph report`: one file, an exit status, and words for whoever runs it by hand or by a clock."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.commands.report import shown
from app.commands.terminal import progress_bar
from schemas.messages.message import Message
from schemas.reports.report import Report
from tests.cli.running import DONE_WITH_REJECTS, FAILED, WRONG_USE, Ran, stakegraph
from tests.opened_store import joined
from tests.reports.books import ACCOUNTS, AS_OF, DATE, IDS, damage


def report(folder: Path, out: Path, *words: str, on: str = DATE, status: int = 0, zone: str = "UTC") -> Ran:
    """Run a report in this process and assert its exit status."""
    where = ("--data", folder, "--out", out, "--workers", "1", "--form", "json")
    settings = {"STAKEGRAPH_TIME_ZONE": zone}
    return stakegraph("report", "--as-of", on, *where, *words, status=status, settings=settings)


def test_it_writes_one_whole_file_and_the_same_again(book, tmp_path):
    out = tmp_path / "new" / "folder"
    said = json.loads(report(book, out, "--json", "--lang", "en").stdout)
    file = out / f"graph-health-{DATE}-en.json"
    assert said == {
        "date": DATE,
        "as_of": AS_OF,
        "accounts": ACCOUNTS,
        "computed": ACCOUNTS,
        "kept": 0,
        "failed": [],
        "gone": [],
        "files": [str(file)],
    }
    first = file.read_bytes()
    found = Report.model_validate_json(first)
    assert (found.counts.accounts, found.date, found.language) == (ACCOUNTS, DATE, "en")
    again = report(book, out, "--lang", "en")
    assert f"{ACCOUNTS} accounts (0 computed now, {ACCOUNTS} there already)" in again.stderr
    assert file.read_bytes() == first
    assert list(out.iterdir()) == [file]
    report(book, out, "--lang", "zh", "--owner", "kim", "--form", "html")
    assert {path.name for path in out.iterdir()} == {
        *(file.name, f"graph-health-{DATE}-owner-kim-zh.json", f"graph-health-{DATE}-owner-kim-zh.html"),
    }


def test_accounts_of_which_nothing_can_be_said_are_listed_and_the_status_says_so(book, tmp_path):
    broken = [IDS[1], IDS[2], IDS[30]]

    async def break_them() -> None:
        async with joined(book):
            await damage(book, broken)

    asyncio.run(break_them())
    english = report(book, tmp_path, "--lang", "en", status=DONE_WITH_REJECTS).stderr
    assert "3 accounts could not be reported:" in english
    assert "  Firm 30: Something in this account cannot be read or computed (JSONDecodeError in " in english
    said = json.loads(report(book, tmp_path, "--lang", "zh", "--json", status=DONE_WITH_REJECTS).stdout)
    assert [each["account_id"] for each in said["failed"]] == broken
    assert (said["computed"], said["kept"]) == (0, ACCOUNTS - 3)
    assert (
        len(Report.model_validate_json((tmp_path / f"graph-health-{DATE}-zh.json").read_bytes()).accounts)
        == ACCOUNTS - 3
    )


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ((datetime.now(UTC) + timedelta(days=2)).date().isoformat(), "lies in the future"),
        ("2026-02-30", "is not a date of the calendar"),
        ("yesterday", "is not a date of the calendar"),
    ],
    ids=["future", "no day", "no date"],
)
def test_a_date_that_cannot_be_reported_is_refused_with_what_to_do(on, words, written, tmp_path):
    ran = report(written, tmp_path / "out", "--lang", "en", on=on, status=WRONG_USE)
    assert f"--as-of: '{on}' {words}" in ran.stderr or f"--as-of: {on} {words}" in ran.stderr
    assert not (tmp_path / "out").exists()


def test_one_owner_and_one_account_are_not_asked_for_together(tmp_path):
    ran = report(
        tmp_path / "empty", tmp_path / "out", "--owner", "kim", "--account", "a", "--lang", "en", status=WRONG_USE
    )
    assert "--account: name an owner or an account, not both" in ran.stderr
    assert not (tmp_path / "empty").exists()


def test_a_date_begins_at_midnight_of_the_time_zone_of_the_book(tmp_path):
    said = report(tmp_path / "empty", tmp_path / "out", "--json", zone="Asia/Shanghai").stdout
    assert json.loads(said)["as_of"] == "2026-06-30T16:00:00.000000Z"


def test_a_scheduler_that_nobody_answers_at_is_named(written, tmp_path):
    out = tmp_path / "out"
    ran = report(written, out, "--scheduler", "nowhere", "--lang", "en", status=FAILED)
    assert "No Dask scheduler answers at 'nowhere'" in ran.stderr
    assert not out.exists()


def test_of_a_book_without_accounts_nothing_is_written(tmp_path):
    ran = report(tmp_path / "empty", tmp_path / "out", "--lang", "en")
    assert "There was no account on 2026-07-01" in ran.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named_and_what_was_computed_is_kept(book, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    ran = report(book, blocked / "out", status=FAILED)
    assert str(blocked) in ran.stderr
    assert json.loads(report(book, tmp_path / "out", "--json").stdout)["kept"] == ACCOUNTS


def test_without_a_terminal_a_line_says_from_time_to_time_how_far_it_is(monkeypatch, capsys):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    show = shown(progress_bar(0, Message("reporting.accounts"), "report"))
    show(1, 1_500)
    assert capsys.readouterr().err == "", "too early to say something"
    monkeypatch.setattr("app.commands.report.LINE_SECONDS", 0.0)
    show(1_200, 1_500)
    assert capsys.readouterr().err == "1,200 of 1,500 accounts\n"
