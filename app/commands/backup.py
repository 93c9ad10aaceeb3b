"""The command lines of backups: `stakegraph backup | restore`."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from app.backups.archive import Manifest, whole_archive
from app.backups.restoring import restore
from app.backups.writing import back_up
from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.spoken.commands import SpokenCommand
from app.commands.terminal import DONE, FAILED, WRONG_USE, progress_bar, say, stop
from app.exchange.row_form import is_sound
from app.settings import Settings
from graph.backups.beside import Part
from graph.checking.report import CheckReport
from graph.store import Store
from schemas.errors import InvalidInput
from schemas.messages.message import Message

Command = TypeVar("Command", bound=Callable[..., Any])


def _left_out_options(command: Command) -> Command:
    keys = click.option("--without-keys", is_flag=True)
    return keys(click.option("--without-receipts", is_flag=True)(command))


@click.command(name="backup", cls=SpokenCommand)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_left_out_options
@store_options
def backup_command(file: Path, data: Path | None, as_json: bool, without_keys: bool, without_receipts: bool) -> None:
    """Write all that the store holds to a file."""
    left_out = _left_out(without_keys, without_receipts)
    manifest = run_on_store(settings_of(data=data), lambda store: _back_up(store, file, left_out))
    with whole_archive(file):
        pass
    _end(manifest, as_json, file, Message("backups.made", changes=manifest.changes, rows=manifest.rows, file=str(file)))


async def _back_up(store: Store, file: Path, left_out: frozenset[Part]) -> Manifest:
    with progress_bar(None, Message("commands.changes"), "backup") as bar:

        def progress(changes: int, total: int) -> None:
            bar.total = total
            bar.update(changes)

        return await back_up(store, file, left_out, progress)


@click.command(name="restore", cls=SpokenCommand)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_left_out_options
@store_options
def restore_command(file: Path, data: Path | None, as_json: bool, without_keys: bool, without_receipts: bool) -> None:
    """Make a store of what `backup` wrote, and check it."""
    settings = settings_of(data=data)
    _check_folder(settings)
    try:
        with whole_archive(file) as (archive, manifest):
            left_out = _left_out(without_keys, without_receipts)

            async def work(store: Store) -> CheckReport:
                await restore(store, archive, manifest, left_out)
                check = store.check(is_sound)
                async for _ in check.run():
                    pass
                return check.report

            report = _run(settings, work)
    except InvalidInput as error:
        stop(WRONG_USE, error.detail)
    if report.count:
        for one in report.findings:
            say(one.detail)
        sys.exit(FAILED)
    message = Message("backups.restored", changes=report.changes, rows=report.rows, made_at=manifest.made_at)
    _end(manifest, as_json, file, message)


def _run(settings: Settings, work: Callable[[Store], Any]) -> CheckReport:
    """Restore, and leave nothing behind where that fails."""
    done = False
    try:
        report: CheckReport = run_on_store(settings, work)
        done = True
    finally:
        if not done and settings.neo4j_uri is None:
            shutil.rmtree(settings.data, ignore_errors=True)
    return report


def _check_folder(settings: Settings) -> None:
    if settings.neo4j_uri is None and settings.data.exists() and any(settings.data.iterdir()):
        stop(WRONG_USE, Message("backups.folder_not_empty", folder=str(settings.data)))


def _left_out(without_keys: bool, without_receipts: bool) -> frozenset[Part]:
    chosen: dict[Part, bool] = {"api_keys": without_keys, "idempotency_keys": without_receipts}
    return frozenset(part for part, out in chosen.items() if out)


def _end(manifest: Manifest, as_json: bool, file: Path, message: Message) -> None:
    if as_json:
        click.echo(json.dumps({**manifest.model_dump(mode="json"), "file": str(file)}))
    else:
        say(message)
    sys.exit(DONE)
