"""`stakegraph chain`: a decision chain in a terminal, in both languages, with what the service answers of it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from rich.cells import cell_len

from tests.api.serving import Service
from tests.cli.running import FAILED, WRONG_USE, line, stakegraph, write_lines
from tests.cli.terminal import in_a_terminal

HAN = re.compile(r"[\u4e00-\u9fff]")
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-7]|9[0-7])(?:;\d+)*m")
GUID = re.compile(r"\b00[0-9A-Za-z]{13,16}\b")
STORY = ("--as-of", "2026-07-01T00:00:00Z")
"""The instant at which the story of the sample stands."""

PIPE = {"COLUMNS": "100"}
COMMITTEE = ("halden-pumps", "investment-committee")
TENDER = ("yunhe-zhonggong", "zhaobiao-juece", "--lang", "zh")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with the sample and the small export, that commands work beside."""
    with Service(tmp_path_factory.mktemp("chain") / "data", arguments=["--sample"]) as service:
        stakegraph("import", "salesforce", "app/sample/salesforce_export", "--data", service.folder)
        yield service


def chain(service: Service, *words: str, **more: Any) -> str:
    return stakegraph("chain", *words, *STORY, "--data", service.folder, settings=PIPE, **more).stdout


def unwrapped(said: str) -> str:
    """Return what is said as one line, for sentences that a narrow terminal breaks."""
    return " ".join(said.split())


def answer(service: Service, name: str, chain_id: str = "investment-committee") -> dict[str, Any]:
    url = f"{service.url}/v1/accounts/halden-pumps/chains/{chain_id}/analysis/{name}"
    return dict(httpx.get(url, params={"as_of": STORY[1]}, trust_env=False, timeout=60).json())


def test_it_shows_the_steps_in_order_with_their_voters_and_what_the_service_answers(running):
    said = chain(running, *COMMITTEE)
    forecast = answer(running, "forecast")
    names = [step["name"] for step in forecast["steps"]]
    assert [row[5:].partition("   ")[0] for row in said.splitlines() if re.match(r"[✓○✗-] \d", row)] == names
    for step in forecast["steps"]:
        lane = said.partition(step["name"])[2].partition("\n\n")[0]
        assert [voter["name"] for voter in step["voters"] if voter["name"] not in lane] == []
        if step["voters"]:
            assert f"implied {step['probability']:.0%}" in lane
    vera = next(row for row in said.splitlines() if row.startswith("     Vera Lindqvist"))
    assert "1 veto" in vera
    assert "0.0 Neutral" in vera
    assert vera.split()[-1] == "4"  # greetings alone, at the usual cadence: who left us sets none


def test_it_gives_the_best_way_to_each_voter_in_the_words_of_the_service(running):
    said = unwrapped(chain(running, *COMMITTEE))
    voters = answer(running, "access")["voters"]
    assert len(voters) == 9
    for voter in voters:
        assert f"{voter['name']}, {voter['title']} {voter['best']['sentence']}" in said


def test_it_says_whom_to_find_out_about_and_whom_of_us_to_ask(running):
    said = chain(running, *COMMITTEE).partition("What to ask next")[2]
    questions = answer(running, "next-question")["questions"][:3]
    for question in questions:
        assert f"how {question['name']} would vote: ask {question['ask_name']}." in unwrapped(said)


def test_the_machine_readable_object_holds_the_answers_of_the_service(running):
    printed = json.loads(chain(running, *COMMITTEE, "--json"))
    for name, of in (("forecast", "forecast"), ("access", "access"), ("questions", "next-question")):
        expected = answer(running, of)
        assert printed[name] | {"known_at": None} == expected | {"known_at": None}


@pytest.mark.parametrize(
    ("account", "name", "language", "words"),
    [
        ("yunhe-zhonggong", "paowan-huiqian", "zh", ["对它一无所知：没有记录由谁决定", "先弄清由谁决定"]),
        ("halden-suzhou", "bench-team", "en", ["Too little is known to say how it stands", "32% of the say"]),
        ("halden-suzhou", "seal-huiqian", "en", ["Nobody is recorded as deciding", "Find out first who decides"]),
        ("halden-pumps", "direct-award", "en", ["cannot pass: needs 2, its votes count 1", "is a draft"]),
        ("halden-pumps", "coolant-decision", "en", ["The deal is closed (Won)", "Every step is decided"]),
    ],
)
def test_what_is_not_known_or_not_open_is_said_in_words(running, account, name, language, words):
    said = unwrapped(chain(running, account, name, "--lang", language))
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("words", [COMMITTEE, ("halden-suzhou", "bench-team"), TENDER])
def test_nothing_reads_as_a_chance_to_win(running, words):
    said = chain(running, *words).lower()
    assert not re.search(r"\bwin\b|win rate|chance to|odds|胜率|赢单率|赢率", said)
    assert "learned from no outcome of any deal" in unwrapped(said) or "不来自任何商机的结果" in said


def test_it_speaks_chinese_and_english(running):
    assert not re.search(r"[A-Za-z]{2} [a-z]{2}", chain(running, *TENDER))
    assert not HAN.search(chain(running, *COMMITTEE, "--lang", "en"))


