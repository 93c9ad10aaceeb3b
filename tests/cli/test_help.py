"""`stakegraph --help`: what a person needs to start."""

from importlib.metadata import version

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.cli.running import WRONG_USE, program

NEEDED = {
    (): [
        "serve",
        "import",
        "export",
        "key",
        "demo",
        "chain",
        "openapi",
        "settings",
        "numbers",
        "Exit status",
        "0 done",
        "3 done with rejects",
        "beside a running",
    ],
    ("serve",): [
        "--host",
        "--port",
        "--data",
        "--sample",
        "Ctrl-C",
        "127.0.0.1",
        "8000",
        "STAKEGRAPH_DATA",
        "loopback",
    ],
    ("import",): ["ndjson", "salesforce", "crm-csv", "status 3", "again"],
    ("import", "ndjson"): ["account_id", "kind", "--json", "--data", "status 3", "again"],
    ("import", "salesforce"): [
        "Account",
        "User.csv",
        "--rejects",
        "--dry-run",
        "--encoding",
        "--decimal",
        "--json",
        "status 3",
    ],
    ("import", "crm-csv"): ["MAPPING", "docs/mappings.md", "--rejects", "--dry-run", "--json", "--data", "status 3"],
    ("export",): ["--account", "--as-of", "--output", "standard output", "import", "2026-06-30T00:00:00Z"],
    ("key",): ["create", "list", "revoke", "rotate", "roles", "within a second", "every request needs one"],
    ("key", "create"): ["reader|editor|admin", "--name", "--member", "90d", "2027-01-31", "10 years", "--json", "once"],
    ("key", "list"): ["without its secret", "--json", "--data"],
    ("key", "revoke"): ["ID", "from now on", "--json", "--data"],
    ("key", "rotate"): ["ID", "--overlap", "24h", "--expires", "--json", "--data"],
    ("demo",): [
        "ACCOUNT",
        "--data",
        "--lang",
        "en|zh",
        "--as-of",
        "2026-06-30T00:00:00Z",
        "--json",
        "lowest coverage",
        "sample",
    ],
    ("chain",): [
        "ACCOUNT",
        "CHAIN",
        "--data",
        "--lang",
        "--as-of",
        "--json",
        "ids or names",
        "recorded beliefs",
        "sample",
    ],
    ("openapi",): ["OpenAPI"],
    ("settings",): ["unit", "default", "range"],
}


@pytest.mark.parametrize("words", NEEDED, ids=lambda words: " ".join(words) or "stakegraph")
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_says_what_a_person_needs(words, option):
    printed = " ".join(CliRunner().invoke(main, [*words, option, "--lang", "en"]).stdout.split())
    assert [needed for needed in NEEDED[words] if needed not in printed] == []


def test_the_program_prints_what_its_commands_say():
    said = CliRunner().invoke(main, ["--help"], prog_name="stakegraph", terminal_width=78).stdout
    assert program("--help", settings={"COLUMNS": "80"}).stdout == said


def test_without_a_command_it_shows_its_help():
    ran = program(status=WRONG_USE)
    assert "serve" in ran.stdout + ran.stderr


def test_it_says_its_version():
    assert version("stakegraph") in program("--version").stdout


def test_a_word_that_is_not_a_command_is_refused():
    assert "No such command" in program("sevre", status=WRONG_USE).stderr
