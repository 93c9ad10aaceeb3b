"""The command line: `stakegraph serve | import | export | openapi`."""

import asyncio
import ipaddress
import json
import logging
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click
import uvicorn
from tqdm import tqdm

from app.jobs.ndjson_export import export_ndjson
from app.jobs.ndjson_import import ImportReport, import_ndjson
from app.lifespan import open_store
from app.log_format import DiscreetFormatter
from app.main import create_app
from app.security.principals import KEEPER
from app.settings import Settings
from graph.store import Store
from schemas.errors import InvalidInput, ServiceError
from schemas.instants import canonical_instant, next_full_hour

DONE, FAILED, WRONG_USE, DONE_WITH_REJECTS = 0, 1, 2, 3
"""Exit statuses."""

REJECTS_SHOWN = 20

data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="Data folder (STAKEGRAPH_DATA, default ./data)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one machine-readable object at the end.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="stakegraph")
def main() -> None:
    """Stakeholder graphs of customer accounts: who has influence, and where our coverage has holes.

    Commands work on the same data folder beside a running service or without one. Exit status: 0 done, 1 failed,
    2 wrong use, 3 done with rejects.
    """


@main.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1); loopback only until keys exist.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (default 8000); 0 takes a free one.")
@data_option
@click.option("--sample/--no-sample", default=None, help="Load the sample accounts into an empty store (default: yes).")
def serve(host: str | None, port: int | None, data: Path | None, sample: bool | None) -> None:
    """Start the service; Ctrl-C stops it."""
    settings = _settings(host=host, port=port, data=data, sample=sample)
    if not _is_loopback(settings.host):
        _stop(
            WRONG_USE,
            f"'{settings.host}' can be reached from outside. Until there are keys, this service answers on this machine"
            " only: use --host 127.0.0.1.",
        )
    _log_to_stderr(settings)
    listener = _listener(settings)
    url = f"http://{settings.host}:{listener.getsockname()[1]}"
    server = _Server(url, settings, listener)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the server raises it anew once everything is closed
    try:
        asyncio.run(server.serve())
    except KeyboardInterrupt:
        pass
    except ServiceError as error:
        _stop(FAILED, error.detail)
    sys.exit(FAILED if server.failed else DONE)


@main.command(name="import")
@click.argument("kind", metavar="FORMAT", type=click.Choice(["ndjson"]))
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
@json_option
def import_command(kind: str, path: Path, data: Path | None, as_json: bool) -> None:
    """Store the records of a file. FORMAT is ndjson: one {"account_id", "kind", "id", "data"} a line.

    Sound lines are stored, the others are listed with their number and the reason (exit status 3). Running it again
    changes nothing.
    """
    settings = _settings(data=data)
    report = _run(settings, lambda store: _import(store, path))
    if as_json:
        click.echo(json.dumps(_report_object(report), ensure_ascii=False))
    else:
        _print_report(report)
    sys.exit(DONE_WITH_REJECTS if report.rejected else DONE)


@main.command(name="export")
@click.option("--account", help="Id of one account; without it the whole book.")
@click.option("--as-of", help="What was valid then, such as 2026-06-30T00:00:00Z; default now.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default standard output."
)
@data_option
@json_option
def export_command(
    account: str | None, as_of: str | None, output: Path | None, data: Path | None, as_json: bool
) -> None:
    """Write what is valid as NDJSON that `import ndjson` takes: one record a line."""
    settings = _settings(data=data)
    moment = _instant(as_of)
    if as_json and output is None:
        _stop(WRONG_USE, "--json prints to standard output, where the records would go; give --output too.")
    count = _run(settings, lambda store: _export(store, account, moment, output))
    if as_json:
        click.echo(json.dumps({"records": count, "output": str(output)}))
    elif output is not None:
        click.echo(f"{count} records written to {output}", err=True)


@main.command()
def openapi() -> None:
    """Print the OpenAPI document of the service."""
    click.echo(json.dumps(create_app(_settings()).openapi(), indent=2, ensure_ascii=False))


