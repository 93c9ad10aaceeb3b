"""The OpenAPI document passes the rules that Redocly recommends and those of Spectral, without a request elsewhere."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.architecture.sources import ROOT, broken
from tests.legs import require

LINT = Path(__file__).resolve().parents[1] / "openapi_lint"
GOLDEN = ROOT / "docs" / "openapi.json"
TOOLS = LINT / "node_modules" / ".bin"
SILENT = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
PATIENCE_SECONDS = 300


def unavailable() -> str | None:
    if not shutil.which("node"):
        return "there is no node on the path: install Node.js 20.19 or newer"
    return None if (TOOLS / "spectral").exists() else "it is not installed: run `make openapi-lint-install`"


def redocly(document: Path) -> list[dict[str, Any]]:
    command = [str(TOOLS / "redocly"), "lint", "--config", "redocly.yaml", "--format", "json", str(document)]
    return list(json.loads(answer(command))["problems"])


def spectral(document: Path) -> list[dict[str, Any]]:
    """Return what Spectral finds; behind the list it says in words how many there are."""
    command = [str(TOOLS / "spectral"), "lint", "--ruleset", "spectral.yaml", "--format", "json", str(document)]
    found, _ = json.JSONDecoder().raw_decode(answer(command))
    return list(found)


def answer(command: list[str]) -> str:
    """Return what a tool prints, whether or not it finds anything."""
    run = subprocess.run(
        command,
        cwd=LINT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
        env={**os.environ, **SILENT},
    )
    assert run.returncode in {0, 1}, run.stderr
    return run.stdout


def test_the_document_passes_what_redocly_recommends():
    require("Redocly", unavailable())
    problems = redocly(GOLDEN)
    findings = [f"{each['ruleId']}: {each['message']} ({each['location'][0].get('pointer')})" for each in problems]
    assert not problems, broken("The document passes every recommended rule; exceptions are in redocly.yaml.", findings)


def test_the_document_passes_the_rules_of_spectral():
    require("Spectral", unavailable())
    findings = [f"{each['code']}: {each['message']} ({'/'.join(map(str, each['path']))})" for each in spectral(GOLDEN)]
    assert not findings, broken(
        "The document passes every rule of Spectral; exceptions are in spectral.yaml.", findings
    )


def test_a_wrong_document_is_seen(tmp_path):
    require("Redocly", unavailable())
    document = json.loads(GOLDEN.read_text(encoding="utf-8"))
    del document["components"]["responses"]["Conflict"]
    document["components"]["schemas"]["Share"] = {"type": "array"}
    wrong = tmp_path / "openapi.json"
    wrong.write_text(json.dumps(document), encoding="utf-8")
    assert "no-unresolved-refs" in {problem["ruleId"] for problem in redocly(wrong)}
    assert "array-items" in {problem["code"] for problem in spectral(wrong)}
