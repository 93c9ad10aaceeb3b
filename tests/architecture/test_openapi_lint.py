"""The OpenAPI document passes the rules that Redocly recommends, without a request to any other machine."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.architecture.sources import ROOT, broken
from tests.legs import require

LINT = Path(__file__).resolve().parents[1] / "openapi_lint"
TOOL = LINT / "node_modules" / ".bin" / "redocly"
SILENT = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
PATIENCE_SECONDS = 300


def unavailable() -> str | None:
    if not shutil.which("node"):
        return "there is no node on the path: install Node.js 20.19 or newer"
    return None if TOOL.exists() else "it is not installed: run `make openapi-lint-install`"


def lint(document: Path) -> list[dict[str, Any]]:
    command = [str(TOOL), "lint", "--config", "redocly.yaml", "--format", "json", str(document)]
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
    return list(json.loads(run.stdout)["problems"])


def test_the_document_passes():
    require("Redocly", unavailable())
    problems = lint(ROOT / "docs" / "openapi.json")
    told = [f"{each['ruleId']}: {each['message']} ({each['location'][0].get('pointer')})" for each in problems]
    assert not problems, broken("The document passes every recommended rule; exceptions are in redocly.yaml.", told)


def test_a_wrong_document_is_seen(tmp_path):
    require("Redocly", unavailable())
    document = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
    del document["components"]["responses"]["Conflict"]
    wrong = tmp_path / "openapi.json"
    wrong.write_text(json.dumps(document), encoding="utf-8")
    assert "no-unresolved-refs" in {problem["ruleId"] for problem in lint(wrong)}
