"""Commands beside the running service: what they print, how they end."""

import json
import shutil
import tempfile
from pathlib import Path

from tests.recorded_run.chapters.imports import BOOK, SALESFORCE
from tests.recorded_run.recorder import Recorder

JULY = ("--as-of", "2026-07-01T00:00:00Z")


def record_commands(run: Recorder) -> None:
    """Run what a person runs beside the service."""
    run.begin("commands")
    for words in (
        ("--help",),
        ("demo", "halden-pumps", *JULY),
        ("demo", "yunhe-zhonggong", *JULY, "--lang", "zh"),
        ("demo", "halden-suzhou", *JULY, "--json"),
        ("demo", "nobody-here", *JULY),
        ("demo", "--as-of", "soon"),
        ("settings",),
        ("export", "--account", "yunhe-zhonggong", *JULY),
        ("export", "--account", "nobody-here"),
        ("export", "--as-of", "soon"),
        ("serve", "--port", "no-port"),
    ):
        run.run(*words)
    _record_imports(run)


def _record_imports(run: Recorder) -> None:
    with tempfile.TemporaryDirectory(prefix="recorded-run-") as folder:
        run.placeholders.hide(folder, "folder")
        path = Path(folder) / "book.ndjson"
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in BOOK)
        path.write_text(text.replace("imp-firm", "imp-command"), encoding="utf-8")
        for words in (("ndjson", str(path)), ("ndjson", str(path), "--json"), ("ndjson", "nothing.ndjson")):
            run.run("import", *words)
        run.run("import", "salesforce", folder)
        shutil.copytree(SALESFORCE, folder, dirs_exist_ok=True)
        run.run("import", "salesforce", folder, "--dry-run")
