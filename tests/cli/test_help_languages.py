"""Help and refusals of the command line in every language: each command, each option, and what click itself says."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from app.cli import main
from app.commands.spoken.click_words import SPEAKING, of_one
from app.commands.spoken.click_words import SUBJECT as CLICK
from app.commands.spoken.commands import SpokenCommand
from app.commands.spoken.help_words import ABOUT, PROGRAM, SHARED, SUBJECT
from app.messages.sentences import LANGUAGES, texts_of
from tests.cli.running import WRONG_USE

COLUMNS = 80
TERMINAL = {"LC_ALL": None, "LC_MESSAGES": None}
CHINESE_TERMINAL = {**TERMINAL, "LANG": "zh_CN.UTF-8"}
ENGLISH_TERMINAL = {**TERMINAL, "LANG": "de_DE.UTF-8"}

TO_WHOEVER_WRITES_COMMANDS = (
    "Arguments take exactly one parameter declaration",
    "Boolean option {decl!r} cannot use",
    "Choice({choices})",
    "Could not determine name for option",
    "Invalid start character for option",
    "Name '{name}' defined twice",
    "No options defined but a name was passed",
)
"""How texts of click begin that say what is wrong with a program, and nothing to whoever uses it."""
NAMES_OF_TYPES = {"file", "directory", "path"}
"""Where an option takes a PATH, it does so in every language."""


def commands(command: click.Command, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield a command and those below it, each with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from commands(found, *words, name)


TREE = dict(commands(main))


def words_of_help(language: str) -> dict[str, dict[str, str]]:
    """Return what each command and each option says of itself."""
    return {place: dict(words) for place, words in texts_of(SUBJECT, language).items() if not isinstance(words, str)}


def helped(*words: str, env: dict[str, str | None] = ENGLISH_TERMINAL) -> str:
    """Return the help that a terminal shows."""
    return CliRunner().invoke(main, words, env=env, terminal_width=COLUMNS - 2).stdout


def flat(text: str) -> str:
    """Return a text without what breaks its lines."""
    return "".join(text.split())


def options_of(command: click.Command) -> Iterator[str]:
    for option in command.params:
        if isinstance(option, click.Option):
            yield max(option.opts, key=len)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_every_option_has_words_in_every_language_and_no_words_are_of_something_else(language):
    texts = words_of_help(language)
    places = {" ".join(words) or PROGRAM: command for words, command in TREE.items()}
    assert [place for place in places if not texts[place][ABOUT]] == []
    assert set(texts) == {*places, SHARED}
    own = {(place, name) for place, command in places.items() for name in options_of(command)}
    used = {(place if name in texts[place] else SHARED, name) for place, name in own} | {(SHARED, "--help")}
    assert used == {(place, name) for place, named in texts.items() for name in named if name != ABOUT}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", TREE, ids=lambda words: " ".join(words) or PROGRAM)
def test_help_says_them_all_in_the_language_that_was_asked_for(words, language):
    said, place = helped(*words, "--help", "--lang", language), " ".join(words) or PROGRAM
    own, shared = words_of_help(language)[place], words_of_help(language)[SHARED]
    expected = [own[ABOUT], *(own.get(name) or shared[name] for name in (*options_of(TREE[words]), "--help"))]
    assert [text for text in expected if flat(text) not in flat(said)] == []
    assert isinstance(TREE[words], SpokenCommand)
    assert [line for line in said.splitlines() if cell_len(line) > COLUMNS] == []


def test_every_command_takes_a_language():
    assert [words for words, command in TREE.items() if "--lang" not in options_of(command)] == []


@pytest.mark.parametrize(
    "words",
    [("--lang", "zh", "key", "list", "-h"), ("key", "--lang=zh", "list", "-h"), ("key", "list", "-h", "--lang", "zh")],
    ids=" ".join,
)
def test_it_does_not_matter_where_the_language_stands(words):
    assert helped(*words) == helped("key", "list", "-h", env=CHINESE_TERMINAL)
    assert "列出曾经创建的所有密钥" in helped(*words)


def test_a_language_that_is_asked_for_counts_more_than_that_of_the_terminal():
    assert helped("-h", "--lang", "en", env=CHINESE_TERMINAL) == helped("-h")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("sevre",), "没有命令 'sevre'。"),
        (("serve", "--nope"), "没有选项 '--nope'。"),
        (("serve", "--port", "99999"), "'--port' 的值无效：99999 不在范围 0<=x<=65535 内。"),
        (("serve", "--port", "x"), "'--port' 的值无效：'x' 不是有效的数字。"),
        (("serve", "more"), "有多余的参数（more）"),
        (("export", "--account"), "选项 '--account' 后面需要 1 个值。"),
        (("import", "ndjson", "not-there"), "'PATH' 的值无效：'not-there' 不存在。"),
        (("import", "crm-csv"), "缺少参数 'MAPPING'"),
        (("report", "--form", "pdf"), "'--form' 的值无效：'pdf' 不在可选值之中：'json', 'html', 'xlsx', 'csv'。"),
        (("report", "send"), "缺少选项 '--date'"),
        (("report", "send", "--date", "x"), "'--date' 的值无效：'x' 不符合格式 '%Y-%m-%d'。"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_click_refuses_is_refused_in_chinese(words, refusal):
    for asked, env in ((["--lang", "zh", *words], ENGLISH_TERMINAL), (words, CHINESE_TERMINAL)):
        ran = CliRunner().invoke(main, asked, env=env)
        assert ran.exit_code == WRONG_USE
        assert f"错误：{refusal}" in ran.stderr
        assert not re.search("Usage|Error|Try", ran.stderr)


def texts_of_click() -> Iterator[tuple[str, ...]]:
    """Yield what click looks up, of many things both texts."""
    for module in SPEAKING:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                texts = tuple(text.value for text in node.args if isinstance(text, ast.Constant))
                yield tuple(str(text) for text in texts)


def test_whatever_click_says_to_people_has_words_of_ours_and_they_are_its_own_in_english():
    ours = {
        tuple(text.values()) if not isinstance(text, str) else (text,)
        for name, text in texts_of(CLICK, "en").items()
        if name != "required"  # its name is looked up by a variable
    }
    theirs = {
        texts
        for texts in texts_of_click()
        if texts and texts[0] not in NAMES_OF_TYPES and not texts[0].startswith(TO_WHOEVER_WRITES_COMMANDS)
    }
    assert ours == theirs
    assert all(map(of_one, texts_of(CLICK, "zh").values()))


def test_help_and_version_wait_for_no_command_to_be_imported():
    code = (
        "import sys; from app.cli import main; main(['--help'], standalone_mode=False);"
        "print([name for name in sys.modules if name.partition('.')[0] in ('graph', 'analytics', 'neo4j', 'fastapi')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
