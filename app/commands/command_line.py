"""What every command shares: exit statuses, options, the settings, and work on the store."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from tqdm import tqdm

from app.settings import Settings
from graph.store import Store
from schemas.errors import InvalidInput, ServiceError

T = TypeVar("T")

DONE, FAILED, WRONG_USE, DONE_WITH_REJECTS = 0, 1, 2, 3
"""Exit statuses."""

data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="Data folder (STAKEGRAPH_DATA, default ./data)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one machine-readable object at the end.")


def settings_of(**given: Any) -> Settings:
    """Return the settings of this process, with what a command was given in their place."""
    try:
        settings = Settings.from_environment()
    except InvalidInput as error:
        stop(WRONG_USE, error.detail)
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def run_on_store(settings: Settings, work: Callable[[Store], Awaitable[T]]) -> T:
    """Run work on the store: beside the service that owns the folder, or alone."""

    async def opened() -> T:
        store = await Store.open(settings.store_options(join=True))
        try:
            return await work(store)
        finally:
            await store.close()

    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    try:
        return asyncio.run(opened())
    except ServiceError as error:
        stop(FAILED, error.detail)
    except OSError as error:
        stop(FAILED, f"{error.filename or 'standard output'}: {error.strerror}")
    except KeyboardInterrupt:
        stop(FAILED, "stopped; what was stored so far is whole, and running it again goes on")


def progress_bar(total: int | None, unit: str, name: str) -> "tqdm[Any]":
    """Return a bar for what takes more than two seconds; only a terminal is shown one."""
    return tqdm(total=total, unit=unit, desc=name, unit_scale=True, delay=2, disable=not sys.stderr.isatty())


def stop(status: int, sentence: str) -> NoReturn:
    """End the command with a sentence."""
    click.echo(f"stakegraph: {sentence}", err=True)
    sys.exit(status)
