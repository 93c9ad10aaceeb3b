"""A change of the OpenAPI document that breaks clients is found by oasdiff, and stands in the changelog."""

import copy
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.openapi_parts import Document, golden

ROOT = Path(__file__).parents[2]
INSTALLED = ROOT / ".cache" / "oasdiff" / "oasdiff"
DOCUMENT, CHANGELOG = "docs/openapi.json", "CHANGELOG.md"

COMMITS = 3
"""How many of the newest changes of the document are looked at."""

OPTIONS = ("--flatten-allof", "--fail-on", "WARN", "--format", "singleline")
"""What a record is stands in pieces (`allOf`), and a field that is gone is only a warning to it."""

PERSON = "/v1/accounts/{account_id}/people/{record_id}"


def tool() -> Path | None:
    """Return where oasdiff is; None where it is not installed."""
    found = INSTALLED if INSTALLED.exists() else shutil.which("oasdiff")
    return Path(found) if found else None


pytestmark = pytest.mark.skipif(tool() is None, reason="oasdiff is not installed: run `make oasdiff` (Go)")


def breaking(before: Path, after: Path) -> str:
    """Return what breaks clients that were made from the document before; empty where nothing does."""
    words = [str(tool()), "breaking", str(before), str(after), *OPTIONS]
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode in {0, 1}, ran.stderr
    return ran.stdout if ran.returncode else ""


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout


def changes() -> Iterator[tuple[str, str]]:
    """Yield the newest changes of the document, each as the commit before it and its own; "" is the working tree."""
    if git("status", "--porcelain", DOCUMENT):
        yield "HEAD", ""
    for commit in git("log", f"-{COMMITS}", "--no-merges", "--format=%H", "--", DOCUMENT).split():
        if git("rev-list", "--parents", "-1", commit).count(" "):
            yield f"{commit}~1", commit


def text_at(commit: str, path: str) -> str:
    return git("show", f"{commit}:{path}") if commit else (ROOT / path).read_text(encoding="utf-8")


def test_what_breaks_clients_stands_in_the_changelog(tmp_path: Path):
    if not (ROOT / ".git").exists():
        pytest.skip("there is no history here to compare with")
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    for old, new in changes():
        before.write_text(text_at(old, DOCUMENT), encoding="utf-8")
        after.write_text(text_at(new, DOCUMENT), encoding="utf-8")
        broken = breaking(before, after)
        said = text_at(old, CHANGELOG) != text_at(new, CHANGELOG)
        assert said or not broken, f"{new or 'the working tree'} says nothing in {CHANGELOG} of:\n{broken}"


def without_an_operation(document: Document) -> None:
    del document["paths"][PERSON]["get"]


def without_a_field(document: Document) -> None:
    del document["components"]["schemas"]["PersonValues"]["properties"]["title"]


def with_a_field_to_be_sent(document: Document) -> None:
    fields = document["components"]["schemas"]["PersonFields"]
    fields["required"] = [*fields.get("required", []), "title"]


def with_a_parameter_to_be_sent(document: Document) -> None:
    asked = document["paths"][PERSON]["get"].setdefault("parameters", [])
    asked.append({"name": "reason", "in": "query", "required": True, "schema": {"type": "string"}})


@pytest.mark.parametrize(
    "change", [without_an_operation, without_a_field, with_a_field_to_be_sent, with_a_parameter_to_be_sent]
)
def test_what_breaks_clients_is_found(tmp_path: Path, change: Callable[[Document], None]):
    assert breaking(*written(tmp_path, change))


def with_a_parameter_that_may_be_sent(document: Document) -> None:
    asked = document["paths"][PERSON]["get"].setdefault("parameters", [])
    asked.append({"name": "reason", "in": "query", "schema": {"type": "string"}})


def test_what_adds_to_it_breaks_nothing(tmp_path: Path):
    assert not breaking(*written(tmp_path, with_a_parameter_that_may_be_sent))


def written(folder: Path, change: Callable[[Document], None]) -> tuple[Path, Path]:
    """Write the document as it is, and changed."""
    document = golden()
    changed = copy.deepcopy(document)
    change(changed)
    paths = folder / "before.json", folder / "after.json"
    for path, content in zip(paths, (document, changed), strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    return paths
