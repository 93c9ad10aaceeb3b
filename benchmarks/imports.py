"""`python -m benchmarks.imports`: real exports into an embedded store, and the bare driver writing the same rows.

What is imported is exported with its history, and the bare driver merges those rows into another store, kind by kind.
The folders are those of ../shared/data; where one is missing it is left out.
"""

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import machine_line, write_part
from benchmarks.steps import MAPPINGS
from schemas.registry import BY_KIND

INTRODUCTION = """`python -m benchmarks.imports` wrote this part: folders of CSV files into an empty embedded store. A
step is a process of its own, memory is the peak of that process, engine apart. Rows are those of the files, or the
records stored. The bare driver merges the stored records kind by kind, a thousand a transaction, without files, checks,
history or changes. Closeness is that of every account with trend and coverage, read and rendered."""

SHARED = Path(__file__).parents[2] / "shared" / "data"


class Imports:
    """The steps of one run, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.rows: list[tuple[str, str, str, str, str]] = []

    def measure(self, source: Path) -> None:
        """Import one folder twice, compute all its accounts, and let the bare driver write the same."""
        name = source.name
        place = self._folder / name
        first = self._step(f"{name}: import", "take", place, source)
        self._step(f"{name}: import again, nothing changed", "take", place, source)
        self._step(f"{name}: closeness and coverage of every account", "closeness", place, source)
        history = self._folder / f"{name}.ndjson"
        self._step(f"{name}: export", "export", place, history)
        bare = self._step(f"{name}: bare driver", "bare_write", self._folder / f"{name}-bare", _by_kind(history))
        print(f"{name}: the import takes {first / bare:.2f}x the bare driver's writing", flush=True)

    def _step(self, name: str, step: str, place: Path, path: Path) -> float:
        words = [sys.executable, "-m", "benchmarks.steps", step, str(place), str(path)]
        measured = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
        rate = measured["rows"] / measured["seconds"]
        self.rows.append(
            (name, f"{measured['rows']:,}", f"{measured['seconds']:.1f}", f"{rate:,.0f}", f"{measured['peak_mb']:.0f}")
        )
        print(*self.rows[-1], sep=" | ", flush=True)
        return float(measured["seconds"])


def _by_kind(history: Path) -> Path:
    """Return a file of the same rows, all of a kind together, nodes before the edges that need them."""
    order = {kind: place for place, kind in enumerate(BY_KIND)}
    lines = [line for line in history.read_bytes().splitlines() if b'"row"' in line]
    lines.sort(key=lambda line: order[json.loads(line)["kind"]])
    sorted_file = history.with_suffix(".by_kind.ndjson")
    sorted_file.write_bytes(b"\n".join(lines) + b"\n")
    return sorted_file


def main() -> None:
    """Measure each folder that is there and write the part of results.md."""
    with tempfile.TemporaryDirectory() as folder:
        imports = Imports(Path(folder))
        for name in MAPPINGS:
            if (SHARED / name).exists():
                imports.measure(SHARED / name)
    heads = ("step", "rows", "seconds", "rows a second", "peak memory, MB")
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_part(Path(__file__).with_name("results.md"), "imports", introduction, heads, imports.rows)


if __name__ == "__main__":
    main()
