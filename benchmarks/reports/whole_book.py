"""`python -m benchmarks.reports.whole_book`: memory of the report of a whole book, by its accounts.

Snapshots of a small book at two dates stand under other names as often as a book has accounts. Each book is a process
of its own.
"""

import asyncio
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.reports.earlier import EarlierHealth, EarlierNumbers
from analytics.reports.material import Material
from analytics.reports.report import report_of
from app.reports.forms.files import write_forms
from app.reports.run.executors import in_process
from app.reports.spooled_accounts import SpooledAccounts
from app.reports.wording import wording_in
from benchmarks.invented.books import book_lines
from benchmarks.report import machine_line, write_part
from benchmarks.reports.runs import DATE, NEXT, fill, midnight, opened, timed
from graph.snapshots.packed_text import packed, unpacked
from graph.spool import Spool
from schemas.reports.dates import days_before
from schemas.reports.snapshot import KeptSnapshots, Snapshot, SnapshotHead

INTRODUCTION = """`python -m benchmarks.reports.whole_book` wrote this part: the report of a whole book and its four
forms, from snapshots as they are kept, in one process each. Snapshots are those of twenty accounts of the book before,
at two dates, under other names as often as needed, with thirty earlier dates of each account. Memory is the peak of the
process: when nothing was read yet, when the report was made, and when its four forms were written."""

SIZES = (100, 300, 1_000, 3_000, 10_000)
KNOWN, EARLIER = 20, 30

Row = tuple[str, str, str]


async def sample(folder: Path) -> dict[str, list[str]]:
    """Return the snapshots of a small book at two dates, as JSON."""
    async with opened(folder) as store:
        await fill(store, book_lines(KNOWN))
        for date in (DATE, NEXT):
            await timed(store, in_process(store), date)
        return {
            date: [each.model_dump_json() async for page in store.snapshots.of_date(date) for each in page]
            for date in (DATE, NEXT)
        }


def kept(texts: list[str], accounts: int) -> KeptSnapshots:
    """Return snapshots of so many accounts as a store gives them: packed, and on disk."""
    spool, heads = Spool(), []
    for place in range(accounts):
        known = Snapshot.model_validate_json(texts[place % len(texts)])
        named = known.model_copy(update={"account_id": f"acc{place:05}", "name": f"{known.name} {place}"})
        heads.append(SnapshotHead(*(getattr(named, name) for name in SnapshotHead._fields)))
        spool.add(packed(named.model_dump_json().encode()).encode())
    return KeptSnapshots(heads, lambda place: Snapshot.model_validate_json(unpacked(spool[place].decode())))


def earlier(accounts: int) -> Iterator[EarlierHealth]:
    """Yield points of trends."""
    for day in range(EARLIER):
        for place in range(accounts):
            yield EarlierHealth(f"acc{place:05}", days_before(DATE, day), 30 + (place + day) % 50, "C", place % 30)


def measured(sample_file: Path, accounts: int) -> dict[str, float]:
    """Make the report of a book and write its forms; memory in MB, seconds of processor time, lengths in MB."""
    texts = json.loads(sample_file.read_text("utf-8"))
    before, began = _peak(), time.process_time()
    snapshots, last = kept(texts[NEXT], accounts), kept(texts[DATE], accounts)
    trends = EarlierNumbers(earlier(accounts))
    prepared = time.process_time()
    material = Material(NEXT, midnight(NEXT), 1, "x", snapshots, last, DATE, trends)
    with TemporaryDirectory() as folder:
        report = report_of(material, wording_in("en"), keep=SpooledAccounts)
        of_report, made = _peak(), time.process_time()
        files = write_forms(report, Path(folder))
        length = sum(file.stat().st_size for file in files) / 1_000_000
    return {
        "before": before,
        "report": of_report,
        "forms": _peak(),
        "seconds of preparing": prepared - began,
        "seconds of the report": made - prepared,
        "seconds of the forms": time.process_time() - made,
        "files": length,
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows() -> Iterator[Row]:
    """Measure a book of each size."""
    slopes: list[tuple[int, float]] = []
    with TemporaryDirectory() as aside:
        file = Path(aside) / "snapshots.json"
        file.write_text(json.dumps(asyncio.run(sample(Path(aside) / "book"))), "utf-8")
        for accounts in SIZES:
            asked = [sys.executable, "-m", "benchmarks.reports.whole_book", str(file), str(accounts)]
            ran = subprocess.run(asked, check=True, capture_output=True, text=True)
            found = json.loads(ran.stdout)
            slopes.append((accounts, found["forms"]))
            print(accounts, found, flush=True)
            memory = " ".join(f"{name} {found[name]:.0f}" for name in ("before", "report", "forms"))
            seconds = 1_000 * (found["seconds of the report"] + found["seconds of the forms"]) / accounts
            beside = f"{found['files']:.0f} MB of files, {seconds:.0f} ms of processor time an account"
            yield f"peak memory, {accounts} accounts, MB", memory, beside
    (few, little), (many, much) = slopes[-2], slopes[-1]
    yield "from the last but one", f"{(much - little) / (many - few) * 1000:.1f} MB for 1,000 accounts", ""


def main() -> None:
    """Measure and write the part of results.md."""
    if len(sys.argv) > 1:
        print(json.dumps(measured(Path(sys.argv[1]), int(sys.argv[2]))))
        return
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    found = list(rows())
    write_part(
        Path(__file__).parents[1] / "results.md",
        "the report of a whole book",
        introduction,
        ("what", "", "beside"),
        found,
    )


if __name__ == "__main__":
    main()
