"""The command line of reports: `stakegraph report`."""

import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import click

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.deliveries import deliveries_command, send_command
from app.commands.spoken.commands import SpokenGroup
from app.commands.spoken.language import chosen_language
from app.commands.terminal import DONE, DONE_WITH_REJECTS, WRONG_USE, progress_bar, say, stop
from graph.store import Store
from schemas.errors import InvalidInput
from schemas.messages.message import Message

if TYPE_CHECKING:
    from app.reports.forms.files import Form
    from app.reports.run.executors import Computing
    from app.reports.run.run import RunResult
    from schemas.reports.report import ReaderKind

FORMS: "tuple[Form, ...]" = ("json", "html", "xlsx", "csv")

LINE_SECONDS = 10.0
"""How often a line says how far a run is, where there is no terminal for a bar."""


class Chosen(NamedTuple):
    """How somebody wants a report to be made."""

    date: str | None
    out: Path
    workers: int | None
    scheduler: str | None
    again: bool
    anew: bool
    owner: str | None
    account: str | None
    forms: tuple["Form", ...]
    link: str | None

    @property
    def reader(self) -> "tuple[ReaderKind, str | None]":
        """For whom the report is."""
        if self.account:
            return "account", self.account
        return ("owner", self.owner) if self.owner else ("book", None)


@click.group(name="report", cls=SpokenGroup, invoke_without_command=True)
@click.option(
    "--as-of",
    "date",
    metavar="DATE",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("reports"))
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
)
@click.option("--scheduler", metavar="ADDRESS")
@click.option("--owner", metavar="ID")
@click.option("--account", metavar="ID")
@click.option("--form", "forms", type=click.Choice(FORMS), multiple=True)
@click.option("--link", metavar="URL")
@click.option("--again", is_flag=True)
@click.option("--anew", is_flag=True)
@store_options
@click.pass_context
def report_group(context: click.Context, /, data: Path | None, as_json: bool, **options: Any) -> None:
    """Report the whole book as of a date."""
    if context.invoked_subcommand is not None:
        return
    settings, chosen = settings_of(data=data), Chosen(**options)
    if chosen.owner and chosen.account:
        stop(WRONG_USE, Message("commands.at", place="--account", fault=Message("book.one_reader")))
    without_cache = settings.model_copy(update={"cache_megabytes": 0.0})

    async def work(store: Store) -> "tuple[RunResult, tuple[Path, ...]]":
        return await _report(store, chosen, settings.zone)

    result, files = run_on_store(without_cache, work)
    if as_json:
        click.echo(json.dumps(_object(result, files), ensure_ascii=False))
    else:
        _print(result, files)
    sys.exit(DONE_WITH_REJECTS if result.failed else DONE)


report_group.add_command(send_command)
report_group.add_command(deliveries_command)


async def _report(store: Store, chosen: Chosen, zone: ZoneInfo) -> "tuple[RunResult, tuple[Path, ...]]":
    from app.reports.forms.files import write_forms  # arrays, which other commands need not wait for
    from app.reports.made import check_reader, stored_report
    from app.reports.run.dates import report_date
    from app.reports.run.run import AskedRun, run_report
    from schemas.instants import beginning

    now = store.clock()
    try:
        on = report_date(chosen.date or now.astimezone(zone).date().isoformat(), now, zone, "--as-of")
    except InvalidInput as error:
        stop(WRONG_USE, *(Message("commands.at", place=each.pointer, fault=each.detail) for each in error.problems))
    await check_reader(store, *chosen.reader)
    asked = AskedRun(on, beginning(on, zone), chosen.again, chosen.anew, alone=store.engine is not None)
    async with _computing(store, chosen) as computing:
        with progress_bar(0, Message("reporting.accounts"), on) as bar:
            result = await run_report(store, asked, computing, shown(bar))
    if not result.accounts:
        return result, ()
    report = await stored_report(store, on, chosen_language(), *chosen.reader)
    return result, write_forms(report, chosen.out, chosen.forms or FORMS, chosen.link)


@asynccontextmanager
async def _computing(store: Store, chosen: Chosen) -> "AsyncIterator[Computing]":
    from app.child_processes import let_others_go_first
    from app.reports.run.executors import dask_cluster, in_process, process_pool, usual_workers

    workers = chosen.workers or usual_workers()
    if chosen.scheduler:
        async with dask_cluster(store.folder, chosen.scheduler) as computing:
            yield computing
    elif workers == 1:
        let_others_go_first()
        yield in_process(store)
    else:
        async with process_pool(store.folder, workers) as computing:
            yield computing


def shown(bar: Any) -> Callable[[int, int], None]:
    """Return what shows progress: a bar on a terminal, else a line from time to time."""
    said = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal said
        bar.total = total
        bar.update(done - bar.n)
        if bar.disable and time.monotonic() - said >= LINE_SECONDS:
            said = time.monotonic()
            say(Message("reporting.progress", done=done, total=total))

    return show


def _object(result: "RunResult", files: tuple[Path, ...]) -> dict[str, Any]:
    """Return what came of a run as one machine-readable object."""
    failed = [each.model_dump(mode="json") for each in result.failed]
    return {**asdict(result), "failed": failed, "files": [str(file) for file in files]}


def _print(result: "RunResult", files: tuple[Path, ...]) -> None:
    if not files:
        say(Message("reporting.no_accounts", date=result.date))
    else:
        date, count, computed, kept = result.date, result.accounts, result.computed, result.kept
        say(
            Message("reporting.done", date=date, count=count, computed=computed, kept=kept, files=list(map(str, files)))
        )
    if result.failed:
        say(Message("reporting.failed", count=len(result.failed)))
    for each in result.failed:
        detail = each.detail.said_in(chosen_language())
        say(Message("reporting.failed_account", account=each.name or each.account_id, detail=detail))
    if result.gone:
        say(Message("reporting.gone", count=len(result.gone), accounts=result.gone))
