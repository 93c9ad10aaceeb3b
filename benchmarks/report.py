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

PART = "\n## part: "
"""How the title of a part begins that a benchmark of its own writes."""


def write_report(path: Path, results: Mapping[str, Sequence[Ratio]], machine: str) -> None:
    """Write the ratios of each engine as Markdown."""
    lines = [HEAD, f"{machine_line(machine)}\n"]
    for engine, ratios in results.items():
        lines.append(f"\n## {engine}\n\n| what | bare, ms | ours, ms | bare / ours | promised | kept |\n")
        lines.append("|---|---|---|---|---|---|\n")
        lines.extend(_row(ratio) for ratio in ratios)
    lines.extend(PART + part for part in _parts(path))
    path.write_text("".join(lines), encoding="utf-8")


def _row(ratio: Ratio) -> str:
    per = 50 if ratio.slower_allowed else 1
    promised = f"within {1 / ratio.least:.1f}x" if ratio.slower_allowed else f"at least {ratio.least:.2f}"
    shown = f"{ratio.ratio:.2f}" + (f" (ours takes {1 / ratio.ratio:.2f}x)" if ratio.slower_allowed else "")
    numbers = f"{ratio.bare / per * 1000:.1f} | {ratio.ours / per * 1000:.1f} | {shown}"
    return f"| {ratio.name} | {numbers} | {promised} | {'yes' if ratio.kept else '**no**'} |\n"


def write_part(path: Path, title: str, introduction: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Put a table of a benchmark of its own in the place of the one before."""
    table = [f"| {' | '.join(cells)} |\n" for cells in (heads, ["---"] * len(heads), *rows)]
    new_part = f"{title}\n\n{introduction}\n\n{''.join(table)}"
    others = [part for part in _parts(path) if part.partition("\n")[0] != title]
    before = path.read_text(encoding="utf-8").partition(PART)[0]
    path.write_text(before + "".join(PART + part for part in sorted([*others, new_part])), encoding="utf-8")


def write_timed(path: Path, title: str, introduction: str, rows: Sequence[tuple[str, float, str]]) -> None:
    """Put milliseconds, each beside what it is compared with, into a part, and print them."""
    shown = [(name, f"{taken:.2f}", beside) for name, taken, beside in rows]
    write_part(path, title, introduction, ("what", "ms", "ratio"), shown)
    for row in shown:
        print(*row, sep=" | ")


def _parts(path: Path) -> list[str]:
    """Return the parts that stand in a report."""
    return path.read_text(encoding="utf-8").split(PART)[1:] if path.exists() else []


def machine_line(machine: str) -> str:
    """Return the machine and the versions that numbers were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("neo4j", "neo4j-rust-ext", "arcadedb", "fastapi"))
    python = sys.version.split()[0]
    return f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {machine}, Python {python}, {packages}"
