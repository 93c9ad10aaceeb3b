"""`/docs` and its files: all from here, at the versions that the repository names, and nothing else may run."""

import hashlib
import re
from pathlib import Path

import httpx
import pytest

from app.routers.pages.documentation import STATIC

SWAGGER_UI = STATIC / "swagger_ui"
NAMED = re.compile(r'(?:href|src)="([^"]+)"')


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> httpx.Response:
    return client.get("/docs")


def test_every_file_that_the_page_names_is_served_here(page, client: httpx.Client):
    named = NAMED.findall(page.text)
    assert len(named) == 4
    for name in named:
        assert client.get(f"/{name}").status_code == 200, name


@pytest.mark.parametrize("path", ["/docs", "/docs/start.js", "/docs/swagger_ui/swagger-ui-bundle.js"])
def test_a_browser_runs_and_fetches_nothing_from_elsewhere(path, client: httpx.Client):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {*policy.values()} <= {"'none'", "'self'", "'self' data:"}
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_a_browser_keeps_is_current_after_an_upgrade(client: httpx.Client):
    path = "/docs/swagger_ui/swagger-ui.css"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "no-cache")


@pytest.mark.parametrize("path", ["/docs/swagger_ui/nothing.js", "/docs/swagger_ui/../../main.py", "/docs/nothing"])
def test_a_file_that_the_page_does_not_have_is_not_found(path, client: httpx.Client):
    assert client.get(path).status_code == 404


def test_the_files_are_those_of_the_version_that_is_named():
    said = dict(re.findall(r"`([\w.-]+)` \| `([0-9a-f]{64})`", (SWAGGER_UI / "README.md").read_text(encoding="utf-8")))
    assert said == {path.name: digest(path) for path in SWAGGER_UI.iterdir() if path.name != "README.md"}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
