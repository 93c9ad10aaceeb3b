"""The report of `make bench`: ratios of one run, with the machine they were measured on."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.pairs import Ratio

HEAD = """# Measured side by side

`make bench` wrote this. Both ways ran in turn on one machine, round by round; a ratio is the median over the rounds of
the bare driver's seconds by ours, so above 1 ours is faster. Seconds are medians and say nothing of another machine.
The bare driver is the official one with `neo4j-rust-ext`, used as its manual shows: `MERGE ... SET` of the same rows in
one transaction, a thousand a statement; `execute_query` for reads. Ours includes rules, history, revision and change.

"""

ROUND_TRIP = """
## round trip

`python -m benchmarks.round_trip` wrote this part: history exported, imported into the other engine, and back. Each step
is a process of its own; seconds are those of the work alone, memory is the peak of the client's process, engines apart.
The bare driver merges a thousand rows a transaction, without changes or older rows, and reads a thousand a query.

"""


def write_report(path: Path, results: Mapping[str, Sequence[Ratio]], machine: str) -> None:
    """Write the ratios of each engine as Markdown."""
    lines = [HEAD, f"{machine_line(machine)}\n"]
    for engine, ratios in results.items():
        lines.append(f"\n## {engine}\n\n| what | bare, ms | ours, ms | bare / ours | promised | kept |\n")
        lines.append("|---|---|---|---|---|---|\n")
        lines.extend(_row(ratio) for ratio in ratios)
    lines.extend(path.read_text(encoding="utf-8").partition(ROUND_TRIP)[1:] if path.exists() else ())
    path.write_text("".join(lines), encoding="utf-8")


def _row(ratio: Ratio) -> str:
    per = 50 if ratio.slower_allowed else 1
    told = f"within {1 / ratio.least:.1f}x" if ratio.slower_allowed else f"at least {ratio.least:.2f}"
    shown = f"{ratio.ratio:.2f}" + (f" (ours takes {1 / ratio.ratio:.2f}x)" if ratio.slower_allowed else "")
    numbers = f"{ratio.bare / per * 1000:.1f} | {ratio.ours / per * 1000:.1f} | {shown}"
    return f"| {ratio.name} | {numbers} | {told} | {'yes' if ratio.kept else '**no**'} |\n"


def write_round_trip(path: Path, head: str, rows: Sequence[tuple[str, int, float, float]]) -> None:
    """Put what the round trip took in the place of what it took before: name, rows, rows a second, peak MB."""
    before = path.read_text(encoding="utf-8").partition(ROUND_TRIP)[0]
    lines = [before, ROUND_TRIP, f"{head}\n\n| step | rows | rows a second | peak memory, MB |\n|---|---|---|---|\n"]
    lines.extend(f"| {name} | {count:,} | {rate:,.0f} | {peak:.0f} |\n" for name, count, rate, peak in rows)
    path.write_text("".join(lines), encoding="utf-8")


def machine_line(machine: str) -> str:
    """Return the machine and the versions that numbers were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("neo4j", "neo4j-rust-ext", "arcadedb", "fastapi"))
    python = sys.version.split()[0]
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {machine}, Python {python}, {packages}"
