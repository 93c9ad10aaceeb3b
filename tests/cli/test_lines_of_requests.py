"""Requests in the log of a real service: so many lines of reads, and nothing else left out."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.api.serving import Service

MOST = 5
OF_REQUEST = re.compile(r"\S+Z \S+ (?P<method>[A-Z]+) \S+ (?P<status>\d{3}) (?P<ms>[\d.]+)ms")
OF_COUNT = re.compile(
    r"\S+Z INFO stakegraph\.requests reads without a line: "
    r"quick=(?P<quick>\d+) slow=(?P<slow>\d+) slowest_ms=\S+ since=\S+"
)
SENT = Counter({("GET", 200): 40, ("HEAD", 200): 3, ("OPTIONS", 204): 3, ("GET", 404): 12, ("PUT", 201): 9})


@dataclass(frozen=True)
class Log:
    """A log that was read: its requests as method, status and milliseconds, and how many reads it only counts."""

    lines: list[tuple[str, int, float]]
    counted: int

    def of(self, method: str, status: int) -> int:
        """Return how many lines there are of such requests."""
        return sum((method, status) == line[:2] for line in self.lines)


def as_text(said: str) -> Log:
    found = [one for line in said.splitlines() if (one := OF_REQUEST.match(line))]
    counts = [one for line in said.splitlines() if (one := OF_COUNT.fullmatch(line))]
    return Log(
        [(one["method"], int(one["status"]), float(one["ms"])) for one in found],
        sum(int(one["quick"]) + int(one["slow"]) for one in counts),
    )


def as_json(said: str) -> Log:
    objects = [json.loads(line) for line in said.splitlines()]
    counts = [one for one in objects if one.get("message") == "reads without a line:"]
    assert all(one["slowest_ms"] >= 0 and one["since"] <= one["time"] for one in counts)
    return Log(
        [(one["method"], one["status"], one["ms"]) for one in objects if "method" in one],
        sum(one["quick"] + one["slow"] for one in counts),
    )


def ask(service: Service) -> None:
    """Send the requests of `SENT`, kinds by turns."""
    with httpx.Client(base_url=service.url, timeout=60, trust_env=False) as client:
        for number, (method, status) in enumerate(_mixed()):
            path = "/v1/accounts/nobody" if status == 404 else "/v1/accounts"
            if method == "PUT":
                answer = client.put(f"/v1/accounts/a{number}", json={"name": "Acme"})
            else:
                answer = client.request(method, path)
            assert answer.status_code == status


def _mixed() -> Iterator[tuple[str, int]]:
    left = +SENT
    while left:
        yield from list(left)
        left = +Counter({kind: times - 1 for kind, times in left.items()})


@pytest.mark.parametrize(("form", "read"), [("text", as_text), ("json", as_json)])
def test_a_busy_service_has_few_lines_of_reads_a_line_of_all_else_and_counts_the_rest_until_it_ends(
    form, read, tmp_path: Path
):
    settings = {"STAKEGRAPH_LOG_FORMAT": form, "STAKEGRAPH_LOG_READS_A_MINUTE": str(MOST)}
    began = time.monotonic()
    with Service(tmp_path / "data", settings) as service:
        ask(service)
        service.stop()
        log = read(service.said)
    minutes = 1 + int((time.monotonic() - began) // 60)
    quick = [line for line in log.lines if line[0] in {"GET", "HEAD", "OPTIONS"} and line[1] < 400 and line[2] < 1000]
    assert MOST <= len(quick) <= MOST * minutes
    assert log.of("GET", 404) == SENT["GET", 404]
    assert log.of("PUT", 201) == SENT["PUT", 201]
    assert len(log.lines) + log.counted == SENT.total()


def test_each_read_has_its_line_where_that_is_wanted(tmp_path: Path):
    with Service(tmp_path / "data", {"STAKEGRAPH_LOG_READS_A_MINUTE": "all"}) as service:
        ask(service)
        service.stop()
        log = as_text(service.said)
    assert Counter((method, status) for method, status, _ in log.lines) == SENT
    assert log.counted == 0
