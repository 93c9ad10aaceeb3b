"""The script of a recorded run from beginning to end, and whether it asks for everything that can be asked."""

import json
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from tests.recorded_run.chapters.answers import record_answers
from tests.recorded_run.chapters.batches import record_batches
from tests.recorded_run.chapters.chain_answers import record_chain_answers
from tests.recorded_run.chapters.changes import record_changes
from tests.recorded_run.chapters.commands import record_commands
from tests.recorded_run.chapters.imports import record_imports
from tests.recorded_run.chapters.keys import record_keys
from tests.recorded_run.chapters.opening import record_opening
from tests.recorded_run.chapters.record_life import record_lives
from tests.recorded_run.chapters.sample_lists import record_sample_lists
from tests.recorded_run.exchanges import Exchange
from tests.recorded_run.placeholders import Placeholders, utc_now
from tests.recorded_run.recorder import Recorder
from tests.recorded_run.served import ServedCheckout

CHAPTERS: tuple[Callable[[Recorder], None], ...] = (
    record_opening,
    record_sample_lists,
    record_commands,
    record_lives,
    record_answers,
    record_chain_answers,
    record_batches,
    record_imports,
    record_changes,
    record_keys,
)

LONGEST_RUN = timedelta(minutes=12)
"""A run ends in the hour in which it begins: reads without a moment are about the next full hour."""

DOCUMENT = Path("docs") / "openapi.json"
METHODS = frozenset({"get", "put", "post", "patch", "delete"})


def recorded(checkout: Path) -> list[Exchange]:
    """Return all that was asked of the service of a checkout, and what it answered."""
    wait_for_room_in_the_hour()
    with tempfile.TemporaryDirectory(prefix="recorded-run-") as folder:
        placeholders = Placeholders(utc_now())
        with ServedCheckout(checkout, Path(folder) / "data") as service:
            run = Recorder(service, placeholders)
            ends = _next_hour()
            for chapter in CHAPTERS:
                chapter(run)
            run.close()
    if utc_now() >= ends:
        raise RuntimeError(
            "an hour ended during the run, and with it what reads without a moment are about; run it again"
        )
    return run.exchanges


def wait_for_room_in_the_hour() -> None:
    """Wait for the next hour where a run would not end within this one."""
    left = _next_hour() - utc_now()
    if left < LONGEST_RUN:
        time.sleep(left.total_seconds() + 1)


def _next_hour() -> datetime:
    return utc_now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def operations(checkout: Path) -> list[tuple[str, str]]:
    """Return every operation of a checkout's OpenAPI document: its method and its path."""
    paths = json.loads((checkout / DOCUMENT).read_text(encoding="utf-8"))["paths"]
    return [(method.upper(), path) for path, found in paths.items() for method in found if method in METHODS]


def unasked(exchanges: Iterable[Exchange], known: Iterable[tuple[str, str]]) -> list[str]:
    """Return the operations that a run never asked for, and those that it never saw succeed or never saw refused."""
    seen: dict[tuple[str, str], set[bool]] = {operation: set() for operation in known}
    patterns = [(method, path, _pattern(path)) for method, path in sorted(seen, key=lambda one: one[1].count("{"))]
    for exchange in exchanges:
        place = exchange.path.partition("?")[0]
        for method, path, pattern in patterns:
            if method == exchange.method and pattern.fullmatch(place):
                seen[method, path].add(exchange.status < 400)
                break
    return [
        f"{method} {path}: {'never asked' if not found else 'never refused' if True in found else 'never done'}"
        for (method, path), found in seen.items()
        if len(found) < 2 and not (found == {True} and path in NEVER_REFUSED)
    ]


NEVER_REFUSED = frozenset({"/healthz", "/readyz"})
"""Anybody may ask for these, in any way."""


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
