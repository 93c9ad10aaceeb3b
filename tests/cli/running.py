"""The command line as a person runs it: a process with arguments, an exit status and what it says."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests import prepared
from tests.api.serving import PROGRAM, environment

LONGEST_SECONDS = 120

DONE, FAILED, WRONG_USE, DONE_WITH_REJECTS = 0, 1, 2, 3
"""Exit statuses, as `--help` promises them."""

Line = dict[str, Any]

AT_LAST = "9999-01-01T00:00:00Z"


Ran = subprocess.CompletedProcess[str]


def stakegraph(*words: object, status: int = DONE, settings: Mapping[str, str] | None = None) -> Ran:
    """Run a command to its end and assert its exit status; no terminal is attached."""
    return _checked(prepared.run([PROGRAM, *words], environment(settings or {}), LONGEST_SECONDS), status)


def program(*words: object, status: int = DONE, settings: Mapping[str, str] | None = None) -> Ran:
    """Do the same as a shell does, with an interpreter that has imported nothing yet."""
    ran = subprocess.run(
        [PROGRAM, *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LONGEST_SECONDS,
        check=False,
        env=environment(settings or {}),
    )
    return _checked(ran, status)


def _checked(ran: Ran, status: int) -> Ran:
    assert ran.returncode == status, f"status {ran.returncode}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
    assert "Traceback" not in ran.stderr
    return ran


def import_report(folder: Path, path: Path, status: int = DONE) -> dict[str, Any]:
    """Import a file and return the object that ``--json`` prints."""
    return dict(json.loads(stakegraph("import", "ndjson", path, "--data", folder, "--json", status=status).stdout))


def key_object(folder: Path, *words: object, status: int = DONE) -> dict[str, Any]:
    """Run a command of keys and return the object that ``--json`` prints."""
    return dict(json.loads(stakegraph("key", *words, "--data", folder, "--json", status=status).stdout))


def export_lines(folder: Path, *words: object) -> list[str]:
    """Export what is valid in a folder, at the end of time when not said otherwise, and return its lines."""
    moment = () if "--as-of" in words else ("--as-of", AT_LAST)
    return stakegraph("export", "--data", folder, *moment, *words).stdout.splitlines()


def write_lines(path: Path, lines: Iterable[Line | str | bytes]) -> Path:
    """Write lines of NDJSON; text and bytes as they are."""
    texts = [json.dumps(line, ensure_ascii=False) if isinstance(line, dict) else line for line in lines]
    path.write_bytes(b"".join((text.encode() if isinstance(text, str) else text) + b"\n" for text in texts))
    return path


def line(account: str, kind: str, record_id: str | None, **data: Any) -> Line:
    """Return one line of NDJSON."""
    return {"account_id": account, "kind": kind, "data": data} | ({"id": record_id} if record_id else {})


BOOK: tuple[Line, ...] = (
    {"kind": "setting", "id": "s1", "data": {"voice": 0.2}},
    line("acme", "account", None, name="Acme 艾克米", tier="A", timezone="Asia/Shanghai"),
    line("acme", "department", "d2", name="China desk", part_of="d1"),
    line("acme", "department", "d1", name="采购部", function="procurement", expected_headcount=12),
    line("acme", "person", "p1", name="张伟 Zhang Wei", tags=["pilot"], external_ids={"salesforce": "003"}),
    line("acme", "person", "p2", name="Zoë Émile", mails=["zoe@example.com"], vacant=False),
    line("acme", "person", "p3", name='O\'Brien "the" `rest`', messaging=[{"system": "wechat", "id": "ob"}]),
    line("acme", "membership", None, person="p1", department="d1", primary=True),
    line("acme", "reporting_line", None, person="p1", manager="p2"),
    line(
        "acme", "reporting_line", "dotted", person="p1", manager="p3", line="dotted", valid_from="2020-01-01T00:00:00Z"
    ),
    line("acme", "influence", "i1", source="p3", target="p1", strength=0.25, topic="budget", evidence="a\nb"),
    line("globex", "account", None, name="Globex", parent={"account": "acme", "relation": "subsidiary"}),
    line("globex", "person", "p1", name="Another p1"),
    {"kind": "rule_profile", "id": "few", "data": {"name": "A few", "on": True, "account": "acme", "most": 3}},
)
"""Two accounts, a setting, and a profile for one of them, in no particular order but accounts first."""
