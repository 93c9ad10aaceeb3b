"""Generators make clients of the document without a warning, and the clients do what a front end does."""

import base64
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.api.accounts import fresh_id
from tests.api.generated_clients.flows import DOCUMENT, SEEN, archive, said, seen
from tests.legs import require

PYTHON, TYPESCRIPT = (Path(__file__).parent / language for language in ("python", "typescript"))
PACKAGES = TYPESCRIPT / "node_modules"
WARNING = re.compile(r"warn|unable|unsupported|cannot", re.IGNORECASE)


def unavailable() -> str | None:
    """Return why a client in TypeScript cannot be made here; None where it can."""
    if not shutil.which("node"):
        return "there is no node on the path: install Node.js 20.19 or newer"
    return None if (PACKAGES / ".complete").exists() else "it is not installed: run `make generated-client-install`"


def test_a_client_of_openapi_python_client_does_what_a_front_end_does(service, tmp_path):
    words = ("generate", "--path", DOCUMENT, "--config", PYTHON / "config.yaml", "--meta", "none", "--overwrite")
    generator = Path(sys.executable).with_name("openapi-python-client")
    made = said([generator, *words, "--output-path", tmp_path / "stakegraph_client"], tmp_path)
    assert not WARNING.search(made), made
    content = tmp_path / "export.zip"
    content.write_bytes(archive())
    flow = [sys.executable, PYTHON / "flow.py", service.url, fresh_id(), content]
    assert seen(said(flow, tmp_path, PYTHONPATH=str(tmp_path))) == SEEN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a client in TypeScript is made: the flow beside its packages."""
    for name in ("flow.ts", "tsconfig.json", "package.json"):
        shutil.copy(TYPESCRIPT / name, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(PACKAGES)
    return tmp_path


def test_a_client_of_openapi_typescript_does_what_a_front_end_does(service, folder):
    require("openapi-typescript", unavailable())
    options = ("--default-non-nullable", "false", "--output", "schema.d.ts")
    made = said(["node_modules/.bin/openapi-typescript", DOCUMENT, *options], folder)
    assert not WARNING.search(made), made
    said(["node_modules/.bin/tsc", "--project", "tsconfig.json"], folder)
    flow = ["node", "flow.js", service.url, fresh_id(), base64.b64encode(archive()).decode()]
    assert seen(said(flow, folder)) == SEEN
