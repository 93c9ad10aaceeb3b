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


def write_report(path: Path, results: Mapping[str, Sequence[Ratio]], machine: str) -> None:
    """Write the ratios of each engine as Markdown."""
    lines = [HEAD, f"{_machine(machine)}\n"]
    for engine, ratios in results.items():
        lines.append(f"\n## {engine}\n\n| what | bare, ms | ours, ms | bare / ours | promised | kept |\n")
        lines.append("|---|---|---|---|---|---|\n")
        lines.extend(_row(ratio) for ratio in ratios)
    path.write_text("".join(lines), encoding="utf-8")


def _row(ratio: Ratio) -> str:
    per = 50 if ratio.slower_allowed else 1
    told = f"within {1 / ratio.least:.1f}x" if ratio.slower_allowed else f"at least {ratio.least:.2f}"
    shown = f"{ratio.ratio:.2f}" + (f" (ours takes {1 / ratio.ratio:.2f}x)" if ratio.slower_allowed else "")
    numbers = f"{ratio.bare / per * 1000:.1f} | {ratio.ours / per * 1000:.1f} | {shown}"
    return f"| {ratio.name} | {numbers} | {told} | {'yes' if ratio.kept else '**no**'} |\n"


def _machine(machine: str) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("neo4j", "neo4j-rust-ext", "arcadedb", "fastapi"))
    python = sys.version.split()[0]
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {machine}, Python {python}, {packages}"