class _Server(uvicorn.Server):
    """A server that says where it answers once it does."""

    def __init__(self, url: str, settings: Settings, listener: socket.socket) -> None:
        self._app = create_app(settings, service_url=url)
        super().__init__(
            uvicorn.Config(
                self._app,
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=10,
                server_header=False,
                lifespan="on",
            )
        )
        self._url = url
        self._listener = listener
        self.failed = False

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        await open_store(self._app)
        await super().serve(sockets or [self._listener])
        self.failed = not self.started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            click.echo(f"stakegraph answers at {self._url}  (documentation: {self._url}/docs, stop: Ctrl-C)", err=True)


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP: else the event loop leaves Nagle's algorithm on, which delays each answer by 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError:
        listener.close()
        _stop(FAILED, f"Port {settings.port} of {settings.host} is taken; stop what listens there or use --port.")
    return listener


def _settings(**given: Any) -> Settings:
    try:
        settings = Settings.from_environment()
    except InvalidInput as error:
        _stop(WRONG_USE, error.detail)
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def _instant(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return canonical_instant(text)
    except ValueError as error:
        _stop(WRONG_USE, f"--as-of {error}.")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _run(settings: Settings, work: Callable[[Store], Any]) -> Any:
    """Run work on the store: beside the service that owns the folder, or alone."""

    async def opened() -> Any:
        store = await Store.open(settings.store_options(join=True))
        try:
            return await work(store)
        finally:
            await store.close()

    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    try:
        return asyncio.run(opened())
    except ServiceError as error:
        _stop(FAILED, error.detail)
    except OSError as error:
        _stop(FAILED, f"{error.filename or 'standard output'}: {error.strerror}")
    except KeyboardInterrupt:
        _stop(FAILED, "stopped; what was stored so far is whole, and running it again goes on")


async def _import(store: Store, path: Path) -> ImportReport:
    size = await asyncio.to_thread(lambda: path.stat().st_size)
    with path.open("rb") as lines, _bar(size, "B", path.name) as bar:
        return await import_ndjson(store, lines, KEEPER.id, lambda size: _advance(bar, size))


async def _export(store: Store, account: str | None, as_of: str | None, output: Path | None) -> int:
    count = 0
    moment = as_of or next_full_hour(store.clock())
    with click.open_file(str(output or "-"), "wb") as target, _bar(None, " records", "export") as bar:
        async for line in export_ndjson(store, account, moment):
            target.write(line)
            bar.update(1)
            count += 1
    return count


def _advance(bar: "tqdm[Any]", size: int) -> None:
    bar.update(size)


def _bar(total: int | None, unit: str, name: str) -> "tqdm[Any]":
    return tqdm(total=total, unit=unit, desc=name, unit_scale=True, delay=2, disable=not sys.stderr.isatty())


def _print_report(report: ImportReport) -> None:
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(report.outcomes.items())) or "nothing to store"
    click.echo(f"{report.lines} lines: {told}, {report.rejected} refused", err=True)
    for reject in report.rejects[:REJECTS_SHOWN]:
        click.echo(f"  line {reject.line}: {reject.detail}", err=True)
    if report.rejected > REJECTS_SHOWN:
        click.echo(f"  and {report.rejected - REJECTS_SHOWN} more; --json lists them", err=True)


def _report_object(report: ImportReport) -> dict[str, Any]:
    rejects = [{"line": reject.line, "detail": reject.detail} for reject in report.rejects]
    return {"lines": report.lines, "outcomes": report.outcomes, "refused": report.rejected, "rejects": rejects}


def _log_to_stderr(settings: Settings) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DiscreetFormatter())
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler])
    for name in ("neo4j", "uvicorn", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def _stop(status: int, sentence: str) -> NoReturn:
    click.echo(f"stakegraph: {sentence}", err=True)
    sys.exit(status)
