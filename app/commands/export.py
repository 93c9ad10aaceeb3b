"""The command line of exports: `stakegraph export`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from app.commands.command_line import run_on_store, settings_of, store_options
from app.commands.parameter_types import InstantText
from app.commands.spoken.commands import SpokenCommand
from app.commands.terminal import WRONG_USE, progress_bar, say, stop
from app.exchange.history_export import HistoryExport
from app.exchange.ndjson_export import export_ndjson
from graph.store import Store
from schemas.messages.message import Message


@click.command(name="export", cls=SpokenCommand)
@click.option("--account")
@click.option(
    "--as-of",
    type=InstantText(),
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path))
@store_options
def export_command(
    account: str | None, as_of: str | None, output: Path | None, data: Path | None, as_json: bool
) -> None:
    """Write NDJSON that `import ndjson` takes."""
    settings = settings_of(data=data)
    if as_json and output is None:
        stop(WRONG_USE, Message("commands.json_needs_output"))
    counts = run_on_store(settings, lambda store: _export(store, account, as_of, output))
    if as_json:
        click.echo(json.dumps({**counts, "output": str(output)}))
    elif output is not None:
        say(Message("commands.exported", count=counts["records"], file=str(output)))


async def _export(store: Store, account: str | None, as_of: str | None, output: Path | None) -> dict[str, int]:
    with _target(output) as target:
        if as_of is not None:
            return await _export_lines(store, account, as_of, target)
        job = HistoryExport(store, account)
        with progress_bar(None, Message("commands.changes"), "export") as bar:
            async for block, changes, bar.total in job.blocks():
                target.write(block)
                bar.update(changes)
        return {"records": job.written.rows, "changes": job.written.changes, "lines": job.written.lines + 1}


async def _export_lines(store: Store, account: str | None, as_of: str, target: IO[bytes]) -> dict[str, int]:
    count = 0
    with progress_bar(None, Message("commands.records"), "export") as bar:
        async for line in export_ndjson(store, account, as_of):
            target.write(line)
            bar.update(1)
            count += 1
    return {"records": count}


@contextmanager
def _target(output: Path | None) -> Iterator[IO[bytes]]:
    with click.open_file(str(output or "-"), "wb") as target:
        yield target
