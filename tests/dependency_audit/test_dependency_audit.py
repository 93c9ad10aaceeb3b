"""The audit of packages, against a database of weaknesses of our own on this machine."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.dependency_audit.__main__ import NOT_ASKED
from tests.legs import require

WEAKNESS: dict[str, Any] = {
    "id": "GHSA-made-up",
    "summary": "made up for this test",
    "modified": "2026-01-01T00:00:00Z",
    "affected": [{"package": {"name": "click", "ecosystem": "PyPI"}}],
}


class Database(BaseHTTPRequestHandler):
    """Knows one weakness, of click, in the form of OSV (https://google.github.io/osv.dev/api/)."""

    def do_POST(self) -> None:
        """Answer which weaknesses are known of the packages asked about."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
        known = {"vulns": [{"id": WEAKNESS["id"], "modified": WEAKNESS["modified"]}]}
        self._answer({"results": [known if one["package"]["name"] == "click" else {} for one in asked]})

    def do_GET(self) -> None:
        """Answer with the weakness."""
        self._answer(WEAKNESS)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # as the library names it
        """Say nothing."""

    def _answer(self, body: Any) -> None:
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


@pytest.fixture
def database() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Database) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def audited(monkeypatch: pytest.MonkeyPatch, address: str) -> tuple[int, str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    command = [sys.executable, "-m", "tests.dependency_audit", "--service-url", address]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout


def test_a_known_weakness_of_a_package_fails_and_is_named(database, monkeypatch):
    status, said = audited(monkeypatch, database)
    require("the registry of packages", said if NOT_ASKED in said else None)
    assert status == 1
    assert "GHSA-made-up" in said
    assert "click" in said


def test_where_nobody_could_be_asked_it_says_so_and_does_not_pass_for_a_good_answer(monkeypatch):
    status, said = audited(monkeypatch, "http://127.0.0.1:1")
    assert (status, NOT_ASKED in said, "no weakness is known" in said) == (0, True, False)
    monkeypatch.setenv("REQUIRE_AUDIT", "1")
    assert audited(monkeypatch, "http://127.0.0.1:1")[0] == 1
