"""What every command on a store shares: options, the settings, and its work."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from app.commands.spoken.commands import language_option
from app.commands.terminal import FAILED, WRONG_USE, stop
from app.settings import Settings
from graph.store import Store
from schemas.errors import InvalidInput, ServiceError
from schemas.messages.disk_faults import disk_fault
from schemas.messages.message import Message

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

data_option = click.option("--data", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True)


def store_options(command: Command) -> Command:
    """Give a command the options of all that work on a store: ``--data``, ``--json`` and ``--lang``."""
    return data_option(json_option(language_option(command)))


def settings_of(**given: Any) -> Settings:
    """Return the settings of this process, with what a command was given in their place."""
    try:
        settings = Settings.from_environment()
    except InvalidInput as error:
        stop(WRONG_USE, error.detail)
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def run_on_store(settings: Settings, work: Callable[[Store], Awaitable[T]], *, sealed: bool = True) -> T:
    """Run work on the store: beside the service that owns the folder, or alone; ``sealed`` as `StoreOptions` has it."""

    async def opened() -> T:
        store = await Store.open(replace(settings.store_options(join=True), sealed=sealed))
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
        place = str(error.filename) if error.filename else Message("commands.output")
        stop(FAILED, Message("commands.at", place=place, fault=disk_fault(error)))
    except KeyboardInterrupt:
        stop(FAILED, Message("commands.interrupted"))
