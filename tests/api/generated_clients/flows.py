"""What a flow of a generated client sees, and what it needs: an account of its own and an archive."""

import io
import json
import os
import subprocess
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import ZipFile

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "openapi.json"
PATIENCE_SECONDS = 300

SEEN = {
    "account": "Generated",
    "batch": ["created"] * 5,
    "contact": ["unknown", 0.5],
    "graph": 3,
    "influence": ["p1"],
    "pages": [["p1", "p2"], ["p3"]],
    "last": None,
    "feed": ["account", "influence", "interaction", "person"],
    "conflict": [200, 412],
    "problem": "RevisionMismatch",
    "events": True,
    "job": "done",
}
"""What every client sees: p1 moves two others and is moved by nobody, and its second change starts from an old ETag."""


def archive() -> bytes:
    """Return the export that comes with the project as the archive that an import takes."""
    content = io.BytesIO()
    with ZipFile(content, "w") as packed:
        for table in resources.files("app.sample").joinpath("salesforce_export").iterdir():
            packed.writestr(table.name, table.read_bytes())
    return content.getvalue()


def said(command: Sequence[object], folder: Path, **variables: str) -> str:
    """Run a command to its end, which must be a good one, and return all that it wrote."""
    run = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


def seen(written: str) -> Any:
    """Return what a flow saw, by its last line."""
    return json.loads(written.splitlines()[-1])
