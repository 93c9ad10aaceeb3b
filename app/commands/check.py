"""The command line of checks: `stakegraph check`."""

import json
import sys
from pathlib import Path

import click

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.spoken.commands import SpokenCommand
from app.commands.spoken.language import chosen_language
from app.commands.terminal import DONE, FAILED, progress_bar, say
from app.exchange.row_form import is_sound
from app.messages.sentences import sentence
from graph.checking.report import CheckReport
from graph.engine.folder_owner import find_owner
from graph.engine.seal import changed_files
from graph.store import Store
from schemas.messages.message import Message


@click.command(name="check", cls=SpokenCommand)
@store_options
def check_command(data: Path | None, as_json: bool) -> None:
    """Compare all that the store holds."""
    settings = settings_of(data=data)
    alone = settings.neo4j_uri is None and find_owner(settings.data) is None
    changed = changed_files(settings.data) if alone else []
    report = CheckReport()
    for name in changed:
        report.add("file", Message("check.file", file=name))
    run_on_store(settings, lambda store: _check(store, report), sealed=False)
    _show(report, as_json)
    sys.exit(FAILED if report.count else DONE)


async def _check(store: Store, report: CheckReport) -> None:
    check = store.check(is_sound, report)
    with progress_bar(None, Message("commands.changes"), "check") as bar:
        async for _, bar.total in check.run():
            bar.update(1)


def _show(report: CheckReport, as_json: bool) -> None:
    if as_json:
        language = chosen_language()
        findings = [{"kind": one.kind, "detail": sentence(one.detail, language)} for one in report.findings]
        counts = {"changes": report.changes, "rows": report.rows, "records": report.records, "count": report.count}
        click.echo(json.dumps({**counts, "findings": findings}, ensure_ascii=False))
        return
    for one in report.findings:
        say(one.detail)
    if report.count:
        say(Message("check.disagrees", count=report.count))
    else:
        say(Message("check.agrees", changes=report.changes, rows=report.rows, records=report.records))
