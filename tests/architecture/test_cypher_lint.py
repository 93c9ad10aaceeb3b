"""Every statement passes Neo4j's own parser and semantic analyser, in Cypher 5 and in Cypher 25.

The embedded engine accepts more than Neo4j does: a statement that works on one machine must not fail on the other.
"""

import json
import shutil
import subprocess
from pathlib import Path

from cypher import statements
from tests.architecture.sources import broken
from tests.legs import require

LINT = Path(__file__).resolve().parents[1] / "cypher_lint"
PATIENCE_SECONDS = 1200


def unavailable() -> str | None:
    if not shutil.which("node"):
        return "there is no node on the path: install Node.js 20 or newer"
    if not (LINT / "node_modules" / "@neo4j-cypher").is_dir():
        return "it is not installed: run `make cypher-lint-install`"
    return None


def lint(named: dict[str, tuple[str, dict[str, object]]]) -> list[dict[str, object]]:
    rows = [json.dumps({"name": name, "text": text, "parameters": given}) for name, (text, given) in named.items()]
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


def test_every_statement_passes():
    require("Neo4j's Cypher parser", unavailable())
    problems = lint({name: (statement.text, dict(statement.example)) for name, statement in statements().items()})
    told = [
        f"{problem['name']}: line {problem['line']}, {problem['version']}: {problem['message']}" for problem in problems
    ]
    assert not problems, broken("A statement is one that Neo4j accepts without a warning, in both versions.", told)


def test_a_wrong_statement_is_seen_in_both_versions():
    require("Neo4j's Cypher parser", unavailable())
    problems = lint({"right": ("RETURN $one AS one", {"one": 1}), "wrong": ("RETURN nowhere AS one", {})})
    assert [(problem["name"], problem["version"]) for problem in problems] == [
        ("wrong", "CYPHER 5"),
        ("wrong", "CYPHER 25"),
    ]
