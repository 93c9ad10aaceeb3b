"""The command line of imports: `stakegraph import ndjson | salesforce | crm-csv`."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.spoken.commands import SpokenGroup, language_option
from app.commands.spoken.language import chosen_language
from app.commands.table_reports import REJECTS_SHOWN, counts_of, print_tables
from app.commands.terminal import DONE, DONE_WITH_REJECTS, WRONG_USE, progress_bar, say, stop
from app.exchange.history_import import HistoryImport, HistoryReport
from app.exchange.history_lines import is_history
from app.exchange.ndjson_import import ImportReport, import_ndjson
from app.imports.csv_import import check_mapping, import_csv
from app.imports.mappings.mapping import Mapping, load_mapping
from app.imports.numbers.figures import DECIMALS
from app.imports.staging.rejects import RejectsFile
from app.imports.staging.report import CsvImportReport
from app.messages.sentences import sentence
from app.security.principals import KEEPER
from graph.store import Store
from schemas.errors import Conflict, InvalidInput
from schemas.messages.message import Message

Command = Callable[..., None]


@click.group(name="import", cls=SpokenGroup)
@language_option
def import_group() -> None:
    """Store the records of files."""


@import_group.command(name="ndjson")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@store_options
def ndjson_command(path: Path, data: Path | None, as_json: bool) -> None:
    """Store the lines of a file, or what an export wrote."""
    settings = settings_of(data=data)
    report = run_on_store(settings, lambda store: _import_ndjson(store, path))
    if as_json:
        click.echo(json.dumps(_report_object(report), ensure_ascii=False))
    elif isinstance(report, HistoryReport):
        _print_history(report)
    else:
        _print_report(report)
    sys.exit(DONE_WITH_REJECTS if isinstance(report, ImportReport) and report.rejected else DONE)


def _table_options(command: Command) -> Command:
    """Give a command the options of an import of tables."""
    options = (
        click.argument("folder", metavar="DIR", type=click.Path(path_type=Path)),
        click.option(
            "--rejects",
            type=click.Path(dir_okay=False, path_type=Path),
        ),
        click.option("--dry-run", is_flag=True),
        click.option("--encoding"),
        click.option(
            "--decimal",
            type=click.Choice(DECIMALS),
        ),
        store_options,
    )
    for option in reversed(options):
        command = option(command)
    return command


@import_group.command(name="salesforce")
@_table_options
def salesforce_command(folder: Path, **options: Any) -> None:
    """Store an export of Salesforce."""
    _import_tables("salesforce", folder, **options)


@import_group.command(name="crm-csv")
@click.argument("mapping")
@_table_options
def crm_csv_command(mapping: str, folder: Path, **options: Any) -> None:
    """Store any CSV files, as a mapping says."""
    _import_tables(mapping, folder, **options)


def _import_tables(
    name: str,
    folder: Path,
    *,
    rejects: Path | None,
    dry_run: bool,
    data: Path | None,
    as_json: bool,
    **stated: str | None,
) -> None:
    mapping = _mapping(name, **stated)
    target = rejects or Path(f"{folder.resolve().name}-rejects.csv")
    settings, language = settings_of(data=data), chosen_language()

    async def work(store: Store) -> CsvImportReport:
        with progress_bar(0, Message("commands.rows"), folder.name) as bar:
            return await import_csv(
                store,
                folder,
                mapping,
                author=KEEPER.id,
                rejects=RejectsFile(target, language),
                dry_run=dry_run,
                progress=lambda done, total: _show(bar, done, total),
            )

    report = run_on_store(settings, work)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        print_tables(report)
    sys.exit(DONE_WITH_REJECTS if report.rejected else DONE)


def _mapping(name: str, **stated: str | None) -> Mapping:
    try:
        mapping = load_mapping(name)
        check_mapping(mapping)
    except InvalidInput as error:
        stop(WRONG_USE, error.detail, *(_at(one.pointer, one.detail) for one in error.problems if one.pointer))
    return mapping.model_copy(update={key: value for key, value in stated.items() if value})


def _at(place: str, fault: Message) -> Message:
    return Message("commands.problem", place=place, fault=fault)


def _show(bar: "tqdm[Any]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


async def _import_ndjson(store: Store, path: Path) -> ImportReport | HistoryReport:
    size = await asyncio.to_thread(lambda: path.stat().st_size if path != Path("-") else None)
    with click.open_file(str(path), "rb") as source, progress_bar(size, Message("commands.bytes"), path.name) as bar:
        first = source.readline()
        lines = chain([first] if first else [], source)
        if not is_history(first):
            return await import_ndjson(store, lines, KEEPER.id, lambda size: _advance(bar, size))
        job = HistoryImport(store, _counted(lines, bar))
        try:
            return await job.run()
        except (InvalidInput, Conflict) as error:
            rest = _way_on(job.report)
            stopped = Message("commands.history_stopped", file=path.name, fault=error.detail, rest=rest)
            raise type(error)(stopped) from None


def _counted(lines: Iterator[bytes], bar: "tqdm[Any]") -> Iterator[bytes]:
    for line in lines:
        bar.update(len(line))
        yield line


def _advance(bar: "tqdm[Any]", size: int) -> None:
    bar.update(size)


def _way_on(report: HistoryReport) -> Message:
    if not report.changes + report.there_already:
        return Message("commands.history_nothing")
    return Message("commands.history_part", changes=report.changes, there_already=report.there_already)


def _print_history(report: HistoryReport) -> None:
    stored = Message(
        "commands.history_stored",
        count=report.lines,
        changes=report.changes,
        rows=report.rows,
        there_already=report.there_already,
    )
    say(stored)
    if report.own_book:
        say(Message("commands.history_own_book", count=report.own_book))


def _print_report(report: ImportReport) -> None:
    counts = counts_of(dict(sorted(report.outcomes.items()))) or [Message("commands.nothing_to_store")]
    say(Message("commands.lines_stored", count=report.lines, counts=counts, refused=report.rejected))
    for reject in report.rejects[:REJECTS_SHOWN]:
        say(Message("commands.line", line=reject.line, fault=reject.detail))
    if report.rejected > REJECTS_SHOWN:
        say(Message("commands.more_lines", number=report.rejected - REJECTS_SHOWN))


def _report_object(report: ImportReport | HistoryReport) -> dict[str, Any]:
    if isinstance(report, HistoryReport):
        return {name: getattr(report, name) for name in ("lines", "changes", "rows", "there_already", "own_book")}
    language = chosen_language()
    rejects = [{"line": reject.line, "detail": sentence(reject.detail, language)} for reject in report.rejects]
    return {"lines": report.lines, "outcomes": report.outcomes, "refused": report.rejected, "rejects": rejects}
