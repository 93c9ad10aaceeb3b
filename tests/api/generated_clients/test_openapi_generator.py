"""openapi-generator makes clients of the document without a warning of ours, and they do what a front end does."""

import re
import shutil
import sys
from pathlib import Path

from tests.api.accounts import fresh_id
from tests.api.generated_clients.flows import DOCUMENT, SEEN, archive, said, seen
from tests.legs import require

HERE = Path(__file__).parent / "openapi_generator"
INSTALLED = Path(__file__).parents[3] / ".cache" / "openapi_generator"

QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""It runs for some seconds: too short for the better of Java's compilers to be worth its time."""

EXCEPTED = {
    "OpenAPI 3.1 support is still in beta": "about itself",
    "Response examples can currently only be generated for application/json": "a picture is SVG, a problem is its own",
    "Failed to get the schema name: null": "its own slip on a choice with null; ours have their names in the client",
    "Date (": "what it would call the type of the parameter `date`, and makes no such type",
    "Exclude (": "the same of the parameter `exclude`",
    "From (": "the same of the parameter `from`",
}
"""What a warning begins with or holds -> why it is not one of ours."""


def unavailable() -> str | None:
    """Return why openapi-generator cannot be run here; None where it can."""
    if not shutil.which("java"):
        return "there is no java on the path: install Java 17 or newer"
    return None if (INSTALLED / ".complete").exists() else "it is not installed: run `make openapi-generator` (Maven)"


def generate(generator: str, folder: Path, *options: str) -> list[str]:
    """Make a client of the document, and return the warnings about it that are not excepted."""
    require("openapi-generator", unavailable())
    (jar,) = INSTALLED.glob("openapi-generator-cli-*.jar")
    words = ("generate", "-i", DOCUMENT, "-g", generator, "-o", folder, *options)
    made = said(["java", *QUICK_START, "-jar", jar, *words], INSTALLED)
    assert "Generator '" in made or "writing file" in made
    warnings = [line for line in made.splitlines() if re.search(r"\b(WARN|ERROR)\b", line)]
    return [line for line in warnings if not any(known in line for known in EXCEPTED)]


def test_its_client_in_python_does_what_a_front_end_does(service, tmp_path):
    assert generate("python", tmp_path / "client") == []
    content = tmp_path / "export.zip"
    content.write_bytes(archive())
    flow = [sys.executable, HERE / "flow.py", service.url, fresh_id(), content]
    assert seen(said(flow, tmp_path, PYTHONPATH=str(tmp_path / "client"))) == SEEN
