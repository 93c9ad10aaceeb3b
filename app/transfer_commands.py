"""The command line of files: `stakegraph import` and `stakegraph export`."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, Any

import click
from tqdm import tqdm

from app.command_line import (
    DONE,
    DONE_WITH_REJECTS,
    WRONG_USE,
    data_option,
    json_option,
    run_on_store,
    settings_of,
    stop,
)
from app.jobs.history_export import HistoryExport
from app.jobs.history_import import HistoryImport, HistoryReport
from app.jobs.history_lines import is_history
from app.jobs.ndjson_export import export_ndjson
from app.jobs.ndjson_import import ImportReport, import_ndjson
from app.security.principals import KEEPER
from graph.store import Store
from schemas.errors import Conflict, InvalidInput
from schemas.instants import canonical_instant

REJECTS_SHOWN = 20

Bar = "tqdm[Any]"


@click.command(name="import")
@click.argument("kind", metavar="FORMAT", type=click.Choice(["ndjson"]))
@click.argument("path", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@data_option
@json_option
def import_command(kind: str, path: Path, data: Path | None, as_json: bool) -> None:
    """Store the records of a file; - reads standard input. FORMAT is ndjson, which is one of two.

    One {"account_id", "kind", "id", "data"} a line: sound lines are stored as of now, the others are listed with their
    number and the reason (exit status 3).

    Or what `export` wrote with its history: every change is stored as it was recorded, with its instant and author,
    and every answer about any as_of and known_at is the same as there. A wrong line ends it (exit status 1); all
    before it is stored, a book as it was at an earlier moment. A file of one account brings the book along; where this
    store has another book, its own is kept, and answers are the same as far as the books are.

    Running either again changes nothing, and goes on where it stopped.
    """
    settings = settings_of(data=data)
    report = run_on_store(settings, lambda store: _import(store, path))
    if as_json:
        click.echo(json.dumps(_report_object(report), ensure_ascii=False))
    elif isinstance(report, HistoryReport):
        _print_history(report)
    else:
        _print_report(report)
    sys.exit(DONE_WITH_REJECTS if isinstance(report, ImportReport) and report.rejected else DONE)


@click.command(name="export")
@click.option("--account", help="Id of one account, with what the book says of it; without it the whole book.")
@click.option(
    "--as-of",
    help="Only what was valid then, such as 2026-06-30T00:00:00Z, one record a line without history; without it"
    " everything that was ever recorded.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default standard output."
)
@data_option
@json_option
def export_command(
    account: str | None, as_of: str | None, output: Path | None, data: Path | None, as_json: bool
) -> None:
    """Write NDJSON that `import ndjson` takes: every change with the rows it recorded.

    What is imported from it gives the same answers as here, about any as_of and known_at. Two exports of the same are
    equal files. Keys and answers kept for Idempotency-Key are not in it.
    """
    settings = settings_of(data=data)
    moment = _instant(as_of)
    if as_json and output is None:
        stop(WRONG_USE, "--json prints to standard output, where the records would go; give --output too.")
    counts = run_on_store(settings, lambda store: _export(store, account, moment, output))
    if as_json:
        click.echo(json.dumps({**counts, "output": str(output)}))
    elif output is not None:
        click.echo(f"{counts['records']} records written to {output}", err=True)


def _instant(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return canonical_instant(text)
    except ValueError as error:
        stop(WRONG_USE, f"--as-of {error}.")


async def _import(store: Store, path: Path) -> ImportReport | HistoryReport:
    size = await asyncio.to_thread(lambda: path.stat().st_size if path != Path("-") else None)
    with click.open_file(str(path), "rb") as source, _bar(size, "B", path.name) as bar:
        first = source.readline()
        lines = chain([first] if first else [], source)
        if not is_history(first):
            return await import_ndjson(store, lines, KEEPER.id, lambda size: _advance(bar, size))
        job = HistoryImport(store, _counted(lines, bar))
        try:
            return await job.run()
        except (InvalidInput, Conflict) as error:
            raise type(error)(f"{path.name}: {error.detail}{_way_on(job.report)}") from None


def _counted(lines: Iterator[bytes], bar: "tqdm[Any]") -> Iterator[bytes]:
    for line in lines:
        bar.update(len(line))
        yield line


def _way_on(report: HistoryReport) -> str:
    if not report.changes + report.there_already:
        return "\nNothing was stored."
    return (
        f"\nEverything before it is stored as it was: {report.changes} changes now, {report.there_already} before."
        " With a sound file the same command goes on from there."
    )


async def _export(store: Store, account: str | None, as_of: str | None, output: Path | None) -> dict[str, int]:
    with _target(output) as target:
        if as_of is not None:
            return await _export_lines(store, account, as_of, target)
        job = HistoryExport(store, account)
        with _bar(None, " changes", "export") as bar:
            async for block, changes, bar.total in job.blocks():
                target.write(block)
                bar.update(changes)
        return {"records": job.written.rows, "changes": job.written.changes, "lines": job.written.lines + 1}


async def _export_lines(store: Store, account: str | None, as_of: str, target: IO[bytes]) -> dict[str, int]:
    count = 0
    with _bar(None, " records", "export") as bar:
        async for line in export_ndjson(store, account, as_of):
            target.write(line)
            bar.update(1)
            count += 1
    return {"records": count}


@contextmanager
def _target(output: Path | None) -> Iterator[IO[bytes]]:
    with click.open_file(str(output or "-"), "wb") as target:
        yield target


def _advance(bar: "tqdm[Any]", size: int) -> None:
    bar.update(size)


def _bar(total: int | None, unit: str, name: str) -> "tqdm[Any]":
    return tqdm(total=total, unit=unit, desc=name, unit_scale=True, delay=2, disable=not sys.stderr.isatty())


def _print_history(report: HistoryReport) -> None:
    own = f", {report.own_book} changes of its book left out: this store has its own" if report.own_book else ""
    click.echo(
        f"{report.lines} lines: {report.changes} changes with {report.rows} rows stored, {report.there_already} changes"
        f" there already{own}",
        err=True,
    )


def _print_report(report: ImportReport) -> None:
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.outcomes.items())) or "nothing to store"
    click.echo(f"{report.lines} lines: {told}, {report.rejected} refused", err=True)
    for reject in report.rejects[:REJECTS_SHOWN]:
        click.echo(f"  line {reject.line}: {reject.detail}", err=True)
    if report.rejected > REJECTS_SHOWN:
        click.echo(f"  and {report.rejected - REJECTS_SHOWN} more; --json lists them", err=True)


def _report_object(report: ImportReport | HistoryReport) -> dict[str, Any]:
    if isinstance(report, HistoryReport):
        return {name: getattr(report, name) for name in ("lines", "changes", "rows", "there_already", "own_book")}
    rejects = [{"line": reject.line, "detail": reject.detail} for reject in report.rejects]
    return {"lines": report.lines, "outcomes": report.outcomes, "refused": report.rejected, "rejects": rejects}
