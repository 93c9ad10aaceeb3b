"""What every command shares: exit statuses, options, the settings, and work on the store."""

import asyncio
import io
import logging
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
from tqdm import tqdm

from app.messages.sentences import LANGUAGES, sentence
from app.settings import Settings, language_of_terminal
from graph.store import Store
from schemas.errors import InvalidInput, ServiceError
from schemas.messages.disk_faults import disk_fault
from schemas.messages.message import Language, Message

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

DONE, FAILED, WRONG_USE, DONE_WITH_REJECTS = 0, 1, 2, 3
"""Exit statuses."""

data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="Data folder (STAKEGRAPH_DATA, default ./data)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one machine-readable object at the end.")

_LANGUAGE = f"{__name__}.language"


def _remember(context: click.Context, _: click.Parameter, language: Language | None) -> None:
    context.meta[_LANGUAGE] = language


language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    callback=_remember,
    expose_value=False,
    is_eager=True,
    help="Language of what it says (default: that of the terminal, else en).",
)


def store_options(command: Command) -> Command:
    """Give a command the options of all that work on a store: ``--data``, ``--json`` and ``--lang``."""
    return data_option(json_option(language_option(command)))


def chosen_language() -> Language:
    """Return the language that a command speaks: that of ``--lang``, else that of the terminal."""
    context = click.get_current_context(silent=True)
    chosen: Language | None = context.meta.get(_LANGUAGE) if context else None
    return chosen or language_of_terminal()


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
        place = str(error.filename) if error.filename else Message("commands.output")
        stop(FAILED, Message("commands.at", place=place, fault=disk_fault(error)))
    except KeyboardInterrupt:
        stop(FAILED, Message("commands.interrupted"))


def progress_bar(total: int | None, unit: Message, name: str) -> "tqdm[Any]":
    """Return a bar for what takes more than two seconds; only a terminal is shown one."""
    words = sentence(unit, chosen_language())
    return tqdm(total=total, unit=words, desc=name, unit_scale=True, delay=2, disable=not sys.stderr.isatty())


def say(message: Message) -> None:
    """Say something to whoever sits at the terminal, beside what goes to standard output."""
    click.echo(sentence(message, chosen_language()), err=True)


def soften_output() -> None:
    """Print question marks on a terminal that knows no Chinese, and do not fail there."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def stop(status: int, message: Message, *more: Message) -> NoReturn:
    """End the command with a sentence, and more of them on lines of their own."""
    words = [sentence(each, chosen_language()) for each in (message, *more)]
    click.echo(f"stakegraph: {chr(10).join(words)}", err=True)
    sys.exit(status)
