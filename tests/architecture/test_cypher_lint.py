"""Every statement passes Neo4j's own parser and semantic analyser, in Cypher 5 and in Cypher 25.

The embedded engine accepts more than Neo4j does: a statement that works on one machine must not fail on the other.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cypher import Statement, statements
from tests.architecture.sources import broken
from tests.legs import require
from tests.nightly import NIGHTLY

LINT = Path(__file__).resolve().parents[1] / "cypher_lint"
PATIENCE_SECONDS = 1200


def unavailable() -> str | None:
    if not shutil.which("node"):
        return "there is no node on the path: install Node.js 20 or newer"
    if not (LINT / "node_modules" / "@neo4j-cypher").is_dir():
        return "it is not installed: run `make cypher-lint-install`"
    return None


Problem = dict[str, Any]

VERSIONS = ["CYPHER 5", "CYPHER 25"]

SENTINELS: dict[str, tuple[str, dict[str, object]]] = {
    "right": ("RETURN $one AS one", {"one": 1}),
    "wrong": ("RETURN nowhere AS one", {}),
}
"""What goes through the parser beside our statements, to see that it sees."""

LABEL = re.compile(r"(?<=[:|])[A-Z]\w*|(?<=['/])[a-z_]+(?=/')")
"""A label of a node, a type of a relationship, a kind in a text such as ``'/person/'``: Neo4j takes any word there."""


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    """All that the parser has to say, of one process: it takes ten seconds to warm up."""
    require("Neo4j's Cypher parser", unavailable())
    ours = {name: (statement.text, dict(statement.example)) for name, statement in distinct().items()}
    return lint({**ours, **SENTINELS})


def distinct() -> dict[str, Statement]:
    """Return the statements without those that differ from one before them in nothing but labels and kinds.

    A resource's statements are those of its shape with its label: the parser would read one text up to 16 times, as it
    does at night.
    """
    if NIGHTLY:
        return dict(statements())
    found: dict[str, tuple[str, Statement]] = {}
    for name, statement in statements().items():
        found.setdefault(LABEL.sub("Label", statement.text), (name, statement))
    return dict(found.values())


def versions_of(name: str) -> list[str]:
    """Return the versions that a statement is read in: as Cypher 5 at night only.

    Neo4j itself takes all of them as Cypher 5 for every change, where its tests run each from its example; no test runs
    Cypher 25.
    """
    return VERSIONS if NIGHTLY or name in SENTINELS else VERSIONS[1:]


def lint(named: Mapping[str, tuple[str, dict[str, object]]]) -> list[Problem]:
    rows = [
        json.dumps({"name": name, "text": text, "parameters": given, "versions": versions_of(name)})
        for name, (text, given) in named.items()
    ]
    run = subprocess.run(
        ["node", "lint.mjs"],
        cwd=LINT,
        input="\n".join(rows),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert run.returncode in {0, 1}, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_every_statement_passes(problems):
    warnings = [
        f"{problem['name']}: line {problem['line']}, {problem['version']}: {problem['message']}"
        for problem in problems
        if problem["name"] not in SENTINELS
    ]
    assert not warnings, broken("A statement is one that Neo4j accepts without a warning, in both versions.", warnings)


def test_a_wrong_statement_is_seen_in_both_versions(problems):
    seen = [(problem["name"], problem["version"]) for problem in problems if problem["name"] in SENTINELS]
    assert seen == [("wrong", version) for version in VERSIONS]


def test_whatever_is_left_out_is_read_with_another_label_and_the_same_parameters():
    read = {LABEL.sub("Label", each.text): each.example.keys() for each in distinct().values()}
    assert [
        name for name, each in statements().items() if read[LABEL.sub("Label", each.text)] != each.example.keys()
    ] == []
