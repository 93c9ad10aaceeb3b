"""`stakegraph demo`: one account in a terminal, in both languages, with the numbers that the service answers."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.cells import cell_len

from tests.api.serving import Service
from tests.cli.running import FAILED, WRONG_USE, line, stakegraph, write_lines
from tests.cli.terminal import in_a_terminal
from tests.conftest import Serve

README = Path(__file__).parents[2] / "README.md"
HAN = re.compile(r"[\u4e00-\u9fff]")
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7])(?:;\d+)*m")
STORY = ("--as-of", "2026-07-01T00:00:00Z")
"""The instant at which the story of the sample stands."""

PIPE = {"COLUMNS": "80"}
"""A pipe has no width; this one is given that of a usual terminal."""


@pytest.fixture(scope="module")
def running(serve: Serve) -> Service:
    """A service with the sample, that commands work beside."""
    return serve("demo", arguments=["--sample"])


def demo(service: Service, *words: str) -> str:
    return stakegraph("demo", *words, *STORY, "--data", service.folder, settings=PIPE).stdout


def facts(service: Service, *words: str) -> dict[str, Any]:
    return dict(json.loads(demo(service, *words, "--json")))


def answer(service: Service, name: str) -> dict[str, Any]:
    url = f"{service.url}/v1/accounts/halden-pumps/analysis/{name}"
    return dict(httpx.get(url, params={"as_of": STORY[1]}, trust_env=False, timeout=60).json())


def test_an_empty_store_gets_the_sample_without_a_service_and_keeps_it(tmp_path):
    first = stakegraph("demo", "--data", tmp_path / "data")
    assert "sample was loaded" in first.stderr
    assert "as of 2026-07-01" in first.stdout
    again = stakegraph("demo", *STORY, "--data", tmp_path / "data")
    assert "sample" not in again.stderr
    assert again.stdout == first.stdout


def test_no_id_that_a_system_made_up_is_shown(tmp_path):
    made_up = "0198c2f4-5d1e-7c3a-9b44-2f6d1a7e8c90"
    lines = [line(made_up, "account", made_up, name="Acme Pumps"), line(made_up, "person", "p1", name="Ada Byron")]
    stakegraph("import", "ndjson", write_lines(tmp_path / "lines.ndjson", lines), "--data", tmp_path / "data")
    shown = stakegraph("demo", made_up, "--data", tmp_path / "data", settings=PIPE).stdout
    assert "Acme Pumps" in shown
    assert "Ada Byron" in shown
    assert made_up not in shown


def test_who_has_no_name_in_an_export_is_somebody_and_accounts_go_by_name(tmp_path):
    """An export of Salesforce may give ids of users alone; accounts that it made the ids of go by their names."""
    user, other = "005Lk000000Zz01AAC", "0198c2f4-5d1e-7c3a-9b44-2f6d1a7e8c91"
    book = [
        {"kind": "team_member", "id": user, "data": {"name": f"Salesforce user {user}"}},
        line("acme", "account", None, name="Acme Pumps"),
        line(other, "account", None, name="Borealis Mills"),
        line("acme", "person", "p1", name="Ada Byron"),
        line("acme", "coverage", "v1", member=user, target={"kind": "person", "id": "p1"}, duty="owner"),
        line(other, "person", "p2", name="Bo Lind"),
    ]
    stakegraph("import", "ndjson", write_lines(tmp_path / "lines.ndjson", book), "--data", tmp_path / "data")
    english = stakegraph("demo", "acme", "--data", tmp_path / "data", settings=PIPE | {"COLUMNS": "160"}).stdout
    assert "a colleague whose name the export does not give (1)" in english
    assert "Borealis Mills" in english
    chinese = stakegraph("demo", "acme pumps", "--lang", "zh", "--data", tmp_path / "data", settings=PIPE).stdout
    assert "导出文件没有给出姓名的同事（1）" in chinese
    assert not [made_up for made_up in (user, other) if made_up in english + chinese]


def test_it_shows_tree_holes_departments_and_our_side(running):
    said = demo(running, "halden-pumps")
    for part in (
        "Coverage ",
        "Closeness ",
        " relationships with ",
        "└─ ",
        "largest holes",
        "Known to none",
        "lowest coverage",
        "Our side",
    ):
        assert part in said
    people = [person["name"] for person in answer(running, "influence")["people"]]
    assert [name for name in people[:12] if name not in said] == []


def test_its_numbers_are_those_of_the_service(running):
    shown = facts(running, "halden-pumps")
    coverage, closeness = answer(running, "coverage"), answer(running, "closeness")
    assert shown["headline"]["coverage"] == coverage["account"]["coverage"]
    assert shown["headline"]["closeness"] == closeness["account"]["closeness"]
    assert shown["headline"]["stance"] == coverage["account"]["stance"]
    assert shown["headline"]["threads"] == closeness["account"]["threads"]
    assert [person["id"] for person in shown["people"]] == [person["id"] for person in coverage["people"]]
    for person, known in zip(shown["people"], coverage["people"], strict=True):
        assert person["hole"] == known["influence"] * known["shortfall"]
        assert person["closeness"] == known["closeness"]
    lowest = [unit["coverage"] for unit in shown["departments"] if unit["coverage"] is not None]
    assert lowest == sorted(lowest)


def test_it_ends_with_what_to_do_first_as_the_service_answers(running):
    listed, shown = answer(running, "gaps")["gaps"], facts(running, "halden-pumps")["gaps"]
    assert [gap["id"] for gap in shown] == [gap["id"] for gap in listed]
    _, _, first = " ".join(demo(running, "halden-pumps", "--lang", "en").split()).partition("What to do first")
    for gap in shown[:3]:
        assert gap["finding"] in first
        assert gap["action"]["sentence"] in first
    assert shown[3]["finding"] not in first
    assert f"Not shown: {len(shown) - 3} gaps" in first


def test_without_an_account_it_is_the_one_with_the_lowest_coverage(running):
    shown = facts(running)
    others = {account: facts(running, account)["headline"]["coverage"] for account in shown["accounts"]}
    assert len(others) > 1
    assert shown["headline"]["coverage"] == min(others.values())
    assert f"Of {len(others)} accounts" in demo(running)


def test_it_speaks_chinese(running):
    chinese = demo(running, "yunhe-zhonggong", "--lang", "zh")
    assert "覆盖度" in chinese
    assert not re.search(r"[A-Z][a-z]+ [a-z]+", chinese)
    english = demo(running, "halden-pumps", "--lang", "en")
    assert not HAN.search(english)


@pytest.mark.parametrize(("account", "language"), [("halden-pumps", "en"), ("yunhe-zhonggong", "zh")])
@pytest.mark.parametrize("columns", [50, 80])
def test_no_line_is_wider_than_the_terminal_however_wide_its_letters(running, account, language, columns):
    words = ("demo", account, *STORY, "--data", running.folder, "--lang", language)
    said = ESCAPE.sub("", in_a_terminal(*words, columns=columns))
    assert max(map(cell_len, said.splitlines())) <= columns
    assert "└─ " in said


def test_columns_stand_below_each_other_in_cells(running):
    said = demo(running, "yunhe-zhonggong", "--lang", "zh").splitlines()
    head = next(number for number, row in enumerate(said) if row.startswith("人员"))
    start = cell_len(said[head].partition("影响力")[0])
    for row in said[head + 1 : head + 10]:
        bar = next(place for place, letter in enumerate(row) if letter in "▏▎▍▌▋▊▉█")
        assert cell_len(row[:bar]) == start


def test_a_terminal_gets_colours_a_pipe_and_no_color_none(running):
    words = ("demo", "halden-pumps", *STORY, "--data", running.folder)
    coloured = in_a_terminal(*words)
    assert COLOUR.search(coloured)
    plain = in_a_terminal(*words, settings={"NO_COLOR": "1"})
    assert not COLOUR.search(plain)
    piped = demo(running, "halden-pumps")
    assert "\x1b" not in piped
    assert ESCAPE.sub("", coloured) == ESCAPE.sub("", plain) == piped


def test_a_terminal_that_knows_no_chinese_shows_question_marks(running):
    words = ("demo", "yunhe-zhonggong", *STORY, "--data", running.folder)
    settings = {"PYTHONIOENCODING": "ascii"}
    assert "yunhe-zhonggong" in stakegraph(*words, settings=settings).stdout


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "There is no account 'nobody'"), ("zh", "没有编号为“nobody”")]
)
def test_an_account_that_is_not_there_is_named_with_those_that_are(running, language, expected):
    refused = stakegraph("demo", "nobody", "--lang", language, "--data", running.folder, status=FAILED)
    assert expected in refused.stderr
    assert "halden-pumps" in refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize("words", [("--as-of", "yesterday"), ("--lang", "fr"), ("a", "b"), ("--sample",)])
def test_what_cannot_be_asked_is_wrong_use(tmp_path, words):
    stakegraph("demo", *words, "--data", tmp_path / "data", status=WRONG_USE)
    assert not (tmp_path / "data").exists()


def test_of_a_store_that_is_to_stay_empty_the_command_says_what_to_do(tmp_path):
    alone = stakegraph("demo", "--data", tmp_path / "data", status=FAILED, settings={"STAKEGRAPH_SAMPLE": "false"})
    assert "holds no account" in alone.stderr
    with Service(tmp_path / "data") as service:
        beside = stakegraph("demo", "--data", tmp_path / "data", status=FAILED)
        assert "stakegraph import" in beside.stderr
        assert httpx.get(f"{service.url}/v1/accounts", trust_env=False).json()["items"] == []


def test_an_account_without_people_and_one_with_a_circle_of_unknowns_are_shown(running, tmp_path):
    """Numbers that cannot be said are question marks, never zeros."""
    people = [line("bare", "person", f"p{number}", name=f"Person [{number}] :smile:") for number in range(3)]
    book = [line("bare", "account", None, name="Bare [bold]"), line("void", "account", None, name="Void"), *people]
    stakegraph("import", "ndjson", write_lines(tmp_path / "book.ndjson", book), "--data", running.folder)
    bare = stakegraph("demo", "bare", "--data", running.folder).stdout
    assert "Closeness not known" in bare
    assert "Bare [bold]" in bare
    assert "Person [0] :smile:" in bare
    assert bare.count("nobody") >= len(people)
    void = stakegraph("demo", "void", "--data", running.folder).stdout
    assert "Coverage not known" in void
    assert "Nobody is recorded" in void


def test_the_readme_shows_what_it_prints(running):
    readme = README.read_text(encoding="utf-8")
    block = re.search(r"```text\n\$ (\S*stakegraph demo [^\n]*)\n(.*?)```", readme, re.DOTALL)
    assert block
    printed = stakegraph(*block[1].split()[1:], "--data", running.folder, settings=PIPE).stdout
    said = [row.rstrip() for row in printed.splitlines()]
    shown = [row for row in block[2].splitlines() if row not in ("", "...")]
    assert len(shown) > 20
    assert [row for row in shown if row not in said] == []