@pytest.mark.parametrize("words", [COMMITTEE, TENDER, ("halden-suzhou", "bench-team", "--lang", "zh")])
@pytest.mark.parametrize("columns", [50, 80])
def test_no_line_is_wider_than_the_terminal_and_columns_stand_below_each_other(running, words, columns):
    coloured = in_a_terminal("chain", *words, *STORY, "--data", running.folder, columns=columns)
    said = ESCAPE.sub("", coloured).splitlines()
    assert max(map(cell_len, said)) <= columns
    heads = [row for row in said if row.startswith(("     voter ", "     投票人 "))]
    assert len(heads) > 1
    support = "support" if "voter" in heads[0] else "态度"
    assert len({cell_len(head.partition(support)[0]) for head in heads}) == 1
    place = cell_len(heads[0].partition(support)[0])
    rows = [row for row in said if row.startswith("     ") and row not in heads]
    assert all(re.match(r" {0,3}([+-]?\d\.\d|\?) ", _from_cell(row, place)) for row in rows), rows


def _from_cell(row: str, place: int) -> str:
    """Return what stands in a row from a cell on."""
    return next(row[at:] for at in range(len(row)) if cell_len(row[:at]) == place)


def test_a_terminal_gets_colours_and_a_pipe_none(running):
    words = ("chain", *COMMITTEE, *STORY, "--data", running.folder)
    assert COLOUR.search(in_a_terminal(*words))
    assert not COLOUR.search(in_a_terminal(*words, settings={"NO_COLOR": "1"}))
    assert "\x1b" not in chain(running, *COMMITTEE)


def test_names_do_where_another_system_gave_the_ids_and_no_id_is_shown(running):
    said = chain(running, "larkmoor ceramics")
    assert "Larkmoor Ceramics · Second kiln line" in said
    assert "Gesine Toller, Finance Director  Economic buyer" in said
    assert "Ira Solberg, Partner  Influencer" in said
    assert not GUID.search(said)


def test_several_chains_are_listed_to_choose_from_by_name(running):
    said = unwrapped(chain(running, "halden-pumps"))
    for name in ("Investment committee", "Plant board", "Decision of the plant", "In force", "Draft", "Closed"):
        assert name in said
    assert chain(running, "Halden Pumps", "investment COMMITTEE") == chain(running, *COMMITTEE)
    listed = json.loads(chain(running, "halden-pumps", "--json"))
    assert [one["id"] for one in listed["chains"]][:2] == ["investment-committee", "plant-board"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("haldn-pumps",), ["no account 'haldn-pumps'", "Did you mean Halden Pumps"]),
        (("qqq",), ["no account 'qqq'", "云河重工"]),
        (("halden-pumps", "plant bord"), ["no decision chain 'plant bord'", "Did you mean Plant board?"]),
        (("halden-pumps", "qqq"), ["no decision chain 'qqq'", "Investment committee"]),
        (("yunhe-zhonggong", "招标", "--lang", "zh"), ["没有决策链“招标”", "您是指 招标决策"]),
        (("云河", "--lang", "zh"), ["没有客户“云河”", "您是指 云河重工 吗"]),
    ],
)
def test_what_is_not_there_is_named_with_what_is_near(running, words, expected):
    refused = stakegraph("chain", *words, *STORY, "--data", running.folder, status=FAILED)
    assert [part for part in expected if part not in refused.stderr] == []
    assert refused.stdout == ""


def test_one_name_of_two_is_told_apart_by_id_and_an_account_without_chains_says_so(running, tmp_path):
    book = [line(name, "account", None, name="Twin Works") for name in ("twin-a", "twin-b")]
    stakegraph("import", "ndjson", write_lines(tmp_path / "book.ndjson", book), "--data", running.folder)
    refused = stakegraph("chain", "Twin Works", "--data", running.folder, status=FAILED)
    assert "twin-a, twin-b" in refused.stderr
    assert "No decision chain is recorded" in stakegraph("chain", "twin-a", "--data", running.folder).stdout
    asked = stakegraph("chain", "twin-a", "board", "--data", running.folder, status=FAILED)
    assert "nor any other" in asked.stderr


def test_before_anything_was_so_it_says_so(tmp_path):
    book = write_lines(
        tmp_path / "book.ndjson", [line("acme", "account", None, name="Acme", valid_from="2025-01-01T00:00:00Z")]
    )
    stakegraph("import", "ndjson", book, "--data", tmp_path / "data")
    then = ("--as-of", "1999-01-01T00:00:00Z", "--data", tmp_path / "data")
    assert "No account is recorded as of 1999-01-01" in stakegraph("chain", "acme", *then, status=FAILED).stderr
    assert "No decision chain" in stakegraph("chain", "acme", "--data", tmp_path / "data").stdout


@pytest.mark.parametrize("words", [(), ("a", "b", "c"), ("a", "--as-of", "yesterday"), ("a", "--lang", "fr")])
def test_what_cannot_be_asked_is_wrong_use(tmp_path, words):
    stakegraph("chain", *words, "--data", tmp_path / "data", status=WRONG_USE)
    assert not (tmp_path / "data").exists()
